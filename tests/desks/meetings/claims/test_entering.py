"""Noting a figure of a statement, and taking one out of the ledger."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from siaga.desks.meetings.errors import Clashed, NotNow, NotYours, ReasonMissing, Refused
from siaga.desks.meetings.models import Claim, Meeting, Statement
from siaga.desks.meetings.services.claims import enter_claim, withdraw_claim
from siaga.desks.meetings.services.record import withdraw
from siaga.desks.trail.models import Entry
from tests.kit.claims import LedgerDesk
from tests.kit.people import region, signed_in


@pytest.fixture
def said(desk: LedgerDesk) -> Statement:
    return desk.table.say(desk.table.held(), institution=desk.table.police)


def test_sent_twice_it_is_noted_once(desk: LedgerDesk, said: Statement) -> None:
    number = uuid4()
    named = desk.named(100, visibility="internal")
    claims = [enter_claim(said, desk.table.writer, named, number) for _ in range(2)]
    assert claims[0].pk == claims[1].pk
    assert claims[0].institution == desk.table.police, "who said it claims it"
    assert Entry.objects.filter(action="claims.enter").count() == 1
    with pytest.raises(Clashed):
        enter_claim(said, desk.table.writer, desk.named(101, visibility="internal"), number)


@pytest.mark.parametrize(
    "wrong",
    [{"visibility": "public"}, {"precision": "not_stated"}, {"value": None, "visibility": "internal"}],
)
def test_what_is_refused(desk: LedgerDesk, said: Statement, wrong: dict[str, object]) -> None:
    fields = {"visibility": "internal"} | wrong
    with pytest.raises(Refused):
        enter_claim(said, desk.table.writer, desk.named(fields.pop("value", 100), **fields), uuid4())


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {"value": text}
            for text in ("9" * 25, "9" * 17 + " triliun", "9" * 18 + ",9999 triliun", "1" * 5000)
        ),
        *({"label": text, "subject": ""} for text in ("!!!", "\u0661\u0662")),
        *({"unit": text} for text in ("a\nb", "..", "../x", "/", "a\x00")),
    ],
)
def test_a_figure_that_would_break_the_ledger_is_refused(
    desk: LedgerDesk, said: Statement, wrong: dict[str, str]
) -> None:
    """Nothing is deleted from the ledger: one such row would break its pages for everyone and for good."""
    client = signed_in(desk.table.writer)
    sent = {"label": "Personel", "region": "18.72", "value": "120", "unit": "orang", "visibility": "internal"}
    sent |= {"precision": "exact", "bound": "equal", "client_id": str(uuid4())}
    assert client.post(f"/klaim/pernyataan/{said.pk}/", sent | wrong).status_code == 422
    assert not Claim.objects.exists()
    good = {"client_id": str(uuid4()), "unit": "orang/hari"}
    assert client.post(f"/klaim/pernyataan/{said.pk}/", sent | good).status_code == 302
    assert client.get("/klaim/?show=all").status_code == 200


@pytest.mark.parametrize(
    "words", ["1" * 40, "Rp " + "9" * 18 + " triliun", "9" * 17 + " triliun", "7" * 6000]
)
def test_a_statement_of_endless_digits_breaks_no_page(desk: LedgerDesk, words: str) -> None:
    said = desk.table.say(desk.table.held(visibility="public"), f"Nilai {words}.", visibility="public")
    client = signed_in(desk.table.writer)
    for page in ("/klaim/", "/klaim/keraguan/", f"/rapat/{said.meeting_id}/", "/papan/"):
        assert client.get(page).status_code == 200


def test_another_city_is_refused(desk: LedgerDesk, said: Statement) -> None:
    with pytest.raises(Refused):
        named = desk.named(1, region=region("18.71"), visibility="internal")
        enter_claim(said, desk.table.writer, named, uuid4())


@pytest.mark.parametrize("who", ["agency", "commissioner", "police_member"])
def test_only_who_keeps_the_record(desk: LedgerDesk, said: Statement, who: str) -> None:
    with pytest.raises((PermissionDenied, NotYours)):
        enter_claim(said, getattr(desk.table, who), desk.named(1, visibility="internal"), uuid4())


def test_not_in_a_statement_that_was_withdrawn_nor_in_one_of_a_pack(
    desk: LedgerDesk, said: Statement
) -> None:
    withdraw(said, desk.table.writer, "Salah dengar")
    with pytest.raises(NotNow):
        enter_claim(said, desk.table.writer, desk.named(1, visibility="internal"), uuid4())


def test_a_meeting_of_a_pack_is_corrected_there(desk: LedgerDesk) -> None:
    known = {"title": "Dari paket", "regime": "pilkada", "state": "held", "loaded": True}
    meeting = Meeting.objects.create(series=desk.table.series, code="dari-paket", **known)
    said = Statement.objects.create(meeting=meeting, number=1, text="Kata")
    with pytest.raises(NotNow):
        enter_claim(said, desk.table.writer, desk.named(1, visibility="internal"), uuid4())


def test_a_withdrawn_figure_is_compared_no_longer_and_stays(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    wrong = desk.claims(meeting, 120)
    with pytest.raises(ReasonMissing):
        withdraw_claim(wrong, desk.table.writer, " ")
    withdraw_claim(wrong, desk.table.writer, "Salah ketik")
    assert desk.rules() == []
    assert Claim.objects.get(pk=wrong.pk).withdrawn_for == "Salah ketik"
    with pytest.raises(NotYours):
        withdraw_claim(wrong, desk.table.writer, "lagi")


def test_on_the_page_a_number_is_written_as_people_do(desk: LedgerDesk, said: Statement) -> None:
    client = signed_in(desk.table.writer)
    page = f"/klaim/pernyataan/{said.pk}/"
    assert client.get(page).status_code == 200
    sent = {
        "label": "Hibah untuk KPU",
        "region": "18.72",
        "value": "sekitar 13,9 miliar",
        "unit": "Rp",
        "precision": "about",
        "bound": "equal",
        "printed": "sekitar 13,9 miliar",
        "visibility": "internal",
        "client_id": str(uuid4()),
    }
    assert client.post(page, sent).status_code == 302
    claim = Claim.objects.get()
    assert (claim.value, claim.subject) == (Decimal(13_900_000_000), "hibah-untuk-kpu")
    for wrong in ({"value": "banyak"}, {"value": "1 dan 2"}, {"label": "1872010101010001"}):
        assert client.post(page, sent | wrong | {"client_id": str(uuid4())}).status_code == 422
    assert client.post(page, sent | {"visibility": "public", "client_id": str(uuid4())}).status_code == 422


def test_who_may_not_write_gets_no_page(desk: LedgerDesk, said: Statement) -> None:
    assert signed_in(desk.table.agency).get(f"/klaim/pernyataan/{said.pk}/").status_code == 403
    assert signed_in(desk.table.writer).get("/klaim/pernyataan/0/").status_code == 404


def test_withdrawn_on_the_page(desk: LedgerDesk, said: Statement) -> None:
    claim = enter_claim(said, desk.table.writer, desk.named(1, visibility="internal"), uuid4())
    client = signed_in(desk.table.writer)
    assert client.get(f"/klaim/{claim.pk}/tarik/").status_code == 200
    assert client.post(f"/klaim/{claim.pk}/tarik/", {"reason": ""}).status_code == 422
    assert client.post(f"/klaim/{claim.pk}/tarik/", {"reason": "Salah"}).status_code == 302
    assert client.get(f"/klaim/{claim.pk}/tarik/").status_code == 404


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM meetings_claim WHERE id = %s",
        "UPDATE meetings_claim SET code = 'lain' WHERE id = %s",
        "UPDATE meetings_claim SET withdrawn = %s, withdrawn_for = '' WHERE id = %s",
    ],
)
def test_the_database_keeps_every_claim(desk: LedgerDesk, said: Statement, sql: str) -> None:
    claim = enter_claim(said, desk.table.writer, desk.named(1, visibility="internal"), uuid4())
    values = [True, claim.pk] if sql.count("%s") == 2 else [claim.pk]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_the_database_lets_nobody_bring_a_withdrawn_claim_back(desk: LedgerDesk, said: Statement) -> None:
    claim = enter_claim(said, desk.table.writer, desk.named(1, visibility="internal"), uuid4())
    withdraw_claim(claim, desk.table.writer, "Salah")
    with pytest.raises(DatabaseError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(withdrawn=False)
