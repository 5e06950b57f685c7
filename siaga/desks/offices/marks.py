"""What a view says about itself, and what is said here for the views of libraries that cannot carry a mark.

`rule_of` answers for any resolved view: open to all, to the signed-in, to holders of an action, or closed.
What is listed nowhere is closed.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may open a view: everyone, anyone with an account (`signed_in`), or holders of `action`."""

    public: bool = False
    signed_in: bool = False
    action: str = ""

    @property
    def closed(self) -> bool:
        return not (self.public or self.signed_in or self.action)


PUBLIC, SIGNED_IN, CLOSED = Rule(public=True), Rule(signed_in=True), Rule()

LIBRARY_VIEWS: dict[str, tuple[Rule, str]] = {
    "account_login": (PUBLIC, "the door itself"),
    "account_logout": (PUBLIC, "leaving is always allowed"),
    "account_inactive": (PUBLIC, "says that the account is closed"),
    "account_reauthenticate": (SIGNED_IN, "asks for the password again before a change of the account"),
    "account_change_password": (SIGNED_IN, "one's own password"),
    "mfa_authenticate": (PUBLIC, "second step of signing in: the person is not signed in yet"),
    "mfa_login_webauthn": (PUBLIC, "signing in with a passkey"),
    "mfa_reauthenticate": (SIGNED_IN, "asks for the second factor again before a change of the account"),
    "mfa_reauthenticate_webauthn": (SIGNED_IN, "the same, with a passkey"),
    "mfa_index": (SIGNED_IN, "one's own second factors"),
    "mfa_activate_totp": (SIGNED_IN, "one's own authenticator app"),
    "mfa_deactivate_totp": (SIGNED_IN, "one's own authenticator app"),
    "mfa_view_recovery_codes": (SIGNED_IN, "one's own recovery codes"),
    "mfa_generate_recovery_codes": (SIGNED_IN, "one's own recovery codes"),
    "mfa_download_recovery_codes": (SIGNED_IN, "one's own recovery codes"),
    "mfa_list_webauthn": (SIGNED_IN, "one's own passkeys"),
    "mfa_add_webauthn": (SIGNED_IN, "one's own passkeys"),
    "mfa_edit_webauthn": (SIGNED_IN, "one's own passkeys; looked for among the user's own"),
    "mfa_remove_webauthn": (SIGNED_IN, "one's own passkeys; looked for among the user's own"),
    "api:openapi-json": (PUBLIC, "the description of the API"),
}
"""Views of allauth and ninja that are open, each with the reason. The rest of allauth's pages (open sign-up,
e-mail, sign-in codes, password reset by mail) do not exist for this site: an account has no e-mail
address."""


def rule_of(match: ResolverMatch, method: str) -> Rule:
    """Who may call the view that an address resolved to, with this HTTP method."""
    marked = _operation(match.func, method) or match.func
    if getattr(marked, "siaga_public", False):
        return PUBLIC
    if getattr(marked, "siaga_signed_in", False):
        return SIGNED_IN
    if action := getattr(marked, "siaga_action", ""):
        return Rule(action=action)
    return LIBRARY_VIEWS.get(match.view_name, (CLOSED, ""))[0]


def signed_in(view: View) -> View:
    """Mark a view as open to anyone with an account: their own page, not the city's."""
    view.siaga_signed_in = True  # type: ignore[attr-defined]
    return view


def _operation(view: View, method: str) -> View | None:
    """The function behind an API address and a method.

    Ninja serves all methods of an address by one closure over its PathView; the marks are on the functions
    behind it.
    """
    path_view = inspect.getclosurevars(view).nonlocals.get("self") if inspect.isfunction(view) else None
    for operation in getattr(path_view, "operations", []):
        if method in operation.methods:
            return operation.view_func
    return None
