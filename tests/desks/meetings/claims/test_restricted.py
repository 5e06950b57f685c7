"""A restricted figure shows through nothing: no doubt, no list, no download, no address, no trail."""

from __future__ import annotations

import pytest
from django.test import Client

from siaga.desks.meetings.models import Claim
from siaga.desks.meetings.queries.ledger import ledger_of, subjects_of
from siaga.desks.trail.models import Entry
from tests.kit.claims import VISITOR, LedgerDesk
from tests.kit.people import person, signed_in

SECRET, SECRET_SHOWN, SECRET_WORD = 98761, "98.761", "Sanggabuana"
PAGES = (
    "",
    "keraguan/",
    "terperiksa/",
    "?show=all",
    "?unduh=csv",
    "keraguan/?unduh=csv",
    "terperiksa/?unduh=csv",
)


@pytest.fixture
def secret(desk: LedgerDesk) -> Claim:
    """One public figure, and one of the same subject for the table alone."""
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    text = f"{SECRET_WORD} dijaga menurut Perbawaslu Nomor 1 Tahun 2024."
    return desk.claims(
        meeting,
        SECRET,
        visibility="restricted",
        label=f"Petugas {SECRET_WORD}",
        text=text,
        printed=f"{SECRET_SHOWN} petugas {SECRET_WORD}",
    )


def outsiders(desk: LedgerDesk) -> list[object]:
    return [VISITOR, desk.table.agency, person("auditor"), person("commissioner", "18.71")]


def test_who_sits_at_the_table_sees_the_disagreement(desk: LedgerDesk, secret: Claim) -> None:
    assert "disagreement" in desk.rules(desk.table.writer)
    assert "disagreement" in desk.rules(desk.table.police_member)


def test_nobody_else_sees_that_there_is_one(desk: LedgerDesk, secret: Claim) -> None:
    for user in outsiders(desk):
        assert desk.rules(user) == [], user
        (subject,) = subjects_of(desk.table.election, ledger_of(desk.table.election, user))
        assert subject.values == (100,)


def test_no_page_and_no_download_tells(desk: LedgerDesk, secret: Claim) -> None:
    hidden = desk.name("disagreement", desk.table.writer)
    for user in outsiders(desk):
        client = Client() if user is VISITOR else signed_in(user)
        pages = [*PAGES, "pokok/petugas/18.72/orang/", f"angka/claim:{secret.pk}/", f"keraguan/{hidden}/"]
        for page in pages:
            answer = client.get(f"/klaim/{page}")
            text = answer.content.decode()
            told = [word for word in (str(SECRET), SECRET_SHOWN, "98,761", SECRET_WORD) if word in text]
            assert told == [], (user, page)
        assert client.get(f"/klaim/keraguan/{hidden}/").status_code == 404
        assert client.get(f"/klaim/angka/claim:{secret.pk}/").status_code == 404


def test_at_the_table_every_page_opens_and_its_title_is_silent(desk: LedgerDesk, secret: Claim) -> None:
    client = signed_in(desk.table.writer)
    hidden = desk.name("disagreement", desk.table.writer)
    for page in ("pokok/petugas/18.72/orang/", f"angka/claim:{secret.pk}/", f"keraguan/{hidden}/"):
        text = client.get(f"/klaim/{page}").content.decode()
        assert SECRET_WORD in text, page
        assert SECRET_WORD not in text.split("</title>")[0], page


def test_a_subject_only_the_table_knows_has_an_address_that_says_nothing(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 5, visibility="restricted", subject="operasi-senyap", label="Operasi senyap")
    ledger = ledger_of(desk.table.election, desk.table.writer)
    (subject,) = subjects_of(desk.table.election, ledger)
    assert subject.covered and "senyap" not in subject.url
    page = signed_in(desk.table.writer).get(subject.url).content.decode()
    assert "Operasi senyap" in page and "senyap" not in page.split("</title>")[0]


def test_the_trail_holds_digests_only(desk: LedgerDesk, secret: Claim) -> None:
    name = desk.name("unregistered", desk.table.writer)
    desk.settle(name, desk.table.writer, outcome="other", holds=f"{SECRET_WORD} 15/2024", reason=SECRET_WORD)
    told = " ".join(Entry.objects.values_list("canonical", flat=True))
    assert SECRET_WORD not in told and SECRET_SHOWN not in told and "Perbawaslu" not in told
    assert Entry.objects.filter(action="claims.settle").count() == 1


def test_a_public_figure_in_a_restricted_statement_stays_hidden(desk: LedgerDesk, secret: Claim) -> None:
    Claim.objects.filter(pk=secret.pk).update(visibility="public")
    assert desk.rules(VISITOR) == []


def test_an_unpublished_meeting_is_not_for_visitors(desk: LedgerDesk) -> None:
    meeting = desk.table.held(visibility="public")
    desk.claims(meeting, 100)
    assert subjects_of(desk.table.election, ledger_of(desk.table.election, VISITOR)) == []
