"""The number of an official letter beside its date: month in Roman numerals, year (tata naskah dinas)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from siaga.engines.doubts.model import Finding, Record, Value, World
from siaga.engines.doubts.reading.letters import Letter, letters_in
from siaga.engines.doubts.reading.roman import to_roman
from siaga.engines.doubts.rules.saying import Spot, judged
from siaga.law.days import MONTHS


def check(world: World) -> Iterator[Finding]:
    """Check every letter that is printed with both its number and its date."""
    for record in world.records:
        for text in record.numbered:
            for letter in letters_in(text):
                if letter.dated:
                    yield from _compared(world, record, letter, letter.dated, text)


def _compared(world: World, record: Record, letter: Letter, dated: date, text: str) -> Iterator[Finding]:
    spot = Spot(letter.words, text, letter.number)
    if letter.month:
        month = MONTHS[letter.month - 1]
        told: dict[str, Value] = {
            "number": letter.number,
            "numeral": to_roman(letter.month),
            "month": month,
            "dated": dated,
        }
        yield judged(world, "letter-month", record, told, spot, fits=letter.month == dated.month)
    if letter.year:
        said: dict[str, Value] = {"number": letter.number, "year": str(letter.year), "dated": dated}
        yield judged(world, "letter-year", record, said, spot, fits=letter.year == dated.year)
