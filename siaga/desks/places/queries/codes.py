"""Codes of places: what contains what, and which text is a code at all."""

from __future__ import annotations

_LENGTHS = (2, 4, 6, 10, 13)
"""Digits of a province, city, district, ward (Kemendagri) and polling station (KPU: the ward's and three)."""


def contains(outer: str, inner: str) -> bool:
    """Whether the place `inner` lies in `outer` or is it.

    Both are codes: a region's, with or without dots (``18.72.01``, ``187201``), or the 13 digits of a polling
    station. A text that is no whole code lies nowhere and holds nothing, so a damaged code is refused, never
    widened.
    """
    whole, part = digits(outer), digits(inner)
    return bool(whole) and bool(part) and part.startswith(whole)


def touches(one: str, other: str) -> bool:
    """Whether one place lies in the other, whichever is the larger."""
    return contains(one, other) or contains(other, one)


def digits(code: str) -> str:
    """The digits of a place's code without dots, as KPU writes them; empty when it is no whole code."""
    bare = code.replace(".", "")
    return bare if bare.isascii() and bare.isdigit() and len(bare) in _LENGTHS else ""


def is_station(code: str) -> bool:
    """Whether the code is a polling station's: thirteen digits, no dots."""
    return "." not in code and len(digits(code)) == _LENGTHS[-1]
