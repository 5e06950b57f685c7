"""The mark of a person on what waits in a phone: whose it is, without saying who that is."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from siaga.desks.offices.models import User
from siaga.desks.results.errors_photos import OtherSender


def sender_of(user: User) -> str:
    """Sixteen hexadecimal digits, the same for a person at every sign-in."""
    return salted_hmac("siaga.results.sender", str(user.pk)).hexdigest()[:16]


def same_sender(user: User, mark: str) -> None:
    """Raise OtherSender when what is sent was written by another person; no mark is nobody's."""
    if mark and mark != sender_of(user):
        raise OtherSender
