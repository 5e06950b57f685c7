"""What sources mix up, as dated data: ``load_mixups("mixups-2024")``.

Names of regulations, operations, titles, products of stages and who carries out what, by which the rules of
the claims ledger recognise a slip. Words with a confidence mark, so that an officer can correct them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from siaga.law.profiles.model import CONFIDENCE, UNSURE, Basis, ProfileError, Text

Words = tuple[str, ...]
ITSELF = "-"
"""The regulation of a rule that rests on arithmetic or the calendar alone."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A police operation and the body of law it belongs to."""

    name: str
    regime: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Product:
    """What a stage brings forth, and the stage that has taken it up since."""

    name: str
    words: Words
    stage: str
    became: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class Work:
    """Work of a stage, who carries it out, and the bodies that do not."""

    work: str
    words: Words
    by: Text
    not_by: Words
    role: Text
    basis: Basis


@dataclass(frozen=True, eq=False)
class Mixups:
    """All of it. Compared by identity, like a profile: `load_mixups` is cached."""

    id: str
    families: Mapping[str, Words]
    local_families: frozenset[str]
    operations: tuple[Operation, ...]
    titles: Mapping[str, Words]
    held_offices: Words
    products: tuple[Product, ...]
    asking: Words
    works: tuple[Work, ...]
    bodies: Mapping[str, Words]
    units: Mapping[str, str]
    bases: Mapping[str, tuple[Basis, ...]]

    def unit(self, name: str) -> str:
        """The one name of a unit: ``Rp`` and ``IDR`` are rupiah; an unknown unit stays, in small letters."""
        return self.units.get(name.strip().casefold(), name.strip().casefold())


def read_mixups(raw: Mapping[str, Any]) -> Mixups:
    """Build the table from its parsed YAML. Raises ProfileError."""
    try:
        return Mixups(
            id=raw["id"],
            families=_worded(raw["families"], "family"),
            local_families=frozenset(raw["local_families"]),
            operations=tuple(Operation(o["name"], o["regime"], _basis(o)) for o in raw["operations"]),
            titles=_worded(raw["titles"], "form"),
            held_offices=tuple(raw["held_offices"]),
            products=tuple(_product(p) for p in raw["products"]),
            asking=tuple(raw["asking"]),
            works=tuple(_work(w) for w in raw["works"]),
            bodies=MappingProxyType({name: tuple(words) for name, words in raw["bodies"].items()}),
            units=MappingProxyType(
                {w.casefold(): unit for unit, words in raw["units"].items() for w in words}
            ),
            bases=MappingProxyType({rule: tuple(map(_basis, bs)) for rule, bs in raw["bases"].items()}),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise ProfileError(f"{raw.get('id', 'mixups')}: incomplete or misshapen near {fault}") from fault


def _worded(items: list[Mapping[str, Any]], key: str) -> Mapping[str, Words]:
    for item in items:
        _unsure(item)
    return MappingProxyType({item[key]: tuple(item["words"]) for item in items})


def _product(raw: Mapping[str, Any]) -> Product:
    return Product(raw["name"], tuple(raw["words"]), raw["stage"], raw["became"], _unsure(raw))


def _work(raw: Mapping[str, Any]) -> Work:
    by, role = Text(**raw["by"]), Text(**raw["role"])
    return Work(raw["work"], tuple(raw["words"]), by, tuple(raw["not_by"]), role, _basis(raw))


def _basis(raw: Mapping[str, Any]) -> Basis:
    _unsure(raw)
    note = Text(**raw["note"]) if "note" in raw else None
    return Basis(raw["regulation"], raw["confidence"], str(raw.get("article", "")), note=note)


def _unsure(raw: Mapping[str, Any]) -> bool:
    """Whether the mark is one of the unsure ones; the word `unsure` must say the same."""
    mark = str(raw["confidence"])
    if mark not in CONFIDENCE or bool(raw.get("unsure", False)) != (mark in UNSURE):
        raise ProfileError(f"mixups: confidence {mark!r} unknown, or `unsure` disagrees, in {dict(raw)}")
    return mark in UNSURE
