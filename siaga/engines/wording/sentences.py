"""A text as its sentences, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*(?=\s)\s+")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:[A-Z]|[A-Z][a-z]{1,2}|Prof|[a-z]\.[a-z])\.$")
"""A short word with a capital before the full stop: a title (Drs., Ir., H.) or No., Jl., Kec."""

MOST_BREAKS = 2
"""Line ends kept before a sentence: a new line, or a blank line; further ones say nothing."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and how many line ends stand before it: 0 follows on, 1 begins a line, 2 a paragraph."""

    text: str
    breaks: int = 0


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text in their order; white space around and between them is not part of any."""
    found: list[Sentence] = []
    breaks = 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        for sentence in _of_line(line.strip()):
            found.append(Sentence(sentence, min(breaks, MOST_BREAKS) if found else 0))
            breaks = 0
        breaks += 1
    return found


def joined(parts: Iterable[Sentence]) -> str:
    """The text of sentences: `sentences` of it gives the same sentences back, however they came together."""
    text = ""
    for part in parts:
        between = "\n" * part.breaks or (" " if _ends(text) else "\n")
        text += between + part.text if text else part.text
    return text


def _of_line(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        sentence = line[start : end.end()].strip()
        if sentence and not _ABBREVIATION.search(sentence):
            yield sentence
            start = end.end()
    if rest := line[start:].strip():
        yield rest


def _ends(text: str) -> bool:
    """Whether a text ends with the end of a sentence, so that the next one may follow on the same line."""
    return bool(_END.search(f"{text} ", max(len(text) - 8, 0))) and not _ABBREVIATION.search(text)
