"""Which election a request is about: the one asked for, one's own, the last one loaded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from siaga.desks.elections.choice import election_of
from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import current_election
from siaga.desks.offices.roles import Role
from tests.kit.city import DISTRICTS, tiny_city
from tests.kit.people import person, region

pytestmark = pytest.mark.django_db


OWN_PAGE = "/hasil-publik/kota-contoh-2024/mayor/18.72/"


@pytest.fixture
def elsewhere() -> Election:
    """An election of another city, loaded after the tiny city's."""
    election = tiny_city().election
    later = Election.objects.get(pk=election.pk)
    later.pk, later.code, later.region = None, "lain", region("19.71")
    later.loaded_at = election.loaded_at + timedelta(days=1)
    later.save(force_insert=True)
    assert current_election() == later
    return later


def asked(user, address: str = "/"):
    request = RequestFactory().get(address)
    request.user = user
    return election_of(request)


def test_a_visitor_sees_the_last_one_loaded(elsewhere):
    assert asked(AnonymousUser()) == elsewhere


@pytest.mark.parametrize("name", ["election", "pemilihan"])
def test_the_address_decides(elsewhere, name):
    assert asked(AnonymousUser(), f"/?{name}=lain") == elsewhere
    assert asked(AnonymousUser(), f"/?{name}=tidak-ada") is None


def test_a_person_of_the_room_sees_their_own(elsewhere):
    committee = person(Role.DISTRICT_COMMITTEE, DISTRICTS[0])
    found = asked(committee)
    assert found is not None
    assert found != elsewhere
    assert asked(committee, "/?election=lain") == elsewhere


def test_the_choice_of_the_top_line_holds_until_the_address_says_otherwise(elsewhere, client):
    own = Election.objects.exclude(pk=elsewhere.pk).get()
    answer = client.post("/pilih-pemilihan/", {"election": own.code, "next": "/tahapan/aturan/"})
    assert (answer.status_code, answer["Location"]) == (302, "/tahapan/aturan/")
    assert client.get("/tahapan/").context["election"] == own
    assert client.get("/tahapan/?election=lain").context["election"] == elsewhere
    assert client.get("/tahapan/").context["election"] == own


def test_an_election_nobody_has_is_not_kept(elsewhere, client):
    client.post("/pilih-pemilihan/", {"election": "tidak-ada", "next": "/"})
    assert client.get("/tahapan/").context["election"] == elsewhere
    client.cookies["pemilihan"] = "tidak-ada"
    assert client.get("/tahapan/").context["election"] == elsewhere


@pytest.mark.parametrize(
    ("back", "lands"),
    [
        ("/wilayah/?election=lain&urut=code", "/wilayah/?urut=code"),
        ("/hasil-publik/lain/mayor/18.72/", "/"),
        (f"{OWN_PAGE}?urut=name", f"{OWN_PAGE}?urut=name"),
        ("/tidak/ada/", "/"),
        ("https://example.org/", "/"),
        ("//example.org/wilayah/", "/"),
        ("/\\example.org", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_choosing_leads_back_and_nowhere_else(elsewhere, client, back, lands):
    answer = client.post("/pilih-pemilihan/", {"election": "kota-contoh-2024", "next": back})
    assert answer["Location"] == lands


def test_the_map_follows_the_chosen_election(elsewhere, client):
    own = Election.objects.exclude(pk=elsewhere.pk).get()
    client.cookies["pemilihan"] = own.code
    assert client.get("/wilayah/").context["map"] == own.station_map
    assert "Cookie" in client.get("/wilayah/")["Vary"]


def test_a_page_about_another_election_stands_under_its_name(elsewhere, client):
    own = Election.objects.exclude(pk=elsewhere.pk).get()
    page = client.get(f"/hasil-publik/{own.code}/mayor/18.72/")
    assert page.context["house"].election == own


def test_one_election_needs_no_chooser(client):
    tiny_city()
    assert b'class="chooser"' not in client.get("/tahapan/").content


def test_two_elections_can_be_chosen_from(elsewhere, client):
    text = client.get("/tahapan/").content.decode()
    assert 'class="chooser"' in text
    assert text.count('name="election"') == 2
