"""What each kind of paper has under the letterhead."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt, RGBColor

from tools.document_templates.parts import (
    DAY,
    NUMBER,
    WIDTH,
    add_addressee,
    add_border,
    add_copies,
    add_event,
    add_heading,
    add_line,
    add_pairs,
    add_points,
    add_reference,
    add_ruled,
    add_run,
    add_section,
    add_signature,
    add_signed,
    add_table,
    add_tag,
    add_text,
    add_title,
    centred,
    drop_first,
    each,
    unbroken,
    when,
)


def _letter(page: Any) -> None:
    add_reference(page)
    add_text(page, "paragraphs")
    when(page, "closing", lambda: add_text(page, "[closing]"))
    add_signed(page)
    add_copies(page)


def _invitation(page: Any) -> None:
    add_reference(page)
    add_text(page, "[opening]")
    add_event(page, left=12)
    add_line(page)
    when(page, "event.chair", lambda: add_line(page, "Pimpinan rapat: {{ event.chair }}", left=12, after=4))

    def listed(title: str, points: str, mark: str) -> None:
        add_line(page, title, left=12)
        add_points(page, points, left=20, mark=mark)
        add_line(page)

    when(page, "event.agenda", lambda: listed("Susunan acara:", "event.agenda", "{{ loop.index }}."))
    when(page, "notes", lambda: listed("Catatan:", "notes", "–"))
    when(page, "closing", lambda: add_text(page, "[closing]"))
    add_signed(page)
    add_copies(page)
    when(page, "invited", lambda: _guests(page))


def _guests(page: Any) -> None:
    first = add_line(page, "Lampiran surat", left=90)
    first.paragraph_format.page_break_before = True
    add_line(page, f"Nomor\t: {NUMBER}", left=90).paragraph_format.tab_stops.add_tab_stop(Mm(108))
    add_line(page, "Tanggal\t: {{ day or '" + "." * 24 + "' }}", left=90, after=10)
    page.paragraphs[-1].paragraph_format.tab_stops.add_tab_stop(Mm(108))
    add_title(page, ("DAFTAR UNDANGAN", True))
    add_ruled(
        page,
        ("No.", "Jabatan", "Instansi"),
        (11, 77, 77),
        "guest in invited",
        ("{{ loop.index }}", "{{ guest.office or '–' }}", "{{ guest.institution }}"),
    )
    add_signed(page)


def _attendance(page: Any) -> None:
    add_title(page, ("DAFTAR HADIR", True))
    add_event(page)
    add_line(page)
    table = add_ruled(
        page,
        ("No.", "Nama", "Jabatan", "Instansi", "Tanda tangan"),
        (11, 37, 38, 38, 41),
        "a in attendees",
        ("{{ loop.index }}", "{{ a.name }}", "{{ a.office }}", "{{ a.institution }}", ""),
    )
    cell = table.rows[2].cells[4]
    cell.paragraphs[0].add_run("{%p if a.presence %}")
    add_line(cell, "{{ a.presence }}", size=10)
    add_tag(cell, "else")
    _place_to_sign(cell, "loop.index")
    add_tag(cell, "endif")
    _blank_rows(table)
    when(page, "signatory", lambda: add_signed(page, on_day=True))


def _blank_rows(table: Any) -> None:
    count = "(attendees|length + loop.index)"
    start, row, end = (table.add_row().cells for _ in range(3))
    start[0].paragraphs[0].add_run("{%tr for _ in range(blank) %}")
    add_run(centred(row[0].paragraphs[0]), f"{{{{ {count} }}}}", size=10)
    _place_to_sign(row[4], count)
    drop_first(row[4])
    end[0].paragraphs[0].add_run("{%tr endfor %}")


def _place_to_sign(cell: Any, count: str) -> None:
    """Odd numbers sign on the left, even ones on the right, so that signatures have room."""
    text = f"{{{{ {count} }}}}. ................"

    def right() -> None:
        add_line(cell, text, size=10).alignment = ALIGN.RIGHT

    when(cell, f"{count} is odd", lambda: add_line(cell, text, size=10), right)


def _minutes(page: Any) -> None:
    add_title(page, ("NOTULEN", True), ("{% if number %}Nomor: {{ number }}{% endif %}", False))
    _minutes_head(page)
    add_line(page)
    when(page, "attendees", lambda: _participants(page))
    add_run(centred(add_line(page, after=4)), "KEGIATAN RAPAT", bold=True)
    add_heading(page, "1.", "Kata pembukaan")
    add_line(page, "{{ opening or not_stated }}", left=8)
    add_heading(page, "2.", "Pembahasan")
    _discussion(page)
    add_heading(page, "3.", "Keputusan dan kesimpulan")
    add_points(page, "conclusions", left=16, mark="{{ 'abcdefghijklmnopqrstuvwxyz'[loop.index0 % 26] }}.")
    when(page, "not conclusions", lambda: add_line(page, "{{ not_stated }}", left=8))
    add_heading(page, "4.", "Tindak lanjut")
    when(page, "follow_ups", lambda: _follow_ups(page), lambda: add_line(page, "{{ not_stated }}", left=8))
    when(
        page,
        "closing",
        lambda: (add_heading(page, "5.", "Penutup"), add_line(page, "{{ closing }}", left=8)),
    )
    _two_signatures(page)


def _minutes_head(page: Any) -> None:
    add_pairs(
        page,
        ("Sidang/rapat", "*{{ event.title }}"),
        ("Hari, tanggal", "{{ event.moment.day }}"),
        ("Waktu", "{{ event.moment.hours }}"),
        ("Tempat", "{{ event.venue or not_stated }}"),
        ("Surat undangan", "{{ invitation_number or not_stated }}"),
        ("Dasar", "{{ event.basis or not_stated }}"),
        ("Acara", "@event.agenda"),
        ("Pimpinan rapat", "{{ event.chair or not_stated }}"),
        ("Pemandu acara", "{{ event.moderator or not_stated }}"),
        ("Pencatat", "{{ note_taker or not_stated }}"),
        name=42,
    )


def _participants(page: Any) -> None:
    add_line(page, "Peserta:", after=3).paragraph_format.keep_with_next = True
    add_ruled(
        page,
        ("No.", "Instansi", "Jabatan, nama", "Kehadiran"),
        (11, 54, 54, 46),
        "a in attendees",
        (
            "{{ loop.index }}",
            "{{ a.institution }}",
            "{{ a.office }}{% if a.office and a.name %}, {% endif %}{{ a.name }}",
            "{{ a.presence or not_stated }}",
        ),
    )
    add_line(page)


def _discussion(page: Any) -> None:
    def contribution() -> None:
        line = add_line(page, left=16, hang=8, after=3)
        add_run(line, "{{ 'abcdefghijklmnopqrstuvwxyz'[loop.index0 % 26] }}.\t")
        add_run(line, "{{ c.speaker or not_stated }}: ", bold=True)
        add_run(line, "{{ c.text }}")
        each(page, "figure in c.figures", lambda: add_line(page, "–\t{{ figure }}", left=24, hang=8))

    each(page, "c in contributions", contribution)
    when(page, "not contributions", lambda: add_line(page, "{{ not_stated }}", left=8))


def _follow_ups(page: Any) -> None:
    add_ruled(
        page,
        ("No.", "Apa", "Siapa", "Kapan"),
        (11, 74, 45, 35),
        "f in follow_ups",
        ("{{ loop.index }}", "{{ f.what }}", "{{ f.who or not_stated }}", "{{ f.due or not_stated }}"),
    )


def _two_signatures(page: Any) -> None:
    add_line(page)
    day = add_line(page, DAY)
    day.alignment, day.paragraph_format.keep_with_next = ALIGN.RIGHT, True
    table = add_table(page, (WIDTH / 2, WIDTH / 2))
    unbroken(table)
    chair, note_taker = table.rows[0].cells
    drop_first(chair)
    drop_first(note_taker)
    add_signature(chair, "chair_signs", "Pimpinan rapat")
    add_signature(note_taker, "note_taker_signs", "Notulis")
    when(page, "version", lambda: add_line(page, "{{ version }}", size=8.5))


def _report(page: Any) -> None:
    add_title(
        page,
        ("{{ title }}", True),
        ("TENTANG", False),
        ("{{ about|upper }}", True),
        ("{% if number %}Nomor: {{ number }}{% endif %}", False),
    )
    each(
        page,
        "section in sections",
        lambda: add_section(page, "{{ 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[loop.index0 % 26] }}."),
    )
    add_signed(page, on_day=True)
    add_copies(page)


def _circular(page: Any) -> None:
    table = add_table(page, (WIDTH - 72, 72))
    cell = table.rows[0].cells[1]
    add_run(cell.paragraphs[0], DAY)
    add_addressee(cell)
    add_line(page)
    add_title(
        page,
        ("SURAT EDARAN", True),
        (f"NOMOR {NUMBER}", False),
        ("TENTANG", False),
        ("{{ about|upper }}", True),
    )
    each(page, "section in sections", lambda: add_section(page, "{{ loop.index }}."))
    add_line(page)
    when(page, "closing", lambda: add_text(page, "[closing]"))
    add_signed(page)
    add_copies(page)


def _brief(page: Any) -> None:
    add_title(
        page,
        ("{% if language == 'en' %}PRESS BRIEF{% else %}SIARAN PERS{% endif %}", True),
        ("{{ title }}", True),
        (
            "{% if number %}{% if language == 'en' %}No.{% else %}Nomor:{% endif %} {{ number }}{% endif %}",
            False,
        ),
        (DAY, False),
    )

    def passage() -> None:
        head = add_line(page, "{{ passage.title }}", after=3, bold=True)
        head.paragraph_format.space_before, head.paragraph_format.keep_with_next = Pt(10), True
        each(page, "paragraph in passage.paragraphs", lambda: _sentences(page))

    each(page, "passage in passages", passage)
    rule = add_line(page, after=4)
    add_border(rule, "bottom", "single", 4)
    add_line(
        page,
        "{% if language == 'en' %}Records behind the sentences"
        "{% else %}Catatan sumber setiap kalimat{% endif %}",
        after=3,
        size=9.5,
        bold=True,
    )
    each(page, "note in notes", lambda: _note(page))


def _sentences(page: Any) -> None:
    """One paragraph, each of its sentences with the numbers of its records."""
    line = add_line(page, "{% for sentence in paragraph.sentences %}{{ sentence.text }}", after=4)
    line.alignment = ALIGN.JUSTIFY
    add_run(line, "{{ sentence.notes|join(', ') }}", superscript=True)
    add_run(line, " {% endfor %}")


def _note(page: Any) -> None:
    line = add_line(
        page, "{{ note.number }}.\t{{ note.label }}{% if note.link %} · {% endif %}", left=8, hang=8, size=8.5
    )
    link = add_run(line, "{{ note.link }}", size=8.5)
    link.font.color.rgb = RGBColor(0x5B, 0x5B, 0x5B)


BODIES: dict[str, Callable[[Any], None]] = {
    "letter": _letter,
    "invitation": _invitation,
    "attendance": _attendance,
    "minutes": _minutes,
    "report": _report,
    "circular": _circular,
    "brief": _brief,
}
"""What each kind has under the letterhead."""
