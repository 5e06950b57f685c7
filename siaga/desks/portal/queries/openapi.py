"""An OpenAPI document as a page needs it: operations, their parameters and the members of their answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]
REF = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or the query."""

    name: str
    place: str
    kind: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an answer; `depth` says how deep it lies, for indenting."""

    name: str
    kind: str
    description: str
    depth: int


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how to call it and what comes back on success."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answer: tuple[Member, ...]


def operations(document: Document) -> tuple[Operation, ...]:
    """Every operation in the order of the document."""
    return tuple(
        _operation(document, path, method, found)
        for path, methods in document["paths"].items()
        for method, found in methods.items()
    )


def _operation(document: Document, path: str, method: str, found: Mapping[str, Any]) -> Operation:
    return Operation(
        id=found["operationId"],
        method=method.upper(),
        path=path,
        summary=found.get("summary", ""),
        description=found.get("description", ""),
        parameters=tuple(_parameter(parameter) for parameter in found.get("parameters", [])),
        answer=tuple(_members(document, _success(found))),
    )


def _parameter(found: Mapping[str, Any]) -> Parameter:
    schema = found["schema"]
    description = found.get("description") or schema.get("description", "")
    return Parameter(found["name"], found["in"], _kind(schema), found.get("required", False), description)


def _success(found: Mapping[str, Any]) -> Mapping[str, Any]:
    answers = found["responses"]
    success = next((answer for status, answer in answers.items() if str(status).startswith("2")), {})
    content = success.get("content", {})
    return next(iter(content.values()))["schema"] if content else {}


def _members(document: Document, schema: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[Member]:
    """The members of a schema and of those inside it; `above` stops a schema that holds itself."""
    name, found = _resolved(document, schema)
    if name in above:
        return
    for member, inner in found.get("properties", {}).items():
        yield Member(member, _kind(inner), inner.get("description", ""), len(above))
        yield from _members(document, inner, (*above, name))


def _resolved(document: Document, schema: Mapping[str, Any], name: str = "") -> tuple[str, Mapping[str, Any]]:
    """The name and the object a schema stands for: behind a reference, inside a list, or beside null."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix(REF)
        return _resolved(document, document["components"]["schemas"][name], name)
    if "items" in schema:
        return _resolved(document, schema["items"], name)
    if "anyOf" in schema:
        inner = (option for option in schema["anyOf"] if option.get("type") != "null")
        return _resolved(document, next(inner), name)
    return name, schema


def _kind(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return schema["$ref"].removeprefix(REF)
    if "anyOf" in schema:
        return " | ".join(_kind(option) for option in schema["anyOf"])
    if "prefixItems" in schema:
        return f"[{', '.join(_kind(part) for part in schema['prefixItems'])}]"
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])}[]"
    return schema.get("format") or schema.get("type", "object")
