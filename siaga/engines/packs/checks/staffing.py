"""Staffing claims: what a source claims against its formula, and parts against their whole."""

from __future__ import annotations

from ..draft import Draft, at
from ..model import RegionLevel, StaffingClaim, Unit

_LEVEL = {Unit.CITY: RegionLevel.CITY, Unit.DISTRICT: RegionLevel.DISTRICT, Unit.WARD: RegionLevel.WARD}


def check(draft: Draft) -> None:
    """Every claim with a formula, and every claim with parts; a doubt excuses the difference."""
    claims = draft.rows("staffing")
    for claim in claims:
        if (claim.per_unit is None) != (claim.unit is None):
            draft.faults.add("half_formula", at(claim.origin, "per_unit"))
        elif claim.unit is not None and draft.complete("regions", "stations"):
            units = count_units(draft, claim.unit)
            _report(draft, claim, claim.per_unit * units, f"{claim.per_unit} × {units} ({claim.unit})")
        parts = [part.claimed for part in claims if part.part_of == claim.code]
        if parts and None not in parts:
            _report(draft, claim, sum(parts), " + ".join(str(part) for part in parts))


def count_units(draft: Draft, unit: Unit) -> int:
    """How many cities, districts, wards or stations the pack holds."""
    if unit is Unit.STATION:
        return len(draft.rows("stations"))
    return sum(region.level is _LEVEL[unit] for region in draft.rows("regions"))


def _report(draft: Draft, claim: StaffingClaim, computed: int, formula: str) -> None:
    if claim.claimed is None or claim.origin.doubt or claim.claimed == computed:
        return
    draft.faults.add(
        "wrong_sum",
        at(claim.origin, "claimed"),
        what=claim.role_en,
        parts=formula,
        sum=computed,
        whole="the claim",
        value=claim.claimed,
        difference=computed - claim.claimed,
    )
