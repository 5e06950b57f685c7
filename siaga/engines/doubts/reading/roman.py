"""Roman numerals, as the month in the number of an official letter is written."""

from __future__ import annotations

_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_STEPS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
LARGEST = 3999


def from_roman(text: str) -> int | None:
    """11 of ``XI``; None for anything but the one proper spelling of 1 to 3999 in capitals."""
    if not text or any(letter not in _VALUES for letter in text):
        return None
    values = [_VALUES[letter] for letter in text]
    number = sum(-v if v < following else v for v, following in zip(values, [*values[1:], 0], strict=True))
    return number if 0 < number <= LARGEST and to_roman(number) == text else None


def to_roman(number: int) -> str:
    """``XI`` of 11; ValueError outside 1 to 3999."""
    if not 0 < number <= LARGEST:
        raise ValueError(f"{number} has no Roman numeral")
    written = ""
    for value, letters in _STEPS:
        written += letters * (number // value)
        number %= value
    return written


def month_of(text: str) -> int | None:
    """The month a Roman numeral names, 1 to 12, or None."""
    number = from_roman(text)
    return number if number and number <= 12 else None
