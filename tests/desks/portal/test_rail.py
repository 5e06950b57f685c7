"""The rail shows each person the doors they may open, and every door leads somewhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.offices.roles import Role
from siaga.desks.portal.rail import PUBLIC, ROOM, groups
from tests.kit.city import tiny_city
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db


def doors(client: Client, address: str = "/tentang/") -> list[str]:
    request = client.get(address).wsgi_request
    return [item.url for group in groups(request) for item in group.items]


def test_a_visitor_sees_the_public_doors(client: Client) -> None:
    assert doors(client) == [reverse(door.view) for door in PUBLIC]


@pytest.mark.parametrize("role", Role.values)
def test_every_shown_door_opens(role: str) -> None:
    tiny_city()
    client = signed_in(person(role))
    for url in doors(client):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("role", Role.values)
def test_no_door_that_opens_is_hidden(role: str) -> None:
    tiny_city()
    client = signed_in(person(role))
    shown = doors(client)
    for door in ROOM:
        url = reverse(door.view)
        assert (client.get(url).status_code == 200) == (url in shown), url


def test_the_current_door_is_marked_and_no_other(client: Client) -> None:
    request = client.get("/hasil-publik/").wsgi_request
    assert [item.url for group in groups(request) for item in group.items if item.current] == [
        "/hasil-publik/"
    ]


def test_of_two_doors_one_inside_the_other_the_inner_is_current() -> None:
    request = signed_in(person("administrator")).get("/lembaga/akun/").wsgi_request
    assert [item.url for group in groups(request) for item in group.items if item.current] == [
        "/lembaga/akun/"
    ]
