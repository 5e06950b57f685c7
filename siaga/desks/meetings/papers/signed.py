"""The record of a meeting as it was signed: from the stored version of the minutes, never from later rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from siaga.desks.meetings.models import Minutes, Visibility
from siaga.desks.meetings.papers.circles import WIDTH
from siaga.desks.meetings.papers.rows import claim_facts, meeting_fact
from siaga.desks.meetings.reading import Reader
from siaga.engines.documents import Trace
from siaga.engines.documents.brief import (
    ActionFact,
    AgendaFact,
    ConclusionFact,
    Record,
    SeatFact,
    StatementFact,
)


def record_of_minutes(minutes: Minutes, visibility: str, circle: Reader, writer: Reader) -> Record:
    """What a version of the minutes says to a circle. Figures are those named in its statements."""
    content, meeting = minutes.content, minutes.meeting
    frame = meeting_fact(meeting, {})
    signed = content["meeting"]
    texts = {name: signed[name] for name in ("title", "venue", "purpose", "opening", "closing")}
    offices = {name: signed[name] for name in ("chair", "chair_for", "moderator")}
    claims = claim_facts(meeting, circle, writer, {})
    return Record(
        meeting=replace(frame, **texts, **offices, basis=signed["legal_basis"]),
        agenda=tuple(
            AgendaFact(trace=_trace("agendaitem", r), title=r["title"])
            for r in _open(content, "agenda", visibility)
        ),
        seats=tuple(_seat(row, named=circle.of_the_room) for row in content["attendance"]),
        statements=tuple(
            StatementFact(
                trace=_trace("statement", row),
                speaker=_speaker(row),
                text=row["text"],
                claims=tuple(claims.get(row["id"], ())),
            )
            for row in _open(content, "statements", visibility)
        ),
        conclusions=tuple(_conclusion(row) for row in _open(content, "conclusions", visibility)),
        actions=tuple(_action(row) for row in _open(content, "actions", visibility)),
    )


def _open(content: dict[str, Any], part: str, visibility: str) -> Iterator[dict[str, Any]]:
    """The rows of a part that are as open as the circle, or more."""
    width = WIDTH[Visibility(visibility)]
    return (row for row in content[part] if WIDTH[Visibility(row["visibility"])] <= width)


def _trace(noun: str, row: dict[str, Any]) -> Trace:
    return Trace(noun=noun, key=str(row["id"]))


def _seat(row: dict[str, Any], *, named: bool) -> SeatFact:
    return SeatFact(
        trace=_trace("attendance", row),
        institution=row["institution"],
        office=row["office"] or "",
        person=row["person"] if named else "",
        presence=row["presence"],
        represented_by=row["represented_by"] if named else "",
        reason=row["reason"] if named else "",
        as_speaker=row["as_speaker"],
    )


def _speaker(row: dict[str, Any]) -> str:
    return ", ".join(part for part in (row["office"], row["person"], row["institution"]) if part)


def _conclusion(row: dict[str, Any]) -> ConclusionFact:
    return ConclusionFact(
        trace=_trace("conclusion", row),
        kind=row["kind"],
        text=row["text"],
        addressee=row["addressee"] or "",
        day=_day(row["day"]),
    )


def _action(row: dict[str, Any]) -> ActionFact:
    return ActionFact(
        trace=_trace("action", row),
        what=row["title"],
        owner=row["owner"] or "",
        due=_day(row["due"]),
        due_printed=row["due_printed"],
        event_day=_day(row["event_day"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
