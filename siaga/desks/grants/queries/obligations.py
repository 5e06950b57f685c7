"""What must happen because of a grant, and whether it did: every tranche, report and return on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models import Grant
from siaga.desks.trail.models import Precision

ZERO = Decimal(0)


class State(models.TextChoices):
    """How something that is due stands today."""

    DONE = "done", _("Done")
    DONE_LATE = "done_late", _("Done, but late")
    OPEN = "open", _("Open")
    LATE = "late", _("Late")
    SILENT = "silent", _("No source says")
    NO_DAY = "no_day", _("Day not stated")


LIGHTS = {
    State.DONE: "good",
    State.DONE_LATE: "warn",
    State.OPEN: "none",
    State.LATE: "bad",
    State.SILENT: "warn",
    State.NO_DAY: "warn",
}
OPEN_STATES = frozenset({State.OPEN, State.LATE, State.SILENT, State.NO_DAY})


class What(models.TextChoices):
    TRANCHE = "tranche", _("Tranche")
    REPORT = "report", _("Report")
    RETURN = "return", _("Return of the rest")


def vaguest(precisions: Iterable[str]) -> str:
    """The least sharp of several precisions; of none, exact."""
    kinds = set(precisions)
    order = (Precision.NOT_STATED, Precision.AMBIGUOUS, Precision.ABOUT, Precision.EXACT)
    return next((kind for kind in order if kind in kinds), Precision.EXACT)


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something due under a grant.

    `row` is the tranche, report or return; `amount` and `moved` are rupiah due and rupiah there (None: not
    stated, or no matter of money), each as sharp as its precision says; `done_on` the day it was fulfilled,
    as far as stated.
    """

    grant: Grant
    what: What
    title: Any
    row: Any
    state: State
    amount: Decimal | None = None
    moved: Decimal | None = None
    done_on: date | None = None
    precision: str = Precision.EXACT
    moved_precision: str = Precision.EXACT

    @property
    def due(self) -> date | None:
        return self.row.due

    @property
    def light(self) -> str:
        return LIGHTS[self.state]

    @property
    def missing(self) -> Decimal | None:
        """Rupiah still to move; None where the amount is not stated."""
        return None if self.amount is None else max(self.amount - (self.moved or ZERO), ZERO)

    @property
    def missing_precision(self) -> str:
        """A difference is no sharper than what it is taken of."""
        return vaguest([self.precision, *([self.moved_precision] if self.moved else [])])

    def days_late(self, today: date) -> int:
        return (today - self.due).days if self.due and self.state == State.LATE else 0


@dataclass(frozen=True, slots=True)
class Moment:
    """The day on which a state is asked for, and whether people tend the grant or only a source speaks.

    Of a grant known from a source alone nobody can say that something is late: the source may just not
    mention it. As soon as a person has entered anything, what is missing is late.
    """

    today: date
    tended: bool

    def state(self, due: date | None, done: bool, done_on: date | None) -> State:
        if done:
            return State.DONE_LATE if due and done_on and done_on > due else State.DONE
        if due is None:
            return State.NO_DAY
        if due >= self.today:
            return State.OPEN
        return State.LATE if self.tended else State.SILENT
