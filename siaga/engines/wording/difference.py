"""What changed between two wordings, for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from siaga.engines.wording.sentences import sentences

Kind = Literal["kept", "added", "gone"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some sentences on end that were kept, added, or are gone."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """Lay two wordings side by side, sentence by sentence: what is gone stands before what came for it."""
    return list(_pieces([s.text for s in sentences(old)], [s.text for s in sentences(new)]))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for tag, start, end, left, right in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("kept", " ".join(old[start:end]))
            continue
        if start < end:
            yield Piece("gone", " ".join(old[start:end]))
        if left < right:
            yield Piece("added", " ".join(new[left:right]))
