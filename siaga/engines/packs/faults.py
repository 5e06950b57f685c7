"""A fault in a pack: where it is, what is wrong in one sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from .catalogue import KINDS


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a pack; ``line`` counts from 1 and is 0 for the file as a whole."""

    file: str
    line: int = 0
    column: str = ""

    def __str__(self) -> str:
        """``stations.csv:12 [dpt_total]``"""
        spot = f"{self.file}:{self.line}" if self.line else self.file
        return f"{spot} [{self.column}]" if self.column else spot


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a pack, in English for the command line and Indonesian for the screen."""

    file: str
    line: int
    column: str
    code: str
    message_en: str
    message_id: str
    remedy: str
    remedy_id: str

    @property
    def place(self) -> Place:
        """Where to look."""
        return Place(self.file, self.line, self.column)

    def sentences(self, lang: str) -> tuple[str, str]:
        """What is wrong and what to do, in ``id`` or ``en``."""
        return (self.message_en, self.remedy) if lang == "en" else (self.message_id, self.remedy_id)

    def as_dict(self) -> dict[str, Any]:
        """The fault as plain JSON values."""
        return asdict(self)


OURS = ("names",)  # facts that come from the format and are printed whole; all others come from the pack
MOST_FAULTS = 5_000  # beyond this nobody reads on, and a hostile table must not fill the memory


class FaultList:
    """Collects faults, so that one reading reports all of them."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}

    def add(self, code: str, place: Place, **facts: object) -> None:
        """Record a fault of a known kind; ``facts`` fill the gaps of its sentences."""
        if len(self._faults) >= MOST_FAULTS:
            code, place, facts = "too_many_faults", Place(place.file), {"cap": MOST_FAULTS}
        kind = KINDS[code]
        shown = {name: str(fact) if name in OURS else shorten(fact) for name, fact in facts.items()}
        texts = (kind.en, kind.id, kind.remedy_en, kind.remedy_id)
        sentences = [text.format(**shown) for text in texts]
        fault = Fault(shorten(place.file), place.line, shorten(place.column), code, *sentences)
        self._faults[fault] = None

    def in_file(self, name: str) -> bool:
        """Whether any fault so far lies in that file."""
        return any(fault.file == name for fault in self._faults)

    def sorted(self) -> list[Fault]:
        """All faults in the order of files and lines."""
        return sorted(self._faults, key=lambda fault: (fault.place, fault.code, fault.message_en))

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def __len__(self) -> int:
        return len(self._faults)


def shorten(fact: object, longest: int = 60) -> str:
    """A fact as it may be printed in a sentence: one line, no control characters, not too long."""
    text = "".join(char if char.isprintable() else "·" for char in str(fact))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
