"""Rules across papers: three writings of one number, two contests at one station, two levels of a recap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from siaga.law.form.check import Finding
from siaga.law.form.formulas import Figures
from siaga.law.form.words import in_words
from siaga.law.profiles import Profile, Rule, Text

_NAMELESS = (
    Text("pemilihan yang lebih luas", "the wider contest"),
    Text("pemilihan yang lebih sempit", "the narrower contest"),
)


@dataclass(frozen=True, slots=True)
class Stations:
    """How many stations a recapitulation holds, and how many it must hold."""

    counted: int
    expected: int


def check_writings(
    profile: Profile, field: str, tally: int | None, number: int | None, words: int | None
) -> list[Finding]:
    """R13: tally marks, number and words of one pair's votes agree; writings not stated are left out.

    ``words``: the figure the words say, as from `siaga.law.form.words.read_words`.
    """
    writings = {"tally": tally, "number": number, "words": words}
    stated = {name: value for name, value in writings.items() if value is not None}
    if len(set(stated.values())) < 2:
        return []
    (rule,) = profile.rules_of("R13")
    shown: dict[str, object] = {name: stated.get(name, "–") for name in writings}
    if words is not None:
        shown["words"] = f"«{in_words(words)}»" if words < 1_000_000 else words
    label = _label(profile, field)
    message = Text(
        rule.message.id.format(label=label.id, **shown), rule.message.en.format(label=label.en, **shown)
    )
    difference = max(stated.values()) - min(stated.values())
    return [Finding(rule.id, rule.severity, rule.formula, stated, difference, message, rule.basis)]


def check_pair_of_contests(
    profile: Profile, wider: Figures, narrower: Figures, names: tuple[str, str] | None = None
) -> list[Finding]:
    """R14: two contests at one station have one DPT, and the wider one (governor) no fewer voters.

    Voters moved from elsewhere in the province get only the wider contest's ballot. `names` of the two
    contests, the wider one first, are what the message calls them.
    """
    called = tuple(Text(name, name) for name in names) if names else _NAMELESS
    (rule,) = profile.rules_of("R14")
    findings = []
    for field, must_be_equal in (("dpt_j", True), ("peng_total_j", False)):
        left, right = wider.get(field), narrower.get(field)
        if left is None or right is None:
            continue
        if left < right or (must_be_equal and left > right):
            label = _label(profile, field)
            findings.append(_compared(rule, label, field, left, right, wider=called[0], narrower=called[1]))
    return findings


def check_recap_sheet(profile: Profile, sheet: Figures, forms: Sequence[Figures]) -> list[Finding]:
    """R15: every column of a D.HASIL is the sum of the C.HASIL (after corrections) it recapitulates."""
    (rule,) = profile.rules_of("R15")
    return _sums(profile, rule, sheet, forms)


def check_recap_level(
    profile: Profile, region: Figures, parts: Sequence[Figures], stations: Stations | None = None
) -> list[Finding]:
    """R16: a region's figures are the sums of its parts', and every expected station is in.

    A figure not stated for the region or for one of the parts is not compared.
    """
    (rule,) = profile.rules_of("R16")
    findings = _sums(profile, rule, region, parts)
    if stations is not None and stations.counted != stations.expected:
        label = Text("Jumlah TPS yang masuk", "Stations counted")
        findings.append(_compared(rule, label, "stations", stations.counted, stations.expected))
    return findings


def _sums(profile: Profile, rule: Rule, whole: Figures, parts: Sequence[Figures]) -> list[Finding]:
    findings = []
    for field, left in whole.items():
        values = [part.get(field) for part in parts]
        if left is None or not values or None in values:
            continue
        right = sum(value for value in values if value is not None)
        if left != right:
            findings.append(_compared(rule, _label(profile, field), field, left, right))
    return findings


def _compared(rule: Rule, label: Text, field: str, left: int, right: int, **names: Text) -> Finding:
    numbers = {"left": left, "right": right, "difference": left - right}
    names["label"] = label
    message = Text(
        rule.message.id.format(**numbers, **{hole: name.id for hole, name in names.items()}),
        rule.message.en.format(**numbers, **{hole: name.en for hole, name in names.items()}),
    )
    inputs = {field: left, f"{field} of the others": right}
    return Finding(rule.id, rule.severity, rule.formula, inputs, left - right, message, rule.basis)


def _label(profile: Profile, field: str) -> Text:
    number = field.removeprefix("paslon")
    fields = profile.form_fields([int(number)] if number.isdigit() else [])
    return next((f.label for f in fields if f.name == field), Text(field, field))
