"""Does every version say what was said? Its digest again, and the versions a row must show and no others."""

from __future__ import annotations

from siaga.engines.ledger.commitments import digest_of_row
from siaga.engines.publication.compose import versions_name
from siaga.engines.publication.model import CORRECTION, ENTRY, Row, Step, Version
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.heading import Heading
from siaga.engines.publication.verify.report import Report
from siaga.engines.publication.verify.steps import CORRECTS, EXPECTED, LAWFUL
from siaga.engines.recap import State


def check_versions(row: Row, found: Tables, head: Heading, report: Report) -> None:
    """Every version of a counted row is there and proves its digest; of another row those once counted are
    there, with nothing that would betray their figures.
    """
    due = _due(row, found.steps.get(row.station, ()))
    listed = {version.number: version for version in found.versions_of.get(row.station, ())}
    _check_current(row, listed.get(row.version), found, report)
    for number in sorted(due - set(listed)):
        report.add(found.place(row.station), f"version {number} of station {row.station} is not listed")
    for number in sorted(set(listed) - due):
        place = versions_name(found.contest.code)
        report.add(place, f"version {number} of station {row.station} is listed, and was never counted")
    for version in listed.values():
        if fault := _fault(row, version, found, head):
            place = versions_name(found.contest.code)
            report.add(place, f"version {version.number} of station {row.station}: {fault}")


def _due(row: Row, steps: tuple[Step, ...]) -> set[int]:
    """The numbers of the versions that must be listed; never more than steps, whatever the row says."""
    if row.state is State.COUNTED:
        return {*range(1, min(row.version, len(steps)) + 1)}
    return {step.version for step in steps if step.state == State.COUNTED}


def _fault(row: Row, version: Version, found: Tables, head: Heading) -> str | None:
    """What is wrong with a version, or None."""
    step = _brought_by(version, found)
    if step is not None and version.kind != (CORRECTION if step.act in CORRECTS else ENTRY):
        return f"{version.kind}, and step {step.revision} brought it by {step.act[:40]!r}"
    if step is not None and version.reason.strip() != step.reason.strip():
        return f"its reason is not that of step {step.revision}"
    if row.state is not State.COUNTED:
        shown = version.figures or version.nonce
        return f"its row is {row.state.value}, and its figures or nonce are shown" if shown else None
    place = (head.election.code, found.contest.code, row.station)
    if version.digest != digest_of_row(place, version.said, version.nonce):
        return "its digest is not that of what it says"
    return None


def _brought_by(version: Version, found: Tables) -> Step | None:
    """The step that brought the version; `steps` says what is wrong when there is none."""
    before = EXPECTED
    for step in found.steps.get(version.station, ()):
        if step.version == version.number and LAWFUL.get((before, step.act), ("", False))[1]:
            return step
        before = step.state
    return None


def _check_current(row: Row, version: Version | None, found: Tables, report: Report) -> None:
    """The version a row names has the same figures and the same sample mark."""
    if version is None:
        return
    if row.state is State.COUNTED and version.figures != row.figures:
        name = next(n for n in found.names if version.figures.get(n) != row.figures.get(n))
        message = f"station {row.station}: {name} is not that of its version {row.version}"
        report.add(found.place(row.station), message)
    elif version.sample != row.sample:
        message = f"station {row.station}: the sample mark is not that of its version {row.version}"
        report.add(found.place(row.station), message)
