"""From the YAML of a profile to its dataclasses, refusing what is incomplete with the place of the fault."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, get_args

from siaga.law.profiles.clocks import Clock, read_clock
from siaga.law.profiles.model import (
    CONFIDENCE,
    UNSURE,
    Basis,
    Choice,
    CorrectionRule,
    Field,
    Parameter,
    Profile,
    ProfileError,
    Rule,
    Scope,
    Severity,
    Slips,
    Text,
    Writer,
)

Raw = Mapping[str, Any]


def read_profile(raw: Raw, slips: Raw) -> Profile:
    """Build a profile from its parsed YAML and that of its slip table. Raises ProfileError."""
    where = str(raw.get("id", "profile"))
    try:
        return Profile(
            id=raw["id"],
            regime=raw["regime"],
            title=_text(raw["title"]),
            valid_from=raw["valid"]["from"],
            valid_to=raw["valid"]["to"],
            legal_bases=tuple(_basis(item, where) for item in raw["legal_bases"]),
            parameters=MappingProxyType({n: _parameter(n, v, where) for n, v in raw["parameters"].items()}),
            fields=tuple(Field(f["name"], f["block"], _text(f), f.get("group", "")) for f in raw["fields"]),
            rules=tuple(_rule(item, where) for item in raw["rules"]),
            slips=read_slips(slips),
            clocks=MappingProxyType({k: _clock(k, v, where) for k, v in raw.get("clocks", {}).items()}),
            mixup_table=str(raw["mixup_table"]),
            corrections=MappingProxyType({c["level"]: _correction(c, where) for c in raw["corrections"]}),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ProfileError(f"{where}: incomplete or misshapen near {fault}") from fault


def read_slips(raw: Raw) -> Slips:
    """Build a slip table; the keys of ``confusions`` are (digit meant, digit seen)."""
    where = str(raw.get("id", "slip table"))
    for item in [*raw["kinds"].values(), *raw["confusions"], raw["other"], raw["warning_left"]]:
        _confidence(item, where)
    return Slips(
        kinds=MappingProxyType({kind: item["weight"] for kind, item in raw["kinds"].items()}),
        confusions=MappingProxyType(
            {(str(item["meant"]), str(item["seen"])): item["weight"] for item in raw["confusions"]}
        ),
        other=raw["other"]["weight"],
        warning_left=raw["warning_left"]["weight"],
    )


def _text(raw: Raw) -> Text:
    return Text(id=raw["id"], en=raw["en"])


def _confidence(raw: Raw, where: str) -> str:
    mark = str(raw["confidence"])
    if mark not in CONFIDENCE:
        raise ProfileError(f"{where}: confidence {mark!r} is none of {', '.join(sorted(CONFIDENCE))}")
    if bool(raw.get("unsure", False)) != (mark in UNSURE):
        raise ProfileError(f"{where}: confidence {mark} and `unsure` disagree in {dict(raw)}")
    return mark


def _basis(raw: Raw, where: str) -> Basis:
    return Basis(
        regulation=raw["regulation"],
        confidence=_confidence(raw, where),
        article=str(raw.get("article", "")),
        topic=str(raw.get("topic", "")),
        note=_text(raw["note"]) if "note" in raw else None,
    )


def _parameter(name: str, raw: Raw, where: str) -> Parameter:
    value = raw["value"]
    exact = value if isinstance(value, int) else Fraction(str(value))
    return Parameter(name, exact, raw["unit"], _basis(raw, f"{where}, parameter {name}"))


def _clock(kind: str, raw: Raw, where: str) -> Clock:
    return read_clock(kind, raw, _basis(raw, f"{where}, clock {kind}"), where)


def _rule(raw: Raw, where: str) -> Rule:
    where = f"{where}, rule {raw['id']}"
    if raw["severity"] not in get_args(Severity) or raw["scope"] not in get_args(Scope):
        raise ProfileError(f"{where}: unknown severity or scope")
    return Rule(
        id=raw["id"],
        severity=raw["severity"],
        scope=raw["scope"],
        formula=raw["formula"],
        basis=_basis(raw["basis"], where),
        message=_text(raw["message"]),
        for_each=tuple((name, _choice(item)) for name, item in raw.get("for", {}).items()),
        only_without=tuple(raw.get("only_without", ())),
    )


def _correction(raw: Raw, where: str) -> CorrectionRule:
    where = f"{where}, corrections at level {raw['level']}"
    if raw["written_by"] not in get_args(Writer) or not isinstance(raw["document"], bool):
        raise ProfileError(f"{where}: `written_by` is district or city, `document` is true or false")
    return CorrectionRule(raw["level"], raw["written_by"], raw["document"], _basis(raw, where))


def _choice(raw: Any) -> Choice:
    if isinstance(raw, list):
        return Choice(literals=tuple(raw))
    return Choice(blocks=tuple(raw["blocks"]), without=tuple(raw.get("except", ())))
