"""Figures that must add up, and staffing that follows from the number of districts, wards and stations.

Persons per unit come from the rule profile (PKPU 8/2022 and others); a split no source prints is said to be
inferred, however well it adds up.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from siaga.engines.doubts.model import Count, Figure, Finding, Sum, Value, World
from siaga.engines.doubts.reading.amounts import half_unit
from siaga.engines.doubts.rules.saying import doubt, judged
from siaga.engines.doubts.wording import added

LONGEST = 8
"""More parts than this are told by how many they are."""


def check(world: World) -> Iterator[Finding]:
    """Check every sum and every staffing figure."""
    for total in world.sums:
        yield from _sum(world, total)
    for count in world.counts:
        yield from _count(world, count)


def _sum(world: World, total: Sum) -> Iterator[Finding]:
    parts = [part.value for part in total.parts if part.value is not None]
    whole = total.whole.value
    doubtful = any(figure.precision == "ambiguous" for figure in (total.whole, *total.parts))
    if whole is None or doubtful or not parts or len(parts) < len(total.parts):
        return
    made = sum(parts, Decimal(0))
    told: dict[str, Value] = {
        "label": total.whole.label,
        "whole": whole,
        "parts": added(parts, LONGEST),
        "total": made,
        "difference": abs(whole - made),
    }
    rounding = sum((_half(figure) for figure in (total.whole, *total.parts)), Decimal(0))
    record = total.whole.record
    yield judged(world, "sum", record, told, fits=abs(whole - made) <= rounding)
    if total.inferred:
        yield doubt(world, "inferred", record, told)


def _count(world: World, count: Count) -> Iterator[Finding]:
    figure, claimed = count.figure, count.figure.value
    if claimed is None:
        return
    if count.per_unit is not None and count.units is not None:
        needed = Decimal(count.per_unit * count.units)
        told: dict[str, Value] = {
            "label": figure.label,
            "claimed": claimed,
            "per_unit": count.per_unit,
            "units": count.units,
            "needed": needed,
            "difference": abs(claimed - needed),
        }
        basis = (count.basis,) if count.basis else ()
        fits = abs(claimed - needed) <= _half(figure)
        yield judged(world, "count", figure.record, told, basis=basis, fits=fits)
    if count.inferred:
        yield doubt(world, "unprinted", figure.record, {"label": figure.label, "claimed": claimed})


def _half(figure: Figure) -> Decimal:
    return half_unit(figure.value or Decimal(0), figure.printed, figure.precision == "about")
