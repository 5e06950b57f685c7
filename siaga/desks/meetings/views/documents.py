"""Reading papers: the list, one paper as it will look, and the paper as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections import choice
from siaga.desks.meetings.forms_documents import IssueForm, PaperFilter, VoidForm
from siaga.desks.meetings.models import IssuedDocument, Visibility
from siaga.desks.meetings.queries.papers import document_of, file_of, issuers, readable
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public
from siaga.desks.trail.queries import timeline_of
from siaga.desks.trail.sniff import Media
from siaga.engines.documents import Format, TemplateError
from siaga.engines.documents.fields import fields
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("day", _("Date"), lambda d: d.day),
    Column("number", _("Number"), lambda d: d.number or None),
    Column("kind", _("Kind"), lambda d: d.get_kind_display()),
    Column("title", _("About"), lambda d: d.title),
    Column("institution", _("Issued by"), lambda d: d.institution.name),
    Column("state", _("State"), lambda d: d.get_state_display()),
    Column("visibility", _("Who may read it"), lambda d: d.get_visibility_display(), shown=False),
    Column("reason", _("Why it is void"), lambda d: d.void_reason or None, shown=False),
    Column("digest", _("Digest"), lambda d: d.digest, shown=False),
]
MEDIA = {Format.DOCX: Media.DOCX, Format.PDF: Media.PDF}


@public
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The papers the visitor may read; ``?kind=invitation&state=issued&year=2024&words=``."""
    form = PaperFilter(request.GET)
    rows = _matching(_of_election(request, readable(request.user)), form)
    listing = Listing(request, rows.select_related("institution", "meeting"), COLUMNS, sort="-day")
    if kind := wanted(request):
        return listing.download(kind, name="dokumen")
    context = {"form": form, "listing": listing, "may_issue": may(request.user, "documents.issue")}
    return render(request, "meetings/documents/list.html", context)


@public
@require_safe
@never_cache
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper as it will look, what may be done with it, and what was done."""
    row = found(request, pk)
    paper = fields(document_of(row, request.build_absolute_uri("/")))
    mine = row.institution_id in {body.pk for body in issuers(request.user)}
    context = {
        "document": row,
        "paper": paper,
        "preview": f"meetings/documents/paper_{row.kind}.html",
        "covered": row.visibility == Visibility.RESTRICTED,
        "issue_form": IssueForm() if mine and row.state == row.State.DRAFT else None,
        "void_form": VoidForm() if mine and row.state != row.State.VOID else None,
        "unsigned": bool(row.content.get("draft")),
        "later": readable(request.user).filter(replaces=row).first(),
        "earlier": readable(request.user).filter(pk=row.replaces_id).first(),
        "story": timeline_of(row) if request.user.is_authenticated else (),
    }
    return render(request, "meetings/documents/document.html", context)


@public
@require_safe
@never_cache
def download(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """The paper as ``.docx`` or ``.pdf``. Its name says kind and number of the row, nothing of its text."""
    row = found(request, pk)
    try:
        content = file_of(row, format, request.build_absolute_uri("/"))
    except TemplateError as error:
        message = _(
            "Your institution's own template fails on this paper: %(why)s. Go back to the shipped one."
        )
        messages.error(request, message % {"why": error.id if request.LANGUAGE_CODE == "id" else error.en})
        return redirect("documents:document", pk)
    response = HttpResponse(content, content_type=MEDIA[Format(format)].media_type)
    response["Content-Disposition"] = (
        f'attachment; filename="siaga-{_FILE_NAMES[row.kind]}-{row.pk}.{format}"'
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


_FILE_NAMES = {
    "invitation": "undangan",
    "attendance": "daftar-hadir",
    "minutes": "notulen",
    "report": "laporan",
    "letter": "surat",
    "circular": "surat-edaran",
    "brief": "siaran-pers",
}


def found(request: HttpRequest, pk: int) -> IssuedDocument:
    """The paper of an address. Raises Http404 as well where the visitor may not know of it."""
    related = ("institution", "meeting__series", "made_by", "issued_by", "voided_by")
    return get_object_or_404(readable(request.user).select_related(*related), pk=pk)


def _of_election(request: HttpRequest, rows: QuerySet[IssuedDocument]) -> QuerySet[IssuedDocument]:
    """The papers about meetings of the election the visitor looks at, and those about no meeting."""
    election = choice.election_of(request)
    if election is None:
        return rows
    return rows.filter(Q(meeting__isnull=True) | Q(meeting__series__election=election))


def _matching(rows: QuerySet[IssuedDocument], form: Any) -> QuerySet[IssuedDocument]:
    """Values that mean nothing do not narrow."""
    form.is_valid()
    said = form.cleaned_data
    for name in ("kind", "state"):
        if said.get(name):
            rows = rows.filter(**{name: said[name]})
    if said.get("year"):
        rows = rows.filter(day__year=said["year"])
    for word in said.get("words", "").split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word))
    return rows
