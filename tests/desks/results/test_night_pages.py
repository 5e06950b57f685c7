"""Who sees what of the night: every role within its places, nobody the other source, no total without its
coverage.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.offices.roles import ACTIONS, STATION_ROLES, Role
from siaga.desks.results.queries.night import night
from siaga.desks.results.queries.night.rows import Covers, night_rows
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.services import enter, supervise
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, small_election, submission
from tests.kit.night import at, clock, photo, read
from tests.kit.people import person, signed_in
from tests.kit.queries import counted_get

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
PAGE, NEWS, API = "/hasil/malam/", "/hasil/malam/terbaru/", "/api/desk/night"
CREW, SUPERVISOR, READ = 187, 191, 617
ADDRESS = re.compile(r'(?:href|action|src|hx-get)="[^"]*"')
"""Addresses hold numbers of rows, which may equal a figure by chance."""
READERS = [role for role in Role if "results.read" in ACTIONS[role]]


@pytest.fixture
def town() -> Town:
    town = small_election()
    with clock(at(town, 60)):
        town.count(STATIONS[1], votes={1: 120, 2: 80})
        town.count(STATIONS[4], votes={1: 50, 2: 90})
    return town


def someone(role: str, place: str = "18.72.01", station: str = TPS) -> Any:
    return person(role, place, station if role in STATION_ROLES else "")


def test_the_addresses() -> None:
    assert (reverse("results:night"), reverse("results:night-news")) == (PAGE, NEWS)


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_its_own_places_only(town: Town, role: str) -> None:
    user = someone(role)
    client = signed_in(user)
    expected = 200 if role in READERS else 403
    assert {client.get(address).status_code for address in (PAGE, NEWS, API)} == {expected}
    if role not in READERS:
        return
    own = {TPS} if role in STATION_ROLES else set(STATIONS[:4])
    body = client.get(API).json()
    found = night(user, town.mayor, at(town, 90))
    assert {row.station for row in night_rows(user, town.mayor)} == own
    assert sum(body["phases"].values()) == body["totals"]["stations"] == len(own)
    assert body["totals"]["counted"] == found.totals.counted == (0 if role in STATION_ROLES else 1)
    assert {area["code"] for area in body["areas"]} <= {"18.72.01", "18.72.01.1001", "18.72.01.1002"}
    page = client.get(PAGE).content.decode()
    assert "Wilayah 18.72.02" not in page
    assert STATIONS[5] not in page


def test_a_visitor_is_asked_to_sign_in(client: Client, town: Town) -> None:
    assert {client.get(address).status_code for address in (PAGE, NEWS)} == {302}
    assert client.get(API).status_code == 401


def test_a_region_outside_ones_places_does_not_narrow_or_widen(town: Town) -> None:
    client = signed_in(someone(Role.DISTRICT_COMMITTEE))
    for asked in ("18.72.02", "18.72.02.1001", "18", "x", ""):
        assert client.get(PAGE, {"wilayah": asked}).context["night"].whole.stations == 4
    assert client.get(PAGE, {"wilayah": "18.72.01.1002"}).context["night"].whole.stations == 2


def test_the_contest_is_chosen(town: Town) -> None:
    client = signed_in(town.checker)
    assert client.get(PAGE).context["night"].contest == town.mayor
    assert client.get(PAGE, {"jenis": "governor"}).context["night"].whole.arrived == 0
    assert client.get(PAGE, {"jenis": "regent"}).status_code == 404
    assert client.get(API, {"contest": "regent"}).status_code == 404


def test_the_news_are_what_the_page_shows(town: Town) -> None:
    client = signed_in(town.checker)
    news = client.get(NEWS).content.decode()
    assert "<html" not in news
    assert 'id="night-computed"' in news
    assert json.loads(re.search(r'id="night-painted"[^>]*>(.*?)</script>', news)[1])["18.72.01"]["says"]


# --- blindness ----------------------------------------------------------------------------------------


def seen(user: Any, number: int) -> list[str]:
    client = signed_in(user)
    shown = re.compile(rf"(?<![\w.:-]){number}(?![\w-])")
    pages = {address: client.get(address).content.decode() for address in (PAGE, NEWS, API)}
    return [address for address, text in pages.items() if shown.search(ADDRESS.sub("", text))]


def votes(first: int) -> dict[str, int]:
    return healthy_figures({1: first, 2: 233 - first})


def everybody() -> list[Any]:
    return [someone(role) for role in READERS]


def test_no_figure_of_a_form_that_is_not_counted_is_anywhere(town: Town) -> None:
    kpps, ptps = someone(Role.STATION_OFFICER), someone(Role.STATION_SUPERVISOR)
    number = receipt()
    photo(town, TPS, 60, submission=number)
    read(town, TPS, {"paslon1": ("doubt", READ)}, number)
    row = town.row(TPS)
    enter(row, kpps, submission(votes(CREW), row.revision, client_id=number))
    for stage in ("waiting", "held"):
        if stage == "held":
            supervise(town.row(TPS), ptps, submission(votes(SUPERVISOR)))
        for user in everybody():
            for figure in (CREW, SUPERVISOR, READ, 233 - CREW):
                assert seen(user, figure) == [], (stage, user.full_name, figure)


def test_the_crews_words_are_covered_to_the_supervisor(town: Town) -> None:
    row = town.row(TPS)
    broken = votes(CREW) | {"suara_sah": 999}
    enter(row, someone(Role.STATION_OFFICER), submission(broken, row.revision, declared=f"Tertulis {CREW}"))
    assert seen(someone(Role.STATION_SUPERVISOR), CREW) == []
    assert PAGE in seen(someone(Role.COMMISSIONER, "18.72"), CREW), "the search finds what is shown"


def test_what_is_covered_is_what_the_page_of_the_row_covers(town: Town) -> None:
    ptps = someone(Role.STATION_SUPERVISOR)
    town.enter(STATIONS[0])
    town.enter(STATIONS[2])
    supervise(town.row(TPS), ptps, submission(votes(SUPERVISOR)))
    for user in everybody():
        for line in night_rows(user, town.mayor):
            sight = sight_of(town.row(line.station), user)
            assert line.covered == (not sight.entry), (user.full_name, line.station, line.state)
    assert Covers(ptps)


def test_corrections_are_not_counted_while_the_row_waits(town: Town) -> None:
    number = receipt()
    photo(town, TPS, 60, submission=number)
    read(town, TPS, {"paslon1": ("certain", READ)}, number)
    row = town.row(TPS)
    enter(row, town.clerk, submission(votes(CREW), row.revision, client_id=number))
    for user in everybody():
        assert night(user, town.mayor, at(town, 90)).reading.whole.compared == 0
    town.confirm(TPS)
    assert night(town.checker, town.mayor, at(town, 90)).reading.whole.corrected == 1


def test_no_total_without_its_coverage(town: Town) -> None:
    page = signed_in(town.checker).get(NEWS).content.decode()
    totals = page[page.index('id="h-totals"') :]
    assert re.search(r"<caption[^>]*>[^<]*\b2\b[^<]*\b6\b", totals)


def test_whom_to_call_is_for_those_who_may_read_the_crews(town: Town) -> None:
    crew = reverse("staff:station", args=[STATIONS[2]])
    assert crew in signed_in(someone(Role.WARD_COMMITTEE, "18.72.01.1002")).get(PAGE).content.decode()
    assert "/personel/tps/" not in signed_in(someone(Role.STATION_SUPERVISOR)).get(PAGE).content.decode()


def test_both_languages(town: Town) -> None:
    client = signed_in(town.checker)
    for language in ("id", "en"):
        client.cookies["django_language"] = language
        assert client.get(PAGE).status_code == 200


def test_queries_do_not_grow_with_the_city(town: Town) -> None:
    counted_get(signed_in(town.checker), NEWS, "night: news")
