"""The fingerprint of a pack's content: the same for the same facts, whatever file form or row order."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from .model import Origin


def digest(parts: dict[str, Any]) -> str:
    """SHA-256, hexadecimal, of the content in one canonical writing.

    Rows are sorted, so neither their order nor the change from CSV to workbook alters the digest; neither do
    the file and line that a row was read from.
    """
    canonical = {name: _plain(value) for name, value in parts.items()}
    return hashlib.sha256(_write(canonical).encode()).hexdigest()


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Origin):
        return [value.source, value.place, value.precision, value.doubt, value.sample]
    if is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, tuple) and value and is_dataclass(value[0]):
        return sorted((_plain(row) for row in value), key=_write)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return dict(value) if isinstance(value, dict) else value
