"""Default deny on the real site: every address, opened by every role, answers as its mark says."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, include, path, resolve, reverse
from ninja import NinjaAPI, Router

from siaga.desks.offices import roles
from siaga.desks.offices.marks import LIBRARY_VIEWS, rule_of
from siaga.desks.offices.middleware import DefaultDenyMiddleware
from siaga.desks.offices.roles import Role
from siaga.desks.trail.access import public, requires
from tests.kit.people import STATION, person, signed_in

CANDIDATES = ("x", 0, "18.72", STATION, "x-x", "00000000-0000-0000-0000-000000000000")
"""Values for the parts of an address; those of regions and stations lie where the tester stands."""
OF_PART = {"region": ("18.72",), "station": (STATION,), "form": ("pdf",), "format": ("pdf",)}
OPEN_ANSWERS = {200, 302, 304, 400, 404, 405, 410}


@dataclass(frozen=True)
class Page:
    """One address of the site with its view."""

    name: str
    url: str
    view: object

    @property
    def mark(self) -> str:
        """What the view says about itself: public, signed_in, an action, or nothing."""
        if self.name in LIBRARY_VIEWS:
            rule = LIBRARY_VIEWS[self.name][0]
            return "public" if rule.public else "signed_in"
        if getattr(self.view, "siaga_public", False):
            return "public"
        return (
            "signed_in"
            if getattr(self.view, "siaga_signed_in", False)
            else getattr(self.view, "siaga_action", "")
        )


def patterns(entries=None, namespaces=(), above=()) -> Iterator[tuple[str, URLPattern, tuple[str, ...]]]:
    """Every named address with the names of its parts."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        parts = (*above, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from patterns(entry.url_patterns, inner, parts)
        elif entry.name:
            yield ":".join((*namespaces, entry.name)), entry, parts


def address(name: str, parts: tuple[str, ...]) -> str:
    """An address of that name, with the first values that fit its parts."""
    for values in product(*(OF_PART.get(part, CANDIDATES) for part in parts)):
        try:
            return reverse(name, kwargs=dict(zip(parts, values, strict=True)))
        except NoReverseMatch:
            continue
    raise AssertionError(f"no candidate fits {name} {parts}: add one")


@cache
def pages() -> list[Page]:
    named = [(name, entry, parts) for name, entry, parts in patterns() if not name.startswith("api:")]
    return [Page(name, address(name, parts), entry.callback) for name, entry, parts in named]


def may_open(mark: str, role: str) -> bool:
    if mark in ("public", "signed_in"):
        return True
    return mark in roles.ACTIONS[role]


def somebody(role: str):
    """Somebody in the role, with a password so that the page to change it has something to change."""
    return person(role, station=STATION if role in roles.STATION_ROLES else "", password="Kata-sandi-uji")


def wrong(page: Page, answer: HttpResponse, role: str | None) -> str:
    """What is wrong with an answer; empty when it is as the mark says."""
    to_sign_in = answer.status_code == 302 and "/akun/login/" in answer["Location"]
    if role is None and page.mark not in ("public", ""):
        fine = to_sign_in
    elif page.mark and (role is None or may_open(page.mark, role)):
        fine = answer.status_code in OPEN_ANSWERS and not (
            to_sign_in and role is None and page.mark != "public"
        )
    else:
        fine = answer.status_code == 403
    return (
        ""
        if fine
        else f"{role or 'visitor'} {page.url} [{page.mark or 'no mark'}] answered {answer.status_code}"
    )


def test_every_own_page_carries_a_mark():
    unmarked = [
        p.name for p in pages() if not p.mark and not inspect.getmodule(p.view).__name__.startswith("allauth")
    ]
    assert unmarked == []


def test_every_action_a_page_asks_for_exists():
    asked = {p.mark for p in pages()} - {"public", "signed_in", ""}
    assert asked <= roles.ALL_ACTIONS


def test_every_operation_of_the_api_carries_a_mark():
    closed = []
    for name, entry, parts in patterns():
        if name.startswith("api:"):
            url = address(name, parts)
            view = (
                inspect.getclosurevars(entry.callback).nonlocals.get("self")
                if inspect.isfunction(entry.callback)
                else None
            )
            methods = [m for op in getattr(view, "operations", []) for m in op.methods] or ["GET"]
            closed += [f"{m} {url}" for m in methods if rule_of(resolve(url), m).closed]
    assert [c for c in closed if c not in {"GET /api/"}] == []


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role.values])
def test_every_page_answers_as_its_mark_says(role):
    client = signed_in(somebody(role)) if role else Client()
    client.raise_request_exception = False
    found = [wrong(page, client.get(page.url), role) for page in pages()]
    assert [line for line in found if line] == []


@pytest.mark.django_db
def test_the_walk_sees_the_whole_site():
    names = {page.name for page in pages()}
    assert {"portal:home", "offices:me", "trail:log", "account_login", "mfa_index"} <= names
    assert len(names) > 40


# --- the middleware by itself


def answer_ok(request, **kwargs):
    return HttpResponse("in")


api = NinjaAPI(urls_namespace="api", docs_url=None)
router = Router()


@router.get("/open")
@public
def open_operation(request):
    return "in"


@router.get("/closed")
@requires("trail.read")
def closed_operation(request):
    return "in"


@router.get("/forgotten")
def forgotten_operation(request):
    return "in"


@router.post("/forgotten")
@public
def open_post(request):
    return "in"


api.add_router("", router)
urlpatterns = [
    path("unmarked/", answer_ok),
    path("api/", api.urls),
    path("akun/", include("allauth.urls")),
]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("method", "address", "visitor", "auditor", "forum"),
    [
        ("get", "/api/open", 200, 200, 200),
        ("get", "/api/closed", 401, 200, 403),
        ("get", "/api/forgotten", 403, 403, 403),
        ("post", "/api/forgotten", 200, 200, 200),
        ("delete", "/api/open", 403, 403, 403),
        ("get", "/api/", 403, 403, 403),
    ],
)
def test_operations_are_held_like_pages(method, address, visitor, auditor, forum):
    people = (Client(), signed_in(person("auditor")), signed_in(person("forum_member")))
    answers = [getattr(client, method)(address) for client in people]
    assert [a.status_code for a in answers] == [visitor, auditor, forum]
    for answer in answers:
        if answer.status_code != 200:
            assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_an_operation_asks_for_the_second_factor_too():
    answer = signed_in(person("auditor", second_factor=False)).get("/api/closed")
    assert answer.status_code == 403
    assert "second factor" in answer.json()["detail"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_an_unmarked_view_is_closed_to_everyone(django_user_model):
    request = RequestFactory().get("/unmarked/")
    request.resolver_match = resolve("/unmarked/")
    request.user = person("commissioner")
    with pytest.raises(Exception, match="not open to anyone"):
        DefaultDenyMiddleware(answer_ok).process_view(request, answer_ok, (), {})


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "office"), [("auditor", "Auditor · Commission 18.72"), (None, "")])
def test_the_trail_is_told_the_office(role, office):
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.resolver_match = resolve("/jejak/")
    request.user = person(role) if role else AnonymousUser()
    DefaultDenyMiddleware(answer_ok).process_view(request, answer_ok, (), {})
    assert str(request.siaga_office) == office
