"""The pages of the ledger: lists, filters, downloads, one subject, the slot on a meeting's page."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from siaga.desks.meetings.queries.ledger.figures import SEAM
from siaga.desks.trail import links
from siaga.engines.doubts import About, Figure
from tests.kit.claims import LedgerDesk
from tests.kit.people import signed_in

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def meeting(desk: LedgerDesk):
    """A published meeting with a disagreement and a regulation of the Pemilu."""
    meeting = desk.public_meeting()
    desk.claims(meeting, 100, printed="100 petugas")
    desk.claims(meeting, 120, text="Menurut Perbawaslu Nomor 1 Tahun 2024 ada 120 petugas.")
    return meeting


def test_empty_pages_say_what_to_do(desk: LedgerDesk, client: Client) -> None:
    for page in ("", "keraguan/", "terperiksa/"):
        answer = client.get(f"/klaim/{page}", headers=ENGLISH)
        assert answer.status_code == 200 and 'class="empty"' in answer.content.decode()


def test_no_election_no_ledger(db, client: Client) -> None:
    assert client.get("/klaim/").status_code == 200
    assert client.get("/klaim/?election=nowhere").status_code == 404


def test_a_subject_shows_every_figure_with_its_words(meeting, client: Client) -> None:
    text = client.get("/klaim/pokok/petugas/18.72/orang/", headers=ENGLISH).content.decode()
    assert "100 petugas" in text and text.count("dots-dot") == 2
    assert "Figures differ" in text


def test_unknown_subjects_and_doubts_are_not_found(meeting, client: Client) -> None:
    for page in ("pokok/tidak/18.72/orang/", "angka/claim:0/", "keraguan/x/"):
        assert client.get(f"/klaim/{page}").status_code == 404


def test_the_words_that_matter_are_marked(desk: LedgerDesk, meeting, client: Client) -> None:
    text = client.get(f"/klaim/keraguan/{desk.name('unregistered')}/")
    assert "<mark>Perbawaslu Nomor 1 Tahun 2024</mark>" in text.content.decode()


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("rule=disagreement", {"disagreement"}),
        ("weight=note", {"unregistered"}),
        ("settled=yes", set()),
        ("rule=nonsense", {"disagreement", "unregistered"}),
    ],
)
def test_doubts_are_filtered_and_downloaded(meeting, client: Client, query: str, rules: set[str]) -> None:
    answer = client.get(f"/klaim/keraguan/?unduh=csv&{query}").content.decode("utf-8-sig")
    assert {row["rule"] for row in csv.DictReader(io.StringIO(answer))} == rules


def test_settled_doubts_can_be_listed(desk: LedgerDesk, meeting, client: Client) -> None:
    desk.settle(desk.name("disagreement"), outcome="other", holds="110")
    answer = client.get("/klaim/keraguan/?unduh=csv&settled=yes").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(answer))
    assert row["rule"] == "disagreement" and row["settled_by"]
    assert "110" in client.get("/klaim/keraguan/?settled=yes").content.decode()


def test_excel_opens(meeting, client: Client) -> None:
    for page in ("", "keraguan/", "terperiksa/"):
        assert client.get(f"/klaim/{page}?unduh=xlsx").content.startswith(b"PK")


def test_the_meeting_shows_its_own_doubts_only(desk: LedgerDesk, meeting) -> None:
    quiet = desk.public_meeting()
    client = signed_in(desk.table.writer)
    here = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert desk.name("disagreement") in here
    assert "doubt-line" not in client.get(f"/rapat/{quiet.pk}/").content.decode()


def test_another_desk_lays_its_figures_beside(desk: LedgerDesk, meeting) -> None:
    def figures(election):
        known = {"subject": "petugas", "label": "Petugas", "region": election.region_id, "unit": "orang"}
        yield Figure(About("grant", "a"), value=Decimal(100), source="Naskah", **known)
        yield Figure(About("grant", "b"), value=Decimal(777), needs="grants.read", **known)

    links.register(SEAM, "tests.figures", figures)
    try:
        assert desk.rules().count("disagreement") == 1, "a visitor does not see what needs a right"
        assert desk.rules(desk.table.commissioner).count("disagreement") == 3
    finally:
        links.unregister(SEAM, "tests.figures")


def test_the_number_of_queries_does_not_grow(
    desk: LedgerDesk, meeting, client: Client, django_assert_max_num_queries
) -> None:
    for value in range(130, 140):
        desk.claims(meeting, value)
    with django_assert_max_num_queries(40):
        assert client.get("/klaim/keraguan/").status_code == 200
