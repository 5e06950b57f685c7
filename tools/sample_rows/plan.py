"""What the generator starts from: the pack's own published figures, and the plan beside this script."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from siaga.engines.packs import schema
from siaga.engines.packs.faults import FaultList
from siaga.engines.packs.folder import MAP, Folder
from siaga.engines.packs.forms import Rules, rules
from siaga.engines.packs.geojson import read_boundaries
from siaga.engines.packs.header import read_header
from siaga.engines.packs.model import (
    Boundary,
    Measure,
    Precision,
    PublishedTotal,
    Region,
    RegionLevel,
    lies_in,
)
from siaga.engines.packs.schema import Table
from siaga.engines.packs.tables import read_table

PLANS = Path(__file__).parent.parent / "plans"


@dataclass(frozen=True)
class Special:
    """A station at a special location. ``only_governor``: voters there who get no city ballot."""

    ward: str
    number: int
    name: str
    voters: int
    men: int
    mayor_turnout: int  # percent of that of other stations
    only_governor: int
    doubt: str


@dataclass(frozen=True)
class Plan:
    """The published figures of a pack, and how to spread them."""

    seed: str
    source: str
    stations_before: dict[str, int]
    special: list[Special]
    regions: list[Region]
    boundaries: dict[str, Boundary]
    totals: list[PublishedTotal]
    pairs: dict[str, list[int]]
    rules: Rules

    def districts(self) -> list[Region]:
        """The districts, in the order of their codes."""
        return sorted((r for r in self.regions if r.level is RegionLevel.DISTRICT), key=lambda r: r.code)

    def wards(self, district: str) -> list[Region]:
        """The wards of a district, in the order of their codes."""
        return sorted((r for r in self.regions if r.parent == district), key=lambda r: r.code)

    def city(self) -> str:
        """The code of the city."""
        return next(r.code for r in self.regions if r.level is RegionLevel.CITY)

    def firm(
        self, region: str, measure: Measure, contest: str | None = None, pair: int | None = None
    ) -> int | None:
        """The published total that carries no doubt, or None."""
        for row in self._rows(region, measure, contest, pair):
            if row.origin.precision is Precision.EXACT and not row.origin.doubt:
                return row.value
        return None

    def need(self, region: str, measure: Measure, contest: str | None = None, pair: int | None = None) -> int:
        """The published total; a LookupError when there is none without doubt."""
        value = self.firm(region, measure, contest, pair)
        if value is None:
            raise LookupError(f"no published {measure} of {contest} {pair} in {region}")
        return value

    def any(self, region: str, measure: Measure) -> int:
        """The printed total, doubtful or not: good enough as a weight."""
        return next(row.value or 0 for row in self._rows(region, measure, None, None))

    def _rows(self, *subject: Any) -> list[PublishedTotal]:
        return [t for t in self.totals if (t.region, t.measure, t.contest, t.pair) == subject]


def read_plan(pack: Path) -> Plan:
    """The plan of a pack. Raises ValueError when one of the files it starts from has a fault."""
    faults = FaultList()
    folder = Folder(pack, faults)
    header = read_header(folder.read("pack.yaml") or b"", faults)
    regions = _rows(schema.REGIONS, folder, faults)
    totals = _rows(schema.PUBLISHED_TOTALS, folder, faults)
    pairs: dict[str, list[int]] = {}
    for pair in _rows(schema.PAIRS, folder, faults):
        pairs.setdefault(pair.contest, []).append(pair.number)
    boundaries = read_boundaries(folder.read(MAP) or b"", faults)
    if faults or header is None:
        raise ValueError("; ".join(f"{fault.place}: {fault.message_en}" for fault in faults))
    written = yaml.safe_load((PLANS / f"{pack.name}.yaml").read_text(encoding="utf-8"))
    return Plan(
        seed=written["seed"],
        source=written["source"],
        stations_before=written["stations_before"],
        special=[Special(**special) for special in written["special"]],
        regions=[region for region in regions if lies_in(region.code, header.get("election.city"))],
        boundaries={boundary.region: boundary for boundary in boundaries},
        totals=totals,
        pairs=pairs,
        rules=rules(header.get("election.profile")),
    )


def _rows(table: Table, folder: Folder, faults: FaultList) -> list[Any]:
    return read_table(table, folder, faults).rows
