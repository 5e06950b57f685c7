"""What stands on a recapitulation sheet (D.HASIL KECAMATAN, D.HASIL KABKO), computed from the leaf rows.

The sheet is Indonesian whatever the language of the page: it is made to lie beside the official form.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Any

from django.utils import timezone

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import Level, Region
from siaga.desks.results.figures import Paper
from siaga.desks.results.models import CorrectionLevel, Kind, ResultRow, ResultVersion
from siaga.desks.results.queries.corrections import chains
from siaga.desks.results.queries.leaves import Leaf, PairLine, in_region, leaves_of, pairs_of
from siaga.desks.results.queries.recap import RegionTotal, recap_of
from siaga.desks.results.states import State
from siaga.engines.ledger import canonical

KINDS = {Level.DISTRICT: "kecamatan", Level.CITY: "kabko"}
"""The levels that sign a sheet, and the word in the form's name."""

LEVELS = {
    CorrectionLevel.STATION: "TPS",
    CorrectionLevel.DISTRICT: "pleno kecamatan",
    CorrectionLevel.CITY: "pleno kota",
    CorrectionLevel.PROVINCE: "pleno provinsi",
    CorrectionLevel.COURT: "putusan MK",
    CorrectionLevel.SOURCE: "edisi baru paket kota",
}


OFFICES = {"mayor": "WALIKOTA", "regent": "BUPATI", "governor": "GUBERNUR"}
"""The last word in the name of a form, by kind of contest."""


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
    """One step by which a figure came to differ from the paper of the level below: as it stood, as corrected,
    where, why, on what ground, and by which office. A figure that was corrected twice has two.

    `supervisor` is what the supervisor read where it was decided between two readings.
    """

    station: str
    label: str
    written: int | None
    corrected: int | None
    level: str
    reason: str
    office: str = ""
    minutes: str = ""
    ground: str = ""
    supervisor: int | None = None

    @property
    def why(self) -> str:
        """Level, reason, ground, office and minutes in one line."""
        read = f"pengawas TPS membaca {self.supervisor}" if self.supervisor is not None else ""
        minutes = f"BA {self.minutes}" if self.minutes else ""
        parts = [f"{self.level}: {self.reason}", self.ground, read, self.office, minutes]
        return " · ".join(part for part in parts if part)


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
        return f"D.HASIL {KINDS[Level(self.region.level)].upper()}-KWK-{OFFICES[self.contest.kind]}"

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
            "differences": [[d.station, d.label, d.written, d.corrected, d.why] for d in self.differences],
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
    corrected = counted.filter(current__kind=Kind.CORRECTION).select_related("station__ward")
    rows = list(corrected.order_by("station__code"))
    by_row = chains(rows)
    return tuple(
        found
        for row in rows
        for before, after in pairwise(by_row[row.pk])
        for found in _steps(row, paper, before, after)
    )


def _steps(row: ResultRow, paper: Paper, before: ResultVersion, after: ResultVersion) -> Iterator[Difference]:
    """What one correction changed, figure by figure."""
    for field in paper.fields:
        written, corrected = before.figures.get(field.name), after.figures.get(field.name)
        if written != corrected:
            yield Difference(
                station=f"{row.station.label}, {row.station.ward.name}",
                label=field.label.id,
                written=written,
                corrected=corrected,
                level=LEVELS[CorrectionLevel(after.level)],
                reason=after.reason,
                **_ground_of(after, field.name),
            )


def _ground_of(version: ResultVersion, name: str) -> dict[str, Any]:
    """On what a correction rests, in words; corrections of a city pack rest on nothing but the pack."""
    ground, decided = getattr(version, "ground", None), getattr(version, "adjudication", None)
    plenary = ground.plenary if ground else None
    minutes = getattr(plenary, "minutes", None) if plenary else None
    parts = {
        "putusan atas dua pembacaan": decided,
        "penghitungan ulang": ground and ground.recount_id,
        "atas keberatan saksi": ground and ground.objection_id,
    }
    return {
        "office": ground.office if ground else "",
        "minutes": minutes.number if minutes else "",
        "ground": ", ".join(words for words, there in parts.items() if there),
        "supervisor": decided.comparison.form.figures.get(name) if decided else None,
    }
