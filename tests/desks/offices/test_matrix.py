"""Role × action × region: what the code decides, against the independent table of docs/access.md."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.offices import access, roles
from siaga.desks.offices.models import Membership, User
from siaga.desks.offices.roles import Role
from siaga.desks.places.queries import contains
from tests.kit.people import (
    STATION,
    account,
    authenticator,
    member,
    person,
    region,
    tomorrow,
    ward_of,
    yesterday,
)

DOC = Path(__file__).resolve().parents[3] / "docs" / "access.md"
COLUMNS = {
    "KPPS": "station_officer",
    "PPS": "ward_committee",
    "PPK": "district_committee",
    "KPU member": "commissioner",
    "KPU staff": "commission_staff",
    "PTPS": "station_supervisor",
    "Panwascam": "district_supervisor",
    "Bawaslu": "supervisor",
    "Forkopimda": "forum_member",
    "Secretariat": "secretariat",
    "OPD": "agency_officer",
    "Administrator": "administrator",
    "Auditor": "auditor",
}
SECOND_FACTOR = "second factor needed"


def table() -> dict[str, set[str]]:
    """The table of the documentation: action → roles."""
    lines = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    start = next(i for i, line in enumerate(lines) if line.startswith("| Action"))
    heads = [cell.strip() for cell in lines[start].strip("|").split("|")][1:]
    found: dict[str, set[str]] = {}
    for line in lines[start + 1 :]:
        action, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) != len(heads):
            break
        found[action.strip("`")] = {COLUMNS[h] for h, cell in zip(heads, cells, strict=True) if cell == "✔"}
    return found


EXPECTED = table()
ACTIONS = sorted(set(EXPECTED) - {SECOND_FACTOR})


def test_the_table_names_every_role_and_action_once():
    assert set(COLUMNS.values()) == set(Role.values)
    assert set(ACTIONS) == set(roles.ALL_ACTIONS) == set(roles.ACTION_NAMES)
    assert EXPECTED[SECOND_FACTOR] == set(roles.SECOND_FACTOR_ROLES)


# Where each role stands, and where it may act: own region, below, beside, above, another city.
PLACES = {
    "city": {
        "18.72": True,
        "18.72.01": True,
        "18.72.01.1001": True,
        STATION: True,
        "18": False,
        "18.71": False,
        "18.71.01.1001": False,
        "19.71": False,
        "1971011001001": False,
        "18.7": False,
        "": False,
    },
    "district": {
        "18.72.01": True,
        "18.72.01.1001": True,
        STATION: True,
        "18.72.02": False,
        "18.72.02.1001": False,
        "18.72": False,
        "18": False,
        "19.71.01": False,
    },
    "ward": {
        "18.72.01.1001": True,
        STATION: True,
        "18.72.01.1002": False,
        "1872011002001": False,
        "18.72.01": False,
        "18.72": False,
    },
    "station": {
        STATION: True,
        "1872011001002": False,
        "18.72.01.1001": False,
        "18.72.01": False,
        "1872021001001": False,
    },
}
STANDS = {"city": "18.72", "district": "18.72.01", "ward": "18.72.01.1001", "station": STATION}


def levels(role: str) -> list[str]:
    return ["station"] if role in roles.STATION_ROLES else ["city", "district", "ward"]


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_role_by_action_by_region(role):
    for level in levels(role):
        user = person(role, STANDS[level], station=STATION if level == "station" else "")
        access.remember(user)
        for action, (place, inside) in itertools.product(ACTIONS, PLACES[level].items()):
            expected = inside and role in EXPECTED[action]
            assert access.may(user, action, place) is expected, (role, level, action, place)
        for action in ACTIONS:
            allowed = role in EXPECTED[action]
            assert access.may(user, action) is allowed
            assert access.scope(user, action) == ((STANDS[level],) if allowed else ())
        assert access.actions_of(user) == {action for action in ACTIONS if role in EXPECTED[action]}


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.SECOND_FACTOR_ROLES))
def test_what_needs_a_second_factor_is_not_held_without_one(role):
    user = person(role)
    user.authenticator_set.all().delete()
    assert access.actions_of(user) == frozenset()
    assert access.actions_of(AnonymousUser()) == frozenset()


@pytest.mark.django_db
def test_unknown_actions_and_visitors_are_refused():
    commissioner = person("commissioner")
    assert not access.may(commissioner, "results.erase", "18.72")
    assert not access.may(AnonymousUser(), "results.read", "18.72")
    assert not any(roles.may(role, action) for role in ("", "superuser", "root") for action in ACTIONS)


@pytest.mark.django_db
def test_records_may_stand_for_their_codes():
    user = person("commissioner", "18.72")
    assert access.may(user, "results.confirm", region("18.72.01"))
    assert not access.may(user, "results.confirm", region("19.71"))


@pytest.mark.django_db
@pytest.mark.parametrize("flag", ["is_superuser", "is_staff"])
def test_flags_give_nothing(flag):
    user = account()
    setattr(user, flag, True)
    assert not user.has_perm("results.confirm")
    assert not access.may(user, "results.confirm")
    assert flag not in {field.name for field in User._meta.get_fields()}


@pytest.mark.django_db
def test_templates_and_has_perm_say_the_same():
    user = person("district_committee", "18.72.01")
    assert user.has_perm("results.confirm")
    assert user.has_perm("results.confirm", "18.72.01.1001")
    assert not user.has_perm("results.confirm", "18.72.02")
    assert not user.has_perm("results.erase")
    assert not user.has_module_perms("results")


# --- days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends", "valid"),
    [
        (yesterday, None, True),
        (tomorrow, None, False),
        (yesterday, yesterday, False),
        (yesterday, access.today, True),
        (access.today, access.today, True),
        (access.today, tomorrow, True),
    ],
)
def test_a_membership_holds_on_its_days_only(starts, ends, valid):
    user = account()
    member(user, "auditor", starts=starts(), ends=ends and ends())
    authenticator(user)
    assert access.may(user, "trail.read", "18.72") is valid
    assert bool(access.memberships_on(user, access.today())) is valid


@pytest.mark.django_db
def test_ending_takes_effect_at_once_and_keeps_the_past():
    user, now = person("auditor"), timezone.now()
    Membership.objects.filter(user=user).update(ended_at=now, ended_by=account(), end_reason="moved")
    assert not access.may(user, "trail.read", "18.72")
    assert access.may(user, "trail.read", "18.72", on=yesterday())


@pytest.mark.django_db
def test_the_day_changes_at_midnight_of_the_city(settings):
    user = account()
    noon_of_the_last_day = datetime(2024, 11, 20, 12, tzinfo=timezone.get_default_timezone())
    member(user, "forum_member", ends=noon_of_the_last_day.date())
    for hours, valid in ((0, True), (11.99, True), (12, False)):
        day = timezone.localdate(
            noon_of_the_last_day + timedelta(hours=hours), timezone.get_default_timezone()
        )
        assert access.may(user, "board.read", "18.72", on=day) is valid


@pytest.mark.django_db
def test_a_closed_account_may_do_nothing():
    user = person("forum_member")
    user.is_active = False
    assert not access.may(user, "board.read")


@pytest.mark.django_db
def test_several_roles_add_up_and_the_wider_place_is_named():
    user = person("district_committee", "18.72.01")
    member(user, "ward_committee", "18.72.02.1001")
    assert access.scope(user, "results.read") == ("18.72.01", "18.72.02.1001")
    assert access.scope(user, "results.confirm") == ("18.72.01",)
    member(user, "forum_member", "18.72")
    assert access.scope(user, "results.read") == ("18.72",)


# --- second factor


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_no_action_before_the_second_factor(role):
    user = person(role, station=STATION if role in roles.STATION_ROLES else "", second_factor=False)
    needed = role in EXPECTED[SECOND_FACTOR]
    action = sorted(roles.ACTIONS[role])[0]
    assert access.may(user, action) is not needed
    assert access.lacks_second_factor(user, action) is needed
    if needed:
        with pytest.raises(PermissionDenied, match="second factor"):
            access.require(user, action)
    authenticator(user)
    assert access.may(user, action)


@pytest.mark.django_db
def test_recovery_codes_are_no_second_factor():
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    user = person("auditor", second_factor=False)
    RecoveryCodes.activate(user)
    assert not access.may(user, "trail.read")


@pytest.mark.django_db
@pytest.mark.parametrize(("house", "demo", "allowed"), [(1, 1, 1), (1, 0, 0), (0, 1, 0), (0, 0, 0)])
def test_demonstration_accounts_act_in_a_demonstration_only(settings, house, demo, allowed):
    settings.DEMO = bool(house)
    user = person("auditor", second_factor=False, demo=bool(demo))
    assert access.may(user, "trail.read") is bool(allowed)


# --- places


LENGTHS = [2, 4, 6, 10, 13]


@given(st.integers(0, 4), st.integers(0, 4), st.data())
def test_containment_is_by_whole_codes(one, other, data):
    short, long = sorted((LENGTHS[one], LENGTHS[other]))
    inner = data.draw(st.text("0123456789", min_size=long, max_size=long))
    outer = inner[:short]
    assert contains(outer, inner)
    assert contains(inner, outer) is (short == long)
    at = data.draw(st.integers(0, short - 1))
    beside = outer[:at] + str((int(outer[at]) + 1) % 10) + outer[at + 1 :]
    assert not contains(beside, inner)


@pytest.mark.parametrize(
    "broken", ["", "1", "18.7", "187", "18720", "18.72.01.100", "abc", "18.72%", "১৮", None]
)
def test_a_damaged_code_holds_nothing_and_lies_nowhere(broken):
    code = broken or ""
    assert not contains(code, "18.72.01")
    assert not contains("18", code)


@pytest.mark.django_db
def test_within_finds_the_same_rows_as_may():
    user = person("district_committee", "18.72.01")
    member(user, "station_officer", station="1872021001001")
    codes = ["18.72", "18.72.01", "18.72.01.1001", "18.72.02", "18.72.02.1001", "19.71"]
    for code in codes:
        member(account(), "forum_member", code)
    found = Membership.objects.filter(role="forum_member").filter(
        access.within(user, "results.enter", "region")
    )
    assert {m.region_id for m in found} == {c for c in codes if access.may(user, "results.enter", c)}
    assert {r.pk for r in access.regions(user, "results.enter")} == {"18.72.01", "18.72.01.1001"}


def test_the_ward_of_a_station():
    assert ward_of("1872011001003") == "18.72.01.1001"
