"""The sheet every kind is set on: size, type, header, footer, letterhead; and the file it is saved as."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tools.document_templates.parts import add_border, add_field, add_line, add_run, centred, when

FONT = "Bookman Old Style"
_BUILT = datetime(2024, 1, 1)


def file(body: Callable[[Any], None]) -> bytes:
    document = Document()
    document._body.clear_content()
    _style(document)
    _sheet(document.sections[0])
    _letterhead(document)
    body(document)
    about = document.core_properties
    about.title = about.comments = about.keywords = ""
    about.author = about.last_modified_by = "Siaga"
    about.created = about.modified = _BUILT
    return _repacked(document)


def _repacked(document: Any) -> bytes:
    """The archive with the same time on every part, so that equal templates are equal bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            if not name.startswith("docProps/thumbnail"):
                entry = zipfile.ZipInfo(name, _BUILT.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, _without_thumbnail(name, old.read(name)))
    return out.getvalue()


def _without_thumbnail(name: str, part: bytes) -> bytes:
    """The picture of python-docx's own first page has no place in a letter."""
    if name != "_rels/.rels":
        return part
    start = part.find(b"<Relationship ", part.rfind(b"<Relationship ", 0, part.find(b"thumbnail")))
    return part[:start] + part[part.find(b"/>", start) + 2 :] if b"thumbnail" in part else part


def _style(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.element.rPr.rFonts.set(qn("w:cs"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.08
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.rPr.append(language)


def _sheet(section: Any) -> None:
    section.page_width, section.page_height = Mm(215), Mm(330)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    for header in (section.first_page_header, section.header):
        line = centred(header.paragraphs[0])
        add_run(line, "{{ marking }}{% if draft and marking %} · {% endif %}", bold=True)
        add_run(
            line,
            "{% if draft %}{% if language == 'en' %}DRAFT{% else %}DRAF{% endif %}{% endif %}",
            bold=True,
        )
    number = centred(section.header.add_paragraph())
    add_run(number, "– ", size=10)
    add_field(number, "PAGE")
    add_run(number, " –", size=10)
    for footer in (section.first_page_footer, section.footer):
        add_run(
            footer.paragraphs[0], "{{ link }}{% if digest %}   SHA-256 {{ digest[:16] }}{% endif %}", size=7.5
        )


def _letterhead(page: Any) -> None:
    when(
        page,
        "letterhead.superior",
        lambda: add_run(centred(add_line(page)), "{{ letterhead.superior }}", size=13),
    )
    add_run(centred(add_line(page)), "{{ letterhead.name }}", size=15, bold=True)
    for part in ("address", "contact"):
        when(
            page,
            f"letterhead.{part}",
            lambda part=part: add_run(centred(add_line(page)), f"{{{{ letterhead.{part} }}}}", size=9),
        )
    rule = add_line(page, after=10)
    rule.paragraph_format.line_spacing = Pt(3)
    add_border(rule, "bottom", "thickThinSmallGap", 24)
