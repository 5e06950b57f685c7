"""Pages of the election: public, in both languages, a fixed number of queries, downloadable."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from siaga.desks.elections.models import Event
from siaga.desks.trail.models import Source
from tests.kit.city import tiny_city
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db

PAGES = [
    "/tahapan/",
    "/tahapan/?status=past",
    "/tahapan/tahapan.ics",
    "/tahapan/pemilihan/",
    "/tahapan/dasar-hukum/",
    "/tahapan/aturan/",
    "/tahapan/sumber/",
]


@pytest.fixture
def city():
    return tiny_city()


def text(client, address: str, language: str = "en") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


def rows(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("address", PAGES)
def test_everyone_may_read_with_a_fixed_number_of_queries(city, client, address):
    counted_get(client, address)


@pytest.mark.parametrize("address", [page for page in PAGES if "ics" not in page])
@pytest.mark.parametrize("language", ["id", "en"])
def test_both_languages(city, client, address, language):
    assert f'<html lang="{language}"' in text(client, address, language)


@pytest.mark.parametrize("address", PAGES)
def test_before_any_pack_the_page_says_what_to_do(client, address):
    assert "siaga pack load" in text(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_an_unknown_election_is_404(city, client, address):
    joint = "&" if "?" in address else "?"
    assert client.get(f"{address}{joint}election=nowhere").status_code == 404


@pytest.mark.parametrize(
    "address", ["/tahapan/", "/tahapan/pemilihan/", "/tahapan/dasar-hukum/", "/tahapan/sumber/"]
)
def test_every_list_downloads(city, client, address):
    assert rows(client.get(f"{address}?unduh=csv"))
    assert client.get(f"{address}?unduh=xlsx").content[:2] == b"PK"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "Arsip 12/2024", "data:text/html,x"])
@pytest.mark.parametrize("page", ["/tahapan/", "/tahapan/sumber/"])
def test_only_an_address_of_the_web_becomes_a_link(city, client, address, page):
    Source.objects.update(address="https://contoh.example/berita")
    assert 'href="https://contoh.example/berita"' in text(client, page)
    Source.objects.update(address=address)
    assert f'href="{address}"' not in text(client, page)


def test_stages_show_dates_basis_source_and_doubt(city, client):
    html = text(client, "/tahapan/")
    assert 'id="campaign"' in html
    assert "25 Sep – 23 Nov 2024" in html
    assert "PKPU 2/2024" in html
    assert "Sumber berbeda." in html
    assert "Without a date in the sources" in html


def test_stages_download_says_what_is_not_stated(city, client):
    lines = {row["code"]: row for row in rows(client.get("/tahapan/?unduh=csv"))}
    assert (lines["supervisors"]["starts"], lines["supervisors"]["state"]) == ("", "unknown")
    assert (lines["campaign"]["starts"], lines["campaign"]["ends"]) == ("2024-09-25", "2024-11-23")
    assert lines["recap"]["confidence"] == "unsure"


def test_the_empty_column_is_a_line_of_the_ballot(city, client):
    assert "Empty column" in text(client, "/tahapan/pemilihan/")
    lines = rows(client.get("/tahapan/pemilihan/?unduh=csv"))
    assert [(line["contest"], line["number"], line["kind"]) for line in lines] == [
        ("governor", "1", "pair"),
        ("governor", "2", "pair"),
        ("mayor", "1", "pair"),
        ("mayor", "2", "empty_column"),
    ]


def test_a_regulation_of_the_other_body_of_law_is_marked(city, client):
    html = text(client, "/tahapan/dasar-hukum/")
    assert html.count("not for this election") == 1
    narrowed = rows(client.get("/tahapan/dasar-hukum/?rezim=pemilu&unduh=csv"))
    assert [line["title"] for line in narrowed] == ["Perbawaslu 1/2024"]


def test_rules_stand_side_by_side_with_article_and_confidence(city, client):
    html = text(client, "/tahapan/aturan/")
    assert '<strong class="parameter">600</strong>' in html
    assert '<strong class="parameter">300</strong>' in html
    assert '<strong class="parameter">2.5 %</strong>' in html
    assert html.count("differs-mark") >= 2
    assert "PKPU 7/2024 Art. 10" in html
    assert "unsure" in html
    assert 'id="R16"' in html
    assert "{left}" not in html


def test_doubtful_values_stand_verbatim_with_the_reason(city, client):
    html = text(client, "/tahapan/sumber/")
    assert "“14.447”" in html
    assert "Tercetak 14.447; jumlahnya 14.477." in html
    (line,) = rows(client.get("/tahapan/sumber/?unduh=csv"))
    assert (line["code"], line["doubts"]) == ("berita-1", "2")


def test_events_stand_below_the_stages_they_touch(client, city):
    stage = city.election.stages.get(code="campaign")
    Event.objects.create(
        election=city.election,
        code="cancelled",
        day=date(2024, 11, 20),
        title="Pasangan calon dibatalkan",
        title_en="A pair was cancelled",
        stage=stage,
        doubt="Diumumkan di media sosial.",
    )
    Event.objects.create(
        election=city.election, code="old", day=date(2024, 1, 1), title="Ditutup", closed_at=timezone.now()
    )
    page = text(client, "/tahapan/")
    assert "A pair was cancelled" in page and 'href="#campaign"' in page
    assert "Diumumkan di media sosial." in page
    assert "Ditutup" not in page
    assert "Pasangan calon dibatalkan" in text(client, "/tahapan/", "id")
