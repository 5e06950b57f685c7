"""The passages of a meeting's record as its writers have them before their eyes, and every version of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404

from siaga.desks.meetings.models import Conclusion, Meeting, Statement, Wording
from siaga.desks.meetings.queries.meeting_page import conclusions_of, statements_of
from siaga.desks.meetings.reading import Reader
from siaga.engines.wording import Piece, differences

Kind = Wording.Passage


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage: whose it is, its newest version, and the row it belongs to (none: the meeting's own)."""

    passage: str
    passage_id: int
    number: int
    text: str
    clash: bool = False
    by: str = ""
    item: Statement | Conclusion | None = None

    @property
    def name(self) -> str:
        """A name for the page: ``statement-12``, ``opening-0``."""
        return f"{self.passage}-{self.passage_id}"

    @property
    def label(self) -> str:
        return str(Kind(self.passage).label)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a passage and what it changed."""

    wording: Wording
    pieces: tuple[Piece, ...]


def passages_of(meeting: Meeting, reader: Reader) -> list[Passage]:
    """Every passage a reader may see, in the order of the minutes, without what was withdrawn."""
    heads = _heads(meeting)
    said = statements_of(meeting, reader).filter(withdrawn=False)
    held = conclusions_of(meeting, reader).filter(withdrawn=False)
    return [
        _passage(heads, Kind.OPENING, 0, meeting.opening),
        *(_passage(heads, Kind.STATEMENT, s.pk, s.text, s) for s in said),
        *(_passage(heads, Kind.CONCLUSION, c.pk, c.text, c) for c in held),
        _passage(heads, Kind.CLOSING, 0, meeting.closing),
    ]


def history_of(meeting: Meeting, reader: Reader, passage: str, item: int) -> list[Version]:
    """Every version of a passage, the newest first. Raises Http404 where the reader may not see it."""
    rows: dict[str, Any] = {
        Kind.STATEMENT: statements_of(meeting, reader),
        Kind.CONCLUSION: conclusions_of(meeting, reader),
    }
    if passage not in Kind.values or (passage in rows and not rows[passage].filter(pk=item).exists()):
        raise Http404
    found = meeting.wordings.filter(passage=passage, passage_id=item).select_related("by").order_by("number")
    versions, before = [], ""
    for wording in found:
        versions.append(Version(wording, tuple(differences(before, wording.text))))
        before = wording.text
    return versions[::-1]


def _heads(meeting: Meeting) -> dict[tuple[str, int], Wording]:
    """The newest version of every passage."""
    rows = meeting.wordings.select_related("by").defer("sent").order_by("number")
    return {(row.passage, row.passage_id): row for row in rows}


def _passage(
    heads: dict[tuple[str, int], Wording], kind: str, pk: int, text: str, item: Any = None
) -> Passage:
    head = heads.get((str(kind), pk))
    number, clash, by = (head.number, head.clash, str(head.by)) if head else (0, False, "")
    return Passage(str(kind), pk, number, text, clash, by, item)
