"""What the QR code of a printed page says: which station, which contest, which page."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATTERN = re.compile(r"SIAGA1:([0-9]{13}):([a-z0-9][a-z0-9_-]{0,39}):([1-9])")


@dataclass(frozen=True, slots=True)
class Label:
    """`station`: 13 digits; `contest`: its code in the pack; `page`: from 1."""

    station: str
    contest: str
    page: int

    def __str__(self) -> str:
        return f"SIAGA1:{self.station}:{self.contest}:{self.page}"


def read_label(text: str) -> Label | None:
    """The label a code says, or None when the code is not one of ours."""
    found = _PATTERN.fullmatch(text)
    return Label(found[1], found[2], int(found[3])) if found else None
