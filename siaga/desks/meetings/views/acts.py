"""Acts that need a look and, mostly, a reason: open, call off, lay, reopen, publish, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from siaga.desks.meetings.forms_meetings import ActForm
from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.meetings.queries.actions import actions_of_meeting
from siaga.desks.meetings.queries.meeting_page import meeting_page
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.services import meetings, publishing, signing
from siaga.desks.meetings.services.signing import newest_of
from siaga.desks.meetings.views.common import POSTED, page_of, submitted, writable
from siaga.desks.offices.access import today
from siaga.desks.offices.models import User
from siaga.desks.trail.access import requires

Does = Callable[[Meeting, User, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One act as the page shows it: what it is called, what it means, the sentence when it is done."""

    title: Any
    meaning: Any
    done: Any
    does: Does
    needs_reason: bool = True


HOLD = Act(
    _("Open the meeting"),
    _("The agenda is closed; attendance and minutes can be written from now on and afterwards."),
    _("The meeting is open."),
    lambda meeting, by, said: meetings.hold(meeting, by, said["revision"]),
    needs_reason=False,
)
CANCEL = Act(
    _("Call off"),
    _("The meeting stays in the list with its reason. Open actions come back on the next agenda."),
    _("The meeting is called off."),
    lambda meeting, by, said: meetings.cancel(meeting, by, said["reason"], said["revision"]),
)
LAY = Act(
    _("Lay the minutes before the signers"),
    _("The record as it stands becomes the next version. Chair and note-taker sign exactly this version."),
    _("The minutes are laid before the signers."),
    lambda meeting, by, said: signing.lay(meeting, by, said.get("reason", "")),
)
REOPEN = Act(
    _("Reopen the minutes"),
    _("Both signatures stay under their version; the next version needs two new ones."),
    _("The minutes are open again."),
    lambda meeting, by, said: signing.reopen(meeting, by, said["reason"], said["revision"]),
)
UNPUBLISH = Act(
    _("Take back from the public"),
    _("The public page disappears. What was read or downloaded cannot be unread."),
    _("The public no longer sees this meeting."),
    lambda meeting, by, said: publishing.unpublish(meeting, by, said["reason"], said["revision"]),
)


def _page(request: HttpRequest, pk: int, act: Act, *, needs_reason: bool | None = None) -> HttpResponse:
    meeting = writable(request, pk)
    reason = act.needs_reason if needs_reason is None else needs_reason
    first = {"revision": meeting.revision, "reason": meeting.reopened_for}
    form = ActForm(request.POST or None, needs_reason=reason, initial=first)
    return submitted(
        request,
        form,
        lambda: act.does(meeting, request.user, form.cleaned_data),
        template="meetings/act.html",
        context={"meeting": meeting, "act": act, "title": act.title, "back": page_of(meeting)},
        sentence=act.done,
        to=lambda _result: page_of(meeting),
    )


@requires("meetings.write")
@require_http_methods(POSTED)
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the meeting takes place."""
    return _page(request, pk, HOLD)


@requires("meetings.write")
@require_http_methods(POSTED)
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a meeting off, with the reason."""
    return _page(request, pk, CANCEL)


@requires("meetings.write")
@require_http_methods(POSTED)
def lay(request: HttpRequest, pk: int) -> HttpResponse:
    """Lay the record before the signers; a later version says why it is made."""
    return _page(request, pk, LAY, needs_reason=newest_of(writable(request, pk)) is not None)


@requires("meetings.write")
@require_http_methods(POSTED)
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open signed minutes again, with the reason."""
    return _page(request, pk, REOPEN)


@requires("meetings.write")
@require_http_methods(POSTED)
def unpublish(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a meeting back from the public, with the reason."""
    return _page(request, pk, UNPUBLISH)


@requires("meetings.write")
@require_http_methods(POSTED)
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """A second look at exactly what the public will see, then publish."""
    meeting = writable(request, pk)
    form = ActForm(request.POST or None, needs_reason=False, initial={"revision": meeting.revision})
    return submitted(
        request,
        form,
        lambda: publishing.publish(meeting, request.user, form.cleaned_data["revision"]),
        template="meetings/publish.html",
        context={"meeting": meeting, "leaks": publishing.leaks(meeting)} | _as_the_public(meeting),
        sentence=_("Published. The address can be passed on to everyone."),
        to=lambda _result: reverse("meetings:meeting", args=[meeting.pk]),
    )


def _as_the_public(meeting: Meeting) -> dict[str, Any]:
    """What a visitor would see, found by the very filter that will decide; nothing where it is not public."""
    if meeting.visibility != Visibility.PUBLIC:
        return {}
    visitor = reader_of(AnonymousUser())
    with publishing.rehearsal(meeting):
        return {
            "page": meeting_page(meeting, visitor, inside=False),
            "actions": actions_of_meeting(visitor, meeting, today()),
        }
