"""Actions of meetings: what is late, what nobody owns, what nobody dated, what waits for a word.

Only what the reader may read is counted: a number would betray what is restricted to a table. It is told as
numbers by institution; titles are on the page of the actions, which asks each reader anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Progress
from siaga.desks.meetings.reading import Reader, actions_for
from siaga.desks.readiness.queries.light import LISTED, Cell, Input, Light, Records, Shade, cells


@dataclass(frozen=True, slots=True)
class Numbers:
    """Counts of an institution's actions; `code` is None for those that nobody owns."""

    code: str | None
    name: str | None
    open: int
    overdue: int
    undated: int
    reported: int
    escalated: int


def numbers(election: Election, today: date, reader: Reader) -> list[Numbers]:
    """The unsettled actions a reader may read by their owner, the most overdue first."""
    is_open = Q(state=Progress.OPEN)
    rows = _told(election, reader).order_by().values("owner__code", "owner__name")
    counted = rows.annotate(
        open=Count("pk", filter=is_open),
        overdue=Count("pk", filter=is_open & Q(due__lt=today)),
        undated=Count("pk", filter=is_open & Q(due=None)),
        reported=Count("pk", filter=Q(state=Progress.REPORTED)),
        escalated=Count("pk", filter=Q(escalated_at__isnull=False)),
    )
    found = [Numbers(row.pop("owner__code"), row.pop("owner__name"), **row) for row in counted]
    return sorted(found, key=lambda n: (-n.overdue, -n.open, n.name or ""))


def light_of(found: Sequence[Numbers], today: date) -> Light:
    """The light of the actions as counted on a day: bad when one is overdue; look when one lacks owner or due
    day, or waits for the word of another institution.
    """
    overdue, undated = sum(n.overdue for n in found), sum(n.undated for n in found)
    unowned = sum(n.open for n in found if n.code is None)
    waiting, all_open = sum(n.reported for n in found), sum(n.open for n in found)
    return Light(
        area="actions",
        title=_("Actions of meetings"),
        shade=_shade(found, overdue, undated + unowned + waiting),
        sentence=_sentence(found, overdue, undated + unowned, waiting),
        formula=_("overdue ⇔ open and due day < today; what you may not read is not counted"),
        inputs=(
            Input(_("Today"), today),
            Input(_("Open"), all_open),
            Input(_("Overdue"), overdue),
            Input(_("Without a due day"), undated),
            Input(_("Without an owner"), unowned),
            Input(_("Waiting for confirmation"), waiting),
            Input(_("Put before the chair"), sum(n.escalated for n in found)),
        ),
        records=_records(found),
        link=reverse("actions:list"),
    )


def _told(election: Election, reader: Reader) -> QuerySet[Action]:
    unsettled = Action.objects.filter(election=election, state__in=(Progress.OPEN, Progress.REPORTED))
    return unsettled.filter(actions_for(reader))


def _shade(found: Sequence[Numbers], overdue: int, lacking: int) -> Shade:
    if overdue:
        return Shade.BAD
    if lacking:
        return Shade.WARN
    return Shade.GOOD if found else Shade.NONE


def _sentence(found: Sequence[Numbers], overdue: int, lacking: int, waiting: int) -> str:
    parts = []
    if overdue:
        parts.append(
            ngettext("%(n)d action is overdue", "%(n)d actions are overdue", overdue) % {"n": overdue}
        )
    if lacking:
        text = ngettext("%(n)d lacks an owner or a due day", "%(n)d lack an owner or a due day", lacking)
        parts.append(text % {"n": lacking})
    if waiting:
        text = ngettext("%(n)d waits for confirmation", "%(n)d wait for confirmation", waiting)
        parts.append(text % {"n": waiting})
    if parts:
        return f"{'; '.join(parts)}."
    return _("No action is overdue.") if found else _("No action is open.")


def _records(found: Sequence[Numbers]) -> Records:
    heads = (_("Institution"), _("Overdue"), _("Open"), _("Without a due day"), _("Waiting for confirmation"))
    return Records(heads, tuple(_record(n) for n in found[:LISTED]), len(found))


def _record(n: Numbers) -> tuple[Cell, ...]:
    address = f"{reverse('actions:list')}?{f'owner={n.code}' if n.code else 'late=owner'}"
    overdue = Cell(n.overdue, shade=Shade.BAD if n.overdue else None)
    return cells(Cell(n.name or _("not stated"), url=address), overdue, n.open, n.undated, n.reported)
