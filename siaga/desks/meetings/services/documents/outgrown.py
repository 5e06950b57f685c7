"""A draft that its meeting has outgrown: it holds words that its readers may not read, or no longer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from siaga.desks.meetings.models import IssuedDocument, Meeting
from siaga.desks.meetings.papers.circles import reader_for
from siaga.desks.meetings.reading import actions_for, items_for
from siaga.desks.meetings.services.publishing import SHORTEST
from siaga.engines.wording import sentences

WHOLE = 12
"""Characters from which on the whole text of an item stands in a paper by no chance."""


def outgrown(paper: IssuedDocument) -> bool:
    """Whether words of an item that is closed to the paper's circle stand in it, as a whole or a sentence of
    them. What stands in something open as well does not count: a draft made anew would hold it too.
    """
    if paper.meeting is None:
        return False
    opened, closed = _texts(paper.meeting, paper.visibility)
    said, known = _joined(_strings(paper.content)), _joined(opened)
    return any(piece in said and piece not in known for text in closed for piece in _pieces(text))


def _texts(meeting: Meeting, visibility: str) -> tuple[list[str], list[str]]:
    """What the circle may read of the meeting, and what it may not."""
    circle = reader_for(visibility, meeting)
    items, actions = items_for(circle, own=()), actions_for(circle)
    parts = (
        (meeting.agenda, items, ("title", "note")),
        (meeting.statements, items, ("text", "topic")),
        (meeting.conclusions, items, ("text",)),
        (meeting.actions, actions, ("title", "due_printed")),
    )
    opened = [meeting.title, meeting.purpose, meeting.opening, meeting.closing, meeting.series.name]
    closed = []
    for rows, readable, names in parts:
        seen = set(rows.filter(readable).values_list("pk", flat=True))
        for pk, *texts in rows.values_list("pk", *names):
            (opened if pk in seen else closed).extend(texts)
    return opened, closed


def _pieces(text: str) -> Iterator[str]:
    whole = _joined([text]).rstrip(".")
    if len(whole) >= WHOLE:
        yield whole
    yield from (p for s in sentences(text) if len(p := _joined([s.text])) >= SHORTEST)


def _joined(texts: Any) -> str:
    return "\n".join(" ".join(text.split()) for text in texts)


def _strings(content: Any) -> Iterator[str]:
    """Every text of a paper kept as plain data."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _strings(part)
