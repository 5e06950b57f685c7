"""What the sign-in library may do here: nobody makes an account without an invitation."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):
    """Accounts come from invitations alone; the open sign-up page is shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
