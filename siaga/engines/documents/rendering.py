"""One door to both formats."""

from __future__ import annotations

from enum import StrEnum

from siaga.engines.documents import apart, pdf, word
from siaga.engines.documents.errors import TemplateError
from siaga.engines.documents.model import Document

__all__ = ["Format", "TemplateError", "render"]


class Format(StrEnum):
    """The two forms of a paper: to be edited, and to be read."""

    DOCX = "docx"
    PDF = "pdf"


def render(document: Document, format: Format | str, template: bytes | None = None) -> bytes:
    """Set a document and return the file.

    Without a `template` the shipped one of its kind is used. A template of a city's own (a Word file with
    Jinja tags for DOCX, a typst source for PDF) is untrusted: it is run in a process of its own, without
    network, files or our memory, for a bounded time. Raises TemplateError when such a template is refused or
    fails, ValueError for an unknown format.
    """
    form = Format(format)
    if template is not None:
        return apart.render(document, form, template)
    return word.render(document) if form is Format.DOCX else pdf.render(document)
