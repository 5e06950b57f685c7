"""The weekday a source prints beside its date: "Rabu, 20 November 2024"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from siaga.engines.doubts.model import Finding, Record, Value, World
from siaga.engines.doubts.reading.days import WEEKDAYS, dates_in
from siaga.engines.doubts.rules.saying import Spot, doubt, judged
from siaga.law.profiles import Text

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    actual = day.weekday()
    told: dict[str, Value] = {
        "printed": spot.words,
        "date": day,
        "actual": Text(WEEKDAYS[actual], _ENGLISH[actual]),
    }
    spot = replace(spot, key=day.isoformat())
    return judged(world, "weekday", record, told, spot, fits=actual == printed)
