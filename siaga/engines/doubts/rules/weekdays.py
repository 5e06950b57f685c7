"""The weekday a source prints beside its date: "Rabu, 20 November 2024"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from siaga.engines.doubts.model import Finding, Record, Value, World
from siaga.engines.doubts.reading.days import dates_in
from siaga.engines.doubts.rules.saying import Spot, doubt, judged
from siaga.law.days import weekday


def check(world: World) -> Iterator[Finding]:
    """Check every full date that is printed with its weekday, and that every date exists."""
    for record in world.records:
        for text in record.numbered:
            for dated in dates_in(text):
                spot = Spot(dated.words, text, dated.words)
                if dated.day is None:
                    yield doubt(world, "no-such-day", record, {"printed": dated.words}, spot)
                elif dated.weekday is not None:
                    yield _compared(world, record, dated.day, dated.weekday, spot)


def _compared(world: World, record: Record, day: date, printed: int, spot: Spot) -> Finding:
    told: dict[str, Value] = {
        "printed": spot.words,
        "date": day,
        "actual": weekday(day),
    }
    spot = replace(spot, key=day.isoformat())
    return judged(world, "weekday", record, told, spot, fits=day.weekday() == printed)
