"""Three-way merge of a text whose sentences two people changed at the same time.

Each side is read as a change of the base: which of its sentences went, what came in their stead, and what
came in before them. Both changes are then carried out on the base. A sentence that stands in both sides
stays; one that a side has newly written is in the result, whatever the other side did there; one that a side
took out and the other left alone is gone. Where both changed the same sentence of the base in different ways
both wordings stand side by side and `clash` asks a human to look.

The method is diff3 (Khanna, Kunal, Pierce, "A Formal Investigation of Diff3", FSTTCS 2007) refined to single
sentences: neighbours that were changed by different people do not clash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from siaga.engines.wording.sentences import Sentence, joined, sentences


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text, and whether both sides changed one sentence in different ways."""

    text: str
    clash: bool = False


@dataclass(slots=True)
class _Change:
    """What one side did to the base: the sentences it `kept` by position (with its own line ends), what
    stands `instead` of one that is gone, and what came in `before` a position (the last one is the end).
    """

    kept: dict[int, Sentence] = field(default_factory=dict)
    instead: dict[int, list[Sentence]] = field(default_factory=dict)
    before: dict[int, list[Sentence]] = field(default_factory=dict)


def merge(base: str, ours: str, theirs: str) -> Merged:
    """Merge two texts that were both written upon `base`; where order is free, ours come first.

    A side that changed nothing yields to the other word for word.
    """
    b, o, t = sentences(base), sentences(ours), sentences(theirs)
    if t in (b, o):
        return Merged(ours)
    if o == b:
        return Merged(theirs)
    return _merge(b, o, t)


def _merge(base: list[Sentence], ours: list[Sentence], theirs: list[Sentence]) -> Merged:
    a, b = _change(base, ours), _change(base, theirs)
    result: list[Sentence] = []
    clash = False
    for position in range(len(base) + 1):
        result += _both(a.before.get(position, []), b.before.get(position, []))
        if position == len(base):
            break
        mine, yours = a.kept.get(position), b.kept.get(position)
        if mine and yours:
            result.append(mine if mine != base[position] else yours)
            continue
        instead = a.instead.get(position, []), b.instead.get(position, [])
        result += _both(*instead)
        clash |= not (mine or yours) and _texts(instead[0]) != _texts(instead[1])
    return Merged(joined(result), clash)


def _change(base: Sequence[Sentence], side: Sequence[Sentence]) -> _Change:
    """Sentences are compared by their words alone: one that moved to a new line is still the same.

    Of a sentence that is there twice, the first copy of the base is the first of the side, and so on: else
    each side could take another copy out, and none would be left.
    """
    change = _Change()
    matcher = SequenceMatcher(None, _numbered(base), _numbered(side), autojunk=False)
    for tag, start, end, left, right in matcher.get_opcodes():
        if tag == "insert":
            change.before[start] = list(side[left:right])
        elif tag == "equal":
            change.kept |= dict(zip(range(start, end), side[left:right], strict=True))
        else:
            change.instead |= _paired(range(start, end), side[left:right])
    return change


def _paired(gone: range, came: Sequence[Sentence]) -> dict[int, list[Sentence]]:
    """Each sentence that came stands instead of one that is gone; those left over stand with the last."""
    paired = {position: [sentence] for position, sentence in zip(gone, came, strict=False)}
    if len(came) > len(gone):
        paired[gone[-1]] += came[len(gone) :]
    return paired


def _both(ours: list[Sentence], theirs: list[Sentence]) -> list[Sentence]:
    """What either wrote in one place; what both wrote stands once."""
    known = _texts(ours)
    return ours + [sentence for sentence in theirs if sentence.text not in known]


def _numbered(parts: Sequence[Sentence]) -> list[tuple[str, int]]:
    """Each sentence with how many of the same words stood before it."""
    seen: Counter[str] = Counter()
    numbered = []
    for part in parts:
        numbered.append((part.text, seen[part.text]))
        seen[part.text] += 1
    return numbered


def _texts(parts: Sequence[Sentence]) -> list[str]:
    return [part.text for part in parts]
