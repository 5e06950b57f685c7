"""Codes of places: what contains what, and which text is a code at all."""

from __future__ import annotations

from django.db.models import Q

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


def inside(lookup: str, *codes: str) -> Q:
    """Rows whose region is one of these or lies in one; without a code, none.

    `lookup` leads to the dotted code of a region: ``code``, ``ward__code``, ``institution__region__code``.
    The dot is part of what is looked for, so that a code is widened by whole parts only: ``18.7`` is not the
    beginning of ``18.72``, nor an empty text that of every code. In Python: `contains`.
    """
    wanted = Q(pk__in=[])
    for code in codes:
        wanted |= Q(**{lookup: code}) | Q(**{f"{lookup}__startswith": f"{code}."})
    return wanted


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
