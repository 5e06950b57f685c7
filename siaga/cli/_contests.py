"""What ``--contest`` takes in every verb: a code, or the KPU's word for the kind of contest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

_KINDS: Final = {"walikota": "mayor", "bupati": "regent", "gubernur": "governor"}


def code_of(wanted: str, known: Mapping[str, Collection[str]]) -> str | None:
    """The code meant, among those known with the kinds each may be of; None when there is none.

    A code goes before a word: ``walikota`` as a code of its own means that contest.
    """
    if wanted in known:
        return wanted
    kind = _KINDS.get(wanted.lower(), wanted)
    return next((code for code, kinds in known.items() if kind in kinds), None)
