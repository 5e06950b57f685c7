"""The whole record of a meeting as plain data: what the signers sign.

Every row carries its number in the database and its visibility of that moment, so that a reader is shown of a
signed version no more than of the living record.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db.models import Model

from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.queries.titles import title_on
from siaga.desks.offices.models import Institution, Office
from siaga.desks.trail.plain import plain
from siaga.engines.ledger import canonical

FORMAT = 1
"""The version of the layout, inside every content."""

_FRAME = (
    *("title", "regime", "day", "starts", "ends", "time_zone", "venue", "basis_printed", "purpose"),
    *("opening", "closing", "visibility"),
)
_AGENDA = ("number", "title", "note", "presenter", "action", "visibility")
_ATTENDANCE = (
    *("number", "institution", "office", "as_speaker", "presence", "person", "represented_by", "reason"),
    "arrived",
)
_STATEMENT = ("number", "topic", "institution", "office", "person", "text", "visibility")
_CONCLUSION = ("number", "kind", "text", "addressee", "day", "visibility")
_ACTION = ("number", "title", "owner", "due", "due_printed", "event_day", "priority", "visibility")


def content_of(meeting: Meeting) -> dict[str, Any]:
    """The record as it stands, without what was withdrawn."""
    return {
        "format": FORMAT,
        "meeting": {"id": meeting.pk, "series": meeting.series.name} | _frame(meeting),
        "agenda": _rows(meeting.agenda.filter(withdrawn=False).select_related("presenter"), _AGENDA),
        "attendance": _rows(
            meeting.attendance.filter(withdrawn=False).select_related("institution", "office"), _ATTENDANCE
        ),
        "statements": _rows(
            meeting.statements.filter(withdrawn=False).select_related("institution", "office"), _STATEMENT
        ),
        "conclusions": _rows(
            meeting.conclusions.filter(withdrawn=False).select_related("addressee"), _CONCLUSION
        ),
        "actions": _rows(
            meeting.actions.exclude(state="cancelled").select_related("owner").order_by("number"), _ACTION
        ),
    }


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 of the content's canonical JSON, in hexadecimal."""
    return sha256(canonical.encode(content)).hexdigest()


def _frame(meeting: Meeting) -> dict[str, Any]:
    people = {
        name: str(title_on(getattr(meeting, name), meeting.day) or "")
        for name in ("chair", "chair_for", "moderator")
    }
    basis = meeting.legal_basis.title if meeting.legal_basis else ""
    note_taker = str(meeting.note_taker or "")
    return (
        {name: plain(getattr(meeting, name)) for name in _FRAME}
        | people
        | {"legal_basis": basis, "note_taker": note_taker}
    )


def _rows(rows: Iterable[Model], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"id": row.pk} | {name: _said(row, name) for name in names} for row in rows]


def _said(row: Any, name: str) -> Any:
    """The value as people read it: an institution or office by its name, an action by its number."""
    if name == "action":
        return row.action_id
    value = getattr(row, name)
    return str(value) if isinstance(value, Institution | Office) else plain(value)
