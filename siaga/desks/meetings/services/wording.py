"""The words of a meeting's record, written by several hands at once.

Every save names the version it was written upon and a number of its own. When another version came between,
the two are merged sentence by sentence (`siaga.engines.wording`): nothing that anybody wrote is lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from siaga.desks.meetings.errors import Clashed, NotNow, NotYours, Refused
from siaga.desks.meetings.models import Conclusion, Meeting, Statement, Wording
from siaga.desks.meetings.reading import items_for, reader_of
from siaga.desks.meetings.services._held import writable
from siaga.desks.meetings.states import AT_WORK
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import User
from siaga.engines.wording import merge

Passage = Wording.Passage
LONGEST = 20_000
"""Characters of one passage; what is longer belongs into several statements."""

_ROWS: dict[str, tuple[type[models.Model], tuple[str, ...]]] = {
    Passage.STATEMENT: (Statement, ("institution",)),
    Passage.CONCLUSION: (Conclusion, ("addressee__institution",)),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A passage as one person sends it.

    `base` is the version it was written upon; `upon_sent` says that the writer had before their eyes what
    they themselves had sent as that version, not what it was merged into. `client_id` is the device's number
    of the save, the same when it is sent again.
    """

    passage: str
    passage_id: int
    base: int
    text: str
    client_id: UUID
    upon_sent: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """The passage after a save: its newest version. `repeated` when the save had been accepted before."""

    wording: Wording
    repeated: bool = False


@transaction.atomic
def save(meeting: Meeting, by: User, draft: Draft) -> Saved:
    """Keep a passage as a new version, merged with whatever came between; safe to repeat.

    Raises PermissionDenied, NotNow (not the time to write), NotYours (a passage the writer may not read),
    Refused (nothing, or too much, in it; a base that does not exist) and Clashed (a used number).
    """
    now = writable(meeting, by, states=AT_WORK)
    row = _row(now, by, draft)
    if earlier := Wording.objects.filter(client_id=draft.client_id).first():
        return Saved(_same(earlier, now, draft), repeated=True)
    if row is not now and row.withdrawn:
        raise NotNow
    head = head_of(now, draft.passage, draft.passage_id)
    text = tidy(draft.text, empty=row is now)
    if text == (head.text if head else _text_of(row, draft.passage)) and head:
        return Saved(head, repeated=True)
    return Saved(_append(now, row, by, draft, text))


def first_version(meeting: Meeting, passage: str, row: Any, by: User, client_id: UUID) -> Wording:
    """Keep the words of a row that was just made as its version 1; inside the transaction of its making."""
    return Wording.objects.create(
        meeting=meeting,
        passage=passage,
        passage_id=row.pk,
        number=1,
        text=row.text,
        sent=row.text,
        client_id=client_id,
        by=by,
        at=timezone.now(),
    )


def head_of(meeting: Meeting, passage: str, passage_id: int) -> Wording | None:
    """The newest version of a passage; none before anybody wrote."""
    versions = Wording.objects.filter(meeting=meeting, passage=passage, passage_id=passage_id)
    return versions.order_by("-number").first()


def tidy(text: str, *, empty: bool = False) -> str:
    """Text with one kind of line end and no white space around it. Raises Refused for none, or too much."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if (not text and not empty) or len(text) > LONGEST:
        raise Refused
    return text


def _append(meeting: Meeting, row: Any, by: User, draft: Draft, text: str) -> Wording:
    head = head_of(meeting, draft.passage, draft.passage_id)
    merged = merge(_base(meeting, row, draft), head.text if head else _text_of(row, draft.passage), text)
    if not merged.text and row is not meeting:
        raise Refused
    if head and merged.text == head.text:
        return head
    version = Wording.objects.create(
        meeting=meeting,
        passage=draft.passage,
        passage_id=draft.passage_id,
        number=head.number + 1 if head else 1,
        base=draft.base,
        text=merged.text,
        sent=text,
        merged=merged.text != text,
        clash=merged.clash,
        client_id=draft.client_id,
        by=by,
        at=timezone.now(),
    )
    before = _put(row, draft.passage, merged.text)
    told = {"passage": draft.passage, "version": version.number, "merged": version.merged}
    tell("meetings.wording", row, before={"text": before}, after=told | {"text": version.text})
    return version


def _base(meeting: Meeting, row: Any, draft: Draft) -> str:
    """The text the writer had before their eyes."""
    if draft.base == 0:
        first = Wording.objects.filter(
            meeting=meeting, passage=draft.passage, passage_id=draft.passage_id
        ).exists()
        return "" if first else _text_of(row, draft.passage)
    base = Wording.objects.filter(
        meeting=meeting, passage=draft.passage, passage_id=draft.passage_id, number=draft.base
    ).first()
    if base is None:
        raise Refused
    return base.sent if draft.upon_sent else base.text


def _row(meeting: Meeting, by: User, draft: Draft) -> Any:
    """What the passage is part of: the meeting itself, or a row that the writer may read."""
    if draft.passage not in Passage.values:
        raise Refused
    if draft.passage not in _ROWS:
        if draft.passage_id:
            raise Refused
        return meeting
    model, own = _ROWS[draft.passage]
    readable = model.objects.filter(items_for(reader_of(by), own=own), meeting=meeting)
    row = readable.select_related("meeting__series").filter(pk=draft.passage_id).first()
    if row is None:
        raise NotYours
    return row


def _same(earlier: Wording, meeting: Meeting, draft: Draft) -> Wording:
    """The version a repeated save had made. Raises Clashed when the number was used for something else."""
    place = (earlier.meeting_id, earlier.passage, earlier.passage_id, earlier.sent)
    if place != (meeting.pk, draft.passage, draft.passage_id, tidy(draft.text, empty=True)):
        raise Clashed
    return head_of(meeting, draft.passage, draft.passage_id) or earlier


def _text_of(row: Any, passage: str) -> str:
    return getattr(row, passage if isinstance(row, Meeting) else "text")


def _put(row: Any, passage: str, text: str) -> str:
    """Let the row say the newest words; returns those it said before."""
    name = passage if isinstance(row, Meeting) else "text"
    before = getattr(row, name)
    setattr(row, name, text)
    row.save(update_fields=[name])
    return before
