"""The secret end of a person's calendar address: made, changed for a new one, taken away."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from siaga.desks.meetings.models import CalendarKey
from siaga.desks.offices.models import User
from siaga.desks.trail.services import Subject, record

_BYTES = 32


@transaction.atomic
def new_key(by: User) -> str:
    """A fresh key, told this once: only its hash is kept. The one before it stops working at once."""
    _close(by)
    key = secrets.token_urlsafe(_BYTES)
    CalendarKey.objects.create(user=by, key_hash=hashed(key), made_at=timezone.now())
    record("calendar.key_made", _subject(by))
    return key


@transaction.atomic
def revoke_key(by: User) -> bool:
    """Take the person's calendar address away; False when there was none."""
    closed = _close(by)
    if closed:
        record("calendar.key_closed", _subject(by))
    return bool(closed)


def holder(key: str) -> User | None:
    """The person whose key this is, if it still works and their account is open."""
    open_keys = CalendarKey.objects.filter(closed_at=None, user__is_active=True, key_hash=hashed(key))
    found = open_keys.select_related("user").first()
    return found.user if found else None


def hashed(key: str) -> str:
    """What is kept of a key. It has 256 random bits, so a plain hash cannot be searched."""
    return sha256(key.encode()).hexdigest()


def _close(by: User) -> int:
    return CalendarKey.objects.filter(user=by, closed_at=None).update(closed_at=timezone.now())


def _subject(by: User) -> Subject:
    """The person, without any part of the key."""
    return Subject("meetings.calendarkey", str(by.pk), str(by))
