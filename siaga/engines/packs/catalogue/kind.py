"""A kind of fault: its sentence and its remedy, each in two languages."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Sentence templates of one kind of fault, English and Indonesian."""

    en: str
    id: str
    remedy_en: str
    remedy_id: str
