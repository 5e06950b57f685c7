"""docs/results.md says what the code and the database do."""

from __future__ import annotations

import re
from pathlib import Path

from siaga.desks.results.queries.rowpage import ACTION_OF, SUPERVISE
from siaga.desks.results.states import STEPS, Act, State

TEXT = (Path(__file__).resolve().parents[3] / "docs" / "results.md").read_text(encoding="utf-8")
STARTED_BY = {
    Act.DECLARE: Act.ENTER,
    Act.CLASH: Act.ENTER,
    Act.DIFFER: Act.CONFIRM,
    Act.MATCH: SUPERVISE,
    Act.MISMATCH: SUPERVISE,
}


def table(heading: str) -> list[list[str]]:
    """The cells of the table whose first heading is this."""
    lines = TEXT[TEXT.index(f"| {heading} |") :].splitlines()[2:]
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_table_of_steps_is_the_table_of_the_code() -> None:
    told = [(a, act, b, figures == "yes") for a, act, b, figures, _ in table("from")]
    assert told == [(s.before, s.act, s.after, s.brings_version) for s in STEPS]


def test_each_step_names_the_right_that_starts_it() -> None:
    for _, act, _, _, right in table("from"):
        assert right == ACTION_OF[STARTED_BY.get(Act(act), Act(act))]


def test_every_state_is_told_and_only_counted_reaches_a_total() -> None:
    states = {row[0]: row[2] for row in table("state")}
    assert set(states) == set(State.values)
    assert {state for state, counted in states.items() if "yes" in counted} == {State.COUNTED}


def test_every_address_is_told() -> None:
    from siaga.desks.results.urls import urlpatterns

    told = " ".join(row[0] for row in table("address"))
    for pattern in urlpatterns:
        last = re.sub(r"<[^>]*>", "", str(pattern.pattern)).strip("/").split("/")[-1]
        assert last in told, pattern
