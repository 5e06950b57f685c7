"""What a merge must hold, decided slowly and without any diff: by every sentence and every pair."""

from __future__ import annotations

from itertools import combinations

from siaga.engines.wording import sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


def expected_sentences(base: str, ours: str, theirs: str) -> set[str]:
    """The sentences of the result, for texts in which no sentence is there twice and none changed its place:
    those of both sides, and those that a side has newly written.
    """
    b, o, t = set(texts(base)), set(texts(ours)), set(texts(theirs))
    return (o & t) | (o - b) | (t - b)


def in_order_of(side: str, result: str) -> bool:
    """Whether every two sentences of a side that are in the result stand there in the side's order."""
    found = texts(result)
    return all(
        found.index(first) < found.index(second)
        for first, second in combinations(texts(side), 2)
        if first in found and second in found
    )
