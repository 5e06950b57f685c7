"""What stands on a recapitulation sheet (D.HASIL KECAMATAN, D.HASIL KABKO), computed from the leaf rows.

The sheet is Indonesian whatever the language of the page: it is made to lie beside the official form.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import Level, Region
from siaga.desks.results.figures import Paper
from siaga.desks.results.models import CorrectionLevel, Kind, ResultRow, ResultVersion
from siaga.desks.results.queries.leaves import Leaf, PairLine, in_region, leaves_of, pairs_of
from siaga.desks.results.queries.recap import RegionTotal, recap_of
from siaga.desks.results.states import State
from siaga.engines.ledger import canonical

KINDS = {Level.DISTRICT: "kecamatan", Level.CITY: "kabko"}
"""The levels that sign a sheet, and the word in the form's name."""

_LEVELS = {
    CorrectionLevel.STATION: "TPS",
    CorrectionLevel.DISTRICT: "pleno kecamatan",
    CorrectionLevel.CITY: "pleno kota",
    CorrectionLevel.PROVINCE: "pleno provinsi",
    CorrectionLevel.COURT: "putusan MK",
    CorrectionLevel.SOURCE: "edisi baru paket kota",
}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One figure over the columns of the sheet; `values` in the order of the columns, then the `total`."""

    name: str
    block: str
    label: str
    values: tuple[int, ...]
    total: int
    unstated: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure that differs from the paper of the level below: as written on C.HASIL, as corrected, where
    and why.
    """

    station: str
    label: str
    written: int | None
    corrected: int
    level: str
    reason: str


@dataclass(frozen=True)
class RecapSheet:
    """A sheet ready to be printed. `columns` are the regions right below `region`."""

    contest: Contest
    region: Region
    pairs: tuple[PairLine, ...]
    columns: tuple[RegionTotal, ...]
    total: RegionTotal
    lines: tuple[SheetLine, ...]
    differences: tuple[Difference, ...]
    at: datetime

    @property
    def title(self) -> str:
        """D.HASIL KECAMATAN-KWK-WALIKOTA, with the suffix of the regional election."""
        office = {"mayor": "WALIKOTA", "regent": "BUPATI", "governor": "GUBERNUR"}[self.contest.kind]
        return f"D.HASIL {KINDS[Level(self.region.level)].upper()}-KWK-{office}"

    @property
    def complete(self) -> bool:
        return self.total.complete

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the sheet's content, the time of printing left out: equal content, equal digest."""
        return hashlib.sha256(canonical.encode(self._content())).hexdigest()

    def _content(self) -> dict[str, Any]:
        return {
            "election": self.contest.election.code,
            "contest": self.contest.code,
            "region": self.region.code,
            "stations": self.total.stations,
            "counted": self.total.counted,
            "columns": [column.code for column in self.columns],
            "lines": {line.name: [*line.values, line.total] for line in self.lines},
            "differences": [
                [d.station, d.label, d.written, d.corrected, d.level, d.reason] for d in self.differences
            ],
            "sample": self.total.sample,
        }


def recap_sheet(contest: Contest, region: Region) -> RecapSheet | None:
    """The sheet of a district or city; None for a region of another level or without expected rows.

    Four queries. A sheet that lacks stations says so; it is a draft until every row is counted.
    """
    pairs, leaves = pairs_of(contest), leaves_of(contest, region.code)
    recap = recap_of(contest, pairs, leaves)
    total = recap.region(region.code)
    if region.level not in KINDS or total is None:
        return None
    columns = recap.parts(region.code)
    paper = Paper.of(contest)
    lines = _lines(paper, columns, total, leaves)
    differences = _differences(contest, region, paper)
    return RecapSheet(contest, region, pairs, columns, total, lines, differences, timezone.now())


def _lines(
    paper: Paper, columns: Sequence[RegionTotal], total: RegionTotal, leaves: Sequence[Leaf]
) -> tuple[SheetLine, ...]:
    stated = Counter(name for leaf in leaves if leaf.counted for name in leaf.figures)
    return tuple(
        SheetLine(
            name=field.name,
            block=field.block,
            label=field.label.id,
            values=tuple(_figure(column, field.name) for column in columns),
            total=_figure(total, field.name),
            unstated=total.counted - stated[field.name],
        )
        for field in paper.fields
    )


def _figure(total: RegionTotal, name: str) -> int:
    if name.startswith("paslon"):
        return total.votes[int(name.removeprefix("paslon"))]
    return total.figures.get(name, 0)


def _differences(contest: Contest, region: Region, paper: Paper) -> tuple[Difference, ...]:
    counted = in_region(ResultRow.objects.filter(contest=contest, state=State.COUNTED), region.code)
    corrected = counted.filter(current__kind=Kind.CORRECTION).select_related("current", "station__ward")
    rows = list(corrected.order_by("station__code"))
    written = _as_written(rows)
    return tuple(
        Difference(
            station=f"{row.station.label}, {row.station.ward.name}",
            label=field.label.id,
            written=written[row.pk].get(field.name),
            corrected=row.current.figures[field.name],
            level=_LEVELS[CorrectionLevel(row.current.level)],
            reason=row.current.reason,
        )
        for row in rows
        for field in paper.fields
        if field.name in row.current.figures
        and row.current.figures[field.name] != written[row.pk].get(field.name)
    )


def _as_written(rows: Sequence[ResultRow]) -> dict[int, dict[str, int]]:
    """The last figures entered from the form itself, by row; a later correction never hides them."""
    entries = ResultVersion.objects.filter(row__in=rows, kind=Kind.ENTRY).order_by("number")
    return {entry.row_id: entry.figures for entry in entries}
