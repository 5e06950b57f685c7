"""The page of the interface for programs, where an answer is no object: a picture, a pair of numbers."""

from __future__ import annotations

from typing import Any

from siaga.desks.portal.queries.openapi import operations


def document(responses: dict[str, Any]) -> dict[str, Any]:
    return {
        "paths": {"/a": {"get": {"operationId": "a", "summary": "A", "responses": responses}}},
        "components": {"schemas": {}},
    }


def test_an_answer_without_a_schema_has_no_members():
    (found,) = operations(document({"404": {"description": "unknown"}}))
    assert found.answer == ()


def test_a_pair_is_written_with_its_parts():
    pair = {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "number"}]}
    schema = {"type": "object", "properties": {"alternatives": {"type": "array", "items": pair}}}
    answer = {"200": {"content": {"application/json": {"schema": schema}}}}
    (found,) = operations(document(answer))
    assert [(member.name, member.kind) for member in found.answer] == [
        ("alternatives", "[integer, number][]")
    ]
