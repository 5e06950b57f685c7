"""What a sentence of a paper points at: the record's noun, number, name and address."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.urls import reverse

from siaga.desks.meetings.models import Action, Claim, Meeting
from siaga.desks.meetings.queries.ledger.places import meeting_url
from siaga.engines.documents import Trace
from siaga.engines.doubts import Doubt, sentence

NOUNS = {
    "meeting": "Rapat",
    "agendaitem": "Acara",
    "attendance": "Kehadiran",
    "statement": "Pernyataan",
    "claim": "Angka",
    "conclusion": "Kesimpulan",
    "action": "Tindak lanjut",
}
"""The records of a meeting as a note names them; papers are Indonesian, and so are their notes."""


def trace(row: Model) -> Trace:
    """The mark of a row: no word of its text, so that a note says no more than its sentence."""
    noun = str(row._meta.model_name)
    number = getattr(row, "number", row.pk)
    return Trace(noun=noun, key=str(row.pk), label=f"{NOUNS[noun]} {number}", link=link_to(row))


def link_to(row: Model) -> str:
    """The row's place on its page, without host."""
    if isinstance(row, Meeting):
        return meeting_url(row)
    if isinstance(row, Action):
        return reverse("actions:action", args=[row.pk])
    if isinstance(row, Claim):
        return meeting_url(row.statement.meeting, f"statement-{row.statement_id}") if row.statement else ""
    return meeting_url(row.meeting, f"{row._meta.model_name}-{row.pk}")


def doubts_of(doubts: Iterable[Doubt], language: str) -> dict[tuple[str, str], list[str]]:
    """The sentences of doubts by the records they are about."""
    found: dict[tuple[str, str], list[str]] = {}
    for doubt in doubts:
        for about in doubt.about:
            found.setdefault((about.kind, about.id), []).append(sentence(doubt, language))
    return found
