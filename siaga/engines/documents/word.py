"""Papers as Word files, from templates with Jinja tags.

Text is escaped whatever it holds: ``{{ }}`` in a statement stays what it is, because a value is never read
as a template. docxtpl would turn ``{_{`` into ``{{`` afterwards, so such pairs are parted by a character that
`clean` lets no text have, and which is taken out at the end.
"""

from __future__ import annotations

import io
from datetime import datetime, time
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from siaga.engines.documents.fields import clean, fields
from siaga.engines.documents.model import Document, Paper

TEMPLATES = Path(__file__).resolve().parent / "templates"
SIZES = {Paper.F4: (215, 330), Paper.A4: (210, 297)}
"""Width and height of a sheet in millimetres; the lines are 165 wide on both."""

_GUARD = "\ue000"
_OUT_OF_BOUNDS = ("safe", "xmlattr", "tojson", "pprint", "urlize")
"""Filters that would let a text through as markup."""


def render(document: Document, source: bytes | None = None) -> bytes:
    """The Word file of a document; `source` is another template. The shipped one takes on the paper's size.

    Raises jinja2.TemplateError when the template asks for a field that the kind does not have.
    """
    template = _Template(io.BytesIO(source) if source else str(TEMPLATES / f"{document.kind}.docx"))
    template.render(fields(document), _environment(), autoescape=True)
    if source is None:
        _resize(template, document.paper)
    _describe(template, document)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


class _Template(DocxTemplate):  # type: ignore[misc]
    def render_xml_part(self, *args: Any, **named: Any) -> str:
        text: str = super().render_xml_part(*args, **named)
        return text.replace(_GUARD, "")


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, finalize=_guarded, extensions=()
    )
    for name in _OUT_OF_BOUNDS:
        environment.filters.pop(name)
    return environment


def _guarded(value: Any) -> Any:
    """Part the pairs that docxtpl would read as escaped tags."""
    if not isinstance(value, str):
        return value
    guarded: str = value
    for pair in ("{_", "_}", "%_"):
        guarded = guarded.replace(pair, pair[0] + _GUARD + pair[1])
    return guarded


def _resize(template: DocxTemplate, paper: Paper) -> None:
    width, height = SIZES[paper]
    for section in template.docx.sections:
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin, section.right_margin = Mm(width - 187), Mm(22)


def _describe(template: DocxTemplate, document: Document) -> None:
    """Title and author as programs show them; a template's own would be those of another paper."""
    about = template.docx.core_properties
    about.title = clean(document.heading)[:255]
    about.author = about.last_modified_by = "Siaga"
    about.language = f"{document.language}-{'ID' if document.language == 'id' else 'GB'}"
    if document.day:
        about.created = about.modified = datetime.combine(document.day, time())
