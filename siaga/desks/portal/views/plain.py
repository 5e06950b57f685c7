"""Pages with no figures of their own: the language switch, about and method, robots.txt."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.elections.choice import COOKIE, election_of, elections_of
from siaga.desks.portal.queries.method import method_of
from siaga.desks.trail.access import public
from siaga.web.lists import ELECTIONS

YEAR = 365 * 24 * 60 * 60

CLOSED_ROOMS = (
    *("/akun/", "/api/", "/cari/", "/hasil/", "/kesiapan/"),
    *("/kuitansi/", "/papan/", "/personel/"),
)
ROBOTS = "User-agent: *\n" + "".join(f"Disallow: {room}\n" for room in CLOSED_ROOMS)


@public
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the interface, kept in a cookie.

    It needs no protection token: nothing is stored, and a page without a token needs no cookie, so that
    citizens who only read are never given one.
    """
    wanted, back = request.POST.get("language", ""), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = redirect(back)
    if wanted in dict(settings.LANGUAGES) and check_for_language(wanted):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR, samesite="Lax", secure=request.is_secure()
        )
    return response


@public
@csrf_exempt
@require_POST
def choose_election(request: HttpRequest) -> HttpResponse:
    """Choose the election of the top line, kept in a cookie until the browser is closed.

    As with the language nothing is stored here. It leads back to the page one came from, without a choice
    that stood in its address, or to the front page when that page is about another election.
    """
    wanted, back = request.POST.get("election", ""), request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(without_choice(back, wanted) if allowed else "/")
    if any(election.code == wanted for election in elections_of(request)):
        response.set_cookie(COOKIE, wanted, samesite="Lax", httponly=True, secure=request.is_secure())
    return response


def without_choice(address: str, wanted: str) -> str:
    """The address without the parameters that choose an election; the front page where its path names
    another election than the one wanted.
    """
    parts = urlsplit(address)
    try:
        named = resolve(parts.path).kwargs.get("election", wanted)
    except Resolver404:
        return "/"
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(name, value) for name, value in given if name not in ELECTIONS])
    return urlunsplit(parts._replace(query=query, fragment="")) if named == wanted else "/"


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is counted, what is held and why, and how anybody can verify it."""
    method = method_of(election_of(request), get_language() or "id")
    return render(request, "portal/about.html", {"method": method})


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public; rooms that need an office are not worth their visit."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")
