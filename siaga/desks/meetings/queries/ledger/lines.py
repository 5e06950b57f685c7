"""Doubts and checks as lines of a list: the sentence in the reader's language, where it stands, how it was
settled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Meeting, Settlement
from siaga.desks.meetings.queries.ledger.inputs import INPUTS
from siaga.desks.meetings.queries.ledger.places import Place
from siaga.desks.meetings.queries.ledger.world import Ledger
from siaga.engines.doubts import KINDS, About, Doubt, Finding, Held, Kind, Severity, sentence, worded
from siaga.law.profiles import Basis
from siaga.law.profiles.mixups import ITSELF

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Line:
    """A finding with the records it is about and its settlements, the newest first."""

    finding: Finding
    places: tuple[Place, ...]
    settlements: tuple[Settlement, ...] = ()

    @property
    def name(self) -> str:
        return self.finding.name

    @property
    def kind(self) -> Kind:
        return KINDS[self.finding.rule]

    @property
    def doubtful(self) -> bool:
        return isinstance(self.finding, Doubt)

    @cached_property
    def sentence(self) -> str:
        return sentence(self.finding, language())

    @property
    def title(self) -> str:
        return self.kind.title.in_language(language())

    @property
    def formula(self) -> str:
        return self.kind.formula.in_language(language())

    @property
    def rests_on(self) -> str:
        return self.kind.rests_on.in_language(language())

    @property
    def grounds(self) -> tuple[Basis, ...]:
        """The regulations it rests on; none for arithmetic and the calendar."""
        return tuple(one for one in self.finding.basis if one.regulation != ITSELF)

    @property
    def inputs(self) -> list[tuple[str, str]]:
        """What went into the rule, in words and as the reader's language writes it."""
        return [
            (str(INPUTS[name]), worded(value, language()))
            for name, value in self.finding.params.items()
            if name in INPUTS and worded(value, language())
        ]

    @property
    def titled(self) -> list[tuple[str, Place]]:
        """The records it is about, each with its name."""
        return [(worded(place.title, language()), place) for place in self.places]

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def weight(self) -> int:
        """0 for what contradicts a rule, 2 for what is good to know."""
        return _WEIGHT[self.severity]

    @property
    def place(self) -> Place | None:
        """Where the record in doubt stands."""
        return self.places[0] if self.places else None

    @property
    def meeting(self) -> Meeting | None:
        return self.place.meeting if self.place else None

    @property
    def institution(self) -> str:
        return self.place.institution if self.place else ""

    @property
    def day(self) -> date | None:
        return self.place.day if self.place else None

    @property
    def source(self) -> str:
        return self.place.source if self.place else ""

    @property
    def basis(self) -> str:
        """The regulations it rests on; empty for arithmetic and the calendar."""
        return "; ".join(str(one) for one in self.grounds)

    @property
    def state(self) -> str:
        """How it was settled, or that it was not."""
        return str(self.settled.get_outcome_display() if self.settled else _("not settled"))

    @property
    def settled_by(self) -> str:
        return f"{self.settled.by}, {self.settled.institution}" if self.settled else ""

    @property
    def record(self) -> str:
        return worded(self.place.title, language()) if self.place else str(self.finding.main)

    @property
    def settled(self) -> Settlement | None:
        """The settlement that counts; None while the doubt is open, or open again."""
        newest = self.settlements[0] if self.settlements else None
        return None if newest is None or newest.outcome == Settlement.Outcome.REOPENED else newest

    @property
    def quotes(self) -> list[tuple[str, str, str]]:
        """The words of the source, each cut into what stands before those that matter, these, and the rest.

        A doubt about two records quotes both.
        """
        if len(self.places) > 1:
            return [("", place.printed, "") for place in self.places if place.printed]
        if not self.finding.within:
            return []
        before, words, after = self.finding.within.partition(self.finding.fragment or self.finding.within)
        return [(before, words, after)]


def language() -> str:
    """The language of the house that is being read."""
    return "en" if get_language() == "en" else "id"


def doubt_lines(election: Election, ledger: Ledger) -> list[Line]:
    """The doubts of a ledger with their settlements, what weighs most first."""
    settled = settlements(election, (doubt.name for doubt in ledger.findings.doubts))
    lines = [_line(ledger, doubt, settled.get(doubt.name, ())) for doubt in ledger.findings.doubts]
    return sorted(lines, key=lambda line: (line.settled is not None, line.weight))


def held_lines(ledger: Ledger) -> list[Line]:
    """What was checked and is right."""
    return [_line(ledger, held) for held in ledger.findings.held]


def settlements(election: Election, names: Iterable[str]) -> dict[str, tuple[Settlement, ...]]:
    """The settlements of some doubts, the newest first."""
    wanted, found = set(names), {}
    for row in election.settlements.select_related("by", "institution").order_by("-id"):
        if row.doubt in wanted:
            found.setdefault(row.doubt, []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def _line(ledger: Ledger, finding: Doubt | Held, settled: tuple[Settlement, ...] = ()) -> Line:
    there = tuple(ledger.places[spot] for spot in finding.about if spot in ledger.places)
    return Line(finding, there, settled)


def with_part(lines: Iterable[Line], records: Iterable[About]) -> list[Line]:
    """The lines in which some record has a part."""
    wanted = set(records)
    return [line for line in lines if wanted.intersection(line.finding.about)]
