"""Invitations: within one's region, once, in time, by two people where it matters; never twice at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.offices import access
from siaga.desks.offices.errors import RefusedError, UsernameTakenError
from siaga.desks.offices.models import Institution, Invitation, Membership, User
from siaga.desks.offices.roles import ACTIONS, DECIDING_ROLES
from siaga.desks.offices.services import accounts, invitations
from siaga.desks.offices.services.invitations import Terms
from siaga.desks.places.models import PollingStation, StationMap
from siaga.desks.trail.models import Entry
from tests.kit.people import (
    PASSWORD,
    STATION,
    account,
    institution,
    person,
    region,
    signed_in,
    tomorrow,
    yesterday,
)

pytestmark = pytest.mark.django_db
KIND = Institution.Kind
STATION_WARD = "18.72.01.1001"


def terms(role="auditor", code="18.72", kind=KIND.COMMISSION, at="18.72", **more) -> Terms:
    fields = {"full_name": "Siti Aminah", "institution": institution(kind, at), "region": region(code)}
    return Terms(**fields | {"role": role} | more)


@pytest.fixture
def admin():
    return person("administrator", "18.72")


@pytest.fixture
def link(admin):
    return invitations.invite(admin, terms())


def address(token: str) -> str:
    return reverse("accept_invitation", args=[token])


def choose(client, token, username="siti", password=PASSWORD, again=PASSWORD):
    return client.post(address(token), {"username": username, "password": password, "again": again})


# --- who may invite whom, and where


@pytest.mark.parametrize(
    ("role", "kind", "at", "code", "station"),
    [
        ("auditor", KIND.COMMISSION, "18.72", "18.72", ""),
        ("district_committee", KIND.COMMITTEE, "18.72.01", "18.72.01", ""),
        ("ward_committee", KIND.COMMITTEE, "18.72.01", "18.72.01.1001", ""),
        ("station_officer", KIND.COMMITTEE, "18.72.01", "18.72.01.1001", STATION),
        ("supervisor", KIND.SUPERVISOR, "18.72", "18.72", ""),
    ],
)
def test_an_administrator_invites_within_the_region(admin, role, kind, at, code, station):
    issued = invitations.invite(admin, terms(role, code, kind, at, station_code=station))
    if issued.invitation.needs_approval:
        invitations.approve(person("commissioner"), issued.invitation.pk)
    user = accounts.accept(issued.token, "siti", PASSWORD)
    membership = user.memberships.get()
    assert (membership.role, membership.place) == (role, station or code)
    assert membership.starts == access.today()


def test_the_invited_person_is_the_actor_of_the_acceptance(client, admin, link):
    choose(client, link.token)
    user = User.objects.get(full_name="Siti Aminah")
    entries = Entry.objects.filter(action__in=["account.made", "membership.granted"])
    assert {(e.action, e.actor_id, e.actor_name) for e in entries} == {
        ("account.made", str(user.pk), "Siti Aminah"),
        ("membership.granted", str(user.pk), "Siti Aminah"),
    }


@pytest.mark.parametrize(
    ("at", "code"), [("18", "18.72"), ("18", "18"), ("19.71", "19.71"), ("18.71", "18.71")]
)
def test_not_outside_it(admin, at, code):
    with pytest.raises(PermissionDenied):
        invitations.invite(admin, terms(at=at, code=code))
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "role", ["commissioner", "commission_staff", "district_committee", "auditor", "supervisor"]
)
def test_no_other_role_invites(role):
    with pytest.raises(PermissionDenied):
        invitations.invite(person(role), terms())


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "commissioner", "kind": KIND.POLICE},
        {"role": "supervisor", "kind": KIND.COMMISSION},
        {"role": "district_committee", "kind": KIND.COMMITTEE, "at": "18.72.02", "code": "18.72.01"},
        {"role": "station_officer", "kind": KIND.COMMITTEE, "code": "18.72.01.1001"},
        {"role": "auditor", "station_code": STATION, "code": "18.72.01.1001"},
        {"role": "station_officer", "code": "18.72.02.1001", "station_code": STATION},
    ],
)
def test_terms_must_fit_together(admin, wrong):
    with pytest.raises(RefusedError):
        invitations.invite(admin, terms(**wrong))


def test_the_same_person_is_not_invited_twice_at_a_time(admin, link):
    with pytest.raises(RefusedError, match="open invitation"):
        invitations.invite(admin, terms())
    Invitation.objects.filter(pk=link.invitation.pk).update(withdrawn_at=timezone.now())
    assert invitations.invite(admin, terms()).token != link.token


# --- the token


def test_the_database_knows_only_the_hash(link):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM offices_invitation")
        row = cursor.fetchone()
    assert link.token not in map(str, row)
    assert invitations.hash_of(link.token) in row
    assert len(link.token) >= 43
    assert not Entry.objects.filter(canonical__contains=link.token).exists()


@given(st.data())
def test_an_altered_token_is_no_invitation(data):
    real = "A" + "b7-_" * 10 + "Zx"
    at = data.draw(st.integers(0, len(real) - 1))
    other = data.draw(st.characters(min_codepoint=33, max_codepoint=0x2FF).filter(lambda c: c != real[at]))
    altered = real[:at] + other + real[at + 1 :]
    assert invitations.hash_of(altered) != invitations.hash_of(real)
    with pytest.raises(RefusedError, match="not a valid invitation"):
        invitations.find(altered)


@given(
    st.text(min_size=1, max_size=80).filter(
        lambda t: "/" not in t and t not in (".", "..") and "\x00" not in t
    )
)
def test_any_text_in_the_address_gets_one_clear_page(text):
    answer = Client().get(reverse("accept_invitation", args=[text]))
    assert answer.status_code == 410
    assert answer.context["sentence"].count(".") <= 2


def test_shortened_lengthened_and_differently_cased_tokens_fail(link):
    for altered in (
        link.token[:-1],
        link.token + "A",
        link.token.swapcase(),
        link.token[::-1],
        f" {link.token}",
    ):
        with pytest.raises(RefusedError):
            invitations.find(altered)
    assert invitations.find(link.token) == link.invitation


# --- accepting


def test_a_crew_is_offered_a_name_and_lands_on_its_work(client, admin):
    offered = terms("station_officer", STATION_WARD, KIND.COMMITTEE, STATION_WARD, station_code=STATION)
    link = invitations.invite(admin, offered)
    account("siti001")
    page = client.get(address(link.token))
    assert page.context["form"].initial["username"] == "siti001-2"
    assert choose(client, link.token, "siti001-2")["Location"] == reverse("results:capture")


def test_nobody_else_is_offered_a_name(client, link):
    assert client.get(address(link.token)).context["form"].initial["username"] == ""


def test_accepting_makes_the_account_and_signs_in(client, link):
    assert client.get(address(link.token)).status_code == 200
    answer = choose(client, link.token, "Siti.A")
    assert answer["Location"] == reverse("offices:me")
    user = User.objects.get(username="siti.a")
    assert user.full_name == "Siti Aminah"
    assert user.check_password(PASSWORD)
    assert client.session["_auth_user_id"] == str(user.pk)
    acts = list(Entry.objects.order_by("index").values_list("action", flat=True))
    assert acts == ["invitation.made", "account.made", "membership.granted", "account.signed_in"]


def test_replay_is_refused(client, link):
    choose(client, link.token)
    again = Client()
    assert "already used" in again.get(address(link.token)).context["sentence"]
    assert choose(again, link.token, "eve").status_code == 410
    assert not User.objects.filter(username="eve").exists()


def test_expired_is_refused(client, link, monkeypatch):
    later = link.invitation.expires_at + timedelta(seconds=1)
    monkeypatch.setattr("siaga.desks.offices.services.invitations.timezone.now", lambda: later)
    assert "expired" in client.get(address(link.token)).context["sentence"]
    assert choose(client, link.token).status_code == 410


def test_withdrawn_is_refused(client, admin, link):
    invitations.withdraw(admin, link.invitation.pk)
    assert "withdrawn" in choose(client, link.token).context["sentence"]
    assert not User.objects.filter(username="siti").exists()


def test_renewing_kills_the_old_link(client, admin, link):
    new = invitations.reissue(admin, link.invitation.pk)
    assert choose(Client(), link.token).status_code == 410
    assert choose(client, new.token).status_code == 302
    with pytest.raises(RefusedError):
        invitations.reissue(admin, new.invitation.pk)


@pytest.mark.parametrize(
    ("username", "password", "again", "field"),
    [
        ("si", PASSWORD, PASSWORD, "username"),
        ("siti aminah", PASSWORD, PASSWORD, "username"),
        ("1872011505900003", PASSWORD, PASSWORD, "username"),
        ("siti", "pendek", "pendek", "password"),
        ("siti", "password123", "password123", "password"),
        ("siti-aminah", "siti-aminah1", "siti-aminah1", "password"),
        ("siti", PASSWORD, PASSWORD + "x", "again"),
        ("taken", PASSWORD, PASSWORD, "username"),
        ("TAKEN", PASSWORD, PASSWORD, "username"),
    ],
)
def test_bad_choices_are_told_beside_their_field_and_use_nothing_up(
    client, link, username, password, again, field
):
    account("taken")
    answer = choose(client, link.token, username, password, again)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert invitations.find(link.token)


def test_a_taken_name_is_refused_by_the_service_too(link):
    account("siti")
    with pytest.raises(UsernameTakenError):
        accounts.accept(link.token, "siti", PASSWORD)
    assert invitations.find(link.token)


def test_someone_with_an_account_adds_the_role_to_it(link):
    user = person("forum_member")
    client = signed_in(user)
    assert "offices/accept_as.html" in {t.name for t in client.get(address(link.token)).templates}
    client.post(address(link.token))
    assert {m.role for m in user.memberships.all()} == {"forum_member", "auditor"}
    assert client.post(address(link.token)).status_code == 410


def test_nobody_gives_a_role_to_themselves(admin, link):
    assert signed_in(admin).post(address(link.token)).status_code == 403
    assert invitations.find(link.token)


def test_a_role_with_an_agreed_end_ends(admin):
    issued = invitations.invite(admin, terms(ends=tomorrow()))
    user = accounts.accept(issued.token, "siti", PASSWORD)
    assert user.memberships.get().ends == tomorrow()


# --- two people for whoever decides


def test_an_administrator_waits_for_a_second_person(client, admin):
    issued = invitations.invite(admin, terms("administrator"))
    assert "second person" in choose(client, issued.token).context["sentence"]
    with pytest.raises(PermissionDenied, match="Another person"):
        invitations.approve(admin, issued.invitation.pk)
    with pytest.raises(PermissionDenied):
        invitations.approve(person("auditor"), issued.invitation.pk)
    with pytest.raises(PermissionDenied):
        invitations.approve(person("commissioner", "19.71"), issued.invitation.pk)
    invitations.approve(person("commissioner"), issued.invitation.pk)
    assert choose(client, issued.token).status_code == 302
    assert access.memberships_on(User.objects.get(username="siti"), access.today())[0].role == "administrator"


def test_one_administrator_alone_makes_no_account_that_confirms(client, admin):
    body = {"kind": KIND.SUPERVISOR, "at": "18.72"}
    for role in sorted(DECIDING_ROLES - {"administrator"}):
        more = body if role == "supervisor" else {"kind": KIND.GOVERNMENT} if role == "secretariat" else {}
        issued = invitations.invite(admin, terms(role, full_name=role, **more))
        assert "second person" in choose(client, issued.token, role.replace("_", "-")).context["sentence"]
        with pytest.raises(PermissionDenied, match="Another person"):
            invitations.approve(admin, issued.invitation.pk)
    assert Membership.objects.filter(user__full_name__in=DECIDING_ROLES).count() == 0


def test_who_may_confirm_or_correct_is_a_role_that_decides():
    second = {"results.confirm", "results.correct", "meetings.confirm", "grants.confirm", "staff.confirm"}
    assert {r for r, actions in ACTIONS.items() if actions & second} | {"administrator"} <= DECIDING_ROLES
    assert {"station_officer", "station_supervisor", "ward_committee"}.isdisjoint(DECIDING_ROLES)


def test_other_roles_need_nobodys_approval(link):
    assert not link.invitation.needs_approval


def test_the_operator_lets_the_first_administrator_in(client, capsys):
    body = institution()
    call_command("invite_administrator", body.code, "Siti Aminah", site="https://siaga.example/")
    printed = capsys.readouterr().out.strip()
    token = re.fullmatch(r"https://siaga\.example/akun/undangan/([\w-]{43})/", printed)[1]
    assert choose(client, token).status_code == 302
    assert Entry.objects.get(action="invitation.made").actor_name == "Siaga: invite_administrator"
    with pytest.raises(CommandError, match="no institution"):
        call_command("invite_administrator", "kpu-nowhere", "Siti")


def test_without_an_address_the_path_of_the_invitation_is_printed(client, capsys):
    call_command("invite_administrator", institution().code, "Siti Aminah")
    printed = capsys.readouterr().out.strip()
    assert re.fullmatch(r"/akun/undangan/[\w-]{43}/", printed)
    assert client.get(printed, follow=True).status_code == 200


# --- pages


def test_the_card_shows_link_and_code_once(admin):
    body, client = institution(), signed_in(admin)
    answer = client.post(
        reverse("offices:invite"),
        {"full_name": "Siti", "institution": body.pk, "role": "auditor", "days": 3},
    )
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    link = answer.context["link"]
    token = link.rstrip("/").rpartition("/")[2]
    assert invitations.find(token).region == body.region
    page = answer.content.decode()
    assert link in page
    assert 'src="data:image/svg+xml' in page
    assert token not in client.get(reverse("offices:invitations")).content.decode()


def test_a_station_is_found_by_its_code(admin):
    stations = StationMap.objects.create(code="metro", name="Metro")
    ward = region("18.72.01.1001")
    PollingStation.objects.create(map=stations, ward=ward, code=STATION, number=1)
    client, body = signed_in(admin), institution(KIND.COMMITTEE, "18.72.01")
    data = {"full_name": "Siti", "institution": body.pk, "role": "station_officer", "days": 3}
    for code, error in (("", "station_code"), ("1872011001999", "station_code"), ("12", "station_code")):
        answer = client.post(reverse("offices:invite"), data | {"station_code": code})
        assert error in answer.context["form"].errors
    client.post(reverse("offices:invite"), data | {"station_code": STATION})
    assert Invitation.objects.get().region == ward


@pytest.mark.parametrize(
    ("field", "value"),
    [("full_name", "NIK 1872011505900003"), ("ends", "2020-01-01"), ("days", "400"), ("role", "root")],
)
def test_bad_terms_are_told_beside_their_field(admin, field, value):
    data = {"full_name": "Siti", "institution": institution().pk, "role": "auditor", "days": 3} | {
        field: value
    }
    answer = signed_in(admin).post(reverse("offices:invite"), data)
    assert list(answer.context["form"].errors) == [field]
    assert not Invitation.objects.exists()


def test_choices_are_those_of_the_own_region(admin):
    near, far = institution(KIND.POLICE, "18.72"), institution(KIND.POLICE, "19.71")
    form = signed_in(admin).get(reverse("offices:invite")).context["form"]
    assert near in form.fields["institution"].queryset
    assert far not in form.fields["institution"].queryset
    answer = signed_in(admin).post(
        reverse("offices:invite"), {"full_name": "Siti", "institution": far.pk, "role": "auditor", "days": 3}
    )
    assert "institution" in answer.context["form"].errors


def test_the_list_offers_what_the_reader_may_do(admin, link):
    other = person("administrator", "18.72.01")
    waiting = invitations.invite(admin, terms("administrator", full_name="Budi")).invitation
    page = signed_in(person("commissioner")).get(reverse("offices:invitations")).content.decode()
    assert reverse("offices:approve", args=[waiting.pk]) in page
    assert reverse("offices:withdraw", args=[waiting.pk]) not in page
    page = signed_in(admin).get(reverse("offices:invitations")).content.decode()
    assert reverse("offices:approve", args=[waiting.pk]) not in page
    assert reverse("offices:withdraw", args=[link.invitation.pk]) in page
    page = signed_in(other).get(reverse("offices:invitations")).content.decode()
    assert "Budi" not in page


@pytest.mark.parametrize("act", ["withdraw", "renew", "approve"])
def test_acts_on_another_citys_invitation_are_refused(link, act):
    stranger = signed_in(person("administrator", "19.71"))
    assert stranger.post(reverse(f"offices:{act}", args=[link.invitation.pk])).status_code == 403
    assert stranger.post(reverse(f"offices:{act}", args=[0])).status_code == 404
    assert stranger.get(reverse(f"offices:{act}", args=[link.invitation.pk])).status_code == 405
    assert invitations.find(link.token)


def test_an_act_that_comes_too_late_says_so(admin, link):
    client = signed_in(admin)
    client.post(reverse("offices:withdraw", args=[link.invitation.pk]))
    for act in ("withdraw", "renew"):
        answer = client.post(reverse(f"offices:{act}", args=[link.invitation.pk]), follow=True)
        assert [m.level_tag for m in answer.context["messages"]][-1] == "error"


# --- two at once


def _accept_at_once(token: str, number: int, start: Barrier) -> str:
    start.wait()
    try:
        accounts.accept(token, f"siti{number}", PASSWORD)
    except RefusedError:
        return "refused"
    finally:
        connection.close()
    return "accepted"


@pytest.mark.django_db(transaction=True)
def test_one_invitation_accepted_by_two_at_once_makes_one_account(admin, link):
    start = Barrier(4)
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda n: _accept_at_once(link.token, n, start), range(4)))
    assert sorted(outcomes) == ["accepted", "refused", "refused", "refused"]
    assert User.objects.filter(username__startswith="siti").count() == 1
    assert Membership.objects.filter(role="auditor").count() == 1
    assert Entry.objects.filter(action="membership.granted").count() == 1


def test_expired_long_ago_may_be_invited_anew(admin):
    now = timezone.now()
    Invitation.objects.create(
        token_hash="0" * 64,
        full_name="Siti Aminah",
        institution=institution(),
        role="auditor",
        region=region("18.72"),
        invited_by=admin,
        created_at=now - timedelta(days=9),
        expires_at=now - timedelta(days=2),
    )
    assert invitations.invite(admin, terms())
    assert yesterday() < access.today()
