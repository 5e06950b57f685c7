"""What the rule profile of a pack says about its stations and its result form."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.law import profiles

from . import cells
from .faults import FaultList
from .header import Header
from .schema import FORMAT, ORIGIN, STATION, TIME_ZONES, WORD, Column, Table
from .tables import Record

_ANY_PAIR = "{n}"


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures of a rule profile that a pack must respect."""

    profile: str
    station_cap: int
    fields: tuple[str, ...]
    """The figures of the form in its order; the votes of a pair have a hole for its number: ``paslon{n}``."""

    def columns(self, pairs: list[int]) -> dict[str, int | None]:
        """Every figure of a form with these pairs, and the ballot number where it is the votes of one."""
        columns: dict[str, int | None] = {}
        for name in self.fields:
            if _ANY_PAIR in name:
                columns |= {name.replace(_ANY_PAIR, str(number)): number for number in pairs}
            else:
                columns[name] = None
        return columns


def rules_of(header: Header | None, faults: FaultList) -> Rules | None:
    """The rules of the header's profile; faults for a profile, format or time zone that is not known."""
    if header is None:
        return None
    version, zone, profile = (header.get(key) for key in ("format", "election.time_zone", "election.profile"))
    known = profiles.available()
    if version not in (None, FORMAT):
        faults.add("unknown_format", header.place("format"), value=version, known=FORMAT)
    if zone not in (None, *TIME_ZONES):
        place = header.place("election.time_zone")
        faults.add("unknown_zone", place, value=zone, names=", ".join(TIME_ZONES))
    if profile not in (None, *known):
        place = header.place("election.profile")
        faults.add("unknown_profile", place, value=profile, names=", ".join(known))
    return rules(profile) if profile in known else None


def rules(profile_id: str) -> Rules:
    """The rules of a profile there is."""
    profile = profiles.load(profile_id)
    return Rules(
        profile=profile_id,
        station_cap=int(profile.value("max_voters")),
        fields=tuple(field.name for field in profile.fields),
    )


def results_table(rules: Rules, pairs: list[int]) -> Table:
    """The table of result rows: contest, station, the form's figures, the votes of each pair, the origin."""
    columns = (
        Column("contest", WORD, True, "code of the contest"),
        Column("station", STATION, True, "code of the polling station"),
        *(Column(name, cells.integer, False, "figure of the result form") for name in rules.columns(pairs)),
        *ORIGIN,
    )
    return Table("results", columns, Record, ("contest", "station"), optional=True)
