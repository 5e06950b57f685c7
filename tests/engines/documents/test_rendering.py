"""Every kind in both formats: what stands on it, in which order, and that text stays text."""

import io
import zipfile
from dataclasses import fields as parts
from dataclasses import is_dataclass, replace
from datetime import date

import docx
import pypdf
import pytest
from docx.shared import Length
from lxml import etree

from siaga.engines.documents import KINDS, Letter, Letterhead, Paper, Report, Section, Signatory, render
from siaga.engines.documents.codec import from_plain, to_plain
from siaga.engines.documents.samples import sample
from tests.kit.papers import HOSTILE, pdf_text, word_lines, word_text

IN_ORDER = {
    "invitation": [
        "BADAN KESATUAN BANGSA DAN POLITIK",
        "005/011/B.4/X/2024",
        "Penting",
        "1 (satu) lembar",
        "Kamis, 24 Oktober 2024",
        "09.00–11.30 WIB",
        "Aula Balai Kota Contoh",
        "Plt Kepala Badan Kesatuan Bangsa dan Politik",
        "Nama Pejabat",
        "NIP 19700101 199001 1 001",
        "Tembusan",
        "DAFTAR UNDANGAN",
        "Polres Contoh",
    ],
    "attendance": ["DAFTAR HADIR", "Kamis, 24 Oktober 2024", "Tanda tangan", "Diwakili: Nama Wakil", "3. ."],
    "minutes": [
        "NOTULEN",
        "Undang-Undang Nomor 10 Tahun 2016",
        "KEGIATAN RAPAT",
        "Kata pembukaan",
        "Pembahasan",
        "Kotak suara: 244",
        "Keputusan dan kesimpulan",
        "Tindak lanjut",
        "28 Oktober 2024",
        "Penutup",
        "Pimpinan rapat,",
    ],
    "report": ["LAPORAN", "TENTANG", "SITUASI PERSIAPAN PEMILIHAN", "A.", "Pendahuluan", "B.", "1.204"],
    "letter": ["200.2/012/B.4/X/2024", "Permintaan data", "Data dikirim pekan ini.", "a.n. Wali Kota Contoh"],
    "circular": ["SURAT EDARAN", "NOMOR 200.2/015/B.4/X/2024", "NETRALITAS ASN", "Maksud dan tujuan"],
    "brief": [
        "SIARAN PERS",
        "Rapat berlangsung hari Kamis.",
        "Catatan sumber",
        "https://contoh.example/rapat",
    ],
}
OMITTED = {
    "invitation": {"Event.moderator", "Event.basis", "Attendee.name", "Attendee.presence"},
    "attendance": {"Event.agenda", "Event.chair", "Event.moderator", "Event.basis"},
}
"""What a kind leaves to another: an invitation names the basis in its opening sentence."""
READ = {"docx": lambda content: " ".join(word_text(content).split()), "pdf": pdf_text}


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_stand_in_their_order(kind, form):
    text, place = READ[form](render(sample(kind), form)), 0
    for part in IN_ORDER[kind]:
        place = text.find(part, place)
        assert place >= 0, part


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_the_sample_is_on_both(kind):
    document = sample(kind)
    for form in ("docx", "pdf"):
        text = READ[form](render(document, form)).casefold()
        for word in texts(document, OMITTED.get(kind, frozenset())):
            assert " ".join(word.split()).casefold() in text, (form, word)


def texts(value, omitted):
    """Every text of a document that is meant to be read."""
    if is_dataclass(value):
        skipped = {"kind", "digest", "paper", "language", "key", "noun"}
        for part in parts(value):
            if part.name not in skipped and f"{type(value).__name__}.{part.name}" not in omitted:
                yield from texts(getattr(value, part.name), omitted)
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part, omitted)
    elif isinstance(value, str) and value:
        yield value


def hostile_letter(text: str) -> Letter:
    return Letter(
        letterhead=Letterhead(name=text, superior=text, address=text),
        place=text,
        number=text,
        subject=text,
        addressees=(text, text),
        paragraphs=(text,),
        closing=text,
        signatory=Signatory(title=text, name=text, nip=text),
        copies=(text,),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_read_as_a_template_or_markup(text):
    letter = hostile_letter(text)
    assert word_text(render(letter, "docx")).count(text) >= 10
    found = "".join(pdf_text(render(letter, "pdf")).split())
    assert found.count("".join(text.split())) >= 10


def test_lines_stay_lines_and_control_characters_go():
    letter = hostile_letter("satu\x00\x07\x0c\x1b[31m\ndua\u202etiga\ud800\ue000\r\nempat")
    assert "satu[31m\nduatiga\nempat" in word_text(render(letter, "docx"))
    assert "satu[31m duatiga empat" in pdf_text(render(letter, "pdf"))


@pytest.mark.parametrize("kind", KINDS)
def test_word_files_are_sound(kind):
    """Well-formed, no tag left over, a paragraph at the end of every cell: else Word calls it broken."""
    content = render(sample(kind), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        body = etree.fromstring(archive.read("word/document.xml"))
    text = "".join(body.itertext())
    assert "{{" not in text and "{%" not in text
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for cell in body.iter(f"{w}tc"):
        assert cell[-1].tag == f"{w}p"
    for table in body.iter(f"{w}tbl"):
        columns = len(table.find(f"{w}tblGrid"))
        assert all(len(row.findall(f"{w}tc")) == columns for row in table.findall(f"{w}tr"))


@pytest.mark.parametrize(("paper", "size"), [(Paper.F4, (215, 330)), (Paper.A4, (210, 297))])
def test_the_size_of_the_sheet(paper, size):
    document = replace(sample("letter"), paper=paper)
    box = pypdf.PdfReader(io.BytesIO(render(document, "pdf"))).pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == size
    section = docx.Document(io.BytesIO(render(document, "docx"))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    lines = section.page_width - section.left_margin - section.right_margin
    assert round(Length(lines).mm) == 165


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_what_is_not_known_is_left_to_the_hand(form):
    bare = Letter(
        letterhead=Letterhead(name="X"),
        subject="s",
        addressees=("a",),
        paragraphs=("p",),
        signatory=Signatory(title="Plt Camat"),
    )
    text = READ[form](render(bare, form))
    assert "NIP" not in text and "None" not in text
    assert "Plt Camat," in text and "....." in text


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_drafts_and_markings_are_seen(form):
    text = READ[form](render(replace(sample("letter"), draft=True, marking="TERBATAS"), form))
    assert "DRAF" in text and "TERBATAS" in text
    assert "DRAF" not in READ[form](render(sample("letter"), form))


def test_a_link_that_breaks_out_is_no_link():
    brief = sample("brief")
    [passage] = brief.passages
    [sentence] = passage.sentences
    bad = replace(sentence.traces[0], link="javascript:alert(1)")
    hostile = replace(brief, passages=(replace(passage, sentences=(replace(sentence, traces=(bad,)),)),))
    assert "javascript" not in word_text(render(hostile, "docx")) + pdf_text(render(hostile, "pdf"))


def test_attendance_is_signed_left_and_right_in_turn():
    lines = [line for line in word_lines(render(sample("attendance"), "docx")) if line.endswith("......")]
    assert [line.split(".")[0] for line in lines[:4]] == ["3", "4", "5", "6"]


def test_a_long_report_runs_over_pages():
    long = Report(
        letterhead=Letterhead(name="X"),
        day=date(2024, 1, 1),
        about="panjang",
        sections=tuple(Section(title=f"Bagian {i}", points=("butir " * 40,) * 6) for i in range(30)),
        signatory=Signatory(title="Sekda"),
    )
    assert len(pypdf.PdfReader(io.BytesIO(render(long, "pdf"))).pages) > 5
    assert "AA." not in word_text(render(long, "docx"))


def test_equal_papers_are_equal_pdfs():
    assert render(sample("minutes"), "pdf") == render(sample("minutes"), "pdf")


@pytest.mark.parametrize("kind", KINDS)
def test_plain_and_back(kind):
    assert from_plain(to_plain(sample(kind))) == sample(kind)


@pytest.mark.parametrize("plain", [{}, {"kind": "poem"}, {"kind": "letter", "subject": 3}])
def test_what_is_no_document(plain):
    with pytest.raises(ValueError, match="not a document"):
        from_plain(plain)


def test_unknown_formats_are_refused():
    with pytest.raises(ValueError):
        render(sample("letter"), "odt")
