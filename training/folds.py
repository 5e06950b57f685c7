"""Which part of the data a polling station belongs to. Crops of one station never stand on both sides."""

from __future__ import annotations

import re
from hashlib import sha256

FOLDS = 3
UNKNOWN = -1
"""The fold of a crop whose station is not known: it may be trained on and is never measured."""

_STATION = re.compile(r"_(\d{13})_")


def fold_of(code: str) -> int:
    """The fold, 0 to 2, of a station by its 13-digit code."""
    return int(sha256(code.encode()).hexdigest(), 16) % FOLDS


def fold_of_name(name: str) -> int:
    """The fold of a crop by its file name, or UNKNOWN where the name carries no whole station code."""
    found = _STATION.search(name)
    return fold_of(found[1]) if found else UNKNOWN
