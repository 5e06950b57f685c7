"""Working on papers: order a draft, issue it under its number, make it void."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from siaga.desks.meetings.forms_documents import WITHOUT_MEETING, IssueForm, OrderForm, VoidForm
from siaga.desks.meetings.models import IssuedDocument, Meeting, PaperKind, Visibility
from siaga.desks.meetings.queries.papers import readable
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.services import documents as services
from siaga.desks.meetings.views.common import POSTED, done, submitted
from siaga.desks.meetings.views.documents import found
from siaga.desks.trail.access import requires


@requires("documents.issue")
@require_http_methods(POSTED)
def new(request: HttpRequest) -> HttpResponse:
    """Order a paper: ``?jenis=invitation&rapat=12``; ``&ganti=7`` makes a later version of paper 7."""
    meeting, earlier = _meeting(request), _earlier(request)
    kind = request.GET.get("jenis", "")
    if kind not in PaperKind.values or (meeting is None and kind not in WITHOUT_MEETING):
        return render(
            request, "meetings/documents/kinds.html", {"meeting": meeting, "kinds": _kinds(meeting)}
        )
    form = OrderForm(
        request.POST or None,
        user=request.user,
        kind=kind,
        meeting=meeting,
        initial=_first(kind, meeting, earlier),
    )
    return submitted(
        request,
        form,
        lambda: services.draft(form.order(earlier), request.user),
        template="meetings/documents/new.html",
        context={"meeting": meeting, "kind": PaperKind(kind), "earlier": earlier},
        sentence=_("The draft is made. Read it before you issue it."),
        to=lambda row: reverse("documents:document", args=[row.pk]),
    )


@requires("documents.issue")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the draft its number."""
    row, form = found(request, pk), IssueForm(request.POST)
    code = form.cleaned_data["classification"] if form.is_valid() else ""
    to = reverse("documents:document", args=[pk])
    return done(request, lambda: services.issue(row, request.user, code), _("The paper is issued."), to)


@requires("documents.issue")
@require_POST
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the paper void, with a reason."""
    row, form = found(request, pk), VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    to = reverse("documents:document", args=[pk])
    return done(request, lambda: services.void(row, request.user, reason), _("The paper is void."), to)


def _meeting(request: HttpRequest) -> Meeting | None:
    """The meeting of ``?rapat=``. Raises Http404 for one the visitor may not know of."""
    asked = request.GET.get("rapat", "")
    if not asked:
        return None
    rows = Meeting.objects.filter(meetings_for(reader_of(request.user)))
    related = ("series__election", "series__convener", "legal_basis", "chair", "chair_for", "moderator")
    return get_object_or_404(rows.select_related(*related, "source", "note_taker"), pk=_number(asked))


def _earlier(request: HttpRequest) -> IssuedDocument | None:
    asked = request.GET.get("ganti", "")
    return get_object_or_404(readable(request.user), pk=_number(asked)) if asked else None


def _number(asked: str) -> int:
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return int(asked)


def _kinds(meeting: Meeting | None) -> list[PaperKind]:
    return list(PaperKind) if meeting else list(WITHOUT_MEETING)


def _first(kind: str, meeting: Meeting | None, earlier: IssuedDocument | None) -> dict[str, Any]:
    """What the form begins with: the words of the paper it replaces, else those of the meeting."""
    if earlier is not None:
        return _words_of(earlier)
    visibility = meeting.visibility if meeting else Visibility.INTERNAL
    if kind == PaperKind.BRIEF:
        visibility = Visibility.PUBLIC
    elif visibility == Visibility.PUBLIC:
        visibility = Visibility.INTERNAL
    closing = "Demikian, atas perhatian dan kerja sama Saudara disampaikan terima kasih."
    subject = {"invitation": "Undangan"}.get(kind, "")
    return {"visibility": visibility, "closing": closing, "subject": subject, "nature": "Biasa"}


def _words_of(row: IssuedDocument) -> dict[str, Any]:
    """The words of a paper as the form takes them."""
    content = row.content
    words = {
        name: content[name]
        for name in ("nature", "attachments", "addressee_place", "closing")
        if name in content
    }
    listed = {name: "\n".join(content[name]) for name in ("addressees", "copies", "notes") if name in content}
    subject = content.get("subject") or content.get("about", "")
    text = "\n\n".join(content.get("paragraphs", ())) or content.get("opening", "")
    return (
        words
        | listed
        | {
            "institution": row.institution_id,
            "visibility": row.visibility,
            "subject": subject,
            "paragraphs": _sections(content) if row.kind == PaperKind.CIRCULAR else text,
        }
    )


def _sections(content: dict[str, Any]) -> str:
    return "\n\n".join("\n".join([s["title"], *s["points"]]) for s in content["sections"])
