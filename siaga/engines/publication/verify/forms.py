"""Does every row stand on its own? Figures only where counted, and then every identity of the form kept."""

from __future__ import annotations

from siaga.engines.publication.model import Row
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.publication.verify.steps import check_steps
from siaga.engines.publication.verify.versions import check_versions
from siaga.engines.recap import State
from siaga.law.form import check_row, completeness
from siaga.law.profiles import Profile


def check_rows(found: Tables, head: Heading, report: Report) -> None:
    """Check each row of a contest against its form, its versions and its steps."""
    for row in found.rows.values():
        place = found.place(row.station)
        if row.state is State.COUNTED:
            _check_form(row, found, head.profile, report)
        elif row.figures:
            report.add(place, f"station {row.station} is {row.state.value} and has figures")
        if row.sample and not head.sample:
            report.add(place, "the row is sample data, and the manifest does not say so")
        if not row.station.startswith(head.election.region):
            report.add(place, f"station {row.station} lies outside {head.election.region}")
        check_steps(row, found, report)
        check_versions(row, found, head, report)
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


def _check_strangers(found: Tables, report: Report) -> None:
    """No version and no step belongs to a station that has no row."""
    listed = {station for station, _ in found.versions} | set(found.steps)
    for station in sorted(listed - set(found.rows)):
        report.add(found.rows_file, f"station {station} has versions or steps and no row")
