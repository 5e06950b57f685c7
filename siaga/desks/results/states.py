"""The states of a result row and every step between them, as one table.

The same table is in the database (`Transition`), where a trigger refuses every other step, and in
docs/results.md; a test holds the three together.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a row stands. Only `counted` reaches a total or the public."""

    EXPECTED = "expected", _("Expected")
    ENTERED = "entered", _("Waiting for confirmation")
    HELD = "held", _("Held")
    RETURNED = "returned", _("To be entered again")
    CORRECTED = "corrected", _("Correction waiting for confirmation")
    COUNTED = "counted", _("Counted")


class Act(models.TextChoices):
    """What a person does to a row; the trail knows each as ``results.<act>``."""

    ENTER = "enter", _("entered")
    DECLARE = "declare", _("entered and held: the paper itself does not add up")
    CONFIRM = "confirm", _("confirmed")
    DIFFER = "differ", _("held: the second person read other votes")
    CLASH = "clash", _("held: one receipt number came with two contents")
    HOLD = "hold", _("held")
    RELEASE = "release", _("released: the figures stand")
    RETURN = "return", _("sent back to be entered again")
    CORRECT = "correct", _("corrected")
    MATCH = "match", _("counted: the station supervisor read the same figures")
    MISMATCH = "mismatch", _("held: the station supervisor read other figures")
    ADJUDICATE = "adjudicate", _("decided between the two sources")


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed step; `brings_version` says whether the act comes with figures of its own."""

    before: str
    act: str
    after: str
    brings_version: bool


STEPS: tuple[Step, ...] = (
    Step(State.EXPECTED, Act.ENTER, State.ENTERED, True),
    Step(State.EXPECTED, Act.DECLARE, State.HELD, True),
    Step(State.ENTERED, Act.ENTER, State.ENTERED, True),
    Step(State.ENTERED, Act.DECLARE, State.HELD, True),
    Step(State.ENTERED, Act.CONFIRM, State.COUNTED, False),
    Step(State.ENTERED, Act.DIFFER, State.HELD, False),
    Step(State.ENTERED, Act.CLASH, State.HELD, False),
    Step(State.ENTERED, Act.HOLD, State.HELD, False),
    Step(State.ENTERED, Act.CORRECT, State.CORRECTED, True),
    Step(State.HELD, Act.RELEASE, State.ENTERED, False),
    Step(State.HELD, Act.RETURN, State.RETURNED, False),
    Step(State.HELD, Act.CORRECT, State.CORRECTED, True),
    Step(State.RETURNED, Act.ENTER, State.ENTERED, True),
    Step(State.RETURNED, Act.DECLARE, State.HELD, True),
    Step(State.RETURNED, Act.CORRECT, State.CORRECTED, True),
    Step(State.CORRECTED, Act.CONFIRM, State.COUNTED, False),
    Step(State.CORRECTED, Act.DIFFER, State.HELD, False),
    Step(State.CORRECTED, Act.CLASH, State.HELD, False),
    Step(State.CORRECTED, Act.HOLD, State.HELD, False),
    Step(State.CORRECTED, Act.CORRECT, State.CORRECTED, True),
    Step(State.COUNTED, Act.HOLD, State.HELD, False),
    Step(State.COUNTED, Act.CORRECT, State.CORRECTED, True),
    Step(State.ENTERED, Act.MATCH, State.COUNTED, False),
    Step(State.ENTERED, Act.MISMATCH, State.HELD, False),
    Step(State.COUNTED, Act.MISMATCH, State.HELD, False),
    Step(State.HELD, Act.ADJUDICATE, State.CORRECTED, True),
)

_AFTER = {(step.before, step.act): step.after for step in STEPS}

ENTERABLE = frozenset(step.before for step in STEPS if step.act == Act.ENTER)
"""States in which figures may be entered from the form."""

CONFIRMABLE = frozenset(step.before for step in STEPS if step.act == Act.CONFIRM)
"""States that wait for the second person."""

EMPTY = frozenset({State.EXPECTED, State.RETURNED})
"""States with nothing that could be counted: the figures are missing, or are to be read again."""


def after(before: str, act: str) -> str | None:
    """The state an act leads to, or None where the table does not allow it."""
    return _AFTER.get((before, act))


def acts_from(state: str) -> tuple[str, ...]:
    """What may be done to a row in this state, in the order of the table."""
    return tuple(step.act for step in STEPS if step.before == state)
