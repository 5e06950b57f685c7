"""Papers as PDF, set by typst with the fonts it carries. Data goes in as JSON, never as source text."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from siaga.engines.documents.fields import fields
from siaga.engines.documents.model import Document

TEMPLATES = Path(__file__).resolve().parent / "templates"
HOUSE = TEMPLATES / "house.typ"
"""What the typst templates share: sheet, letterhead, signature, lists."""


def render(document: Document, source: Path | None = None) -> bytes:
    """The PDF of a document; `source` is another typst file, which sees nothing but its own folder.

    Equal documents give equal bytes: the time of making is the day of the paper.
    """
    main = source or TEMPLATES / f"{document.kind}.typ"
    compiled = typst.compile(
        str(main),
        root=str(main.parent),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(fields(document))},
        timestamp=_made(document),
    )
    return bytes(compiled)


def _made(document: Document) -> datetime:
    return datetime.combine(document.day, time(), UTC) if document.day else datetime.fromtimestamp(0, UTC)
