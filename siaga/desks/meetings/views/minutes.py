"""Writing the minutes: several people at once, every sentence kept."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.forms_meetings import ActForm
from siaga.desks.meetings.forms_record import ConclusionForm, PassageForm, StatementForm
from siaga.desks.meetings.models import Conclusion, Meeting, Statement
from siaga.desks.meetings.queries.meeting_page import conclusions_of, statements_of
from siaga.desks.meetings.queries.passages import history_of, passages_of
from siaga.desks.meetings.reading import reader_of
from siaga.desks.meetings.services import record
from siaga.desks.meetings.services.wording import Saved, save
from siaga.desks.meetings.states import AT_WORK
from siaga.desks.meetings.views.common import POSTED, submitted, writable
from siaga.desks.trail.access import requires


@requires("meetings.write")
@require_safe
@never_cache
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Every passage as a field of its own; what others write meanwhile comes in by itself."""
    meeting, reader = writable(request, pk), reader_of(request.user)
    context = {
        "meeting": meeting,
        "open": meeting.state in AT_WORK,
        "passages": [(passage, _form_of(passage)) for passage in passages_of(meeting, reader)],
        "statement": StatementForm(meeting=meeting, reader=reader, prefix="pernyataan"),
        "conclusion": ConclusionForm(meeting=meeting, reader=reader, prefix="kesimpulan"),
        "addresses": {
            "save": reverse("meetings:save-passage", args=[pk]),
            "state": reverse("meetings:passages", args=[pk]),
            "meeting": pk,
        },
    }
    return render(request, "meetings/minutes.html", context)


@requires("meetings.write")
@require_POST
def save_passage(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep one passage: for the page's script as JSON, for a plain form with a redirect."""
    meeting = writable(request, pk)
    form = PassageForm(request.POST)
    if not form.is_valid():
        return _answer(request, meeting, None, " ".join(form.errors.get("text", [])) or Refused.sentence, 422)
    try:
        saved = save(meeting, request.user, form.draft())
    except Refused as refusal:
        return _answer(request, meeting, None, refusal.sentence, refusal.status)
    except BadRequest as bad:
        return _answer(request, meeting, None, getattr(bad, "sentence", Refused.sentence), 400)
    return _answer(request, meeting, saved, "", 200)


@requires("meetings.write")
@require_safe
@never_cache
def passages(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version of every passage, for pages that are open."""
    meeting = writable(request, pk)
    found = passages_of(meeting, reader_of(request.user))
    rows = {p.name: {"number": p.number, "text": p.text, "clash": p.clash, "by": p.by} for p in found}
    return JsonResponse({"open": meeting.state in AT_WORK, "passages": rows})


@requires("meetings.write")
@require_http_methods(POSTED)
def add_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what somebody said."""
    meeting = writable(request, pk)
    posted = request.POST or None
    form = StatementForm(posted, meeting=meeting, reader=reader_of(request.user), prefix="pernyataan")
    return _added(request, meeting, form, record.add_statement, "said", _("Add a statement"))


@requires("meetings.write")
@require_http_methods(POSTED)
def add_conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the meeting held."""
    meeting = writable(request, pk)
    posted = request.POST or None
    form = ConclusionForm(posted, meeting=meeting, reader=reader_of(request.user), prefix="kesimpulan")
    return _added(request, meeting, form, record.add_conclusion, "held", _("Add a conclusion"))


@requires("meetings.write")
@require_http_methods(POSTED)
def statement(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change who said something, about what, and who may read it."""
    meeting, reader = writable(request, pk), reader_of(request.user)
    row = get_object_or_404(statements_of(meeting, reader), pk=item)
    names = ("institution", "person", "topic", "agenda_item", "text", "visibility")
    first = {name: getattr(row, name) for name in names}
    form = StatementForm(request.POST or None, meeting=meeting, reader=reader, initial=first)
    return _described(request, row, form, "said")


@requires("meetings.write")
@require_http_methods(POSTED)
def conclusion(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Change what kind of conclusion it is, whom it addresses, and who may read it."""
    meeting, reader = writable(request, pk), reader_of(request.user)
    row = get_object_or_404(conclusions_of(meeting, reader), pk=item)
    first = {name: getattr(row, name) for name in ("kind", "addressee", "day", "text", "visibility")}
    form = ConclusionForm(request.POST or None, meeting=meeting, reader=reader, initial=first)
    return _described(request, row, form, "held")


@requires("meetings.write")
@require_http_methods(POSTED)
def withdraw_statement(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a statement out of the record, with the reason."""
    meeting = writable(request, pk)
    return _withdrawn(request, get_object_or_404(statements_of(meeting, reader_of(request.user)), pk=item))


@requires("meetings.write")
@require_http_methods(POSTED)
def withdraw_conclusion(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take a conclusion out of the record, with the reason."""
    meeting = writable(request, pk)
    return _withdrawn(request, get_object_or_404(conclusions_of(meeting, reader_of(request.user)), pk=item))


@requires("meetings.write")
@require_safe
def history(request: HttpRequest, pk: int, passage: str, item: int) -> HttpResponse:
    """Every version of one passage: who wrote it, upon which, and what changed."""
    meeting = writable(request, pk)
    versions = history_of(meeting, reader_of(request.user), passage, item)
    return render(request, "meetings/history.html", {"meeting": meeting, "versions": versions})


def _form_of(passage: Any) -> PassageForm:
    first = {"passage": passage.passage, "passage_id": passage.passage_id, "base": passage.number}
    first |= {"text": passage.text, "client_id": uuid4(), "upon_sent": False}
    return PassageForm(initial=first, prefix=None, auto_id=f"{passage.name}-%s")


def _answer(
    request: HttpRequest, meeting: Meeting, saved: Saved | None, sentence: Any, status: int
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        if saved is None:
            return JsonResponse({"sentence": str(sentence)}, status=status)
        w = saved.wording
        return JsonResponse({"number": w.number, "text": w.text, "merged": w.merged, "clash": w.clash})
    if saved is None:
        messages.error(request, sentence)
    else:
        messages.success(request, _merged(saved))
    return redirect("meetings:minutes", pk=meeting.pk)


def _merged(saved: Saved) -> str:
    if saved.wording.clash:
        return _("Kept. Somebody else changed the same sentence: both stand there now, look at them.")
    return _("Kept, together with what others wrote.") if saved.wording.merged else _("Kept.")


def _added(
    request: HttpRequest, meeting: Meeting, form: Any, service: Any, about: str, title: str
) -> HttpResponse:
    def act() -> Any:
        data = form.cleaned_data
        return service(meeting, request.user, data["text"], getattr(form, about)(), data["client_id"])

    return submitted(
        request,
        form,
        act,
        template="meetings/item.html",
        context={"meeting": meeting, "title": title, "back": _address(meeting)},
        sentence=_("Written down."),
        to=lambda item: f"{_address(meeting)}#{item._meta.model_name}-{item.pk}",
    )


def _described(request: HttpRequest, row: Statement | Conclusion, form: Any, about: str) -> HttpResponse:
    """The form without the words: those change in the minutes, version by version."""
    for name in ("text", "client_id"):
        del form.fields[name]
    return submitted(
        request,
        form,
        lambda: record.describe(row, request.user, getattr(form, about)()),
        template="meetings/item.html",
        context={
            "meeting": row.meeting,
            "item": row,
            "title": _("Change the description"),
            "back": _address(row.meeting),
        },
        sentence=_("Changed, and written into the trail."),
        to=lambda item: f"{_address(row.meeting)}#{item._meta.model_name}-{item.pk}",
    )


def _withdrawn(request: HttpRequest, row: Statement | Conclusion) -> HttpResponse:
    form = ActForm(request.POST or None, initial={"revision": row.meeting.revision})
    return submitted(
        request,
        form,
        lambda: record.withdraw(row, request.user, form.cleaned_data["reason"]),
        template="meetings/act.html",
        context={
            "meeting": row.meeting,
            "back": _address(row.meeting),
            "title": _("Take out of the record"),
            "name": row.text,
        },
        sentence=_("Taken out of the record; it stays readable with its reason."),
        to=lambda _item: _address(row.meeting),
    )


def _address(meeting: Meeting) -> str:
    return reverse("meetings:minutes", args=[meeting.pk])
