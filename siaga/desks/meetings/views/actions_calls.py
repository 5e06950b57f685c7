"""How one is called: one's channels, and one's calendar address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.forms_actions import ChannelForm
from siaga.desks.meetings.models import CalendarKey, Channel
from siaga.desks.meetings.queries.actions_calendar import calendar_of
from siaga.desks.meetings.services.calendar import holder, new_key, revoke_key
from siaga.desks.meetings.services.channels import (
    ByApprise,
    add_channel,
    close_channel,
    masked,
    try_channel,
)
from siaga.desks.offices.access import today
from siaga.desks.trail.access import public, requires


@requires("meetings.read")
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """One's channels and calendar address; add a channel."""
    form = ChannelForm(request.POST or None)
    if form.is_valid():
        try:
            add_channel(request.user, form.wish())
        except Refused as refusal:
            form.add_error("address", str(refusal.sentence))
        else:
            messages.success(request, _("The channel is open. Try it now."))
            return redirect("actions:channels")
    return _page(request, form, status=422 if request.method == "POST" else 200)


@requires("meetings.read")
@require_POST
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a trial message on one's own channel."""
    try:
        taken = try_channel(request.user, pk, ByApprise())
    except Refused:
        raise Http404 from None
    if taken:
        messages.success(request, _("The trial message was taken. Look at your telephone."))
    else:
        messages.error(request, _("The trial message was not taken. Look at the address again."))
    return redirect("actions:channels")


@requires("meetings.read")
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one's own channel."""
    try:
        close_channel(request.user, pk)
    except Refused:
        raise Http404 from None
    messages.success(request, _("The channel is closed."))
    return redirect("actions:channels")


@requires("meetings.read")
@require_POST
def calendar_key(request: HttpRequest) -> HttpResponse:
    """Make a new calendar address, shown this once, or take it away."""
    if "revoke" in request.POST:
        revoke_key(request.user)
        messages.success(request, _("The calendar address no longer works."))
        return redirect("actions:channels")
    address = request.build_absolute_uri(reverse("actions:calendar", args=[new_key(request.user)]))
    return _page(request, ChannelForm(), {"address": address})


@public
@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """One's actions and meetings as iCalendar, at an address that only its owner knows."""
    user = holder(key)
    if user is None:
        raise Http404
    with override(user.language):
        content = calendar_of(user, timezone.now(), today(), request.build_absolute_uri("/").rstrip("/"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="siaga.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(
    request: HttpRequest, form: forms.Form, more: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    own = Channel.objects.filter(user=request.user, closed_at=None).order_by("pk")
    context = {
        "form": form,
        "channels": [(channel, masked(channel.address)) for channel in own],
        "key": CalendarKey.objects.filter(user=request.user, closed_at=None).first(),
    }
    return render(request, "meetings/actions/channels.html", context | (more or {}), status=status)
