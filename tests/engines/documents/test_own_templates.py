"""A city's own templates: they work, and whatever they try, they reach nothing."""

import contextlib
import io
import zipfile

import docx
import pytest

from siaga.engines.documents import KINDS, TemplateError, apart, render
from siaga.engines.documents.admission import LARGEST, admit
from siaga.engines.documents.pdf import TEMPLATES
from siaga.engines.documents.samples import sample
from tests.kit.papers import pdf_text, word_text


def word_template(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def relation(kind: str) -> bytes:
    """A part that points at another host."""
    inner = f'<Relationship Id="r" Type="t/{kind}" Target="http://x.example/a" TargetMode="External"/>'
    return f"<Relationships>{inner}</Relationships>".encode()


def with_part(name: str, content: bytes) -> bytes:
    """A Word file with one part added or replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_template("x"))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("form", "ending", "read"), [("docx", "docx", word_text), ("pdf", "typ", pdf_text)])
def test_the_shipped_templates_come_back_as_own(kind, form, ending, read):
    template = (TEMPLATES / f"{kind}.{ending}").read_bytes()
    assert read(render(sample(kind), form, template)) == read(render(sample(kind), form))


def test_an_own_word_template():
    template = word_template("Perihal {{ subject }} kepada {{ addressees|join(', ') }}")
    text = word_text(render(sample("letter"), "docx", template))
    assert "Perihal Permintaan data kepada Ketua KPU Kota Contoh, Ketua Bawaslu Kota Contoh" in text


def test_an_own_typst_template():
    template = b"#let d = json(bytes(sys.inputs.data))\nPerihal #d.subject"
    assert pdf_text(render(sample("letter"), "pdf", template)) == "Perihal Permintaan data"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ subject.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ addressees.append('x') }}",
        "{{ subject|safe }}",
        "{{ wrong_name }}",
        "{{ letterhead.wrong_name }}",
        "{% include 'x' %}",
        "{% for x in %}",
        "{% autoescape false %}{{ subject }}{% endautoescape %}",
    ],
)
def test_word_templates_that_reach_out_or_are_wrong(text):
    with pytest.raises(TemplateError) as refused:
        render(sample("letter"), "docx", word_template(text))
    assert refused.value.id != refused.value.en
    assert "/" not in refused.value.en.replace("</", "")  # no path of the server


@pytest.mark.parametrize(
    "source",
    [
        '#import "@preview/cetz:0.3.0"',
        '#include "../../secret"',
        '#eval("1")',
        '#dictionary(std).at("ev" + "al")("1")',
        '#plugin("x.wasm")',
        '#read("/etc/passwd")',
        '#read("../../../etc/passwd")',
        '#image("/etc/hostname")',
        "#let x = ",
        "#sys.inputs.nothing",
        "\ufeff".encode("utf-16"),
    ],
)
def test_typst_templates_that_reach_out_or_are_wrong(source):
    with pytest.raises(TemplateError):
        render(sample("letter"), "pdf", source if isinstance(source, bytes) else source.encode())


def test_the_shared_file_may_be_imported_once_and_nothing_else():
    admit(b'#import "house.typ": *\n#show: sheet\nx', "pdf")
    with pytest.raises(TemplateError, match="import"):
        admit(b'#import "house.typ": *\n#import "house.typ": *', "pdf")


@pytest.mark.parametrize(
    ("form", "template"), [("docx", None), ("pdf", b"#for i in range(100000) { for j in range(100000) { } }")]
)
def test_a_template_without_end_is_stopped(form, template, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 2)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    with pytest.raises(TemplateError):
        render(sample("letter"), form, template or word_template(endless))


def test_a_template_that_wants_all_memory_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 10)
    with pytest.raises(TemplateError):
        render(sample("letter"), "docx", word_template("{{ 'x' * 99999999999 }}"))


@pytest.mark.parametrize(
    ("template", "why"),
    [
        (b"PK\x03\x04 nonsense", "not a Word file"),
        (b"", "not a Word file"),
        (b"x" * (LARGEST + 1), "larger"),
        (with_part("word/vbaProject.bin", b"macro"), "macros"),
        (
            with_part(
                "word/_rels/settings.xml.rels",
                relation("attachedTemplate"),
            ),
            "fetches nothing",
        ),
        (with_part("word/media/flood.bmp", b"\0" * (21 << 20)), "unpacks"),
    ],
)
def test_word_files_that_are_not_let_in(template, why):
    with pytest.raises(TemplateError, match=why):
        admit(template, "docx")


IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.mark.parametrize(
    "relationship",
    [
        f"<Relationship Id='r' Type='{IMAGE}' Target='http://x.example/a' TargetMode='External'/>",
        f'<Relationship Id="r" Type="{IMAGE}" Target="http://x.example/a" TargetMode = "External"/>',
        f'<Relationship Id="r" Type="{IMAGE}" Target="http://x.example/hyperlink" TargetMode="External"/>',
        f'<Relationship Id="r" Type="{IMAGE}" Target="http://x.example/a" TargetMode="Externa&#108;"/>',
        f'<p:Relationship xmlns:p="{PACKAGE}" Id="r" Type="{IMAGE}" Target="//x/a" TargetMode="External"/>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_what_is_fetched_is_seen_however_it_is_written(relationship, encoding):
    part = f'<?xml version="1.0" encoding="{encoding}"?><Relationships>{relationship}</Relationships>'
    with pytest.raises(TemplateError, match="another place"):
        admit(with_part("word/_rels/other.xml.rels", part.encode(encoding)), "docx")


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def field(*instructions: str) -> str:
    """A field whose instruction stands in pieces; a piece may be a field itself."""
    texts = "".join(
        i if i.startswith("<") else f"<w:r><w:instrText>{i}</w:instrText></w:r>" for i in instructions
    )
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{mark}"/></w:r>' for mark in ("begin", "end"))
    return begin + texts + end


@pytest.mark.parametrize(
    "inner",
    [
        field("DDEAUTO c:\\\\cmd.exe"),
        field(" inclu", "depicture 'http://x.example/a'"),
        field("PAGE", field("DDE x")),
        field(field("QUOTE 68 68 69"), " x"),
        '<w:fldSimple w:instr="INCLUDETEXT \\\\x\\a"/>',
        "<w:altChunk/>",
        "<w:t>{% auto</w:t><w:t>escape false %}</w:t>",
        '<w:t w:x="{% autoescape false %}"/>',
    ],
)
@pytest.mark.parametrize("name", ["word/header9.xml", "word/header9.part"])
def test_fields_that_fetch_or_start_something(inner, name):
    with pytest.raises(TemplateError):
        admit(with_part(name, f"<w:hdr {W}>{inner}</w:hdr>".encode()), "docx")


def test_fields_that_people_use():
    whole = field(" PAGE ") + field("TOC") + '<w:fldSimple w:instr=" NUMPAGES \\* MERGEFORMAT "/>'
    admit(with_part("word/header9.xml", f"<w:hdr {W}>{whole}</w:hdr>".encode()), "docx")


@pytest.mark.parametrize("place", range(60, 1200, 97))
def test_a_damaged_file_is_refused_in_one_sentence(place):
    whole = (TEMPLATES / "letter.docx").read_bytes()
    damaged = whole[:place] + b"\xff" * 40 + whole[place + 40 :]
    with contextlib.suppress(TemplateError):
        admit(damaged, "docx")


def test_no_part_has_a_dtd():
    part = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
    with pytest.raises(TemplateError):
        admit(with_part("word/other.xml", part), "docx")


@pytest.mark.parametrize("kind", KINDS)
def test_every_shipped_template_could_be_sent_back(kind):
    admit((TEMPLATES / f"{kind}.docx").read_bytes(), "docx")


def test_a_hyperlink_is_no_reason_to_refuse():
    admit(with_part("word/_rels/other.xml.rels", relation("hyperlink")), "docx")


def test_the_child_has_no_secrets(monkeypatch):
    monkeypatch.setenv("SIAGA_SECRET_KEY", "hush")
    assert "hush" not in str(apart._environment())


def test_text_of_the_record_is_safe_in_own_templates_too():
    from dataclasses import replace

    letter = replace(sample("letter"), subject="{{ 7*7 }} <b>&</b> #eval(1)")
    assert "{{ 7*7 }} <b>&</b> #eval(1)" in word_text(render(letter, "docx", word_template("{{ subject }}")))
    source = b"#let d = json(bytes(sys.inputs.data))\n#d.subject"
    assert pdf_text(render(letter, "pdf", source)) == "{{ 7*7 }} <b>&</b> #eval(1)"
