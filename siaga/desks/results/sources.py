"""The two sources of a row: the crew's newest entry and the supervisor's newest form, side by side."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Max, Q, QuerySet

from siaga.desks.offices.models import User
from siaga.desks.results.figures import Figures
from siaga.desks.results.models import (
    Adjudication,
    Comparison,
    Kind,
    ResultRow,
    ResultVersion,
    Ruling,
    SecondReading,
    SupervisorForm,
)
from siaga.desks.results.states import EMPTY, Act


def newest_form(row: ResultRow) -> SupervisorForm | None:
    """What the supervisor of the station handed in last, since the row was sent back: then both read anew."""
    forms = SupervisorForm.objects.filter(row=row, revision__gt=last_return(row))
    return forms.select_related("by").order_by("number").last()


def last_return(row: ResultRow) -> int:
    """The revision at which the row was sent back last; -1 before the first time."""
    returns = Ruling.objects.filter(version__row=row, act=Act.RETURN)
    last = returns.aggregate(last=Max("revision"))["last"]
    return -1 if last is None else last


def newest_entry(row: ResultRow) -> ResultVersion | None:
    """What the crew entered last; a correction is no source."""
    entries = ResultVersion.objects.filter(row=row, kind=Kind.ENTRY)
    return entries.select_related("entered_by").order_by("number").last()


def differing(one: Figures, other: Figures) -> list[str]:
    """Names of the figures on which two sources differ; a blank differs from a zero."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def open_difference(row: ResultRow) -> Comparison | None:
    """The comparison that stands between a row and the count: its figures differ from the supervisor's.

    Also while the row is sent back: nothing goes past it but figures that were entered anew.
    """
    found = Comparison.objects.filter(version=row.current_id, agrees=False)
    return found.select_related("version__entered_by", "form__by", "form__institution").first()


def undecided(row: ResultRow) -> bool:
    """Whether the two sources compared last differ and nobody has decided between them, though the row may
    have been sent back since: the station does not correct such a row on its own.
    """
    last = Comparison.objects.filter(version__row=row).order_by("pk").last()
    return last is not None and not last.agrees and not Adjudication.objects.filter(comparison=last).exists()


def supervisor_awaited(row: ResultRow) -> bool:
    """Whether an entry stands that only the supervisor may confirm: one has read this form, and not this
    entry, as after the row was sent back.
    """
    if row.current is None or row.current.kind != Kind.ENTRY:
        return False
    agreed = Comparison.objects.filter(version=row.current_id, agrees=True)
    return SupervisorForm.objects.filter(row=row).exists() and not agreed.exists()


def read_otherwise(row: ResultRow) -> bool:
    """Whether a second person read other votes than the version that stands."""
    return SecondReading.objects.filter(version=row.current_id, agrees=False).exists()


def unblinded(user: Any, **rows: Any) -> QuerySet[ResultRow]:
    """The rows of which the user can be no second reader, though they did not enter them: they held or
    released the version that stands, or read other votes than some version of the row. `rows` narrows.
    """
    decided = Ruling.objects.filter(by=user.pk, version=F("version__row__current"))
    read = SecondReading.objects.filter(by=user.pk, agrees=False)
    known = Q(pk__in=decided.values("version__row")) | Q(pk__in=read.values("version__row"))
    return ResultRow.objects.filter(known, **rows)


def made_a_source(row: ResultRow, user: User) -> bool:
    """Whether the user wrote one of two sources of this row that differed: then they decide nothing of it."""
    pairs = Comparison.objects.filter(version__row=row, agrees=False)
    return any(user.pk in pair for pair in pairs.values_list("version__entered_by", "form__by"))


def hands_in_now(row: ResultRow) -> bool:
    """Whether the supervisor may hand in a form: until theirs is compared with what the crew entered last.

    After that a second thought could no longer be independent; a row that is sent back opens it again.
    """
    if row.state in EMPTY:
        return True
    return not Comparison.objects.filter(version=newest_entry(row)).exists()
