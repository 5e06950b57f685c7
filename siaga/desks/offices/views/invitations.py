"""Inviting people, approving, renewing and withdrawing invitations, and accepting one."""

from __future__ import annotations

from collections.abc import Callable

import segno
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.offices.adapters import landing_of
from siaga.desks.offices.errors import RefusedError, UsernameTakenError
from siaga.desks.offices.forms import AcceptForm, InvitationForm
from siaga.desks.offices.models import Invitation, User
from siaga.desks.offices.queries import people
from siaga.desks.offices.services import accounts, invitations
from siaga.desks.trail.access import public, requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: row.invitation.full_name),
    Column("role", gettext_lazy("Role"), lambda row: row.invitation.get_role_display()),
    Column("institution", gettext_lazy("Institution"), lambda row: str(row.invitation.institution)),
    Column("place", gettext_lazy("Place"), lambda row: row.invitation.place),
    Column("invited_by", gettext_lazy("Invited by"), lambda row: row.invitation.invited_by),
    Column("expires", gettext_lazy("Expires"), lambda row: row.invitation.expires_at),
    Column("state", gettext_lazy("State"), lambda row: row.state),
    Column("invited", gettext_lazy("Row"), lambda row: -row.invitation.pk, shown=False),
]


@requires("accounts.approve")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Invitations within the reader's region and what has become of them."""
    rows = people.invitations(request.user)
    listing = Listing(request, rows, COLUMNS, sort="invited")
    context = {"listing": listing, "rows": listing.rows, "batches": people.batches(rows)}
    if kind := wanted(request):
        return listing.download(kind, name="undangan")
    return render(request, "offices/invitations.html", context)


@requires("accounts.invite")
@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person; the answer shows the link and its code, once."""
    form = InvitationForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            issued = invitations.invite(request.user, form.terms(), form.cleaned_data["days"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _card(request, issued)
    return render(request, "offices/invite.html", {"form": form})


@requires("accounts.invite")
@require_POST
@never_cache
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a link that was not used and show a new one."""
    get_object_or_404(Invitation, pk=pk)
    try:
        return _card(request, invitations.reissue(request.user, pk))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("offices:invitations")


@requires("accounts.invite")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a link worthless."""
    return _decide(request, pk, invitations.withdraw, _("The invitation was withdrawn."))


@requires("accounts.approve")
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Be the second person behind an invitation to a role that decides."""
    return _decide(request, pk, invitations.approve, _("The invitation is approved and can be accepted now."))


@public
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """What the link on the card opens: choose a username and password, or add the role to one's own
    account.
    """
    try:
        invitation = invitations.find(token)
        if request.user.is_authenticated:
            return _accept_as(request, invitation, token)
        return _accept(request, invitation, token)
    except RefusedError as refusal:
        return render(request, "offices/accept_refused.html", {"sentence": str(refusal)}, status=410)


def _accept(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    first = {"username": accounts.suggested_username(invitation)}
    form = AcceptForm(request.POST or None, full_name=invitation.full_name, initial=first)
    if form.is_valid():
        try:
            user = accounts.accept(token, form.cleaned_data["username"], form.cleaned_data["password"])
        except UsernameTakenError as taken:
            form.add_error("username", str(taken))
        else:
            messages.success(request, _("Your account is made. Write down your username."))
            return perform_login(request, user, email_verification="none", redirect_url=_first_page(user))
    return render(request, "offices/accept.html", {"form": form, "invitation": invitation})


def _first_page(user: User) -> str:
    """A crew goes straight to its work; whoever may need a second factor sees their own page first."""
    crew = any(membership.station_code for membership in user.memberships.all())
    return landing_of(user) if crew else reverse("offices:me")


def _accept_as(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    if request.method == "POST":
        accounts.accept_as(request.user, token)
        messages.success(request, _("The role was added to your account."))
        return redirect("offices:me")
    return render(request, "offices/accept_as.html", {"invitation": invitation})


def _card(request: HttpRequest, issued: invitations.Issued) -> HttpResponse:
    """The card to print or send: the only time the link is shown."""
    link = request.build_absolute_uri(reverse("accept_invitation", args=[issued.token]))
    picture = segno.make(link, error="m").svg_data_uri(scale=5, border=2)
    context = {"invitation": issued.invitation, "link": link, "picture": picture}
    return render(request, "offices/card.html", context)


def _decide(
    request: HttpRequest, pk: int, service: Callable[[User, int], Invitation], sentence: str
) -> HttpResponse:
    get_object_or_404(Invitation, pk=pk)
    try:
        service(request.user, pk)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("offices:invitations")
