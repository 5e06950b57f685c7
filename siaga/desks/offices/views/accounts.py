"""Whoever is signed in: their own page. For administrators: the list of accounts and ending a role."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from siaga.desks.offices import access
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.forms import EndForm, MembershipFilter
from siaga.desks.offices.marks import signed_in
from siaga.desks.offices.models import Membership
from siaga.desks.offices.queries import people
from siaga.desks.offices.services import accounts as services
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

STATES = {
    people.VALID: gettext_lazy("valid today"),
    people.NOT_YET: gettext_lazy("not yet valid"),
    people.ENDED: gettext_lazy("ended"),
}
COLUMNS = [
    Column("name", gettext_lazy("Name"), lambda row: str(row.membership.user)),
    Column("username", gettext_lazy("Username"), lambda row: row.membership.user.username),
    Column("role", gettext_lazy("Role"), lambda row: row.membership.get_role_display()),
    Column("institution", gettext_lazy("Institution"), lambda row: str(row.membership.institution)),
    Column("place", gettext_lazy("Place"), lambda row: row.membership.place),
    Column("from", gettext_lazy("From"), lambda row: row.membership.starts),
    Column("until", gettext_lazy("Until"), lambda row: people.last_day(row.membership)),
    Column("state", gettext_lazy("State"), lambda row: STATES[row.state]),
]


@signed_in
def me(request: HttpRequest) -> HttpResponse:
    """Who am I, what may I do and where; choose a language, look after the second factor."""
    if request.method == "POST":
        return _speak(request, request.POST.get("language", ""))
    user = request.user
    context = {
        "memberships": people.own(user),
        "rights": people.rights(user),
        "second_factor": access.has_second_factor(user),
        "lacks_second_factor": access.lacks_second_factor(user),
        "languages": settings.LANGUAGES,
    }
    return render(request, "offices/me.html", context)


@requires("accounts.read")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Every role within the reader's region, with its state."""
    form = MembershipFilter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = people.memberships(request.user, **chosen)
    listing = Listing(request, rows, COLUMNS, sort="name")
    if kind := wanted(request):
        return listing.download(kind, name="akun")
    return render(request, "offices/accounts.html", {"form": form, "listing": listing})


@requires("accounts.end")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the reason, then end a role."""
    membership = get_object_or_404(Membership.objects.select_related("user", "institution", "region"), pk=pk)
    access.require(request.user, "accounts.end", membership.place)
    if membership.user_id == request.user.pk:
        raise PermissionDenied(_("Another administrator must end your own role."))
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services.end_membership(request.user, pk, form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The role of %(name)s has ended.") % {"name": membership.user})
            return redirect("offices:accounts")
    return render(request, "offices/end.html", {"form": form, "membership": membership})


def _speak(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the language with the account, and in a cookie for the pages before signing in."""
    response = redirect("offices:me")
    if language in dict(settings.LANGUAGES):
        services.set_language(request.user, language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", secure=request.is_secure()
        )
    return response
