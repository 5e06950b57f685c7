"""The states of a meeting and every step between them, as one table.

The same table is in the database, where a trigger refuses every other step (migrations/0005_guards.py), and
in docs/meetings.md; a test holds the three together. Meetings loaded from a pack take any step but signing.
"""

from __future__ import annotations

from siaga.desks.meetings.models import Meeting

State = Meeting.State

STEPS: tuple[tuple[str, str, str], ...] = (
    (State.PLANNED, "invite", State.INVITED),
    (State.PLANNED, "cancel", State.CANCELLED),
    (State.INVITED, "cancel", State.CANCELLED),
    (State.INVITED, "hold", State.HELD),
    (State.HELD, "sign", State.SIGNED),
    (State.SIGNED, "reopen", State.HELD),
)
"""Before, act, after. `sign` is taken by the second of the two signatures."""

_AFTER = {(before, act): after for before, act, after in STEPS}

AHEAD = frozenset({State.PLANNED, State.INVITED})
"""The meeting is still to come: its frame and its agenda may change."""

AT_WORK = frozenset({State.INVITED, State.HELD})
"""Attendance is taken and the record is written."""

OPEN = frozenset({State.PLANNED, State.INVITED, State.HELD})
"""Something of the meeting may still change."""


def after(before: str, act: str) -> str | None:
    """The state an act leads to, or None where the table does not allow it."""
    return _AFTER.get((before, act))


def acts_from(state: str) -> tuple[str, ...]:
    """What may be done to a meeting in this state, in the order of the table."""
    return tuple(act for before, act, _ in STEPS if before == state)
