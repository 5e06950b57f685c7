"""A day something is due, with everything that led to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from siaga.law.profiles.clocks import Period
from siaga.law.profiles.model import Basis, Text


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was passed over in a count of working days."""

    day: date
    name: Text
    unsure: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day something may be done (`day`), and how it was counted.

    `start` is day zero, None where the law fixes the day itself. `earliest` is what the day is if no unsure
    day off counts in its favour: whoever plans by it is late under no reading. `steps` are sentences in
    order, `skipped` the days passed over.
    """

    day: date
    earliest: date
    start: date | None
    period: Period | None
    formula: Text
    steps: tuple[Text, ...]
    skipped: tuple[Skipped, ...] = ()
    basis: Basis | None = None

    @property
    def unsure(self) -> bool:
        """Whether the rule or a day off that decided is not certain."""
        return self.earliest != self.day or (self.basis is not None and self.basis.unsure)

    def plain(self) -> dict[str, Any]:
        """Everything as plain values: days as ISO text, sentences in both languages."""
        return {
            "day": self.day.isoformat(),
            "earliest": self.earliest.isoformat(),
            "start": self.start.isoformat() if self.start else None,
            "formula": _both(self.formula),
            "steps": [_both(step) for step in self.steps],
            "skipped": [
                {"day": s.day.isoformat(), "name": _both(s.name), "unsure": s.unsure} for s in self.skipped
            ],
            "basis": plain_basis(self.basis) if self.basis else None,
            "unsure": self.unsure,
        }


def _both(text: Text) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def plain_basis(basis: Basis) -> dict[str, Any]:
    """A legal basis as plain values."""
    return {
        "regulation": basis.regulation,
        "article": basis.article,
        "confidence": basis.confidence,
        "unsure": basis.unsure,
        "note": _both(basis.note) if basis.note else None,
    }
