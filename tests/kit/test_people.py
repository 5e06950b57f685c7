"""The factories of people make people who are what they say."""

from __future__ import annotations

import pytest
from django.db import transaction

from siaga.desks.offices import access, roles
from siaga.desks.offices.roles import Role
from siaga.desks.places.models import Region
from tests.kit.people import (
    PASSWORD,
    STATION,
    account,
    institution,
    member,
    person,
    region,
    signed_in,
    ward_of,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", Role.values)
def test_a_person_may_do_exactly_what_the_role_may(role):
    user = person(role, station=STATION if role in roles.STATION_ROLES else "")
    assert {a for a in roles.ALL_ACTIONS if access.may(user, a)} == roles.ACTIONS[role]
    assert roles.fits(role, user.memberships.get().institution.kind)


def test_a_region_comes_with_those_above_it_once():
    ward = region("18.72.01.1001")
    assert [r.pk for r in (ward.parent.parent.parent, ward.parent.parent, ward.parent)] == [
        "18",
        "18.72",
        "18.72.01",
    ]
    assert region("18.72") == ward.parent.parent
    assert Region.objects.count() == 4


def test_an_institution_is_made_once():
    assert institution() == institution()
    assert institution(code="19.71") != institution()


def test_an_account_alone_may_do_nothing_and_signs_in_only_with_a_password():
    assert not access.memberships_on(account(), access.today())
    assert not account().has_usable_password()
    assert account(password=PASSWORD).check_password(PASSWORD)


def test_station_roles_stand_at_a_station_of_their_ward():
    membership = member(account(), "station_officer")
    assert membership.region_id == ward_of(membership.station_code)


def test_signed_in_is_signed_in():
    user = account()
    with transaction.atomic():
        assert signed_in(user).session["_auth_user_id"] == str(user.pk)
