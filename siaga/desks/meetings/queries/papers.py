"""Papers a person may read, the templates and schemes behind them, and a paper as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from siaga.desks.meetings.models import IssuedDocument, Meeting, Template, Visibility
from siaga.desks.meetings.reading import Reader, items_for, reader_of
from siaga.desks.offices import access
from siaga.desks.offices.models import Institution
from siaga.desks.places.queries import inside
from siaga.desks.trail.services.files import open_file
from siaga.engines.documents import Document, Format, PressBrief, Trace, render
from siaga.engines.documents.codec import from_plain

State = IssuedDocument.State


def readable(user: Any) -> QuerySet[IssuedDocument]:
    """Every paper the user may read, drafts only of the institutions they issue for."""
    issuing = [body.pk for body in issuers(user)]
    return IssuedDocument.objects.filter(papers_for(reader_of(user), issuing))


def issuers(user: Any) -> list[Institution]:
    """The institutions a person issues papers for: those of their roles, and the ones these are parts of.

    A secretariat writes the mayor's letters: the agency is a part of the city government.
    """
    found: dict[int, Institution] = {}
    for membership in access.granting(user, "documents.issue"):
        body: Institution | None = membership.institution
        while body is not None and body.pk not in found:
            found[body.pk] = body
            body = body.parent
    return list(found.values())


def papers_for(reader: Reader, issuing: Sequence[int]) -> Q:
    """The papers a reader may read, as a filter on `IssuedDocument`.

    A paper of a meeting is as open as an item of that meeting with the same visibility. A paper without one
    is for everyone, for the room of its institution's region, or for those who sit at its institution's
    table. Drafts are for those who can issue them, void papers for the room.
    """
    seen = Q(state=State.ISSUED)
    if reader.of_the_room:
        seen |= Q(state=State.VOID) | Q(state=State.DRAFT, institution__in=issuing)
    return seen & (Q(meeting__isnull=False) & items_for(reader, own=()) | Q(meeting=None) & _alone(reader))


def _alone(reader: Reader) -> Q:
    own = Q(institution__in=reader.institutions) | inside("institution__region__code", *reader.regions)
    return (
        Q(visibility=Visibility.PUBLIC)
        | Q(visibility=Visibility.INTERNAL) & own
        | Q(visibility=Visibility.RESTRICTED) & Q(institution__in=reader.at_the_table)
    )


def document_of(row: IssuedDocument, base: str = "") -> Document:
    """The paper as it is to be shown now: with its number, as draft or void, with whole addresses.

    `base` is the site's own address (``https://siaga.example/``), empty for addresses without host.
    """
    document = from_plain(row.content)
    base = base.rstrip("/")
    if isinstance(document, PressBrief):
        document = _with_links(document, base)
    return replace(
        document,
        number=row.number,
        draft=document.draft or row.state == State.DRAFT,
        marking="BATAL" if row.state == State.VOID else document.marking,
        link=f"{base}{reverse('documents:document', args=[row.pk])}" if base else "",
        digest=row.digest,
    )


def file_of(row: IssuedDocument, format: str, base: str) -> bytes:
    """The paper as a Word file or PDF, by the institution's own template or the shipped one.

    Raises TemplateError when the institution's template fails on this paper.
    """
    kind_of = {Format.DOCX: Template.Format.DOCX, Format.PDF: Template.Format.TYP}[Format(format)]
    own = in_use(row.institution_id).filter(kind=row.kind, format=kind_of).select_related("file").first()
    return render(document_of(row, base), format, content_of(own) if own else None)


def content_of(template: Template) -> bytes:
    """The bytes of a template."""
    if template.file is None:
        return template.source.encode()
    with open_file(template.file) as file:
        return file.read()


def papers_of(user: Any, meeting: Meeting) -> QuerySet[IssuedDocument]:
    """The papers of a meeting that the user may read, for the meeting's page."""
    return readable(user).filter(meeting=meeting).select_related("institution").order_by("kind", "-made_at")


def in_use(institution: int) -> QuerySet[Template]:
    """The templates an institution uses in place of the shipped ones."""
    return Template.objects.filter(institution=institution, closed_at__isnull=True)


def _with_links(brief: PressBrief, base: str) -> PressBrief:
    def whole(trace: Trace) -> Trace:
        return replace(trace, link=f"{base}{trace.link}" if trace.link.startswith("/") else trace.link)

    passages = tuple(
        replace(
            passage,
            sentences=tuple(replace(s, traces=tuple(map(whole, s.traces))) for s in passage.sentences),
        )
        for passage in brief.passages
    )
    return replace(brief, passages=passages)
