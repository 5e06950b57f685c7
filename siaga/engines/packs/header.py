"""pack.yaml: the header of a pack, read with line numbers and without any of YAML's surprises.

Scalars are taken as the text that stands in the file and read by the same parsers as table cells, so ``no``
is a word, ``2024-11-27`` a day and ``18.72`` a code, whatever YAML itself would make of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from . import cells, model, schema
from .csvfile import decode
from .faults import FaultList, Place
from .folder import HEADER

DEEPEST = 4  # levels of nesting; the header has two

_TOP: Mapping[str, cells.Parser] = {"format": cells.integer, "id": schema.WORD, "note": cells.text}
_ELECTION: Mapping[str, cells.Parser] = {
    "name": cells.text,
    "regime": cells.choice(model.Regime),
    "voting_day": cells.day,
    "time_zone": cells.text,
    "profile": cells.text,
    "city": schema.REGION,
}
HEADER_KEYS = (*_TOP, "election", *(f"election.{key}" for key in _ELECTION))


@dataclass(frozen=True, slots=True)
class Header:
    """What could be read of pack.yaml, by dotted key; a bad key is left out, so that it hides no other fault.

    ``lines`` gives the line of each key for later checks.
    """

    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def get(self, key: str) -> Any:
        """The value of ``election.city``; None when it is missing or bad."""
        return self.values.get(key)

    def place(self, key: str) -> Place:
        """Where a key that was read stands."""
        return Place(HEADER, self.lines[key], key)

    def election(self) -> model.Election:
        """The election of a header without faults."""
        return model.Election(**{key: self.values[f"election.{key}"] for key in _ELECTION})


def read_header(content: bytes, faults: FaultList) -> Header | None:
    """What can be read of the header; None when it is no YAML that may be read."""
    text = decode(HEADER, content, faults)
    root = _compose(text, faults)
    if root is None and faults.in_file(HEADER):
        return None
    lines: dict[str, int] = {}
    values = _fields(root, {**_TOP, "election": cells.text}, "", lines, faults)
    election = _fields(values.pop("election", None), _ELECTION, "election.", lines, faults)
    values |= {f"election.{key}": value for key, value in election.items()}
    return Header({key: value for key, value in values.items() if value is not None}, lines)


def _compose(text: str, faults: FaultList) -> yaml.Node | None:
    try:
        if not _is_tame(text, faults):
            return None
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = mark.line + 1 if mark else 1
        faults.add("bad_yaml", Place(HEADER, line), reason=problem.problem or problem.context or "syntax")
    except yaml.YAMLError as problem:
        faults.add("bad_yaml", Place(HEADER, 1), reason=problem)
    return None


def _is_tame(text: str, faults: FaultList) -> bool:
    """Look through the event stream, which needs no recursion, for aliases and deep nesting."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            faults.add("yaml_alias", Place(HEADER, line))
            return False
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            faults.add("yaml_deep", Place(HEADER, line))
            return False
    return True


def _fields(
    node: Any, parsers: Mapping[str, cells.Parser], prefix: str, lines: dict[str, int], faults: FaultList
) -> dict[str, Any]:
    """The values of one mapping by key; every missing, unknown, double or unreadable key is a fault."""
    fields: dict[str, Any] = {}
    for key, value in _entries(node, prefix, faults):
        name = prefix + key
        place = Place(HEADER, value.start_mark.line + 1, name)
        if key not in parsers:
            faults.add("unknown_key", place, key=name, names=", ".join(parsers))
        elif name in lines:
            faults.add("duplicate", place, key=name, line=lines[name])
        else:
            lines[name] = place.line
            fields[key] = value if name == "election" else _scalar(value, parsers[key], place, faults)
    for key in parsers:
        if prefix + key not in lines:
            faults.add("missing_value", Place(HEADER, 1, prefix + key), about=f"the key {prefix + key}")
    return fields


def _entries(node: Any, prefix: str, faults: FaultList) -> list[tuple[str, yaml.Node]]:
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        what = prefix.rstrip(".") or "the file"
        faults.add(
            "bad_yaml", Place(HEADER, node.start_mark.line + 1), reason=f"{what} is no list of key: value"
        )
        return []
    return [(str(key.value), value) for key, value in node.value]


def _scalar(node: yaml.Node, parse: cells.Parser, place: Place, faults: FaultList) -> Any:
    written = node.value if isinstance(node, yaml.ScalarNode) else ""
    if not written.strip():
        faults.add("missing_value", place, about=f"the key {place.column}")
        return None
    try:
        cells.guard(written)
        return parse(written)
    except cells.CellError as problem:
        faults.add(problem.code, place, **problem.facts)
        return None
