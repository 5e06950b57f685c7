"""Pages with no figures of their own: the language switch, about and method, robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.elections.choice import election_of
from siaga.desks.portal.queries.method import method_of
from siaga.desks.trail.access import public

YEAR = 365 * 24 * 60 * 60

CLOSED_ROOMS = ("/akun/", "/api/", "/cari/", "/hasil/", "/papan/")
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
