"""The rule profile of an election for readers: every number and identity with article and confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.law import profiles

_HOLE = re.compile(r"\{[a-z_]+\}")
"""A place in a rule's message where the figures of a row go."""

_LABELS = {
    "max_voters": _("Voters per polling station, at most"),
    "spare_share": _("Spare ballots, share of the DPT, rounded up per station"),
    "revote_ballots": _("Ballots kept for a re-vote, per contest in a regency or city"),
    "polls_close_hour": _("Hour at which voting ends, local time"),
    "kpps_per_station": _("Officers per polling station (KPPS)"),
    "ppk_per_district": _("Members per district committee (PPK)"),
    "pps_per_ward": _("Members per ward committee (PPS)"),
    "order_officers_per_station": _("Order officers per polling station (Linmas)"),
    "enumerators_per_station": _("Enumerators per polling station (Pantarlih)"),
    "enumerators_per_large_station": _("Enumerators per large polling station (Pantarlih)"),
    "large_station_voters": _("Voters above which a station has a second enumerator"),
    "station_supervisors_per_station": _("Supervisors per polling station (PTPS)"),
    "ward_supervisors_per_ward": _("Supervisors per ward (PKD)"),
    "district_supervisors_per_district": _("Supervisors per district (Panwascam)"),
    "bawaslu_members": _("Members of Bawaslu of the city"),
    "situation_report_days": _("Days between situation reports of the Desk Pilkada"),
    "situation_report_days_near": _("Days between situation reports close to voting day"),
    "situation_report_near_days": _("Days before voting day that are close to it"),
}


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """One number of the law in two bodies of law; None where a profile does not state it."""

    name: str
    ours: profiles.Parameter | None
    other: profiles.Parameter | None

    @property
    def differs(self) -> bool:
        """Whether both state it and state it differently."""
        return bool(self.ours and self.other and self.ours.value != self.other.value)

    @property
    def label(self) -> str:
        """What the number is, in words with its unit; one without words has its name and unit."""
        stated = self.ours or self.other
        return str(_LABELS.get(self.name) or f"{self.name} ({stated.unit if stated else ''})")


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule with its parts."""

    id: str
    severity: str
    formulas: tuple[str, ...]
    message: str
    basis: profiles.Basis


def profile_of(election: Election) -> profiles.Profile:
    """The dated rules the election follows; ProfileError when the house does not know them."""
    return profiles.load(election.profile)


def other_profile(profile: profiles.Profile) -> profiles.Profile | None:
    """The profile of the other body of law nearest in time: what news and officials mix this one up with."""
    others = [profiles.load(name) for name in profiles.available()]
    others = [other for other in others if other.regime != profile.regime]
    return min(others, key=lambda other: abs((other.valid_from - profile.valid_from).days), default=None)


def compare_parameters(profile: profiles.Profile, other: profiles.Profile | None) -> list[ParameterLine]:
    """Every parameter either profile states, side by side, those of `profile` first."""
    theirs = dict(other.parameters) if other else {}
    names = [*profile.parameters, *(name for name in theirs if name not in profile.parameters)]
    return [ParameterLine(name, profile.parameters.get(name), theirs.get(name)) for name in names]


def rules_of(profile: profiles.Profile, language: str) -> list[RuleLine]:
    """Every rule once, its parts gathered, worded in the language."""
    ids = dict.fromkeys(rule.id for rule in profile.rules)
    return [_rule(profile.rules_of(rule_id), language) for rule_id in ids]


def shown(value: int | Fraction) -> str:
    """A parameter's value as the reader's language writes it: a share as a percentage, exactly."""
    if isinstance(value, Fraction) and value.denominator != 1:
        exact = f"{float(value * 100):.4f}".rstrip("0").rstrip(".")
        return f"{number_format(exact)} %"
    return number_format(int(value), force_grouping=True)


def _rule(parts: tuple[profiles.Rule, ...], language: str) -> RuleLine:
    first = parts[0]
    formulas = tuple(dict.fromkeys(part.formula for part in parts))
    message = _HOLE.sub("…", first.message.in_language(language))
    return RuleLine(first.id, first.severity, formulas, message, first.basis)
