"""What the papers are put together from: lines, tags, tables, lists, signatures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

DOTS = "." * 44
WIDTH = 165
"""Millimetres between the margins, on F4 as on A4."""


def add_line(
    page: Any, text: str = "", *, after: float = 0, left: float = 0, hang: float = 0, **run: Any
) -> Any:
    paragraph = page.add_paragraph()
    form = paragraph.paragraph_format
    form.space_after, form.left_indent = Pt(after), Mm(left)
    if hang:
        form.first_line_indent = Mm(-hang)
        form.tab_stops.add_tab_stop(Mm(left))
    if text:
        add_run(paragraph, text, **run)
    return paragraph


def add_run(paragraph: Any, text: str, *, size: float = 0, bold: bool = False, **form: bool) -> Any:
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.size = Pt(size) if size else None
    for name, value in form.items():
        setattr(run.font, name, value)
    return run


def add_field(paragraph: Any, instruction: str, text: str = "2") -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run = paragraph.add_run(text)
    run.font.size = Pt(10)
    field.append(run._r)
    paragraph._p.append(field)


def centred(paragraph: Any) -> Any:
    paragraph.alignment = ALIGN.CENTER
    return paragraph


def add_border(paragraph: Any, side: str, kind: str, size: int) -> None:
    borders, border = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(size)), ("space", "1"), ("color", "000000")):
        border.set(qn(f"w:{name}"), value)
    borders.append(border)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def add_tag(page: Any, tag: str) -> None:
    """A paragraph that docxtpl takes away, with the tag that rules what follows."""
    page.add_paragraph(f"{{%p {tag} %}}")


def when(page: Any, condition: str, body: Callable[[], Any], other: Callable[[], Any] | None = None) -> None:
    add_tag(page, f"if {condition}")
    body()
    if other:
        add_tag(page, "else")
        other()
    add_tag(page, "endif")


def each(page: Any, loop: str, body: Callable[[], Any]) -> None:
    add_tag(page, f"for {loop}")
    body()
    add_tag(page, "endfor")


def add_text(page: Any, paragraphs: str) -> None:
    """Paragraphs with the first line indented, as in a letter."""

    def paragraph() -> None:
        line = add_line(page, "{{ paragraph }}", after=6)
        line.alignment = ALIGN.JUSTIFY
        line.paragraph_format.first_line_indent = Mm(12)

    each(page, f"paragraph in {paragraphs}", paragraph)


def add_points(page: Any, points: str, left: float = 8, mark: str = "{{ loop.index }}.") -> None:
    each(
        page,
        f"point in {points}",
        lambda: add_line(page, f"{mark}\t{{{{ point }}}}", left=left, hang=8, after=2),
    )


def add_table(page: Any, widths: tuple[float, ...], rows: int = 1) -> Any:
    table = page.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def add_pairs(
    page: Any, *pairs: tuple[str, str], name: float = 30, left: float = 0, width: float = WIDTH
) -> Any:
    """Words, colons, and what they say; a value ``@list`` becomes numbered lines."""
    table = add_table(page, (name, 4, width - left - name - 4), len(pairs))
    if left:
        indent_table(table, left)
    for row, (word, value) in zip(table.rows, pairs, strict=True):
        add_run(row.cells[0].paragraphs[0], word)
        add_run(row.cells[1].paragraphs[0], ":")
        add_value(row.cells[2], value)
    return table


def add_value(cell: Any, value: str) -> None:
    if not value.startswith("@"):
        strong = value.startswith("*")
        add_run(cell.paragraphs[0], value.removeprefix("*"), bold=strong)
        return
    name = value[1:]
    cell.paragraphs[0].add_run(f"{{%p if {name}|length == 1 %}}")
    add_line(cell, f"{{{{ {name}[0] }}}}")
    add_tag(cell, "else")
    add_points(cell, name, left=6)
    add_tag(cell, "endif")
    when(cell, f"not {name}", lambda: add_line(cell, "{{ not_stated }}"))


def indent_table(table: Any, left: float) -> None:
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), str(round(left * 56.7)))
    indent.set(qn("w:type"), "dxa")
    later = [qn(f"w:{name}") for name in ("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")]
    next(child for child in table._tbl.tblPr if child.tag in later).addprevious(indent)


def add_ruled(
    page: Any, heads: tuple[str, ...], widths: tuple[float, ...], loop: str, cells: tuple[str, ...]
) -> Any:
    """A ruled table with a head that repeats, and one row for each turn of the loop."""
    table = add_table(page, widths, 4)
    table.style, table.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    fill_head(table.rows[0], heads)
    table.rows[1].cells[0].paragraphs[0].add_run(f"{{%tr for {loop} %}}")
    for cell, text in zip(table.rows[2].cells, cells, strict=True):
        add_run(cell.paragraphs[0], text, size=10)
    centred(table.rows[2].cells[0].paragraphs[0])
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    return table


def fill_head(row: Any, heads: tuple[str, ...]) -> None:
    for cell, head in zip(row.cells, heads, strict=True):
        add_run(centred(cell.paragraphs[0]), head, size=10, bold=True)
        shade(cell)
    repeated = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(repeated)


def shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "ECECEC")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def add_title(page: Any, *lines: tuple[str, bool]) -> None:
    for text, bold in lines:
        add_run(centred(add_line(page)), text, size=13 if bold and text.isupper() else 11, bold=bold)
    add_line(page)


def add_heading(page: Any, mark: str, title: str) -> None:
    line = add_line(page, f"{mark}\t{title}", left=8, hang=8, after=3, bold=True)
    line.paragraph_format.space_before, line.paragraph_format.keep_with_next = Pt(10), True


NUMBER = "{{ number or '" + "." * 30 + "' }}"
DAY = "{% if place %}{{ place }}, {% endif %}{{ day or '" + "." * 24 + "' }}"


def add_reference(page: Any) -> None:
    """Number, nature, attachments, subject on the left; place, day and addressee on the right.

    One table, its right column merged: docxtpl counts the cells of a table within a table as its own.
    """
    pairs = (
        ("Nomor", NUMBER),
        ("Sifat", "{{ nature or not_stated }}"),
        ("Lampiran", "{{ attachments or '–' }}"),
        ("Hal", "*{{ subject }}"),
    )
    table = add_table(page, (21, 4, 73, 67), len(pairs))
    for row, (word, value) in zip(table.rows, pairs, strict=True):
        add_run(row.cells[0].paragraphs[0], word)
        add_run(row.cells[1].paragraphs[0], ":")
        add_value(row.cells[2], value)
    right = table.cell(0, 3).merge(table.cell(len(pairs) - 1, 3))
    for spare in right.paragraphs[1:]:
        spare._p.getparent().remove(spare._p)
    add_run(right.paragraphs[0], DAY)
    add_addressee(right)
    add_line(page)


def add_addressee(cell: Any) -> None:
    add_line(cell)
    add_line(cell, "Kepada")
    when(
        cell,
        "addressees|length == 1",
        lambda: add_line(cell, "Yth.\t{{ addressees[0] }}", left=10, hang=10),
        lambda: each(cell, "addressee in addressees", lambda: one_of_many(cell)),
    )
    add_line(cell, "di", left=10)
    add_line(cell, "{{ addressee_place or 'Tempat' }}", left=16)


def one_of_many(cell: Any) -> None:
    line = add_line(
        cell, "{% if loop.first %}Yth.{% endif %}\t{{ loop.index }}.\t{{ addressee }}", left=17, hang=17
    )
    line.paragraph_format.tab_stops.add_tab_stop(Mm(10))


def drop_first(cell: Any) -> None:
    """A cell begins with an empty paragraph; in front of a table it would be a gap."""
    first = cell.paragraphs[0]._p
    first.getparent().remove(first)


def add_signature(cell: Any, name: str, label: str = "") -> None:
    """On behalf of, exact title, room to sign, name, NIP where known."""
    if label:
        add_line(cell, f"{label},")
    when(cell, f"{name}.on_behalf_of", lambda: add_line(cell, f"a.n. {{{{ {name}.on_behalf_of }}}}"))
    when(cell, f"{name}.title", lambda: add_line(cell, f"{{{{ {name}.title }}}},"))
    for _ in range(4):
        add_line(cell)
    line = add_line(cell)
    add_run(line, f"{{{{ {name}.name or '{DOTS}' }}}}", bold=True, underline=True)
    when(cell, f"{name}.nip", lambda: add_line(cell, f"NIP {{{{ {name}.nip }}}}"))
    add_line(cell)


def add_signed(page: Any, name: str = "signatory", *, on_day: bool = False) -> None:
    add_line(page)
    table = add_table(page, (WIDTH - 80, 80))
    unbroken(table)
    cell = table.rows[0].cells[1]
    if on_day:
        add_run(cell.paragraphs[0], DAY)
    else:
        drop_first(cell)
    add_signature(cell, name)


def unbroken(table: Any) -> None:
    """A signature is never torn over two sheets."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_copies(page: Any) -> None:
    def body() -> None:
        add_line(page, "Tembusan:", underline=True)
        add_points(page, "copies")

    when(page, "copies", body)


def add_event(page: Any, left: float = 0) -> None:
    add_pairs(
        page,
        ("hari, tanggal", "{{ event.moment.day }}"),
        ("pukul", "{{ event.moment.hours }}"),
        ("tempat", "{{ event.venue or not_stated }}"),
        ("acara", "{{ event.title }}"),
        left=left,
        name=34,
    )


def add_section(page: Any, mark: str) -> None:
    """One section: its heading, paragraphs, points and tables."""
    add_heading(page, mark, "{{ section.title }}")
    each(page, "paragraph in section.paragraphs", lambda: add_line(page, "{{ paragraph }}", left=8, after=4))
    add_points(page, "section.points", left=16)
    each(page, "table in section.tables", lambda: add_data_table(page))


def add_data_table(page: Any) -> None:
    when(
        page,
        "table.title",
        lambda: setattr(
            add_line(page, "{{ table.title }}", left=8, after=2, italic=True).paragraph_format,
            "keep_with_next",
            True,
        ),
    )
    table = page.add_table(rows=4, cols=3)
    table.style, table.autofit = "Table Grid", True
    fill_head(table.rows[0], ("{%tc for column in table.columns %}", "{{ column }}", "{%tc endfor %}"))
    table.rows[1].cells[0].paragraphs[0].add_run("{%tr for row in table.rows %}")
    first, middle, last = table.rows[2].cells
    first.paragraphs[0].add_run("{%tc for cell in row %}")
    middle.paragraphs[0].add_run("{%p if loop.index0 in table.numeric %}")
    add_line(middle, "{{ cell }}", size=10).alignment = ALIGN.RIGHT
    add_tag(middle, "else")
    add_line(middle, "{{ cell }}", size=10)
    add_tag(middle, "endif")
    last.paragraphs[0].add_run("{%tc endfor %}")
    table.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    add_line(page)
