"""The timetable as an iCalendar file (RFC 5545): whole days, tentative where the dates are unsure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election, Stage
from siaga.desks.elections.queries import StageLine

LINE = 75
"""Octets of a content line; longer ones are folded (RFC 5545 3.1)."""


def calendar_of(election: Election, lines: Iterable[StageLine], language: str, stamp: datetime) -> str:
    """Return the dated stages as one VCALENDAR; a stage of which one day is stated becomes that day."""
    content = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Siaga//Tahapan//ID",
        f"X-WR-CALNAME:{escaped(election.name)}",
        *_events(election, lines, language, stamp),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in content)


def _events(election: Election, lines: Iterable[StageLine], language: str, stamp: datetime) -> Iterator[str]:
    for line in lines:
        stage = line.stage
        first, last = stage.starts or stage.ends, stage.ends or stage.starts
        if first is None or last is None:
            continue
        yield "BEGIN:VEVENT"
        yield f"UID:{stage.code}.{election.code}@siaga"
        yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        yield f"DTSTART;VALUE=DATE:{_day(first)}"
        yield f"DTEND;VALUE=DATE:{_day(last + timedelta(days=1))}"
        yield f"SUMMARY:{escaped(_summary(line, language))}"
        yield f"DESCRIPTION:{escaped(_description(stage))}"
        yield f"STATUS:{'TENTATIVE' if line.unsure else 'CONFIRMED'}"
        yield "TRANSP:TRANSPARENT"
        yield "END:VEVENT"


def _summary(line: StageLine, language: str) -> str:
    stage = line.stage
    name = stage.name_en if language == "en" and stage.name_en else stage.name
    if stage.starts is None:
        name = _("%(stage)s: ends") % {"stage": name}
    if stage.ends is None:
        name = _("%(stage)s: starts") % {"stage": name}
    return f"{name} ({_('unsure')})" if line.unsure else name


def _description(stage: Stage) -> str:
    parts = [stage.legal_basis.title if stage.legal_basis else "", str(stage.source or ""), stage.doubt]
    return "\n".join(filter(None, parts))


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def escaped(text: str) -> str:
    """Text as a value (RFC 5545 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def folded(line: str) -> str:
    """A content line cut into pieces of at most 75 octets, never inside a character."""
    pieces, piece = [], ""
    for character in line:
        room = LINE if not pieces else LINE - 1
        if len((piece + character).encode()) > room:
            pieces.append(piece)
            piece = ""
        piece += character
    return "\r\n ".join([*pieces, piece])
