"""What the sign-in libraries report, written into the trail. Their signals are the only seam they offer.

A failed attempt is written under the name of an account only when there is one: people type passwords into
the wrong field, and what was typed must not be kept for ever.
"""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest

from siaga.desks.offices.lockout import username_of
from siaga.desks.offices.models import User
from siaga.desks.trail.services import Subject, record

NOBODY = Subject("offices.user", "", "unknown name")


def connect() -> None:
    """Listen to the libraries; safe to call again."""
    for signal, handler in (
        (account.user_logged_in, signed_in),
        (account.password_changed, password_changed),
        (user_login_failed, refused),
        (user_locked_out, locked),
        (mfa.authentication_failed, code_refused),
        (mfa.authenticator_added, factor_added),
        (mfa.authenticator_removed, factor_removed),
        (mfa.authenticator_reset, factor_renewed),
    ):
        signal.connect(handler, dispatch_uid=f"offices.{handler.__name__}")


def signed_in(user: User, **_: Any) -> None:
    _write("account.signed_in", user)


def password_changed(user: User, **_: Any) -> None:
    _write("account.password_changed", user)


def refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    _write("account.refused", _named(username_of(request, credentials)), after={"because": "password"})


def locked(username: str, **_: Any) -> None:
    _write("account.locked", _named(username))


def code_refused(user: User, **_: Any) -> None:
    _write("account.refused", user, after={"because": "second factor"})


def factor_added(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write("second_factor.added", user, after={"kind": authenticator.type})


def factor_removed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write("second_factor.removed", user, before={"kind": authenticator.type})


def factor_renewed(user: User, authenticator: Authenticator, **_: Any) -> None:
    _write("second_factor.renewed", user, after={"kind": authenticator.type})


def _named(username: str) -> User | Subject:
    return User.objects.filter(username=username).first() or NOBODY


def _write(action: str, subject: User | Subject, **facts: Any) -> None:
    with transaction.atomic():
        record(action, subject, **facts)
