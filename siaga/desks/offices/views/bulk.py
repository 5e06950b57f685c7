"""Many invitations at once: a list up, a sheet of cards down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.offices import cards
from siaga.desks.offices.errors import RefusedError
from siaga.desks.offices.forms import ListForm
from siaga.desks.offices.queries.examples import list_examples
from siaga.desks.offices.services import bulk
from siaga.desks.offices.services.invitations import Issued
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, download


@requires("accounts.invite")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_invite(request: HttpRequest) -> HttpResponse:
    """Check a list of people, or make all its invitations and answer with the sheet of cards, once."""
    form = ListForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(request, form, status=400 if request.method == "POST" else 200)
    file, rows = form.cleaned_data["file"], form.cleaned_data["rows"]
    checked = bulk.check_list(request.user, file) if file else bulk.check_kept(request.user, rows)
    if checked.problems or "make" not in request.POST:
        return _page(request, form, checked, status=422 if checked.problems else 200)
    try:
        return _sheet(request, bulk.invite_many(request.user, checked.offers))
    except (RefusedError, PermissionDenied) as refusal:
        form.add_error(None, str(refusal))
        return _page(request, form, status=409)


@requires("accounts.invite")
@require_safe
def bulk_template(request: HttpRequest) -> HttpResponse:
    """An empty list with two examples, as CSV or Excel."""
    columns = [
        Column(c.name, c.name, lambda row, place=place: row[place]) for place, c in enumerate(bulk.COLUMNS)
    ]
    form = "xlsx" if request.GET.get("unduh") == "xlsx" else "csv"
    return download(list_examples(), columns, form=form, name="daftar-undangan")


@requires("accounts.invite")
@require_POST
@never_cache
def batch_renew(request: HttpRequest, batch: str) -> HttpResponse:
    """New cards for a list whose sheet was lost; the links of the old one are dead."""
    return _decide(request, lambda: _sheet(request, bulk.reissue_batch(request.user, batch)))


@requires("accounts.approve")
@require_POST
def batch_approve(request: HttpRequest, batch: str) -> HttpResponse:
    """Be the second person behind every invitation of a list."""

    def approve() -> HttpResponse:
        done = bulk.approve_batch(request.user, batch)
        messages.success(request, _("Invitations approved: %(n)d.") % {"n": done})
        return redirect("offices:invitations")

    return _decide(request, approve)


def _decide(request: HttpRequest, act: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("offices:invitations")


def _sheet(request: HttpRequest, issued: list[Issued]) -> HttpResponse:
    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("accept_invitation", args=[token]))

    response = HttpResponse(cards.sheet(issued, link), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="siaga-kartu-undangan.pdf"'
    response["X-Siaga-Made"] = str(len(issued))  # what the page says when the sheet has been saved
    return response


def _page(
    request: HttpRequest, form: ListForm, checked: bulk.Checked | None = None, status: int = 200
) -> HttpResponse:
    form.fields["file"].required = not (checked and checked.kept)  # what the field says of itself
    context: dict[str, Any] = {"form": form, "checked": checked, "words": bulk.WORDS, "most": bulk.MOST}
    return render(request, "offices/bulk.html", context, status=status)
