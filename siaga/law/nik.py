"""The population number NIK: the checks that are safe, and no others.

Sixteen digits: six of the place of *first* registration, the birthday as DDMMYY (women: day + 40), a serial
number from 0001. The number never changes, so neither place nor birthday may be held against a person.
"""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{16}", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month; 29 February stands, since the century of the year is not in the number."""

WOMAN = 40
"""What is added to the day in a woman's number."""


def digits(written: str) -> str:
    """The number without the spaces, dots and hyphens people write into it."""
    return re.sub(r"[ .\-]", "", written)


def is_possible(nik: str) -> bool:
    """Whether the digits can be a NIK at all: length, a day that exists, a serial number that is not 0000."""
    if not _FORM.fullmatch(nik):
        return False
    day, month = int(nik[6:8]), int(nik[8:10])
    day -= WOMAN if day > WOMAN else 0
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and nik[12:] != "0000"
