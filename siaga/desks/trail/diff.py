"""What an act changed: two states, laid side by side."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs: its place (``votes.1``), and how it read before and after; None: it was not."""

    place: str
    before: str | None
    after: str | None


def changes(before: Any, after: Any) -> list[Change]:
    """Return every value that is new, gone or different, in the order of its place."""
    old, new = dict(_values(before)), dict(_values(after))
    places = sorted(old.keys() | new.keys(), key=_natural)
    return [Change(p, _text(old, p), _text(new, p)) for p in places if old.get(p) != new.get(p)]


def _values(state: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every single value as JSON with its place; null has none, an empty list or mapping is one."""
    if isinstance(state, dict | list) and state:
        items = state.items() if isinstance(state, dict) else enumerate(state)
        for key, item in items:
            yield from _values(item, f"{place}.{key}" if place else str(key))
    elif state is not None or place:
        yield place, json.dumps(state, ensure_ascii=False)


def _text(values: dict[str, str], place: str) -> str | None:
    """The value as people read it: text without its quotes."""
    value = values.get(place)
    return str(json.loads(value)) if value and value.startswith('"') else value


def _natural(place: str) -> list[tuple[int, int, str]]:
    """Sort ``votes.2`` before ``votes.10``."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in place.split(".")]
