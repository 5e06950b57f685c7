"""Slow and plain second answers, written without looking at the fast ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

NUMERALS = {
    f"{thousands}{hundreds}{tens}{ones}": 1000 * m + 100 * c + 10 * x + i
    for m, thousands in enumerate(["", "M", "MM", "MMM"])
    for c, hundreds in enumerate(["", "C", "CC", "CCC", "CD", "D", "DC", "DCC", "DCCC", "CM"])
    for x, tens in enumerate(["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"])
    for i, ones in enumerate(["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"])
    if m or c or x or i
}
"""Every Roman numeral there is, spelled out digit by digit."""

DAYS_OF = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def weekday(day: date) -> str:
    """By counting days from a Monday everybody knows: 1 January 1900."""
    return DAYS_OF[(day.toordinal() - date(1900, 1, 1).toordinal()) % 7]


def contradict(
    one: tuple[Decimal, Decimal, str], other: tuple[Decimal, Decimal, str], grid: Sequence[Decimal]
) -> bool:
    """Whether no value of a grid fits both figures (value, half a unit, bound)."""
    return not any(_fits(value, *one) and _fits(value, *other) for value in grid)


def _fits(value: Decimal, stated: Decimal, half: Decimal, bound: str) -> bool:
    if bound == "more":
        return value > stated
    if bound == "less":
        return value < stated
    return stated - half <= value <= stated + half
