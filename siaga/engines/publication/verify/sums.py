"""Every total again, by plain addition over the rows: a second count that shares no code with the first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from siaga.engines.publication.compose import recap_name
from siaga.engines.publication.model import Row
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.report import Report
from siaga.engines.recap import Level, State
from siaga.engines.recap.codes import DIGITS, LEVELS

Sums = Mapping[str, Counter[str]]


def sums_of(found: Tables) -> dict[str, Counter[str]]:
    """The sums of every region above the stations, by its code, under the names of the totals' columns."""
    sums: dict[str, Counter[str]] = {}
    for row in found.rows.values():
        told = _told(row)
        for level in levels_above(found.contest.top):
            sums.setdefault(row.station[: DIGITS[level]], Counter()).update(told)
    return sums


def levels_above(top: Level) -> Iterator[Level]:
    """The levels above the station, up to the highest that is counted."""
    return (level for level in LEVELS[1 : LEVELS.index(top) + 1])


def check_totals(found: Tables, sums: Sums, report: Report) -> None:
    """Compare the published totals with the sums, region by region and figure by figure."""
    file = recap_name(found.contest.code)
    for code in sorted(set(found.totals) - set(sums)):
        report.add(file, f"totals of {code or 'the nation'}, where no station lies")
    for code in sorted(set(sums) - set(found.totals)):
        report.add(file, f"no totals of {code or 'the nation'}")
    for number, (code, total) in enumerate(found.totals.items(), 2):
        if code in sums and (name := _first_difference(found, total, sums[code])):
            stated = total[name]
            message = f"{name} of {code} is {stated}, and its stations add up to {sums[code][name]}"
            report.add(f"{file}:{number}", message)


def _first_difference(found: Tables, total: Mapping[str, object], sums: Counter[str]) -> str | None:
    names = (*_COUNTS, *found.names)
    return next((name for name in names if total[name] != sums[name]), None)


_COUNTS = ("stations", *(state.value for state in State), "sample", "registered", "registered_counted")


def _told(row: Row) -> Counter[str]:
    """What one row adds to the totals above it."""
    told = Counter({"stations": 1, row.state.value: 1, "registered": row.registered or 0})
    if row.state is State.COUNTED:
        told.update(row.figures)
        told["registered_counted"] = row.registered or 0
        told["sample"] = int(row.sample)
    return told
