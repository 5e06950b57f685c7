"""Codes of places, in the digits of the KPU or the dotted form of the Ministry of Home Affairs.

A polling station has 13 digits: province 2, city 2, district 2, ward 4, station 3. The dotted form of the
same code is ``PP.KK.CC.DDDD.SSS``. A code of a higher level is a prefix of the codes below it.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Level(StrEnum):
    """The levels of a count, from the single station to the whole country."""

    STATION = "station"
    WARD = "ward"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


LEVELS = tuple(Level)
DIGITS = {
    Level.STATION: 13,
    Level.WARD: 10,
    Level.DISTRICT: 6,
    Level.CITY: 4,
    Level.PROVINCE: 2,
    Level.NATION: 0,
}
"""How many leading digits of a station code name the region of each level."""

_PLAIN = re.compile(r"[0-9]{13}", re.ASCII)
_DOTTED = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\.[0-9]{3}", re.ASCII)
_PARTS = (2, 4, 6, 10, 13)


def station_digits(code: str) -> str:
    """The 13 digits of a station code in either form.

    Raises ``ValueError`` when the text is neither 13 digits nor ``PP.KK.CC.DDDD.SSS``.
    """
    if _PLAIN.fullmatch(code):
        return code
    if _DOTTED.fullmatch(code):
        return code.replace(".", "")
    raise ValueError(f"{code!r} is not a station code: write 13 digits or PP.KK.CC.DDDD.SSS")


def is_dotted(code: str) -> bool:
    """Whether a code is in the dotted form."""
    return "." in code


def region_digits(digits: str, level: Level) -> str:
    """The digits of the region of ``level`` that a station's 13 digits lie in; empty for the nation."""
    return digits[: DIGITS[level]]


def with_dots(digits: str) -> str:
    """The dotted form of a code of any level: ``1872011001`` becomes ``18.72.01.1001``."""
    starts = (0, *_PARTS)
    parts = (digits[start:end] for start, end in zip(starts, _PARTS, strict=False))
    return ".".join(part for part in parts if part)
