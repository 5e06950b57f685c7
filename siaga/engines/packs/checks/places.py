"""Regions lie in one another, contests and the election in the right level of region."""

from __future__ import annotations

from typing import Any

from ..draft import Draft, at
from ..model import ContestKind, Region, RegionLevel

LEVELS = list(RegionLevel)


def check(draft: Draft) -> None:
    """The tree of regions, and every use of a region at its level."""
    regions = {region.code: region for region in draft.rows("regions")}
    for region in regions.values():
        _check_region(draft, region)
    for row in draft.rows("stations"):
        _need(draft, regions, row, "ward", RegionLevel.WARD)
    for row in draft.rows("contests"):
        level = RegionLevel.PROVINCE if row.kind is ContestKind.GOVERNOR else RegionLevel.CITY
        _need(draft, regions, row, "region", level)
    _check_city(draft, regions)


def _check_region(draft: Draft, region: Region) -> None:
    level = LEVELS[region.code.count(".")]
    if region.level is not level:
        facts = {"value": region.code, "level": level, "expected": region.level}
        draft.faults.add("wrong_level", at(region.origin, "level"), **facts)
    elif region.parent != (region.code.rpartition(".")[0] or None):
        draft.faults.add(
            "wrong_parent", at(region.origin, "parent"), value=region.code, parent=region.parent or "—"
        )


def _need(draft: Draft, regions: dict[str, Region], row: Any, column: str, level: RegionLevel) -> None:
    region = regions.get(getattr(row, column))
    if region is not None and region.level is not level:
        facts = {"value": region.code, "level": region.level, "expected": level}
        draft.faults.add("wrong_level", at(row.origin, column), **facts)


def _check_city(draft: Draft, regions: dict[str, Region]) -> None:
    city = draft.header.get("election.city") if draft.header else None
    if draft.header is None or city is None:
        return
    place = draft.header.place("election.city")
    if draft.defines_all("regions") and city not in draft.codes("regions"):
        draft.faults.add("unknown_code", place, value=city, table=draft.file("regions"))
    elif city in regions and regions[city].level is not RegionLevel.CITY:
        facts = {"value": city, "level": regions[city].level, "expected": RegionLevel.CITY}
        draft.faults.add("wrong_level", place, **facts)
