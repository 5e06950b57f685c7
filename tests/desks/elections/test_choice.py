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
