"""What a rule profile holds: dated law as plain frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from siaga.law.profiles.clocks import Clock

Severity = Literal["error", "warning"]
Scope = Literal["row", "entry", "contests", "recap"]
Writer = Literal["district", "city"]
CONFIDENCE = frozenset({"V", "V2", "CALC", "M", "U"})
UNSURE = frozenset({"M", "U"})


class ProfileError(ValueError):
    """A profile that cannot be used; the message names the profile, the place in it and what is wrong."""


@dataclass(frozen=True, slots=True)
class Text:
    """A wording in both languages of the house."""

    id: str
    en: str

    def in_language(self, lang: str) -> str:
        return self.en if lang == "en" else self.id


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a value or rule comes from.

    ``confidence``: V or V2 (stated in one source or more), CALC (arithmetic on these), M or U (unsure).
    """

    regulation: str
    confidence: str
    article: str = ""
    topic: str = ""
    note: Text | None = None

    @property
    def unsure(self) -> bool:
        return self.confidence in UNSURE

    def __str__(self) -> str:
        return f"{self.regulation} {self.article}".strip()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the law. A share is an exact fraction, never a float."""

    name: str
    value: int | Fraction
    unit: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of the result form. ``group``: j total, l men, p women, empty where it is not split."""

    name: str
    block: str
    label: Text
    group: str = ""

    @property
    def repeated(self) -> bool:
        """Whether the form has one such figure per candidate pair."""
        return "{n}" in self.name

    def for_pair(self, number: int) -> Field:
        label = Text(self.label.id.format(n=number), self.label.en.format(n=number))
        return Field(self.name.format(n=number), self.block, label, self.group)


@dataclass(frozen=True, slots=True)
class Choice:
    """The values a name in a formula runs over: spelled out, or every figure of some blocks but a few."""

    literals: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One identity (or part of one: parts share an id).

    ``formula`` is text with ``{name}`` holes; ``for_each`` says what fills each hole; ``only_without`` holds
    figures of which any one makes the rule superfluous.
    """

    id: str
    severity: Severity
    scope: Scope
    formula: str
    basis: Basis
    message: Text
    for_each: tuple[tuple[str, Choice], ...] = ()
    only_without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """A level at which a correction of a result form may be decided.

    ``written_by``: the lowest body of the election that writes such a decision down, the committee of a
    district or the commission of the city; ``document``: whether it comes from elsewhere, so that the number
    of the decision must be named.
    """

    level: str
    written_by: Writer
    document: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Slips:
    """How likely slips of writing and reading are, as weights relative to one another (percent)."""

    kinds: Mapping[str, int]
    confusions: Mapping[tuple[str, str], int]
    other: int
    warning_left: int


@dataclass(frozen=True, eq=False)
class Profile:
    """The rules of one kind of election within their dates. Compared by identity: `load` is cached."""

    id: str
    regime: str
    title: Text
    valid_from: date
    valid_to: date
    legal_bases: tuple[Basis, ...]
    parameters: Mapping[str, Parameter]
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...]
    slips: Slips
    mixup_table: str
    clocks: Mapping[str, Clock]
    corrections: Mapping[str, CorrectionRule]

    def form_fields(self, pairs: Iterable[int]) -> tuple[Field, ...]:
        """The figures of the form in its order, with one vote figure per pair number."""
        numbers = sorted(pairs)
        return tuple(
            copy
            for field in self.fields
            for copy in ([field.for_pair(n) for n in numbers] if field.repeated else [field])
        )

    def value(self, name: str) -> int | Fraction:
        """The value of a parameter; KeyError when the profile does not state it."""
        return self.parameters[name].value

    def rules_of(self, rule_id: str) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.id == rule_id)

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to
