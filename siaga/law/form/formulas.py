"""Formulas as text, read into two sums and a relation.

The language is small on purpose: ``a + b = c``, ``a <= b``, ``a >= b``; a term is a figure, a figure of the
voter register (``register.dpt_j``), a parameter of the profile, ``sum(pairs)``, or ``ceil(share * term)``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

from siaga.law.profiles.model import Choice, Field, Profile, ProfileError, Rule

Relation = Literal["=", "<=", ">="]
Figures = Mapping[str, int | None]

_FORMULA = re.compile(r"(?P<left>[^<>=]+?)\s*(?P<relation><=|>=|=)\s*(?P<right>[^<>=]+)")
_CEIL = re.compile(r"ceil\((?P<share>\w+) \* (?P<term>\w+)\)")


def share_rounded_up(share: Fraction, count: int) -> int:
    """``ceil(share × count)`` in exact arithmetic: spare ballots are rounded up per station."""
    return -(-count * share.numerator // share.denominator)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a formula: figures, rounded-up shares of figures, and a constant, all added."""

    figures: tuple[str, ...] = ()
    shares: tuple[tuple[Fraction, str], ...] = ()
    constant: int = 0

    def names(self) -> tuple[str, ...]:
        return (*self.figures, *(name for _, name in self.shares))

    def value(self, figures: Mapping[str, int]) -> int:
        shares = sum(share_rounded_up(share, figures[name]) for share, name in self.shares)
        return sum(figures[name] for name in self.figures) + shares + self.constant


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with every hole filled. ``parameters``: the numbers of the law it uses, by name."""

    text: str
    left: Side
    relation: Relation
    right: Side
    parameters: tuple[tuple[str, int | Fraction], ...] = ()

    def names(self) -> tuple[str, ...]:
        """The figures it needs, each once, in the order written."""
        return tuple(dict.fromkeys((*self.left.names(), *self.right.names())))

    @property
    def is_linear(self) -> bool:
        """Whether no share is rounded in it."""
        return not (self.left.shares or self.right.shares)

    def holds(self, difference: int) -> bool:
        """Whether ``left - right = difference`` satisfies the relation."""
        if self.relation == "=":
            return difference == 0
        return difference <= 0 if self.relation == "<=" else difference >= 0


def expand(profile: Profile, rule: Rule, fields: tuple[Field, ...]) -> Iterator[Formula]:
    """Every formula a row rule stands for on a form with these fields. Raises ProfileError."""
    pairs = " + ".join(field.name for field in fields if field.name.startswith("paslon"))
    names = [name for name, _ in rule.for_each]
    for values in product(*(_values(choice, fields) for _, choice in rule.for_each)):
        text = rule.formula.format(**dict(zip(names, values, strict=True)))
        if "sum(pairs)" in text and not pairs:
            continue
        formula = parse(text.replace("sum(pairs)", pairs), profile)
        _refuse_unknown(formula, fields, profile)
        yield formula


def parse(text: str, profile: Profile) -> Formula:
    """Read one formula without holes. Raises ProfileError with the formula."""
    match = _FORMULA.fullmatch(text.strip())
    if match is None:
        raise ProfileError(f"{profile.id}: not a formula: {text!r}")
    used: dict[str, int | Fraction] = {}
    left = _side(match["left"], profile, used)
    right = _side(match["right"], profile, used)
    relation: Relation = match["relation"]  # type: ignore[assignment]
    return Formula(text.strip(), left, relation, right, tuple(used.items()))


def _values(choice: Choice, fields: tuple[Field, ...]) -> tuple[str, ...]:
    if choice.literals:
        return choice.literals
    return tuple(f.name for f in fields if f.block in choice.blocks and f.name not in choice.without)


def _side(text: str, profile: Profile, used: dict[str, int | Fraction]) -> Side:
    figures: list[str] = []
    shares: list[tuple[Fraction, str]] = []
    constant = 0
    for term in (part.strip() for part in text.split(" + ")):
        ceil = _CEIL.fullmatch(term)
        if ceil is not None:
            share = Fraction(_parameter(ceil["share"], profile, used))
            if ceil["term"] in profile.parameters:
                constant += share_rounded_up(share, int(_parameter(ceil["term"], profile, used)))
            else:
                shares.append((share, ceil["term"]))
        elif term in profile.parameters:
            constant += int(_parameter(term, profile, used))
        else:
            figures.append(term)
    return Side(tuple(figures), tuple(shares), constant)


def _parameter(name: str, profile: Profile, used: dict[str, int | Fraction]) -> int | Fraction:
    if name not in profile.parameters:
        raise ProfileError(f"{profile.id}: a formula uses the parameter {name!r}, which is not stated")
    used[name] = profile.value(name)
    return used[name]


def _refuse_unknown(formula: Formula, fields: tuple[Field, ...], profile: Profile) -> None:
    known = {field.name for field in fields}
    for name in formula.names():
        if name.removeprefix("register.") not in known:
            raise ProfileError(f"{profile.id}: {formula.text!r} names {name!r}, which is not on the form")
