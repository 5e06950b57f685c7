"""How this house counts, in the words of its own rule profile."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries.rules import compare_parameters, shown
from siaga.desks.portal.queries.wording import RuleInWords, rules_in_words
from siaga.law.profiles import Basis, Profile, load


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the law: what it is, its value as a reader writes it, and what it rests on."""

    label: str
    value: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Method:
    """The rules a result form must keep before it is counted (`stopping`) and those that only warn."""

    title: str
    stopping: tuple[RuleInWords, ...]
    warning: tuple[RuleInWords, ...]
    numbers: tuple[Number, ...]
    legal_bases: tuple[Basis, ...]


def method_of(election: Election | None, language: str = "id") -> Method | None:
    """The method of an election, from its rule profile; None while there is no election."""
    if election is None:
        return None
    profile = load(election.profile)
    return Method(
        title=profile.title.in_language(language),
        stopping=rules_in_words(profile, "error", language),
        warning=rules_in_words(profile, "warning", language),
        numbers=_numbers(profile),
        legal_bases=profile.legal_bases,
    )


def _numbers(profile: Profile) -> tuple[Number, ...]:
    stated = ((line.label, line.ours) for line in compare_parameters(profile, None))
    return tuple(Number(label, shown(ours.value), ours.basis) for label, ours in stated if ours)
