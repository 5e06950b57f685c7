"""A city's own templates: they work, and whatever they try, they reach nothing."""

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
