"""Writing down objections, special events, what became of them, and recounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.offices.access import may
from siaga.desks.results.addresses import address, row_at
from siaga.desks.results.errors import Refused
from siaga.desks.results.figures import Paper
from siaga.desks.results.forms_events import (
    EventForm,
    FollowUpForm,
    ObjectionForm,
    RecountForm,
    WithdrawalForm,
)
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Objection, ResultRow, SpecialEvent
from siaga.desks.results.queries.events import RowEvents, events_of
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.services import (
    follow_up,
    note_event,
    note_objection,
    order_recount,
    withdraw_objection,
)
from siaga.desks.trail.access import requires

_KINDS = {"objection": Objection, "event": SpecialEvent}


@requires("results.read")
@require_safe
def events(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """What was objected, what happened and what was counted again at one form, and forms to write it down."""
    return EventsPage(request, row_at(request, election, contest, station, "results.read")).show()


@requires("results.note")
@require_POST
def objection(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Write an objection of a witness down, once whoever writes has read it again and is sure."""
    row = row_at(request, election, contest, station, "results.note")
    form = ObjectionForm(row, request.user, labels(Paper.of(row.contest)), request.POST)
    page = EventsPage(request, row)
    if "change" in request.POST:
        return page.show(form)
    if form.is_valid() and not form.cleaned_data["sure"]:
        return page.read_back(form)
    return page.submit(form, lambda: note_objection(row, request.user, form.said()))


@requires("results.note")
@require_POST
def withdrawal(request: HttpRequest, election: str, contest: str, station: str, number: int) -> HttpResponse:
    """Take an objection back that oneself wrote down; it stays, with its withdrawal beside it."""
    row = row_at(request, election, contest, station, "results.note")
    found = get_object_or_404(Objection.objects.select_related("row__station"), pk=number, row=row)
    form = WithdrawalForm(request.POST)
    page = EventsPage(request, row)
    return page.submit(form, lambda: withdraw_objection(found, request.user, form.said()))


@requires("results.note")
@require_POST
def special_event(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Write a special event down."""
    row = row_at(request, election, contest, station, "results.note")
    form = EventForm(row, request.POST)
    return EventsPage(request, row).submit(form, lambda: note_event(row, request.user, form.said()))


@requires("results.correct")
@require_POST
def recount(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Write down that the ballots are counted again; a row that waits or counts is held."""
    row = row_at(request, election, contest, station, "results.correct")
    form = RecountForm(row, request.user, request.POST)
    return EventsPage(request, row).submit(form, lambda: order_recount(row, request.user, form.said()))


@requires("results.correct")
@require_POST
def followup(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Write down what became of an objection or an event."""
    row = row_at(request, election, contest, station, "results.correct")
    page = EventsPage(request, row)
    form = FollowUpForm(row, page.things(), request.POST)
    return page.submit(form, lambda: follow_up(_thing(row, form), request.user, form.said()))


class EventsPage:
    """One page with everything of a form besides its figures, and the forms a person may send."""

    def __init__(self, request: HttpRequest, row: ResultRow) -> None:
        self.request, self.row, self.sight = request, row, sight_of(row, request.user)

    def submit(self, form: Any, act: Callable[[], Any]) -> HttpResponse:
        """Write down what a valid form says; else show the page again with what is wrong."""
        if not form.is_valid():
            return self.show(
                form, _("Something is missing or cannot be kept. Look at the marked lines."), 422
            )
        try:
            noted = act()
        except Refused as refusal:
            return self.show(form, refusal.sentence, refusal.status)
        said = _("This had been written down before.") if noted.repeated else _("Written down.")
        messages.success(self.request, said)
        return redirect(address(self.row, "events"))

    def read_back(self, form: ObjectionForm) -> HttpResponse:
        """What was typed, in words, with the question whether to write it down for good."""
        context = {
            "row": self.row,
            "row_address": address(self.row),
            "form": form,
            "action": address(self.row, "objection"),
        }
        return render(self.request, "results/objection_sure.html", context)

    def show(self, sent: Any = None, sentence: Any = "", status: int = 200) -> HttpResponse:
        """The page; `sent` is the form that was posted and refused."""
        context = {
            "row": self.row,
            "row_address": address(self.row),
            "page": {"events": self._events(), "sight": self.sight},
            "parts": self._parts(sent),
            "withdraw": WithdrawalForm(),
            "sentence": sentence,
        }
        return render(self.request, "results/events.html", context, status=status)

    def things(self) -> dict[str, str]:
        """What a follow-up may be of, by name."""
        found = self._events()
        objections = {
            f"objection-{one.pk}": _("Objection of the witness of pair %(pair)d") % {"pair": one.pair}
            for one in found.objections
            if not one.withdrawn
        }
        events = {
            f"event-{one.pk}": _("Special event: %(text)s") % {"text": one.text[:60]} for one in found.events
        }
        return objections | events

    def _events(self) -> RowEvents:
        return events_of(self.row, self.request.user, self.sight)

    def _parts(self, sent: Any) -> list[dict[str, Any]]:
        row, user = self.row, self.request.user
        forms: list[tuple[Any, str, str, str]] = []
        if may(user, "results.note", row.station):
            wording = labels(Paper.of(row.contest))
            forms += [
                (ObjectionForm(row, user, wording), "objection", _("Objection of a witness"), "keberatan"),
                (EventForm(row), "special-event", _("Special event"), "kejadian-khusus"),
            ]
        if may(user, "results.correct", row.station):
            forms.append((RecountForm(row, user), "recount", _("Recount of the ballots"), "hitung-ulang"))
            if things := self.things():
                title = _("What became of it")
                forms.append((FollowUpForm(row, things), "followup", title, "tindak-lanjut"))
        return [self._part(*form, sent) for form in forms]

    def _part(self, form: Any, page: str, title: str, name: str, sent: Any) -> dict[str, Any]:
        return {
            "form": sent if isinstance(sent, type(form)) else form,
            "action": address(self.row, page),
            "title": title,
            "name": name,
            "button": _("Write down"),
        }


def _thing(row: ResultRow, form: FollowUpForm) -> Objection | SpecialEvent:
    kind, _dash, number = form.cleaned_data["of"].partition("-")
    found = _KINDS[kind].objects.filter(pk=int(number), row=row).first()
    if found is None:
        raise Http404
    return found
