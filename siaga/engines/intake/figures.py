"""One cell into one figure."""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite

LONGEST = 9
"""Digits of the largest figure taken for one; more is a code or an accident."""

_NOT_STATED = frozenset({"", "-", "–", "null", "none", "na", "n/a", "nan"})
_THOUSANDS = re.compile(r"\d{1,3}(\.\d{3})+")
_WHOLE = re.compile(r"(\d+)[.,]0+")


class FigureError(ValueError):
    """A cell that is no figure: English and Indonesian reason."""

    def __init__(self, en: str, id: str) -> None:
        super().__init__(en)
        self.en, self.id = en, id


def figure_of_text(text: str) -> int | None:
    """A figure as written: ``224``, ``1.234`` (Indonesian thousands), ``224,0``; None for "not stated".

    Raises FigureError.
    """
    bare = text.strip().strip("\u00a0\ufeff'")
    if bare.lower() in _NOT_STATED:
        return None
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "")
    elif whole := _WHOLE.fullmatch(bare):
        bare = whole[1]
    if not (bare.isascii() and bare.isdigit()):
        raise _refusal(text)
    if len(bare.lstrip("0")) > LONGEST:
        raise FigureError(
            f"{_shown(text)} has too many digits for a figure",
            f"{_shown(text)} terlalu panjang untuk sebuah angka",
        )
    return int(bare)


def figure_of_value(value: object) -> int | None:
    """A figure from JSON or Parquet: a whole number, a text, or nothing. Raises FigureError."""
    if value is None or isinstance(value, str):
        return figure_of_text(value or "")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        raise _refusal(repr(value))
    if value != value:  # not a number: how tables leave a cell empty
        return None
    if not isfinite(value) or value != int(value):
        raise _refusal(str(value))
    return figure_of_text(str(int(value)))


def _refusal(text: str) -> FigureError:
    if text.strip().startswith("-"):
        return FigureError(
            f"{_shown(text)} is negative, a figure is not",
            f"{_shown(text)} negatif, angka tidak boleh negatif",
        )
    return FigureError(f"{_shown(text)} is not a whole number", f"{_shown(text)} bukan bilangan bulat")


def _shown(text: str) -> str:
    short = text if len(text) <= 40 else f"{text[:37]}..."
    return repr(short)
