"""The fields a template may use are those of the documentation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from siaga.engines.documents import KINDS
from siaga.engines.documents.fields import fields
from siaga.engines.documents.numbering import FIELDS
from siaga.engines.documents.samples import sample

PAGE = Path(__file__).resolve().parents[2] / "docs" / "documents.md"


def names(tree: dict[str, Any], prefix: str = "") -> set[str]:
    """Every field of a tree: ``event.title``, ``attendees[].name``."""
    return {name for key, value in tree.items() for name in _named(value, f"{prefix}{key}")}


def _named(value: Any, name: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from names(value, f"{name}.")
    elif isinstance(value, list):
        yield from {inner for part in value for inner in _named(part, f"{name}[]")}
    else:
        yield name


def test_every_field_is_documented_with_its_kinds():
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \| [^|]+ \|$", PAGE.read_text(encoding="utf-8"), re.M)
    documented = {name: set(KINDS if kinds == "all" else kinds.split(", ")) for name, kinds in rows}
    real: dict[str, set[str]] = {}
    for kind in KINDS:
        for name in names(fields(sample(kind))):
            real.setdefault(name, set()).add(kind)
    assert documented == real


def test_the_fields_of_a_number_are_documented():
    text = PAGE.read_text(encoding="utf-8")
    assert [name for name in FIELDS if f"`{{{name}}}`" not in text] == []
