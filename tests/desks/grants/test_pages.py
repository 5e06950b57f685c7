"""The pages as people meet them: what a visitor sees, what each side may do, what a form says back."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from siaga.desks.grants.forms import Rupiah
from siaga.desks.grants.models import Grant, Payment, Proposal, Receipt
from siaga.engines.packs.model import OpenTo
from tests.kit.city import tiny_city
from tests.kit.grants import GrantTown, granting_town, grants_pack, said_grant, said_payment
from tests.kit.people import person, signed_in
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def town(settings, tmp_path) -> GrantTown:
    settings.HOME = tmp_path
    return granting_town(
        [
            said_grant(),
            said_grant("diam", grantee=None, grantee_printed="pengamanan", doubt="Penerima tidak disebut"),
            said_grant("rahasia", grantee="bawaslu", visibility=OpenTo.INTERNAL, amount=Decimal(77_777)),
        ],
        [said_payment(amount=Decimal(1_000), precision="about", as_printed="sekitar seribu", received=True)],
    )


def address(name: str, *more, code: str = "nphd-kpu") -> str:
    return reverse(f"grants:{name}", args=["kota-contoh-2024", code, *more])


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_visitor_sees_amounts_and_states_and_nothing_internal(client, town):
    listed = counted_get(client, "/hibah/").content.decode()
    assert "Rp\N{NO-BREAK SPACE}10.000" in listed
    assert "77.777" not in listed
    whole = counted_get(client, address("grant")).content.decode()
    assert "sekitar seribu" in whole
    assert client.get(address("grant", code="rahasia")).status_code == 404
    assert "Penerima tidak disebut" in page(client, address("grant", code="diam"))


def test_everything_due_is_one_list_and_the_reason_is_one_click_away(client, town):
    text = counted_get(client, "/hibah/jatuh-tempo/").content.decode()
    assert "hari itu tidak dihitung" in text
    assert "Pasal 16 ayat (4)" in text
    assert text.count('<details class="explain">') == 6, "two tranches and the ministry's report, twice"


def test_the_lists_download(client, town):
    csv = client.get("/hibah/?unduh=csv").content.decode("utf-8-sig").splitlines()
    assert csv[0].startswith("grantee,purpose,granted,precision,disbursed")
    assert any("KPU" in row and "10000.00" in row for row in csv[1:])
    sheet = client.get("/hibah/jatuh-tempo/?unduh=xlsx&semua=ya")
    assert sheet["Content-Type"].endswith("spreadsheetml.sheet")
    assert load_workbook(io.BytesIO(sheet.content)).active.max_row > 5


def test_the_filter_narrows_the_list_and_its_sums(client, town):
    assert "pengamanan" not in page(client, "/hibah/?cari=kpu")
    assert page(client, "/hibah/?tujuan=security").count('<th scope="row">') == 0
    assert page(client, "/hibah/?tujuan=zzz&urut=zzz&keadaan=!&hal=99").count('<th scope="row">') == 2


def test_a_city_without_grants_says_what_to_do(client, db):
    tiny_city()
    assert 'class="empty"' in page(client, "/hibah/")
    assert 'class="empty"' in page(client, "/hibah/jatuh-tempo/")


def test_visitors_and_the_wrong_rooms_do_not_act(client, town):
    for name in ("pay", "return", "use", "correct", "withdraw"):
        assert client.post(address(name)).status_code in (302, 403), name
    clerk = signed_in(person("station_officer"))
    assert clerk.post(address("pay"), sent()).status_code == 403
    assert signed_in(town.kpu).post(address("pay"), sent()).status_code == 403
    assert Payment.objects.count() == 1


def sent(**changed) -> dict[str, str]:
    said = {"amount": "4.000", "paid_on": "2023-11-20", "document": "SP2D-7", "client_id": str(uuid4())}
    return said | changed


def test_a_payment_goes_from_the_treasury_to_the_eyes_of_kpu(town):
    treasury, kpu = signed_in(town.treasury), signed_in(town.kpu)
    assert "client_id" in page(treasury, address("pay"))
    data = sent(file=SimpleUploadedFile("sp2d.pdf", PDF))
    assert treasury.post(address("pay"), data).status_code == 302
    payment = Payment.objects.get(document="SP2D-7")
    assert address("answer", payment.pk) in page(kpu, address("grant"))
    assert address("answer", payment.pk) not in page(treasury, address("grant"))
    answer = {"arrived": "ya", "client_id": str(uuid4())}
    assert kpu.post(address("answer", payment.pk), answer).status_code == 302
    assert Receipt.objects.get(payment=payment).outcome == "confirmed"
    paper = kpu.get(address("download", "pembayaran", payment.pk))
    assert paper["Content-Disposition"].endswith('.pdf"')
    assert b"".join(paper.streaming_content) == PDF


def test_papers_are_for_the_room(client, town):
    data = sent(file=SimpleUploadedFile("sp2d.pdf", PDF))
    signed_in(town.treasury).post(address("pay"), data)
    payment = Payment.objects.get(document="SP2D-7")
    url = address("download", "pembayaran", payment.pk)
    assert client.get(url).status_code in (302, 403)
    assert url not in page(client, address("grant"))
    other = address("download", "pembayaran", payment.pk, code="diam")
    assert signed_in(town.kpu).get(other).status_code == 404
    assert signed_in(town.kpu).get(address("download", "lain", 1)).status_code == 404


def test_a_retry_of_the_same_form_pays_once(town):
    treasury, data = signed_in(town.treasury), sent()
    assert [treasury.post(address("pay"), data).status_code for _ in range(2)] == [302, 302]
    assert treasury.post(address("pay"), data | {"amount": "5.000"}).status_code == 409
    assert Payment.objects.filter(document="SP2D-7").count() == 1


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"amount": "empat ribu"}, 422),
        ({"amount": "0"}, 422),
        ({"amount": "9.001"}, 422),  # 1,000 are there already
        ({"paid_on": "2090-01-01"}, 422),
        ({"document": ""}, 422),
        ({"client_id": "x"}, 422),
        ({"file": SimpleUploadedFile("x.exe", b"MZ\x90\x00")}, 422),
    ],
)
def test_a_bad_form_comes_back_with_its_reason(town, changed, status):
    response = signed_in(town.treasury).post(address("pay"), sent(**changed))
    assert response.status_code == status
    assert "alert-danger" in response.content.decode() or "form-error" in response.content.decode()
    assert not Payment.objects.filter(document="SP2D-7").exists()


def test_the_grantee_tells_use_returns_money_and_files_its_report(town):
    kpu = signed_in(town.kpu)
    ticket = {"client_id": str(uuid4())}
    use = {"as_of": "2024-12-31", "used": "900", "budget_line": "", **ticket}
    assert kpu.post(address("use"), use).status_code == 302
    back = sent(amount="100", paid_on="2025-01-10", document="STS-1")
    assert kpu.post(address("return"), back).status_code == 302
    filed = {"filed_on": "2025-01-11", "document": "LPJ-1", "client_id": str(uuid4())}
    assert kpu.post(address("file", "accountability"), filed).status_code == 302
    assert kpu.get(address("file", "nothing")).status_code == 404
    text = page(kpu, address("grant"))
    assert all(piece in text for piece in ("STS-1", "LPJ-1", "Rp\N{NO-BREAK SPACE}900"))


def test_an_agreement_is_entered_corrected_and_withdrawn(town):
    desk = signed_in(town.secretary)
    pemkot, bawaslu = (town.grant().grantor.pk, town.bawaslu.memberships.get().institution_id)
    entered = {
        "grantor": pemkot,
        "purpose": "supervision",
        "code": "nphd-bawaslu",
        "grantee": bawaslu,
        "amount": "6.190.000",
        "precision": "about",
        "visibility": "public",
        "signed": "2023-11-10",
    }
    assert desk.post("/hibah/baru/", entered).status_code == 302
    grant = Grant.objects.get(code="nphd-bawaslu")
    assert desk.post("/hibah/baru/", entered).status_code == 422, "the code is taken"
    shown = page(desk, address("correct", code="nphd-bawaslu"))
    assert "6.190.000" in shown
    changed = entered | {"amount": "6.200.000", "precision": "exact", "reason": "Naskah", "revision": "0"}
    assert desk.post(address("correct", code="nphd-bawaslu"), changed).status_code == 302
    assert desk.post(address("correct", code="nphd-bawaslu"), changed).status_code == 409
    assert Grant.objects.get(pk=grant.pk).amount == 6_200_000
    out = {"reason": "Dicatat dua kali", "revision": "1"}
    assert desk.post(address("withdraw", code="nphd-bawaslu"), out).status_code == 302
    assert "nphd-bawaslu" not in page(desk, "/hibah/?unduh=csv")
    assert "Dicatat dua kali" in page(desk, address("grant", code="nphd-bawaslu"))
    assert Client().get(address("grant", code="nphd-bawaslu")).status_code == 404


def test_the_proposal_is_entered_once_for_all(town):
    desk = signed_in(town.secretary)
    said = {"day": "2025-01-16", "document": "100/12"}
    assert desk.post("/hibah/pengusulan/", said).status_code == 302
    assert Proposal.objects.get().day == date(2025, 1, 16)
    assert "16 April 2025" in page(desk, "/hibah/jatuh-tempo/")


def test_a_wrong_entry_is_taken_back_with_a_reason(town):
    treasury = signed_in(town.treasury)
    treasury.post(address("pay"), sent())
    payment = Payment.objects.get(document="SP2D-7")
    url = address("take-back", payment.pk)
    assert treasury.post(url, {"client_id": str(uuid4()), "reason": ""}).status_code == 422
    assert treasury.post(url, {"client_id": str(uuid4()), "reason": "Salah"}).status_code == 302
    assert Payment.objects.get(reverses=payment).reason == "Salah"
    assert treasury.get(address("take-back", payment.pk, code="diam")).status_code == 404


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("13.607.923.530", "13607923530"),
        ("Rp 3.205.756.840,00", "3205756840"),
        ("rp. 1500", "1500"),
        ("0,5", "0.5"),
        ("600.000,-", "600000"),
        ("1.00", None),
        ("1,234,567", None),
        ("13,9 miliar", None),
        ("-5", None),
        ("99999999999999999", None),
    ],
)
def test_money_is_read_as_people_write_it(text, amount):
    if amount is None:
        with pytest.raises(ValidationError):
            Rupiah().clean(text)
    else:
        assert Rupiah().clean(text) == Decimal(amount)


def test_the_number_of_queries_does_not_grow_with_the_grants(client):
    granting_town()
    with CaptureQueriesContext(connection) as few:
        client.get("/hibah/")
    many = [said_grant(f"g{n}") for n in range(9)]
    tiny_city(grants_pack(many, [said_payment(f"g{n}") for n in range(9)]))
    with CaptureQueriesContext(connection) as more:
        client.get("/hibah/")
    assert len(more) <= len(few) + 1, "receipts are asked for once there is a payment"
