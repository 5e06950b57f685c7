"""In which office somebody acts at a place: the membership that lets them, and its name."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from siaga.desks.offices.access import granting
from siaga.desks.offices.models import Membership, User
from siaga.desks.places.queries import contains


def membership_at(user: User, action: str, place: str) -> Membership | None:
    """The membership by which the user may do the action at a place (code of a region or a station)."""
    return next((m for m in granting(user, action) if contains(m.place, place)), None)


def office_at(user: User, action: str, place: str) -> str:
    """Its name, role and institution, in the language of the house; empty for an account of the system."""
    with override(settings.LANGUAGE_CODE):
        return str(membership_at(user, action, place) or "")[:200]
