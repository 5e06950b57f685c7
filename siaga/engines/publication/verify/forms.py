"""Does every row stand on its own? Figures only where counted, every identity kept, a version behind each."""

from __future__ import annotations

from siaga.engines.publication.model import Row
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.recap import State
from siaga.law.form import check_row, completeness
from siaga.law.profiles import Profile


def check_rows(found: Tables, head: Heading, report: Report) -> None:
    """Check each row of a contest against its form, its versions and its steps."""
    for row in found.rows.values():
        if row.state is State.COUNTED:
            _check_form(row, found, head.profile, report)
            _check_version(row, found, report)
        elif row.figures:
            report.add(
                found.place(row.station), f"station {row.station} is {row.state.value} and has figures"
            )
        if row.sample and not head.sample:
            report.add(found.place(row.station), "the row is sample data, and the manifest does not say so")
        _check_steps(row, found, report)
    _check_strangers(found, report)


def _check_form(row: Row, found: Tables, profile: Profile, report: Report) -> None:
    figures = {name: row.figures.get(name) for name in found.names}
    place = found.place(row.station)
    if completeness(profile, figures) != "complete":
        report.add(place, f"station {row.station} is counted, and figures of its votes are missing")
        return
    register = None if row.registered is None else {"dpt_j": row.registered}
    broken = [finding for finding in check_row(profile, figures, register) if finding.is_error]
    if broken:
        first = broken[0]
        report.add(place, f"station {row.station} breaks {first.rule} ({first.formula}): {first.message.en}")


def _check_version(row: Row, found: Tables, report: Report) -> None:
    """The version a counted row names is there and has the same figures."""
    version = found.versions.get((row.station, row.version))
    if version is None:
        report.add(found.place(row.station), f"version {row.version} of station {row.station} is not listed")
    elif version.figures != row.figures:
        name = next(n for n in found.names if version.figures.get(n) != row.figures.get(n))
        message = f"station {row.station}: {name} is not that of its version {row.version}"
        report.add(found.place(row.station), message)


def _check_steps(row: Row, found: Tables, report: Report) -> None:
    """The steps of a row are numbered without a gap and lead to where it stands."""
    steps = found.steps.get(row.station, ())
    place = f"steps/{found.contest.code}.csv"
    if [step.revision for step in steps] != [*range(1, row.revision + 1)]:
        report.add(place, f"the steps of station {row.station} are not numbered 1 to {row.revision}")
    elif steps and (steps[-1].state == State.COUNTED) != (row.state is State.COUNTED):
        last = steps[-1].state[:40]
        report.add(
            place, f"the last step of station {row.station} leads to {last!r}, its row is {row.state.value}"
        )


def _check_strangers(found: Tables, report: Report) -> None:
    """No version and no step belongs to a station that has no row."""
    listed = {station for station, _ in found.versions} | set(found.steps)
    for station in sorted(listed - set(found.rows)):
        report.add(found.rows_file, f"station {station} has versions or steps and no row")
