"""What a person reads on their telephone: their actions in their language, restricted ones as a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from siaga.desks.meetings.models import Action, Reminder
from siaga.desks.meetings.services.channels import SHORT
from siaga.desks.meetings.telling import restricted

Kind = Reminder.Kind
LINES = 20
"""Actions named in one message; the rest is a number."""
_ORDER = (Kind.ESCALATED, Kind.OVERDUE, Kind.TODAY, Kind.SOON, Kind.CONFIRM)


def worded(reminders: Sequence[Reminder], scheme: str, site: str = "") -> tuple[str, str]:
    """Title and text of the message that holds these reminders of one person.

    What is restricted, or of a restricted meeting, is counted and never named. A gateway of short messages is
    told numbers only.
    """
    with override(reminders[0].user.language):
        actions = {reminder.action_id for reminder in reminders}
        title = ngettext("Siaga: %(n)d action", "Siaga: %(n)d actions", len(actions)) % {"n": len(actions)}
        lines = list(_numbers(reminders) if scheme in SHORT else _lines(reminders))
        where = f"{site.rstrip('/')}{reverse('actions:mine')}" if site else _("Look in Siaga: Actions, Mine.")
        return title, "\n".join([*lines, "", where])


def _lines(reminders: Sequence[Reminder]) -> Iterator[str]:
    """A heading for each kind with its actions, up to LINES of them, then how many more there are."""
    room, hidden = LINES, set()
    for kind in _ORDER:
        of_kind = {r.action_id: r.action for r in reminders if r.kind == kind}
        hidden |= {pk for pk, action in of_kind.items() if restricted(action)}
        shown = [action for pk, action in of_kind.items() if pk not in hidden]
        if shown:
            yield f"{kind.label}:"
            yield from (f"- {_line(action)}" for action in shown[: max(room, 0)])
        if len(shown) > max(room, 0):
            more = len(shown) - max(room, 0)
            yield ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
        room -= len(shown)
    if hidden:
        told = ngettext(
            "%(n)d restricted action, look in Siaga", "%(n)d restricted actions, look in Siaga", len(hidden)
        )
        yield told % {"n": len(hidden)}


def _numbers(reminders: Sequence[Reminder]) -> Iterator[str]:
    for kind in _ORDER:
        if number := len({r.action_id for r in reminders if r.kind == kind}):
            yield f"{kind.label}: {number}"


def _line(action: Action) -> str:
    due = date_format(action.due, "j M Y") if action.due else _("due day not stated")
    return " · ".join(filter(None, [action.title, str(action.owner or ""), due]))
