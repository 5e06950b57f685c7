"""Who is acting: through the middleware, and where nothing was said."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from siaga.desks.trail import links
from siaga.desks.trail.access import public, requires
from siaga.desks.trail.context import Actor, acting, current, current_request, in_office, in_request
from siaga.desks.trail.logs import JsonFormatter
from siaga.desks.trail.middleware import HEADER, ActorMiddleware


class Person:
    pk, is_authenticated = 7, True

    def get_full_name(self):
        return "Sri Rahayu"


def through(seen, user=None, **attributes):
    """Send a request through the middleware; `seen` is called where the view would be."""
    request = RequestFactory().get("/", headers=attributes.pop("headers", None))
    request.user = user or Person()
    for name, value in attributes.items():
        setattr(request, name, value)
    return ActorMiddleware(lambda request: (seen(), HttpResponse())[1])(request)


def test_the_person_behind_a_request_acts_in_their_office():
    found = []
    response = through(
        lambda: found.append((current(), current_request())), siaga_office="Komisioner · KPU Kota Metro"
    )
    actor, number = found[0]
    assert actor == Actor("7", "Sri Rahayu", "Komisioner · KPU Kota Metro")
    assert response[HEADER] == number
    assert len(number) == 32


def test_the_error_pages_can_name_the_request():
    request = RequestFactory().get("/")
    response = ActorMiddleware(lambda request: HttpResponse())(request)
    assert request.siaga_request_id == response[HEADER]


def test_a_visitor_is_anonymous():
    found = []
    through(lambda: found.append(current()), AnonymousUser())
    assert found == [Actor(name="anonymous")]


def test_a_request_that_changes_nothing_never_looks_at_the_user():
    class Untouched:
        def __getattr__(self, name):
            raise AssertionError(name)

    through(lambda: None, Untouched())


@pytest.mark.parametrize("given", ["0F" * 16, "6ba7b810-9dad-11d1-80b4-00c04fd430c8"])
def test_the_number_of_a_proxy_is_kept(given):
    assert through(lambda: None, headers={HEADER: given})[HEADER] == given.lower()


@pytest.mark.parametrize("given", ["x", "1872010101900001", "a\r\nb", "0f" * 40])
def test_any_other_number_is_replaced(given):
    assert through(lambda: None, headers={HEADER: given})[HEADER] != given


def test_nothing_is_left_behind_after_a_request():
    with pytest.raises(ZeroDivisionError):
        through(lambda: 1 / 0, siaga_office="x")
    assert current() == Actor()
    assert current_request() == ""


def test_the_innermost_word_counts():
    with acting(Actor("1", "A", "x")), in_office("y"):
        assert current() == Actor("1", "A", "y")
        with acting(Actor("2", "B", "z")):
            assert current().id == "2"
        assert current().id == "1"


def test_marks_are_left_on_the_view():
    assert public(lambda request: None).siaga_public is True
    assert requires("trail.read")(lambda request: None).siaga_action == "trail.read"


@pytest.fixture
def event():
    name = "test.happened"
    yield name
    for handler in links.names(name):
        links.unregister(name, handler)


def test_handlers_answer_by_name_and_in_order(event):
    links.register(event, "b.second", lambda number: number + 1)
    links.register(event, "a.third", lambda number: number + 2)
    assert links.announce(event, number=1) == {"b.second": 2, "a.third": 3}
    assert links.names(event) == ["b.second", "a.third"]


def test_registering_twice_is_once_and_a_name_has_one_owner(event):
    def handler():
        return 1

    links.register(event, "a", handler)
    links.register(event, "a", handler)
    assert links.announce(event) == {"a": 1}
    with pytest.raises(ValueError, match="already answers"):
        links.register(event, "a", lambda: 2)


def test_nobody_listens():
    assert links.announce("test.nobody") == {}


def test_a_log_line_is_json_with_the_request_and_without_a_nik():
    nik = "1872" + "010101900001"
    try:
        raise ValueError(nik)
    except ValueError:
        record = logging.LogRecord("siaga", logging.ERROR, "f", 1, "voter %s", (nik,), sys.exc_info())
    with in_request("0f"):
        line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["message"], line["request"]) == ("ERROR", "voter [16 digits]", "0f")
    assert "ValueError" in line["traceback"]
    assert nik not in json.dumps(line)
