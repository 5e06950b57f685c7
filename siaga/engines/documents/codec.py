"""Papers as JSON and back, so that what was issued can be set again exactly as it was."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from siaga.engines.documents.model import Document

_ADAPTER: TypeAdapter[Document] = TypeAdapter(Annotated[Document, Field(discriminator="kind")])


def to_plain(document: Document) -> dict[str, Any]:
    """The document as JSON values; ``from_plain`` gives it back equal."""
    plain: dict[str, Any] = _ADAPTER.dump_python(document, mode="json")
    return plain


def from_plain(plain: dict[str, Any]) -> Document:
    """The document of such values; ValueError when they are not one of `model`."""
    try:
        return _ADAPTER.validate_python(plain)
    except ValidationError as error:
        raise ValueError(f"not a document: {error.error_count()} fields do not fit") from None
