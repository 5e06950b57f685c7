"""The two sources of a row: the crew's newest entry and the supervisor's newest form, side by side."""

from __future__ import annotations

from siaga.desks.offices.models import User
from siaga.desks.results.figures import Figures
from siaga.desks.results.models import Comparison, Kind, ResultRow, ResultVersion, SupervisorForm
from siaga.desks.results.states import EMPTY


def newest_form(row: ResultRow) -> SupervisorForm | None:
    """What the supervisor of the station handed in last."""
    return SupervisorForm.objects.filter(row=row).select_related("by").order_by("number").last()


def newest_entry(row: ResultRow) -> ResultVersion | None:
    """What the crew entered last; a correction is no source."""
    entries = ResultVersion.objects.filter(row=row, kind=Kind.ENTRY)
    return entries.select_related("entered_by").order_by("number").last()


def differing(one: Figures, other: Figures) -> list[str]:
    """Names of the figures on which two sources differ; a blank differs from a zero."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def open_difference(row: ResultRow) -> Comparison | None:
    """The comparison that stands between a row and the count: its figures differ from the supervisor's."""
    form = newest_form(row)
    found = Comparison.objects.filter(version=row.current_id, form=form, agrees=False)
    return found.select_related("version__entered_by", "form__by", "form__institution").first()


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
