"""The pages of the documents, as their people meet them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from siaga.desks.meetings.models import IssuedDocument, Letterhead, Scheme, Template
from siaga.desks.meetings.services import publishing
from siaga.engines.documents.pdf import TEMPLATES
from tests.kit.meetings import coordination, fresh
from tests.kit.papers import pdf_text, word_text
from tests.kit.people import signed_in


@pytest.fixture
def table(db):
    return coordination()


@pytest.fixture
def writer(table):
    return signed_in(table.writer)


def ordered(client, table, kind: str, meeting, **said) -> IssuedDocument:
    """A draft made on the page."""
    usual = {
        "institution": table.kesbangpol.pk,
        "visibility": "internal",
        "day": "2024-11-01",
        "language": "id",
    }
    answer = client.post(f"/dokumen/baru/?jenis={kind}&rapat={meeting.pk}", usual | said)
    assert answer.status_code == 302, answer.context["form"].errors
    return IssuedDocument.objects.latest("pk")


def test_from_the_order_to_the_numbered_invitation(table, writer):
    writer.post(
        "/dokumen/penomoran/",
        {
            "institution": table.kesbangpol.pk,
            "pattern": "{klasifikasi}/{urut:03}/{tahun}",
            "classification": "005",
        },
    )
    writer.post(
        "/dokumen/kop/",
        {
            "institution": table.kesbangpol.pk,
            "superior": "PEMERINTAH KOTA METRO",
            "name": "BADAN KESBANGPOL",
            "place": "Metro",
            "paper": "a4",
        },
    )
    row = ordered(
        writer,
        table,
        "invitation",
        table.invited(),
        subject="Undangan rapat",
        signer=table.mayor.pk,
        copies="Arsip\nCamat",
        closing="Terima kasih.",
    )
    page = writer.get(f"/dokumen/{row.pk}/")
    assert b"PEMERINTAH KOTA METRO" in page.content and b"DRAF" in page.content
    writer.post(f"/dokumen/{row.pk}/terbitkan/", {"classification": ""})
    row.refresh_from_db()
    assert row.number == "005/001/2024"
    for form, read in (("pdf", pdf_text), ("docx", word_text)):
        answer = writer.get(f"/dokumen/{row.pk}/berkas.{form}")
        text = read(answer.content)
        assert answer["Content-Disposition"] == f'attachment; filename="siaga-undangan-{row.pk}.{form}"'
        for part in ("005/001/2024", "Metro, 1 November 2024", "Camat", "DAFTAR UNDANGAN", "Polres"):
            assert part in text
        assert "DRAF" not in text


@pytest.mark.parametrize("kind", ["attendance", "minutes", "report", "brief", "letter", "circular"])
def test_every_kind_is_ordered_shown_and_downloaded(table, writer, kind):
    meeting = table.held()
    table.say(meeting, "Logistik siap.")
    said = {
        "subject": "Netralitas",
        "addressees": "Camat",
        "paragraphs": "Judul\nButir satu\n\nJudul dua\nButir",
    }
    row = ordered(writer, table, kind, meeting, **said)
    assert b'class="sheet' in writer.get(f"/dokumen/{row.pk}/").content
    for form in ("pdf", "docx"):
        assert writer.get(f"/dokumen/{row.pk}/berkas.{form}").status_code == 200


def test_a_sentence_of_the_brief_leads_to_its_record(table, writer):
    meeting = table.held()
    statement = table.say(meeting, "Logistik siap.")
    row = ordered(writer, table, "brief", meeting, subject="")
    page = writer.get(f"/dokumen/{row.pk}/").content.decode()
    assert "Logistik siap." in page
    assert f"/rapat/{meeting.pk}/#statement-{statement.pk}" in page
    assert f"/rapat/{meeting.pk}/#statement-{statement.pk}" in word_text(
        writer.get(f"/dokumen/{row.pk}/berkas.docx").content
    )


def test_a_later_version_begins_with_the_words_of_the_first(table, writer):
    meeting = table.held()
    row = ordered(
        writer, table, "letter", meeting, subject="Data", addressees="KPU", paragraphs="Mohon data."
    )
    form = writer.get(f"/dokumen/baru/?jenis=letter&rapat={meeting.pk}&ganti={row.pk}").context["form"]
    assert form["subject"].value() == "Data" and form["paragraphs"].value() == "Mohon data."
    writer.post(f"/dokumen/{row.pk}/batalkan/", {"reason": "keliru"})
    assert b"keliru" in writer.get(f"/dokumen/{row.pk}/").content
    assert b"BATAL" in writer.get(f"/dokumen/{row.pk}/").content


def test_others_find_nothing_and_change_nothing(table, client):
    meeting = table.held()
    row = ordered(signed_in(table.writer), table, "report", meeting, subject="Rahasia dapur")
    for visitor in (client, signed_in(table.agency)):
        assert visitor.get(f"/dokumen/{row.pk}/").status_code == 404
        assert visitor.get(f"/dokumen/{row.pk}/berkas.pdf").status_code == 404
        assert b"Rahasia dapur" not in visitor.get("/dokumen/").content
        assert b"Rahasia dapur" not in visitor.get("/dokumen/?unduh=csv").content
    agency = signed_in(table.agency)
    for address in ("baru/", "penomoran/", "kop/", "templat/", "templat/bawaan/letter.docx"):
        assert agency.get(f"/dokumen/{address}").status_code == 403
    assert agency.post(f"/dokumen/{row.pk}/terbitkan/").status_code == 403


def test_no_title_of_a_restricted_paper_in_the_title_of_the_page(table, writer):
    row = ordered(writer, table, "report", table.held(), visibility="restricted", subject="Operasi Senyap")
    page = writer.get(f"/dokumen/{row.pk}/").content.decode()
    head = page[: page.index("</head>")]
    assert "Operasi Senyap" not in head and "Operasi Senyap" in page
    assert "Senyap" not in writer.get(f"/dokumen/{row.pk}/berkas.pdf")["Content-Disposition"]


def test_the_list_is_filtered_and_exported(table, writer):
    meeting = table.held()
    ordered(writer, table, "report", meeting, subject="Laporan situasi")
    ordered(writer, table, "letter", meeting, subject="Data", addressees="KPU", paragraphs="x")
    page = writer.get("/dokumen/?kind=letter&words=data")
    assert [row.kind for row in page.context["listing"].rows] == ["letter"]
    assert writer.get("/dokumen/?unduh=csv").content.decode("utf-8-sig").startswith("day,number,kind,title")


@pytest.mark.parametrize(
    "address",
    [
        "baru/?rapat=x",
        "baru/?jenis=letter&rapat=99999",
        "99999/",
        "99999/berkas.pdf",
        "1/berkas.odt",
        "templat/bawaan/nothing.docx",
        "templat/bawaan/house.docx",
        "templat/99/",
    ],
)
def test_addresses_that_lead_nowhere(writer, address):
    assert writer.get(f"/dokumen/{address}").status_code == 404


def test_a_form_is_answered_in_place(table, writer):
    answer = writer.post("/dokumen/baru/?jenis=letter", {"visibility": "internal", "day": "x"})
    assert answer.status_code == 422
    assert {"institution", "day", "subject", "addressees", "paragraphs"} <= answer.context[
        "form"
    ].errors.keys()
    answer = writer.post("/dokumen/penomoran/", {"institution": table.kesbangpol.pk, "pattern": "{urut}"})
    assert answer.status_code == 422 and not Scheme.objects.exists()


def test_no_identity_number_goes_into_a_paper(table, writer):
    said = {
        "institution": table.kesbangpol.pk,
        "visibility": "internal",
        "day": "2024-11-01",
        "subject": "x",
        "addressees": "y",
        "paragraphs": "NIK 1872010101900001",
    }
    assert writer.post("/dokumen/baru/?jenis=letter", said).status_code == 422


def test_a_public_paper_needs_a_published_meeting(table, writer):
    meeting = table.held(visibility="public")
    said = {"institution": table.kesbangpol.pk, "visibility": "public", "day": "2024-11-01", "language": "en"}
    address = f"/dokumen/baru/?jenis=brief&rapat={meeting.pk}"
    assert writer.post(address, said).status_code == 403
    publishing.publish(fresh(meeting), table.writer, fresh(meeting).revision)
    assert writer.post(address, said).status_code == 302
    assert "took place" in str(IssuedDocument.objects.get().content)


# ---- templates of one's own ------------------------------------------------------------------------------


def upload(client, table, name: str, content: bytes, kind: str = "letter"):
    file = SimpleUploadedFile(name, content)
    return client.post("/dokumen/templat/", {"institution": table.kesbangpol.pk, "kind": kind, "file": file})


def test_a_template_is_tried_used_replaced_and_given_up(table, writer):
    row = ordered(writer, table, "letter", table.held(), subject="Data", addressees="KPU", paragraphs="x")
    own = b"#let d = json(bytes(sys.inputs.data))\nGaya kami: #d.subject"
    assert upload(writer, table, "surat.typ", own).status_code == 302
    assert pdf_text(writer.get(f"/dokumen/{row.pk}/berkas.pdf").content) == "Gaya kami: Data"
    assert upload(writer, table, "surat.typ", own.replace(b"kami", b"baru")).status_code == 302
    assert pdf_text(writer.get(f"/dokumen/{row.pk}/berkas.pdf").content) == "Gaya baru: Data"
    in_use = Template.objects.get(closed_at=None)
    assert writer.get(f"/dokumen/templat/{in_use.pk}/").content == own.replace(b"kami", b"baru")
    writer.post(f"/dokumen/templat/{in_use.pk}/kembali/")
    assert "Mohon" not in pdf_text(writer.get(f"/dokumen/{row.pk}/berkas.pdf").content)
    assert Template.objects.count() == 2


def test_a_word_template_is_kept_as_a_file(table, writer):
    shipped = writer.get("/dokumen/templat/bawaan/letter.docx").content
    assert shipped == (TEMPLATES / "letter.docx").read_bytes()
    assert upload(writer, table, "surat.docx", shipped).status_code == 302
    row = ordered(writer, table, "letter", table.held(), subject="Data", addressees="KPU", paragraphs="x")
    assert "Data" in word_text(writer.get(f"/dokumen/{row.pk}/berkas.docx").content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.pdf", b"%PDF"),
        ("x.docx", b"no zip"),
        ("x.typ", b"#wrong("),
        ("x.typ", b'#import "@preview/a:1.0.0"'),
        ("x.typ", b"#sys.inputs.nothing"),
    ],
)
def test_a_template_that_fails_is_refused_with_a_sentence(table, writer, name, content):
    answer = upload(writer, table, name, content)
    assert answer.status_code == 422 and answer.context["form"].errors
    assert not Template.objects.exists()


def test_nobody_sets_the_letterhead_of_others(table, writer):
    said = {"institution": table.police.pk, "name": "POLRES", "paper": "f4"}
    assert writer.post("/dokumen/kop/", said).status_code == 422
    assert not Letterhead.objects.exists()


def test_a_sheet_is_a4_where_the_letterhead_says_so(table, writer):
    import docx

    writer.post("/dokumen/kop/", {"institution": table.kesbangpol.pk, "name": "X", "paper": "a4"})
    row = ordered(writer, table, "letter", table.held(), subject="Data", addressees="KPU", paragraphs="x")
    section = docx.Document(io.BytesIO(writer.get(f"/dokumen/{row.pk}/berkas.docx").content)).sections[0]
    assert round(section.page_height.mm) == 297
