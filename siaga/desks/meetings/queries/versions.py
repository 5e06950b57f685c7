"""One version of the minutes as a reader may see it, compared with the one before, and verified."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from siaga.desks.meetings.models import Attendance, Meeting, Minutes, Signature, Visibility
from siaga.desks.meetings.queries.meeting_page import agenda_of, conclusions_of, statements_of
from siaga.desks.meetings.reading import Reader, actions_for, room_for, whole_for
from siaga.desks.meetings.services.content import digest_of
from siaga.desks.trail.models import Entry
from siaga.engines.wording import Piece, differences

PARTS = ("agenda", "statements", "conclusions", "actions")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the content: its part, its own values, its words compared with the version before.

    `state` is ``same``, ``changed``, ``added`` or ``gone``.
    """

    part: str
    values: dict[str, Any]
    state: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version: its rows, its signatures, whether its digest holds, its entry in the trail."""

    minutes: Minutes
    newest: bool
    intact: bool
    hidden: int
    frame: dict[str, Any]
    attendance: list[dict[str, Any]]
    rows: dict[str, list[Row]]
    signatures: tuple[Signature, ...]
    entry: Entry | None
    others: tuple[int, ...]


def version_page(meeting: Meeting, minutes: Minutes, reader: Reader) -> VersionPage:
    """The page of one version."""
    before = meeting.minutes.filter(number=minutes.number - 1).first()
    before = before if before and open_to(reader, before) else None
    numbers = tuple(meeting.minutes.order_by("number").values_list("number", flat=True))
    eyes = _Eyes(meeting, reader)
    rows = {part: list(_rows(part, minutes.content, before, eyes)) for part in PARTS}
    whole = sum(len(minutes.content[part]) for part in PARTS)
    shown = sum(row.state != "gone" for part in rows.values() for row in part)
    entries = Entry.objects.filter(
        subject_type="meetings.minutes", subject_id=str(minutes.pk), action="meetings.lay"
    )
    return VersionPage(
        minutes=minutes,
        newest=minutes.number == numbers[-1],
        intact=digest_of(minutes.content) == minutes.digest,
        hidden=whole - shown,
        frame=_readable(minutes.content["meeting"]),
        attendance=[_readable(row) for row in minutes.content["attendance"]],
        rows=rows,
        signatures=tuple(minutes.signatures.select_related("by")),
        entry=entries.first(),
        others=numbers,
    )


def open_to(reader: Reader, minutes: Minutes) -> bool:
    """Whether a reader may open a version: one of the room, since it names who came and why others did not;
    where the meeting was restricted when it was laid, one who reads everything of it.
    """
    closed = minutes.content["meeting"]["visibility"] == Visibility.RESTRICTED
    circle = whole_for(reader) if closed else room_for(reader)
    return Meeting.objects.filter(circle, pk=minutes.meeting_id).exists()


class _Eyes:
    """Whether a reader may see a row of a version: they may read the living row, and where the row was
    restricted when the version was laid, everything of the meeting.
    """

    def __init__(self, meeting: Meeting, reader: Reader) -> None:
        self.whole = Meeting.objects.filter(whole_for(reader), pk=meeting.pk).exists()
        self.living = {
            "agenda": set(agenda_of(meeting, reader).values_list("pk", flat=True)),
            "statements": set(statements_of(meeting, reader).values_list("pk", flat=True)),
            "conclusions": set(conclusions_of(meeting, reader).values_list("pk", flat=True)),
            "actions": set(meeting.actions.filter(actions_for(reader)).values_list("pk", flat=True)),
        }

    def see(self, part: str, row: dict[str, Any]) -> bool:
        was_open = row["visibility"] != Visibility.RESTRICTED
        return self.whole or (was_open and row["id"] in self.living[part])


def _rows(part: str, content: dict[str, Any], before: Minutes | None, eyes: _Eyes) -> Iterator[Row]:
    old = {row["id"]: row for row in before.content[part]} if before else {}
    for row in content[part]:
        earlier = old.pop(row["id"], None)
        if eyes.see(part, row) and (earlier is None or eyes.see(part, earlier)):
            yield Row(part, _readable(row), _state(before, earlier, row), _pieces(earlier or row, row))
        elif eyes.see(part, row):
            yield Row(part, _readable(row), "changed", _pieces(row, row))
    for row in old.values():
        if eyes.see(part, row):
            yield Row(part, _readable(row), "gone", (Piece("gone", _words(row)),))


_READ = {
    **dict.fromkeys(("day", "due", "event_day"), date.fromisoformat),
    **dict.fromkeys(("starts", "ends", "arrived"), time.fromisoformat),
    "presence": lambda presence: Attendance.Presence(presence).label,
}


def _readable(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the content with its days and hours as such again, and its presence in words."""
    return {name: _READ[name](value) if value and name in _READ else value for name, value in row.items()}


def _state(before: Minutes | None, earlier: dict[str, Any] | None, row: dict[str, Any]) -> str:
    if before is None or earlier == row:
        return "same"
    return "added" if earlier is None else "changed"


def _pieces(earlier: dict[str, Any], row: dict[str, Any]) -> tuple[Piece, ...]:
    return tuple(differences(_words(earlier), _words(row)))


def _words(row: dict[str, Any]) -> str:
    return str(row.get("text") or row.get("title") or "")
