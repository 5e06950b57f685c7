"""What the sign-in library may do here: nobody makes an account without an invitation."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from siaga.desks.offices.access import may
from siaga.desks.offices.models import User

LANDINGS = (("board.read", "readiness:board"), ("results.photograph", "results:capture"))
"""Where the work of a person is, by the first right they hold; everyone else's own page."""


def landing_of(user: User) -> str:
    """To the board who may read it, crew and supervisor of a station to the page they send its form from,
    everyone else to their own page.
    """
    return reverse(next((view for action, view in LANDINGS if may(user, action)), "offices:me"))


class InvitedOnly(DefaultAccountAdapter):
    """Accounts come from invitations alone; wrong passwords are counted in one place."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting wrong passwords to axes, whose lock is in the database and holds for every process.

        The library's own count, in the memory of one process, stays in use for codes of the second factor.
        """

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return landing_of(request.user)

    def post_login(self, request: HttpRequest, user: User, **more: Any) -> HttpResponse:
        """Bring the language the person chose along to this browser."""
        answer = super().post_login(request, user, **more)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=request.is_secure()
        )
        return answer
