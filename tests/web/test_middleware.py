"""An address that names nothing is told so on both databases."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.kit.count import Town, small_election
from tests.kit.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return small_election()


@pytest.mark.parametrize(
    "address",
    [
        "/api/elections/uji%00/contests",
        "/api/elections?region=%00",
        "/cari/?q=a%00b",
        "/akun/undangan/a%00b/",
    ],
)
def test_a_nul_names_nothing(client: Client, town: Town, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json") is address.startswith("/api/")


@pytest.mark.parametrize("page", ["results:desk", "results:held", "results:sheets"])
def test_nor_does_it_in_the_filters_of_the_room(town: Town, page: str) -> None:
    client = signed_in(town.checker)
    assert client.get(reverse(page), {"wilayah": "\0", "pemilihan": "\0"}).status_code == 404
    assert client.get(reverse(page)).status_code == 200


def test_a_percent_sign_before_two_zeros_is_none(client: Client, town: Town) -> None:
    assert client.get("/cari/?q=%2500").status_code == 200
