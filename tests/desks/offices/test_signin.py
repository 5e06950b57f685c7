"""Signing in, being locked out, the second step, and what of it stays in the trail."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axes.models import AccessAttempt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from siaga.desks.offices.adapters import InvitedOnly
from siaga.desks.offices.roles import ACTIONS, STATION_ROLES, Role
from siaga.desks.trail.models import Entry
from tests.kit.city import tiny_city
from tests.kit.people import PASSWORD, account, authenticator, person, signed_in

pytestmark = pytest.mark.django_db
LOGIN = "/akun/login/"


@pytest.fixture(autouse=True)
def no_memory_of_earlier_attempts():
    cache.clear()


@pytest.fixture
def siti():
    return person("forum_member", username="siti", password=PASSWORD)


def attempt(client, username="siti", password="salah", **options):  # noqa: S107
    return client.post(LOGIN, {"login": username, "password": password}, **options)


def prove_password(client):
    """Before a change of the account the library asks for the password once more."""
    answer = client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert answer.status_code == 302


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def entries(action: str) -> list[Entry]:
    return list(Entry.objects.filter(action=action).order_by("index"))


# --- the password


def test_a_right_password_opens_and_leaves_an_entry(client, siti):
    answer = attempt(client, password=PASSWORD)
    assert answer.status_code == 302
    assert answer["Location"] == reverse("readiness:board")
    (entry,) = entries("account.signed_in")
    assert (entry.subject_id, entry.actor_id) == (str(siti.pk), str(siti.pk))
    assert "Forkopimda" in entry.office or "Forum" in entry.office


@pytest.mark.parametrize(
    ("role", "page"),
    [("forum_member", "readiness:board"), ("administrator", "offices:me"), ("auditor", "offices:me")],
)
def test_without_the_needed_second_factor_one_lands_where_one_may(client, role, page):
    person(role, username="tono", password=PASSWORD, second_factor=False)
    assert attempt(client, "tono", PASSWORD)["Location"] == reverse(page)
    assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("role", Role.values)
def test_each_role_lands_where_its_work_is(role):
    tiny_city()
    view = "results:capture" if role in STATION_ROLES else "offices:me"
    expected = reverse("readiness:board" if "board.read" in ACTIONS[role] else view)
    client = signed_in(person(role))
    request = client.get(reverse("offices:me")).wsgi_request
    assert InvitedOnly(request).get_login_redirect_url(request) == expected
    assert client.get(expected).status_code == 200


@pytest.mark.parametrize("username", ["SITI", "Siti", " siti "])
def test_capital_letters_do_not_matter(client, siti, username):
    attempt(client, username, PASSWORD)
    assert is_signed_in(client)


def test_the_session_gets_a_new_key(client, siti):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by the attacker"
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    attempt(client, password=PASSWORD)
    assert is_signed_in(client)
    assert client.session.session_key != planted
    assert "_auth_user_id" not in Client().session


def test_a_form_without_its_token_is_refused(siti):
    client = Client(enforce_csrf_checks=True)
    assert attempt(client, password=PASSWORD).status_code == 403
    assert not is_signed_in(client)


def test_a_closed_account_does_not_come_in(client, siti):
    siti.is_active = False
    siti.save()
    attempt(client, password=PASSWORD)
    assert not is_signed_in(client)


def test_an_account_without_a_password_does_not_come_in(client):
    account("budi")
    for password in ("", "!", "None"):
        attempt(client, "budi", password)
        assert not is_signed_in(client)


def test_there_is_no_open_sign_up_and_no_reset_by_mail(client):
    for name in ("account_signup", "account_reset_password", "account_email", "account_set_password"):
        answer = client.get(reverse(name))
        assert answer.status_code == 403
    client.post(reverse("account_signup"), {"username": "eve", "password1": PASSWORD, "password2": PASSWORD})
    assert not is_signed_in(client)


def test_the_language_of_the_account_comes_along(client, siti):
    siti.language = "en"
    siti.save()
    answer = attempt(client, password=PASSWORD)
    assert answer.cookies["django_language"].value == "en"


def test_nobody_is_sent_to_another_site(client, siti):
    answer = client.post(
        f"{LOGIN}?next=https://example.org/",
        {"login": "siti", "password": PASSWORD, "next": "https://example.org/"},
    )
    assert "example.org" not in answer["Location"]


# --- the lock


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/rapat/7/notulen/?dari=surat", "/rapat/7/notulen/?dari=surat"),
        ("https://example.org/rapat/", "/"),
        ("", "/"),
    ],
)
def test_who_was_signed_out_while_writing_goes_back_to_the_page_of_the_form(client, came_from, back):
    answer = client.post("/rapat/7/notulen/simpan/", {"text": "x"}, headers={"referer": came_from})
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query)["next"] == [back]


def test_the_sixth_attempt_is_locked_even_with_the_right_password(client, siti):
    for number in range(1, 6):
        answer = attempt(client)
        assert (answer.status_code == 429) is (number == 5), number
    answer = attempt(client, password=PASSWORD)
    assert answer.status_code == 429
    assert not is_signed_in(client)
    until = timezone.localtime(answer.context["until"])
    assert timedelta(minutes=14) < until - timezone.now() <= timedelta(minutes=15)
    assert f"{until:%H.%M}" in answer.content.decode()


def test_trying_on_does_not_prolong_the_lock(client, siti):
    for _ in range(5):
        attempt(client)
    until = attempt(client).context["until"]
    assert attempt(client).context["until"] == until


def test_the_lock_ends(client, siti):
    for _ in range(6):
        attempt(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    attempt(client, password=PASSWORD)
    assert is_signed_in(client)


def test_the_lock_is_per_name_and_address(client, siti):
    person("auditor", username="budi", password=PASSWORD, second_factor=False)
    for _ in range(6):
        attempt(client)
    elsewhere, other = Client(REMOTE_ADDR="10.0.0.9"), Client()
    attempt(other, "budi", PASSWORD)
    attempt(elsewhere, password=PASSWORD)
    assert is_signed_in(other)
    assert is_signed_in(elsewhere)
    assert attempt(client, password=PASSWORD).status_code == 429


def test_behind_a_proxy_the_lock_is_on_the_far_address(siti, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    stranger = Client(headers={"x-forwarded-for": "203.0.113.9"})
    assert [attempt(stranger).status_code for _ in range(6)][-1] == 429
    at_home = Client(headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    attempt(at_home, password=PASSWORD)
    assert is_signed_in(at_home), "what the visitor claims counts for nothing, what the proxy adds does"


def test_without_a_proxy_what_a_visitor_claims_counts_for_nothing(siti):
    for number in range(6):
        answer = attempt(Client(headers={"x-forwarded-for": f"203.0.113.{number}"}))
    assert answer.status_code == 429


def test_spelling_the_name_differently_gives_no_further_attempts(client, siti):
    for name in ("siti", "Siti", "sIti", "siTi", " siti"):
        answer = attempt(client, name)
    assert answer.status_code == 429


def test_a_right_password_clears_the_count(client, siti):
    for _ in range(4):
        attempt(client)
    attempt(client, password=PASSWORD)
    again = Client()
    for _ in range(4):
        attempt(again)
    attempt(again, password=PASSWORD)
    assert is_signed_in(again)


def test_failures_and_locks_leave_entries_without_what_was_typed(client, siti):
    for _ in range(5):
        attempt(client)
    attempt(client, "1872011505900003")
    attempt(client, PASSWORD)
    assert len(entries("account.locked")) == 1
    refused = entries("account.refused")
    assert [e.subject_id for e in refused] == [str(siti.pk)] * 5 + ["", ""]
    assert not Entry.objects.filter(canonical__contains="1872011505900003").exists()
    assert not Entry.objects.filter(canonical__contains=PASSWORD).exists()
    assert not AccessAttempt.objects.filter(post_data__contains="salah").exists()


# --- the second factor


def test_who_has_a_second_factor_must_show_it(client):
    user = person("auditor", username="dewi", password=PASSWORD, second_factor=False)
    secret = authenticator(user)
    answer = attempt(client, "dewi", PASSWORD)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    assert client.get(reverse("trail:log"))["Location"].startswith(LOGIN)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(client)
    assert entries("account.refused")[0].after == {"because": "second factor"}
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_signed_in(client)


def test_guessing_codes_is_stopped(client):
    user = person("auditor", username="dewi", password=PASSWORD, second_factor=False)
    secret = authenticator(user)
    attempt(client, "dewi", PASSWORD)
    for guess in range(6):
        client.post(reverse("mfa_authenticate"), {"code": f"{guess:06d}"})
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert not is_signed_in(client)


def test_without_the_needed_second_factor_a_page_says_what_to_do(client):
    user = person("auditor", second_factor=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("offices:accounts"))
    assert answer.status_code == 403
    assert "offices/second_factor.html" in {t.name for t in answer.templates}
    assert reverse("mfa_activate_totp") in answer.content.decode()


def test_setting_up_an_authenticator_and_taking_it_away_leave_entries(
    client, django_capture_on_commit_callbacks
):
    user = person("auditor", username="dewi", password=PASSWORD, second_factor=False)
    attempt(client, "dewi", PASSWORD)
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    prove_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mfa_activate_totp"), {"code": code(secret)})
    assert client.get(reverse("offices:accounts")).status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(reverse("offices:accounts")).status_code == 403
    assert entries("second_factor.added")[0].after == {"kind": "totp"}
    assert {"kind": "totp"} in [e.before for e in entries("second_factor.removed")]
    assert all(e.subject_id == str(user.pk) for e in entries("second_factor.added"))


def test_a_recovery_code_helps_in_once(client):
    user = person("auditor", username="dewi", password=PASSWORD, second_factor=False)
    authenticator(user)
    spare = RecoveryCodes.activate(user).get_unused_codes()[0]
    for expected in (True, False):
        visitor = Client()
        attempt(visitor, "dewi", PASSWORD)
        visitor.post(reverse("mfa_authenticate"), {"code": spare})
        assert is_signed_in(visitor) is expected


def test_changing_the_password_leaves_an_entry(client, siti):
    attempt(client, password=PASSWORD)
    new = "Sandi-lain-yang-panjang"
    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )
    assert len(entries("account.password_changed")) == 1
    assert client.post(reverse("account_logout")).status_code == 302
    attempt(client, password=new)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "page",
    [
        "account_login",
        "account_logout",
        "account_inactive",
        "account_change_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
    ],
)
def test_every_page_of_the_sign_in_library_wears_the_house(client, siti, page):
    if page not in ("account_login", "account_inactive"):
        attempt(client, password=PASSWORD)
        prove_password(client)
    if page == "mfa_generate_recovery_codes":
        authenticator(siti)
    answer = client.get(reverse(page))
    assert answer.status_code == 200, answer.get("Location")
    assert 'class="house"' in answer.content.decode()
    assert "style=" not in answer.content.decode()
