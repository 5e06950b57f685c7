"""Sample result forms: published votes per district over its stations, every identity of the form kept."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from siaga.engines.packs.model import Measure
from siaga.law import profiles

from .chance import Chance, apportion
from .plan import Plan
from .stations import Station

NARROW, WIDE = "mayor", "governor"
"""Who may vote for mayor may vote for governor; a voter from elsewhere in the province only for governor."""

TURNOUT_SPREAD = (950, 1050)  # permille of the district's turnout
LEAN_SPREAD = (-100, 100)  # permille by which a station leans to one side
INVALID_SPREAD = (600, 1400)
MEN_VOTING_SPREAD = (960, 1010)  # men turn out a little less

Figures = dict[str, int]


def sample_forms(plan: Plan, stations: list[Station], chance: Chance) -> dict[str, list[Figures]]:
    """The figures of every station's form by contest, in the order of the stations."""
    narrow_votes = spread_votes(plan, NARROW, stations, narrow_weights(stations, chance), chance)
    narrow_users = spread_invalid(plan, stations, narrow_votes, chance)
    people = [
        voters_of(station, users, chance) for station, users in zip(stations, narrow_users, strict=True)
    ]
    forms = {NARROW: assemble(plan, stations, people, narrow_votes, chance)}
    guests = [
        with_guests(station, figures, chance) for station, figures in zip(stations, people, strict=True)
    ]
    wide_users = [figures["peng_total_j"] for figures in guests]
    wide_votes = spread_votes(plan, WIDE, stations, wide_users, chance, caps=wide_users)
    forms[WIDE] = assemble(plan, stations, guests, wide_votes, chance)
    return forms


def narrow_weights(stations: list[Station], chance: Chance) -> list[int]:
    """How many votes to expect at each station: voters times turnout."""
    return [
        station.voters
        * chance.draw(*TURNOUT_SPREAD, "turnout", station.code)
        * (station.special.mayor_turnout if station.special else 100)
        for station in stations
    ]


def spread_votes(
    plan: Plan,
    contest: str,
    stations: list[Station],
    weights: list[int],
    chance: Chance,
    caps: list[int] | None = None,
) -> list[dict[int, int]]:
    """The votes of every pair at every station; each district adds up to what was published."""
    votes: list[dict[int, int]] = [{} for _ in stations]
    for district in plan.districts():
        here = [i for i, station in enumerate(stations) if station.ward.parent == district.code]
        for place, number in enumerate(sorted(plan.pairs[contest])):
            total = plan.need(district.code, Measure.VOTES, contest, number)
            side = 1 if place % 2 == 0 else -1
            leans = [1000 + side * chance.draw(*LEAN_SPREAD, "lean", contest, stations[i].code) for i in here]
            room = [(caps[i] - sum(votes[i].values())) if caps else stations[i].voters for i in here]
            shares = apportion(total, [weights[i] * lean for i, lean in zip(here, leans, strict=True)], room)
            for i, share in zip(here, shares, strict=True):
                votes[i][number] = share
    return votes


def spread_invalid(
    plan: Plan, stations: list[Station], votes: list[dict[int, int]], chance: Chance
) -> list[int]:
    """All who voted for mayor: valid votes and their share of the city's published invalid votes."""
    valid = [sum(of_station.values()) for of_station in votes]
    total = plan.need(plan.city(), Measure.INVALID, NARROW)
    weights = [
        count * chance.draw(*INVALID_SPREAD, "invalid", s.code)
        for count, s in zip(valid, stations, strict=True)
    ]
    room = [station.voters - count for station, count in zip(stations, valid, strict=True)]
    return [a + b for a, b in zip(valid, apportion(total, weights, room), strict=True)]


def voters_of(station: Station, users: int, chance: Chance) -> Figures:
    """Who voted: from the list, moved (DPPh) and unlisted (DPTb), men and women."""
    moved = 0 if station.special else chance.draw(0, 3, "moved", station.code)
    unlisted = 0 if station.special else chance.draw(0, 6, "unlisted", station.code)
    figures = split("dpt", station.voters, station.men)
    listed = users - moved - unlisted
    men = listed * station.men * chance.draw(*MEN_VOTING_SPREAD, "men voting", station.code)
    men = min(station.men, listed, max(listed - station.women, men // (station.voters * 1000)))
    figures |= split("peng_dpt", listed, men)
    figures |= split("peng_dpph", moved, chance.draw(0, moved, "moved men", station.code))
    figures |= split("peng_dptb", unlisted, chance.draw(0, unlisted, "unlisted men", station.code))
    return figures | total_users(figures)


def with_guests(station: Station, figures: Figures, chance: Chance) -> Figures:
    """The same voters for governor, with those who got no ballot for mayor.

    At a regular station they are moved voters; at a special one they stand on its own list.
    """
    line = "peng_dpt" if station.special else "peng_dpph"
    extra = station.special.only_governor if station.special else chance.draw(0, 2, "guests", station.code)
    room = station.men - figures["peng_dpt_l"] if station.special else extra
    men = min(extra, room) if station.special else chance.draw(0, extra, "guest men", station.code)
    more = split(line, figures[f"{line}_j"] + extra, figures[f"{line}_l"] + men)
    return figures | more | total_users(figures | more)


def split(line: str, total: int, men: int) -> Figures:
    """The three figures of a line of the form."""
    return {f"{line}_l": men, f"{line}_p": total - men, f"{line}_j": total}


def total_users(figures: Figures) -> Figures:
    """The line of all who voted."""
    lines = ("peng_dpt", "peng_dpph", "peng_dptb")
    men, total = (sum(figures[f"{line}_{group}"] for line in lines) for group in "lj")
    return split("peng_total", total, men)


def assemble(
    plan: Plan, stations: list[Station], people: list[Figures], votes: list[dict[int, int]], chance: Chance
) -> list[Figures]:
    """Whole forms: voters, ballots, disability, votes."""
    share = Fraction(profiles.load(plan.rules.profile).value("spare_share"))
    forms = []
    for station, figures, of_pairs in zip(stations, people, votes, strict=True):
        users, valid = figures["peng_total_j"], sum(of_pairs.values())
        received = station.voters + ceil(share * station.voters)
        damaged = max(0, chance.draw(-4, 2, "damaged", station.code, len(forms), valid))
        ballots = {
            "ss_diterima": received,
            "ss_digunakan": users,
            "ss_rusak": damaged,
            "ss_tidak_digunakan": received - users - damaged,
            "disabilitas": chance.draw(0, 4, "disability", station.code),
        }
        columns = plan.rules.columns(sorted(of_pairs))
        named = {name: of_pairs[number] for name, number in columns.items() if number is not None}
        counts = {"suara_sah": valid, "suara_tidak_sah": users - valid, "suara_total": users}
        forms.append({**figures, **ballots, **named, **counts})
    return forms
