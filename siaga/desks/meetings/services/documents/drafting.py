"""A paper is drafted: its content composed for one circle and kept as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from siaga.desks.meetings.errors import NotNow, NotYours
from siaga.desks.meetings.models import IssuedDocument, Letterhead, Meeting, Signature, Visibility
from siaga.desks.meetings.papers import circle_of, record_of, record_of_minutes
from siaga.desks.meetings.queries.titles import title_on
from siaga.desks.meetings.reading import meetings_for, reader_of
from siaga.desks.meetings.services.documents.register import issuing_for
from siaga.desks.meetings.services.signing import newest_of
from siaga.desks.meetings.states import State
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, Office, User
from siaga.engines import documents as engine
from siaga.engines.documents.brief import Record
from siaga.engines.documents.codec import to_plain
from siaga.engines.documents.compose import Cover, compose
from siaga.engines.ledger import canonical

MARKINGS = {Visibility.RESTRICTED: "TERBATAS"}
"""What stands above the letterhead of papers that are not for everyone in the room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written, for whom, and who signs. `texts` are further fields of the engine's `Cover`."""

    kind: str
    institution: Institution
    visibility: str
    day: date
    meeting: Meeting | None = None
    signer: Office | None = None
    nip: str = ""
    on_behalf_of: Office | None = None
    replaces: IssuedDocument | None = None
    texts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def draft(order: Order, by: User) -> IssuedDocument:
    """Compose the paper and keep it as a draft.

    Raises NotYours (the institution, or the paper it replaces, is not the writer's), CircleClosed, NotNow
    (minutes of a meeting that was not held) and ValueError (a kind that needs a meeting, without one).
    """
    issuing_for(by, order.institution)
    document = compose(order.kind, _cover(order), _record(order, by))
    if order.kind == "minutes" and order.meeting and order.meeting.state != State.SIGNED:
        document = replace(document, draft=True)
    return keep_draft(
        document,
        order.institution,
        by,
        visibility=order.visibility,
        meeting=order.meeting,
        replaces=order.replaces,
    )


@transaction.atomic
def keep_draft(
    document: engine.Document,
    institution: Institution,
    by: User,
    *,
    visibility: str,
    meeting: Meeting | None = None,
    replaces: IssuedDocument | None = None,
) -> IssuedDocument:
    """Keep a paper that was composed elsewhere as a draft of the institution. Raises NotYours.

    The caller answers for `visibility`: that the document holds nothing its circle may not read.
    """
    issuing_for(by, institution)
    if replaces is not None and replaces.institution_id != institution.pk:
        raise NotYours
    content = to_plain(document)
    row = IssuedDocument.objects.create(
        institution=institution,
        kind=document.kind,
        meeting=meeting,
        title=document.heading[:300],
        day=document.day or timezone.localdate(),
        visibility=visibility,
        content=content,
        digest=sha256(canonical.encode(content)).hexdigest(),
        replaces=replaces,
        made_by=by,
        made_at=timezone.now(),
    )
    tell("documents.draft", row, after=_told(row))
    return row


def _told(row: IssuedDocument) -> dict[str, Any]:
    return {
        "kind": row.kind,
        "title": row.title,
        "visibility": row.visibility,
        "meeting": row.meeting_id,
        "replaces": row.replaces_id,
        "digest": row.digest,
    }


def _record(order: Order, by: User) -> Record | None:
    """The record for the circle: as signed for minutes, as it stands for every other kind."""
    meeting = order.meeting
    if meeting is None:
        return None
    writer = reader_of(by)
    if not Meeting.objects.filter(meetings_for(writer), pk=meeting.pk).exists():
        raise NotYours
    circle = circle_of(order.visibility, meeting, by)
    signed = newest_of(meeting) if meeting.state == State.SIGNED else None
    if order.kind != "minutes":
        return record_of(meeting, circle, writer, language=order.texts.get("language", "id"))
    if meeting.state in (State.PLANNED, State.INVITED, State.CANCELLED) and not meeting.loaded:
        raise NotNow
    if signed is None:
        return record_of(meeting, circle, writer)
    return record_of_minutes(signed, order.visibility, circle, writer)


def _cover(order: Order) -> Cover:
    head = Letterhead.objects.filter(institution=order.institution).first()
    head = head or Letterhead(institution=order.institution, name=order.institution.name.upper())
    cover = Cover(
        letterhead=engine.Letterhead(
            superior=head.superior, name=head.name, address=head.address, contact=head.contact
        ),
        signatory=_signatory(order),
        day=order.day,
        place=head.place,
        paper=engine.Paper(head.paper),
        marking=MARKINGS.get(Visibility(order.visibility), ""),
    )
    cover = replace(cover, **order.texts)
    return _minutes_cover(order.meeting, cover) if order.kind == "minutes" and order.meeting else cover


def _signatory(order: Order) -> engine.Signatory:
    """The signer under the exact title of the day; without one, lines to be filled in by hand."""
    titled = title_on(order.signer, order.day)
    behalf = title_on(order.on_behalf_of, order.day)
    return engine.Signatory(
        title=titled.title if titled else "",
        name=titled.person if titled else "",
        nip=order.nip,
        on_behalf_of=behalf.title if behalf else "",
    )


def _minutes_cover(meeting: Meeting, cover: Cover) -> Cover:
    """Minutes are signed by chair and note-taker: as they signed, or as they are expected to."""
    note_taker = str(meeting.note_taker or "")
    chair = title_on(meeting.chair, meeting.day)
    signs = {
        Signature.Capacity.CHAIR: engine.Signatory(
            title=chair.title if chair else "", name=chair.person if chair else ""
        ),
        Signature.Capacity.NOTE_TAKER: engine.Signatory(title="", name=note_taker),
    }
    minutes = newest_of(meeting) if meeting.state == State.SIGNED else None
    for signature in minutes.signatures.all() if minutes else ():
        capacity = Signature.Capacity(signature.capacity)
        signs[capacity] = engine.Signatory(title=signature.office, name=signature.name)
    return replace(
        cover,
        signatory=signs[Signature.Capacity.CHAIR],
        note_taker=note_taker,
        note_taker_signs=signs[Signature.Capacity.NOTE_TAKER],
        invitation_number=_invitation_number(meeting),
        version=f"Notulen versi {minutes.number}, SHA-256 {minutes.digest}" if minutes else "",
    )


def _invitation_number(meeting: Meeting) -> str:
    """The number of the invitation that was issued last for the meeting."""
    issued = IssuedDocument.objects.filter(meeting=meeting, kind="invitation", state="issued")
    return issued.order_by("-pk").values_list("number", flat=True).first() or ""
