"""Did every row come to where it stands by lawful steps? One person enters, another makes it count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from siaga.engines.publication.compose import steps_name
from siaga.engines.publication.model import Row, Step
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.report import Report
from siaga.engines.recap import State

EXPECTED: Final = "expected"
LAWFUL: Final[Mapping[tuple[str, str], tuple[str, bool]]] = {
    (EXPECTED, "enter"): ("entered", True),
    (EXPECTED, "declare"): ("held", True),
    ("entered", "enter"): ("entered", True),
    ("entered", "declare"): ("held", True),
    ("entered", "confirm"): ("counted", False),
    ("entered", "differ"): ("held", False),
    ("entered", "clash"): ("held", False),
    ("entered", "hold"): ("held", False),
    ("entered", "correct"): ("corrected", True),
    ("entered", "match"): ("counted", False),
    ("entered", "mismatch"): ("held", False),
    ("held", "release"): ("entered", False),
    ("held", "return"): ("returned", False),
    ("held", "correct"): ("corrected", True),
    ("held", "adjudicate"): ("corrected", True),
    ("returned", "enter"): ("entered", True),
    ("returned", "declare"): ("held", True),
    ("returned", "correct"): ("corrected", True),
    ("corrected", "confirm"): ("counted", False),
    ("corrected", "differ"): ("held", False),
    ("corrected", "clash"): ("held", False),
    ("corrected", "hold"): ("held", False),
    ("corrected", "correct"): ("corrected", True),
    ("counted", "hold"): ("held", False),
    ("counted", "correct"): ("corrected", True),
    ("counted", "mismatch"): ("held", False),
}
"""(state, act) → state, and whether the act brings figures of its own. Only `confirm` and `match` lead to
counted, and both are acts of a second person. The verifier's own copy of docs/results.md: whoever checks does
not ask the desk that is checked what is allowed; a test holds the two together.
"""

CORRECTS: Final = frozenset({"correct", "adjudicate"})
"""Acts that bring a correction; the others that bring figures bring an entry."""

_NEEDS_A_REASON: Final = frozenset({"declare", "hold", "release", "return", *CORRECTS})
_STANDS: Final = {
    EXPECTED: State.MISSING,
    "returned": State.MISSING,
    "entered": State.WAITING,
    "corrected": State.WAITING,
    "held": State.HELD,
    "counted": State.COUNTED,
}


def check_steps(row: Row, found: Tables, report: Report) -> None:
    """The steps of a row have no gap, each is lawful, and the last leads to where the row stands."""
    steps = found.steps.get(row.station, ())
    place = steps_name(found.contest.code)
    if len(steps) != row.revision or any(step.revision != n for n, step in enumerate(steps, 1)):
        report.add(place, f"the steps of station {row.station} are not numbered 1 to {row.revision}")
        return
    before, told = Step(row.station, 0, "", EXPECTED, 0, "", "", row.sample), _told(steps)
    for step in steps:
        fault = _fault(before, step, row)
        if fault is None and step.revision in told and _lacks_reason(step):
            fault = f"{step.act} without a reason"
        if fault is not None:
            report.add(place, f"step {step.revision} of station {row.station}: {fault}")
            return
        before = step
    _check_end(row, before, place, report)


def _told(steps: tuple[Step, ...]) -> set[int]:
    """The steps whose reason is told: what was said of a version is withheld until the version has counted,
    because someone may have to read the paper yet without knowing.
    """
    counted = [step for step in steps if step.state == State.COUNTED]
    last, known = max((step.revision for step in counted), default=0), {step.version for step in counted}
    return {step.revision for step in steps if step.revision <= last or step.version in known}


def _lacks_reason(step: Step) -> bool:
    return step.act in _NEEDS_A_REASON and not step.reason.strip()


def _fault(before: Step, step: Step, row: Row) -> str | None:
    """What is wrong with a step, or None."""
    allowed = LAWFUL.get((before.state, step.act))
    if allowed is None:
        return f"{step.act[:40]!r} is not lawful in the state {before.state}"
    state, brings = allowed
    if step.state != state:
        return f"{step.act} leads to {state}, not to {step.state[:40]!r}"
    if step.version != before.version + brings:
        return f"version {step.version} where {step.act} leaves version {before.version + brings}"
    return "its sample mark is not that of the row" if step.sample != row.sample else None


def _check_end(row: Row, last: Step, place: str, report: Report) -> None:
    if _STANDS[last.state] is not row.state:
        message = (
            f"the last step of station {row.station} leads to {last.state!r}, its row is {row.state.value}"
        )
        report.add(place, message)
    elif last.version != row.version:
        message = f"the last step of station {row.station} leaves version {last.version}, not {row.version}"
        report.add(place, message)
