"""A finding as a sentence in the reader's language: ``sentence(doubt, "id")``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from siaga.engines.doubts.catalogue import KINDS
from siaga.engines.doubts.model import Doubt, Finding, Value
from siaga.law.days import long_date
from siaga.law.profiles import Text

NOT_STATED = Text("tidak disebut", "not stated")


def sentence(finding: Finding, lang: str) -> str:
    """Why it is doubtful, or what was checked: one sentence in ``id`` or ``en``, with a capital first."""
    kind = KINDS[finding.rule]
    said = kind.doubt if isinstance(finding, Doubt) else kind.held or kind.formula
    shown = {name: worded(value, lang) for name, value in finding.params.items()}
    text = said.in_language(lang).format(**shown)
    return f"{text[:1].upper()}{text[1:]}."


def worded(value: Value, lang: str) -> str:
    """A value as the reader's language writes it: separators, month names, "not stated"."""
    if value is None or value == "":
        return NOT_STATED.in_language(lang)
    if isinstance(value, Text):
        return value.in_language(lang)
    if isinstance(value, date):
        return long_date(value).in_language(lang)
    if isinstance(value, int | Decimal):
        return number(Decimal(value), lang)
    return value


def number(value: Decimal, lang: str) -> str:
    """13.607.923.530 and 52,9 in Indonesian, 13,607,923,530 and 52.9 in English."""
    plain = value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))
    english = f"{plain:,f}"
    return english if lang == "en" else english.translate(str.maketrans(",.", ".,"))


def added(parts: Sequence[Decimal], longest: int) -> Text:
    """``5 + 7``; more than `longest` parts as their number."""
    if len(parts) > longest:
        return Text(f"{len(parts)} bagian", f"{len(parts)} parts")
    return Text(*(" + ".join(number(part, lang) for part in parts) for lang in ("id", "en")))
