"""Sample result forms: published votes per district over its stations, every identity of the form kept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from siaga.engines.packs.model import Measure
from siaga.law import profiles

from .chance import Chance, apportion
from .plan import Plan
from .stations import Station
from .voters import Figures, voters_of, with_guests

NARROW, WIDE = "mayor", "governor"
"""Who may vote for mayor may vote for governor; a voter from elsewhere in the province only for governor."""

TURNOUT_SPREAD = (950, 1050)  # permille of the district's turnout
LEAN_SPREAD = (-100, 100)  # permille by which a station leans to one side
INVALID_SPREAD = (600, 1400)  # permille of the city's share of invalid votes
DAMAGED_SPREAD = (-4, 2)  # ballots; below zero is none, as at most stations
MOST_WITH_DISABILITY = 4

Votes = dict[int, int]
"""Votes by ballot number."""


def sample_forms(plan: Plan, stations: list[Station], chance: Chance) -> dict[str, list[Figures]]:
    """The figures of every station's form by contest, in the order of the stations."""
    city = City(plan, stations, chance)
    votes = city.spread_votes(NARROW, city.expected_votes(), [station.voters for station in stations])
    users = city.add_invalid(votes)
    voters = [voters_of(station, count, chance) for station, count in zip(stations, users, strict=True)]
    forms = {NARROW: city.forms(NARROW, voters, votes)}

    voters = [with_guests(station, line, chance) for station, line in zip(stations, voters, strict=True)]
    users = [line["peng_total_j"] for line in voters]
    forms[WIDE] = city.forms(WIDE, voters, city.spread_votes(WIDE, users, users))
    return forms


@dataclass(frozen=True)
class City:
    """The stations of a city, over which published figures are spread; every list is in their order."""

    plan: Plan
    stations: list[Station]
    chance: Chance

    def expected_votes(self) -> list[int]:
        """Weights for votes for mayor: voters times turnout."""
        return [
            station.voters
            * self.chance.draw(*TURNOUT_SPREAD, "turnout", station.code)
            * (station.special.mayor_turnout if station.special else 100)
            for station in self.stations
        ]

    def spread_votes(self, contest: str, weights: list[int], caps: list[int]) -> list[Votes]:
        """The votes of every pair at every station; each district adds up to what was published."""
        votes: list[Votes] = [{} for _ in self.stations]
        for district in self.plan.districts():
            here = [i for i, station in enumerate(self.stations) if station.ward.parent == district.code]
            for place, number in enumerate(sorted(self.plan.pairs[contest])):
                total = self.plan.need(district.code, Measure.VOTES, contest, number)
                leaning = [weights[i] * self.lean(contest, self.stations[i], place) for i in here]
                room = [caps[i] - sum(votes[i].values()) for i in here]
                for i, share in zip(here, apportion(total, leaning, room), strict=True):
                    votes[i][number] = share
        return votes

    def lean(self, contest: str, station: Station, place: int) -> int:
        """How a station leans, in permille; what one pair gains the next loses."""
        lean = self.chance.draw(*LEAN_SPREAD, "lean", contest, station.code)
        return 1000 + (lean if place % 2 == 0 else -lean)

    def add_invalid(self, votes: list[Votes]) -> list[int]:
        """All who voted for mayor: valid votes and a share of the city's published invalid votes."""
        valid = [sum(of_station.values()) for of_station in votes]
        total = self.plan.need(self.plan.city(), Measure.INVALID, NARROW)
        draws = [self.chance.draw(*INVALID_SPREAD, "invalid", station.code) for station in self.stations]
        weights = [count * draw for count, draw in zip(valid, draws, strict=True)]
        room = [station.voters - count for station, count in zip(self.stations, valid, strict=True)]
        return [a + b for a, b in zip(valid, apportion(total, weights, room), strict=True)]

    def forms(self, contest: str, voters: list[Figures], votes: list[Votes]) -> list[Figures]:
        """Whole forms: voters, ballots, disability, votes."""
        return [
            {**line, **self.ballots(contest, station, line["peng_total_j"]), **self.counts(line, of_pairs)}
            for station, line, of_pairs in zip(self.stations, voters, votes, strict=True)
        ]

    def ballots(self, contest: str, station: Station, users: int) -> Figures:
        """Ballots received with the legal spare, used, damaged and left; voters with disability."""
        share = Fraction(profiles.load(self.plan.rules.profile).value("spare_share"))
        received = station.voters + ceil(share * station.voters)
        damaged = max(0, self.chance.draw(*DAMAGED_SPREAD, "damaged", contest, station.code))
        return {
            "ss_diterima": received,
            "ss_digunakan": users,
            "ss_rusak": damaged,
            "ss_tidak_digunakan": received - users - damaged,
            "disabilitas": self.chance.draw(0, MOST_WITH_DISABILITY, "disability", station.code),
        }

    def counts(self, voters: Figures, votes: Votes) -> Figures:
        """The votes of each pair, valid, invalid and all."""
        users, valid = voters["peng_total_j"], sum(votes.values())
        columns = self.plan.rules.columns(sorted(votes))
        of_pairs = {name: votes[number] for name, number in columns.items() if number is not None}
        return {**of_pairs, "suara_sah": valid, "suara_tidak_sah": users - valid, "suara_total": users}
