"""Sums over grants that say what they are made of: exact, about, and what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.queries.lines import GrantLine
from siaga.desks.grants.queries.obligations import ZERO
from siaga.desks.trail.models import Precision


class Why(models.TextChoices):
    """Why an amount is in no sum."""

    PART = "part", _("may already be part of another amount")
    AMBIGUOUS = "ambiguous", _("the source is ambiguous")
    NOT_STATED = "not_stated", _("not stated")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A grant whose amount a total does not hold."""

    line: GrantLine
    amount: Decimal | None
    why: Why


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in rupiah: of `exact` amounts and of those stated only `about`, with how many of each."""

    exact: Decimal
    exact_of: int
    about: Decimal
    about_of: int
    left_out: tuple[LeftOut, ...]

    @property
    def sum(self) -> Decimal:
        return self.exact + self.about

    @property
    def stated(self) -> bool:
        """Whether any amount went in; a total of nothing is not zero."""
        return bool(self.exact_of or self.about_of)

    @property
    def precise(self) -> bool:
        return not self.about_of


@dataclass(frozen=True, slots=True)
class Totals:
    """Granted, disbursed, used and returned, for all the grants of a list."""

    granted: Total
    disbursed: Total
    used: Total
    returned: Total

    @property
    def named(self) -> tuple[tuple[str, Total], ...]:
        return (
            (_("Granted"), self.granted),
            (_("Disbursed"), self.disbursed),
            (_("Used"), self.used),
            (_("Returned"), self.returned),
        )


Stated = tuple[Decimal | None, str]
"""An amount and how sharply it is stated."""


def totals(lines: Iterable[GrantLine]) -> Totals:
    """The sums of a list. An amount that may be part of another is in none of them."""
    rows = list(lines)
    return Totals(
        granted=total(rows, lambda line: (line.grant.amount, line.grant.precision)),
        disbursed=total(rows, lambda line: (line.disbursed if line.told else None, line.precision)),
        used=total(rows, lambda line: (line.used, Precision.EXACT)),
        returned=total(rows, lambda line: (line.returned or None, Precision.EXACT)),
    )


def total(lines: Sequence[GrantLine], stated: Callable[[GrantLine], Stated]) -> Total:
    """One sum; `stated` gives a line's amount and its precision."""
    sums = {Precision.EXACT: ZERO, Precision.ABOUT: ZERO}
    counts = dict.fromkeys(sums, 0)
    left_out = []
    for line in lines:
        amount, precision = stated(line)
        why = _why_not(line, amount, precision)
        if why is not None:
            left_out.append(LeftOut(line, amount, why))
        elif amount is not None:
            sums[Precision(precision)] += amount
            counts[Precision(precision)] += 1
    exact, about = Precision.EXACT, Precision.ABOUT
    return Total(sums[exact], counts[exact], sums[about], counts[about], tuple(left_out))


def _why_not(line: GrantLine, amount: Decimal | None, precision: str) -> Why | None:
    if amount is None:
        return Why.NOT_STATED
    if line.grant.part_of_id:
        return Why.PART
    return None if precision in (Precision.EXACT, Precision.ABOUT) else Why.AMBIGUOUS
