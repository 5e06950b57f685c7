"""The one place where an action takes a step or changes: revision up by one, one entry in the trail."""

from __future__ import annotations

from typing import Any

from siaga.desks.meetings.errors import NotNow
from siaga.desks.meetings.models import Action, Progress
from siaga.desks.meetings.telling import tell

STEPS = frozenset(
    {
        (Progress.OPEN, Progress.REPORTED),
        (Progress.REPORTED, Progress.DONE),
        (Progress.REPORTED, Progress.OPEN),
        (Progress.OPEN, Progress.CANCELLED),
        (Progress.REPORTED, Progress.CANCELLED),
        (Progress.DONE, Progress.OPEN),
        (Progress.CANCELLED, Progress.OPEN),
    }
)
"""From which state to which; the database holds the same table (migrations/0004_guards_of_actions.py)."""


def move(
    action: Action, act: str, *, reason: str = "", told: dict[str, Any] | None = None, **fields: Any
) -> Action:
    """Set the fields of a locked action and tell it; raises NotNow for a step that is not in the table.

    `told` is what the entry says beyond the fields that changed.
    """
    before = {name: getattr(action, name) for name in fields}
    state = fields.get("state", action.state)
    if state != action.state and (action.state, state) not in STEPS:
        raise NotNow
    for name, value in fields.items():
        setattr(action, name, value)
    changed = {name for name, value in fields.items() if value != before[name]}
    action.revision += 1
    action.save(update_fields=[*fields, "revision"])
    after = {name: fields[name] for name in sorted(changed)} | {"revision": action.revision} | (told or {})
    tell(f"actions.{act}", action, before={n: before[n] for n in sorted(changed)}, after=after, reason=reason)
    return action
