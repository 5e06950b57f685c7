"""From what somebody typed to the figures of a form, and what the law says about them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import PollingStation
from siaga.desks.results.errors import BadFigures
from siaga.engines.ledger.commitments import digest_of_row
from siaga.law import profiles
from siaga.law.form import Finding, check_row
from siaga.law.profiles import Field, Profile

LARGEST_FIGURE = 999_999
"""Larger than any count at one station can be; longer text is a slip, and refused before any arithmetic."""

VOTE_BLOCKS = frozenset({"IV", "V"})
Figures = Mapping[str, int]


@dataclass(frozen=True)
class Paper:
    """The result form of one contest: its figures in the order of the paper."""

    profile: Profile
    pairs: tuple[int, ...]

    @classmethod
    def of(cls, contest: Contest) -> Paper:
        """The form of a contest, by the profile of its election. At most one query."""
        numbers = tuple(contest.pairs.order_by("number").values_list("number", flat=True))
        return cls(profiles.load(contest.election.profile), numbers)

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return self.profile.form_fields(self.pairs)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    @property
    def vote_names(self) -> tuple[str, ...]:
        """Names of the pairs' votes, in the order of the ballot."""
        return tuple(f"paslon{number}" for number in self.pairs)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with the figures of a form; `errors` counts what forbids counting them."""

    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    errors: int

    @property
    def clean(self) -> bool:
        """Whether every figure is there and no identity is broken; warnings are allowed."""
        return not self.missing and not self.errors


def judge(paper: Paper, station: PollingStation, figures: Figures) -> Verdict:
    """Check figures against the identities of their form and the register of the station.

    A broken identity (severity error) forbids counting, and so does a missing figure of blocks IV and V:
    without the votes there is nothing to count. Other missing figures only ask for a declaration.
    """
    whole = {name: figures.get(name) for name in paper.names}
    findings = tuple(check_row(paper.profile, whole, register_of(station)))
    missing = [field for field in paper.fields if field.name not in figures]
    without_votes = sum(field.block in VOTE_BLOCKS for field in missing)
    errors = sum(finding.is_error for finding in findings) + without_votes
    return Verdict(findings, tuple(field.name for field in missing), errors)


def register_of(station: PollingStation) -> dict[str, int]:
    """The trusted figures of the voter register for this station; empty where the register is not stated."""
    return {} if station.voters_total is None else {"dpt_j": station.voters_total}


def read_figures(raw: Mapping[str, Any], names: Iterable[str]) -> dict[str, int]:
    """The stated figures among `names`; blanks are left out. Raises BadFigures with a sentence per field.

    Accepts what a thumb types: spaces around, leading zeros, the Indonesian thousands dot (1.234).
    """
    figures: dict[str, int] = {}
    problems: dict[str, str] = {}
    for name in names:
        text = str(raw.get(name, "") if raw.get(name) is not None else "").strip()
        if not text:
            continue
        value = _whole(text)
        if value is None:
            problems[name] = _("Not a whole number: %(text)s") % {"text": text[:20]}
        else:
            figures[name] = value
    if problems:
        raise BadFigures(problems)
    return figures


def new_nonce() -> str:
    """The random part of a digest: 128 bits in hexadecimal."""
    return secrets.token_hex(16)


def digest_of(contest: Contest, station: str, said: Mapping[str, Any], nonce: str = "") -> str:
    """SHA-256, in hexadecimal, of what was said about one row, independent of the order in which it was
    sent.

    With a `nonce` nobody can find the figures by guessing them; without one the digest must stay within the
    database. docs/publication.md writes the formula out for whoever recomputes it.
    """
    return digest_of_row((contest.election.code, contest.code, station), said, nonce)


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding as it is kept in a version and sent to a phone: formula, inputs, difference, wording, legal
    basis.
    """
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "formula": finding.formula,
        "inputs": {
            name: value if isinstance(value, int) else str(value) for name, value in finding.inputs.items()
        },
        "difference": finding.difference,
        "message": {"id": finding.message.id, "en": finding.message.en},
        "basis": str(finding.basis),
        "unsure": finding.basis.unsure,
    }


def _whole(text: str) -> int | None:
    groups = text.split(".")
    grouped = len(groups) > 1 and 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    digits = "".join(groups) if grouped else text
    if not (digits.isascii() and digits.isdigit()):
        return None
    stripped = digits.lstrip("0") or "0"  # Python refuses to read thousands of digits, zeros among them
    return int(stripped) if len(stripped) <= len(str(LARGEST_FIGURE)) else None
