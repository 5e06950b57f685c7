"""D.KEJADIAN KHUSUS DAN/ATAU KEBERATAN SAKSI of a district or city: what happened and what was objected, as
PDF and as Excel. Names of witnesses stay on the page of the row.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from openpyxl import Workbook

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import Level, Region
from siaga.desks.results.models import Outcome
from siaga.desks.results.queries.events import (
    RegionEvent,
    RegionObjection,
    region_events,
    region_objections,
)
from siaga.desks.results.sheets.content import KINDS, LEVELS, OFFICES
from siaga.desks.results.sheets.excel import cell, table_heads
from siaga.engines.ledger import canonical
from siaga.law.days import long_date
from siaga.web.templatetags.siaga import local_time

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "results" / "events.typ"
COVERED = "tertutup sampai formulir ini dihitung"

_OUTCOMES = {
    Outcome.ACCEPTED: "diterima",
    Outcome.REFUSED: "tidak diterima",
    Outcome.PASSED_ON: "diteruskan ke tingkat berikutnya",
    Outcome.SETTLED: "selesai",
}
_OBJECTION_HEADS = (
    "TPS",
    "Saksi pasangan",
    "Angka",
    "Seharusnya",
    "Keberatan",
    "Tingkat",
    "Di tempat",
    "Hasil",
)
_EVENT_HEADS = ("TPS", "Waktu", "Kejadian", "Tindakan", "Hasil")


@dataclass(frozen=True)
class EventsSheet:
    """What happened in a region and what was objected there, in one contest."""

    contest: Contest
    region: Region
    objections: tuple[RegionObjection, ...]
    events: tuple[RegionEvent, ...]
    at: datetime

    @property
    def title(self) -> str:
        """D.KEJADIAN KHUSUS KECAMATAN-KWK-WALIKOTA; the name of the form is from memory."""
        kind = KINDS[Level(self.region.level)].upper()
        return f"D.KEJADIAN KHUSUS {kind}-KWK-{OFFICES[self.contest.kind]}"

    @cached_property
    def rows(self) -> dict[str, list[list[Any]]]:
        """Both tables, line by line, as they are printed."""
        zone = self.contest.election.time_zone
        return {
            "objections": [_objection(one) for one in self.objections],
            "events": [_event(one, zone) for one in self.events],
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 of both tables, the time of printing left out: equal content, equal digest."""
        whole = {"title": self.title, "region": self.region.code, "contest": self.contest.code} | self.rows
        return hashlib.sha256(canonical.encode(whole)).hexdigest()


def events_sheet(contest: Contest, region: Region) -> EventsSheet | None:
    """The sheet of a district or city; None for a region of another level. Five queries."""
    if region.level not in KINDS:
        return None
    objections, events = region_objections(contest, region), region_events(contest, region)
    return EventsSheet(contest, region, objections, events, timezone.now())


def events_as_pdf(sheet: EventsSheet) -> bytes:
    """Set the sheet with typst."""
    election = sheet.contest.election
    data = sheet.rows | {
        "title": sheet.title,
        "contest": sheet.contest.name,
        "region": {"code": sheet.region.code, "name": sheet.region.name},
        "day": long_date(election.voting_date).id,
        "printed": local_time(sheet.at, election.time_zone),
        "digest": sheet.digest,
        "heads": {"objections": _OBJECTION_HEADS, "events": _EVENT_HEADS},
    }
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"data": json.dumps(data, ensure_ascii=False)}))


def events_as_excel(sheet: EventsSheet) -> bytes:
    """A workbook with both tables; text never runs as a formula."""
    book = Workbook()
    page = book.active
    page.title = "Keberatan saksi"
    _table(page, _OBJECTION_HEADS, sheet.rows["objections"])
    _table(book.create_sheet("Kejadian khusus"), _EVENT_HEADS, sheet.rows["events"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(page: Any, heads: tuple[str, ...], rows: list[list[Any]]) -> None:
    table_heads(page, heads)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            cell(page, number, column, value)


def _objection(one: RegionObjection) -> list[Any]:
    return [
        one.station,
        one.pair,
        one.label or "tata cara",
        one.claimed,
        one.text or COVERED,
        LEVELS[one.level],
        "diterima" if one.accepted else "tidak diterima",
        _OUTCOMES.get(one.outcome, ""),
    ]


def _event(one: RegionEvent, zone: str) -> list[Any]:
    return [
        one.station or "rapat pleno",
        local_time(one.happened_at, zone),
        one.text or COVERED,
        one.measure,
        _OUTCOMES.get(one.outcome, ""),
    ]
