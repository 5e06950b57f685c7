"""A language to write in: phrases with their gaps filled, and sentences that know their records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from siaga.engines.documents.brief import phrases
from siaga.engines.documents.brief.facts import Fact
from siaga.engines.documents.model import Language, Sentence
from siaga.engines.documents.words import NOT_STATED, dated
from siaga.law.profiles import Text

_ENDS = (".", "!", "?", "…", ".”", "?”", "!”")


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of a brief."""

    language: Language

    @property
    def not_stated(self) -> str:
        return NOT_STATED[self.language]

    def say(self, phrase: Text, **gaps: str) -> str:
        """The phrase with its gaps filled; a text in a gap is taken as it is, braces and all."""
        return phrase.in_language(self.language).format_map(gaps)

    def tell(self, phrase: Text, *facts: Fact, **gaps: str) -> Sentence:
        """A sentence and the records of the facts it tells."""
        return Sentence(text=self.say(phrase, **gaps), traces=tuple(fact.trace for fact in facts))

    def notes(self, *facts: Fact) -> Iterator[Sentence]:
        """What is doubtful about some facts, one sentence for each doubt."""
        for fact in facts:
            for doubt in fact.doubts:
                yield self.tell(phrases.NOTE, fact, doubt=ended(doubt))

    def day(self, day: date | None) -> str:
        """Weekday and date, or that it is not stated."""
        return dated(day, self.language)


def ended(text: str) -> str:
    """The text as a whole sentence: trimmed, with a full stop unless it ends already."""
    text = text.strip()
    return text if text.endswith(_ENDS) else f"{text}."


def bare(text: str) -> str:
    """The text as a part of a sentence: trimmed, without its own full stop."""
    return text.strip().removesuffix(".")
