"""One's own page, the list of accounts, ending a role, and the accounts of a demonstration."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from siaga.desks.offices import access
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.models import Institution, Membership, User
from siaga.desks.offices.services.accounts import end_membership, ensure_demo_accounts
from siaga.desks.offices.services.demo import PARTS
from siaga.desks.places.models import PollingStation, StationMap
from siaga.desks.trail.models import Entry
from tests.kit.people import (
    STATION,
    account,
    institution,
    member,
    person,
    region,
    signed_in,
    tomorrow,
    ward_of,
    yesterday,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return person("administrator", "18.72")


# --- one's own page


def test_me_says_who_i_am_and_what_i_may_do():
    user = person("district_committee", "18.72.01")
    member(user, "ward_committee", "18.72.02.1001", starts=tomorrow())
    member(user, "forum_member", "18.72", ends=yesterday())
    answer = signed_in(user).get(reverse("offices:me"))
    assert [row.state for row in answer.context["memberships"]] == ["valid", "not_yet", "ended"]
    rights = {right.action: right.places for right in answer.context["rights"]}
    assert rights["results.confirm"] == ("18.72.01",)
    assert "accounts.invite" not in rights
    assert answer.context["second_factor"] is True


def test_me_without_any_role_says_what_to_do():
    answer = signed_in(account()).get(reverse("offices:me"))
    assert answer.status_code == 200
    assert answer.context["rights"] == []


def test_choosing_a_language_is_remembered():
    user = account()
    client = signed_in(user)
    answer = client.post(reverse("offices:me"), {"language": "en"})
    assert answer.cookies["django_language"].value == "en"
    user.refresh_from_db()
    assert user.language == "en"
    client.post(reverse("offices:me"), {"language": "xx"})
    user.refresh_from_db()
    assert user.language == "en"
    assert Entry.objects.get(action="account.language").after == {"language": "en"}


def test_forms_need_their_token():
    client = signed_in(account(), csrf=True)
    assert client.post(reverse("offices:me"), {"language": "en"}).status_code == 403


# --- the list


def test_the_list_shows_ones_own_region(admin):
    near, far = person("auditor", "18.72.01"), person("auditor", "19.71")
    listing = signed_in(admin).get(reverse("offices:accounts")).context["listing"]
    seen = {row.membership.user for row in listing.rows}
    assert near in seen
    assert far not in seen


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ({"state": "ended"}, {"Lama"}),
        ({"state": "not_yet"}, {"Nanti"}),
        ({"role": "auditor"}, {"Lama", "Nanti"}),
        ({"words": "nan"}, {"Nanti"}),
        ({"words": "tidak ada"}, set()),
    ],
)
def test_filters(admin, filters, names):
    person("auditor", full_name="Lama", ends=yesterday())
    person("auditor", full_name="Nanti", starts=tomorrow())
    listing = signed_in(admin).get(reverse("offices:accounts"), filters).context["listing"]
    assert {str(row.membership.user) for row in listing.rows} == names


def test_an_auditor_reads_but_changes_nothing():
    target, client = person("forum_member"), signed_in(person("auditor"))
    page = client.get(reverse("offices:accounts"))
    assert page.status_code == 200
    membership = target.memberships.get()
    assert reverse("offices:end", args=[membership.pk]) not in page.content.decode()
    assert reverse("offices:invite") not in page.content.decode()
    assert client.post(reverse("offices:end", args=[membership.pk]), {"reason": "x"}).status_code == 403


def test_the_list_downloads(admin):
    answer = signed_in(admin).get(reverse("offices:accounts"), {"unduh": "csv"})
    assert answer["Content-Type"].startswith("text/csv")
    assert admin.username in answer.content.decode()


# --- ending


def test_ending_a_role_takes_effect_at_once_and_leaves_an_entry(admin):
    user = person("commissioner")
    membership, browser = user.memberships.get(), signed_in(user)
    assert browser.get(reverse("offices:invitations")).status_code == 200
    answer = signed_in(admin).post(
        reverse("offices:end", args=[membership.pk]), {"reason": "Masa jabatan habis"}
    )
    assert answer["Location"] == reverse("offices:accounts")
    assert browser.get(reverse("offices:invitations")).status_code == 403
    entry = Entry.objects.get(action="membership.ended")
    assert (entry.actor_id, entry.reason) == (str(admin.pk), "Masa jabatan habis")
    assert entry.office.endswith(str(institution()))


def test_ending_needs_a_reason_and_only_once(admin):
    membership = person("forum_member").memberships.get()
    address, client = reverse("offices:end", args=[membership.pk]), signed_in(admin)
    for reason in ("", "   ", "NIK 1872011505900003"):
        assert "reason" in client.post(address, {"reason": reason}).context["form"].errors
    with pytest.raises(RefusedError, match="why"):
        end_membership(admin, membership.pk, "  ")
    end_membership(admin, membership.pk, "moved")
    with pytest.raises(RefusedError, match="already ended"):
        end_membership(admin, membership.pk, "again")
    assert "already ended" in str(client.post(address, {"reason": "again"}).context["form"].errors)


def test_a_role_that_has_not_begun_can_be_ended_too(admin):
    user = person("forum_member", starts=tomorrow())
    end_membership(admin, user.memberships.get().pk, "a mistake")
    assert not access.may(user, "board.read", on=tomorrow())


def test_nobody_ends_their_own_role(admin):
    own = admin.memberships.get()
    with pytest.raises(PermissionDenied, match="own role"):
        end_membership(admin, own.pk, "tired")
    assert signed_in(admin).get(reverse("offices:end", args=[own.pk])).status_code == 403


@pytest.mark.parametrize("code", ["18", "19.71", "18.71.01"])
def test_nobody_ends_a_role_outside_the_own_region(admin, code):
    membership = person("forum_member", code).memberships.get()
    with pytest.raises(PermissionDenied):
        end_membership(admin, membership.pk, "x")
    assert signed_in(admin).get(reverse("offices:end", args=[membership.pk])).status_code == 403
    membership.refresh_from_db()
    assert membership.ended_at is None


# --- the demonstration


@pytest.fixture
def election(settings):
    settings.DEMO = True
    kind = Institution.Kind
    for body, code in (
        (kind.COMMISSION, "18.72"),
        (kind.SUPERVISOR, "18.72"),
        (kind.GOVERNMENT, "18.72"),
        (kind.POLICE, "18.72"),
        (kind.COMMITTEE, "18.72.01"),
        (kind.COMMITTEE, "18.72.02"),
        (kind.COMMITTEE, ward_of(STATION)),
    ):
        institution(body, code)
    for code in ("kesbangpol-metro", "satpol-pp-metro", "dinkes-metro"):
        Institution.objects.create(code=code, name=code, kind=kind.OTHER, region=region("18.72"))
    stations = StationMap.objects.create(code="metro", name="Metro")
    PollingStation.objects.create(map=stations, ward=region(ward_of(STATION)), code=STATION, number=1)
    return SimpleNamespace(region=region("18.72"), station_map=stations)


def test_the_demonstration_has_one_account_a_part_and_two_of_one_committee(election):
    made = ensure_demo_accounts(election)
    assert [a.username for a in made] == [part.username for part in PARTS]
    first, second = (Membership.objects.get(user__username=name) for name in ("ppk1", "ppk2"))
    assert first.institution == second.institution
    assert (first.place, second.place) == ("18.72.01", "18.72.01")
    assert Membership.objects.get(user__username="kpps").place == STATION
    assert Membership.objects.get(user__username="satpolpp").institution.code == "satpol-pp-metro"
    assert User.objects.filter(demo=False).count() == 0
    assert access.may(User.objects.get(username="komisioner"), "results.confirm", "18.72")


def test_making_it_again_changes_nothing_and_says_the_same(election):
    made = ensure_demo_accounts(election)
    entries = Entry.objects.count()
    assert ensure_demo_accounts(election) == made
    assert Entry.objects.count() == entries
    for account_ in made:
        assert User.objects.get(username=account_.username).check_password(account_.password)
        assert len(account_.password) >= 14


def test_another_key_of_the_site_means_other_passwords(election, settings):
    before = ensure_demo_accounts(election)
    settings.SECRET_KEY = "another"
    after = ensure_demo_accounts(election)
    assert not {a.password for a in before} & {a.password for a in after}
    assert User.objects.get(username="kpu").check_password(after[0].password)


def test_a_real_person_keeps_their_name(election):
    real = account("kpu")
    assert "kpu" not in {a.username for a in ensure_demo_accounts(election)}
    real.refresh_from_db()
    assert not real.demo
    assert not real.has_usable_password()


def test_outside_a_demonstration_there_are_none(election, settings):
    ensure_demo_accounts(election)
    settings.DEMO = False
    with pytest.raises(RuntimeError):
        ensure_demo_accounts(election)
    assert not access.may(User.objects.get(username="forkopimda"), "board.read")


def test_a_city_without_institutions_has_no_parts(settings):
    settings.DEMO = True
    stations = StationMap.objects.create(code="x", name="X")
    assert ensure_demo_accounts(SimpleNamespace(region=region("19.71"), station_map=stations)) == []
