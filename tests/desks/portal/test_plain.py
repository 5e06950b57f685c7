"""The language switch, the method page, error pages."""

from __future__ import annotations

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory

from siaga.desks.portal import errors
from siaga.desks.portal.queries.method import method_of
from siaga.law.profiles import load
from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db


def test_the_language_is_kept_in_a_cookie(client: Client) -> None:
    answer = client.post("/bahasa/", {"language": "en", "next": "/tentang/"})
    assert (answer.status_code, answer["Location"]) == (302, "/tentang/")
    assert '<html lang="en"' in client.get("/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(client: Client, target: str) -> None:
    assert client.post("/bahasa/", {"language": "en", "next": target})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client: Client) -> None:
    assert not client.post("/bahasa/", {"language": "fr"}).cookies


def test_who_opens_the_address_of_a_form_reads_so_and_is_not_left_with_a_blank_page(client: Client) -> None:
    answer = client.get("/bahasa/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Tidak ada halaman di alamat ini." in answer.content.decode()


def test_the_method_is_that_of_the_rule_profile() -> None:
    assert method_of(None) is None
    method = method_of(tiny_city().election)
    profile = load("pilkada-2024")
    assert {told.rule for told in (*method.stopping, *method.warning)} == set(profile.rules)
    assert "R8" in {told.rule.id for told in method.stopping}
    assert "R6" in {told.rule.id for told in method.warning}


@pytest.mark.parametrize(
    ("view", "exception", "status"),
    [
        (errors.bad_request, BadRequest("x"), 400),
        (errors.forbidden, PermissionDenied(), 403),
        (errors.not_found, Http404(), 404),
        (errors.csrf_failure, "reason", 403),
    ],
)
def test_each_error_is_one_sentence_and_a_next_step(client: Client, view, exception, status: int) -> None:
    request = client.get("/tentang/").wsgi_request
    answer = view(request, exception)
    assert answer.status_code == status
    assert answer.content.decode().count("<h1>") == 1


def test_a_given_sentence_is_shown(client: Client) -> None:
    request = client.get("/tentang/").wsgi_request
    assert "Khusus PPK" in errors.forbidden(request, PermissionDenied("Khusus PPK.")).content.decode()
    resolver_detail = Http404({"tried": [], "path": "secret"})
    assert "secret" not in errors.not_found(request, resolver_detail).content.decode()


def test_the_500_page_asks_the_database_nothing(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "<h1>" in answer.content.decode()


def test_under_api_every_error_is_a_problem_document() -> None:
    answer = errors.not_found(RequestFactory().get("/api/none"), Http404())
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["evil.example", "bad host", "127.0.0.1:99999x"])
def test_a_wrong_host_is_told_in_one_sentence(client: Client, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.content.decode().count("<h1>") == 1


def test_a_form_without_its_token_is_told_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/akun/login/", {"login": "x", "password": "y"})
    assert answer.status_code == 403
    assert answer.content.decode().count("<h1>") == 1


def test_a_fault_of_ours_shows_the_number_of_the_request(client: Client, monkeypatch) -> None:
    def broken() -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("siaga.desks.portal.views.home.standings", broken)
    client.raise_request_exception = False
    answer = client.get("/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "secret detail" not in text
    assert answer["X-Request-ID"] in text
