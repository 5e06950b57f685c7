"""Lists in and out: people from a file, the template with every seat, the chiefs to be invited."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from siaga.desks.staff import rights
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.forms import UploadForm
from siaga.desks.staff.queries.lists import chiefs_of, template_rows
from siaga.desks.staff.rights import EDIT, kinds_on
from siaga.desks.staff.services import check_people, import_people
from siaga.desks.staff.services.listing import COLUMNS
from siaga.desks.staff.views.common import election_or_404, regions_of
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, download

CHIEFS = [
    Column(name, name, lambda row, name=name: row[name])
    for name in ("nama", "peran", "lembaga", "tempat", "hari")
]


@requires(rights.EDIT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Check a list of people and show what it would change; or check it and write it."""
    election = election_or_404(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"election": election, "form": form, "columns": COLUMNS}
    context["regions"], context["kinds"] = regions_of(election), kinds_on(request.user, EDIT)
    status = 200 if request.method != "POST" else 400
    if form.is_valid():
        plan = check_people(request.user, election, form.cleaned_data["file"])
        context["plan"], status = plan, 422 if plan.problems else 200
        if "write" in request.POST and not plan.problems:
            status = _write(request, election, plan, context)
    return render(request, "staff/import.html", context, status=status)


@requires(rights.EDIT)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The list to fill in, with a row for every empty seat one appoints; `?wilayah=…&badan=…` narrow it."""
    election = election_or_404(request)
    rows = template_rows(request.user, election, request.GET.get("wilayah", ""), request.GET.get("badan", ""))
    columns = [Column(c.name, c.name, lambda row, name=c.name: row.get(name)) for c in COLUMNS]
    form = "xlsx" if request.GET.get("unduh") == "xlsx" else "csv"
    return download(rows, columns, form=form, name=f"daftar-petugas-{election.code}")


@requires(rights.EDIT)
@never_cache
@require_safe
def chiefs(request: HttpRequest) -> HttpResponse:
    """The chairs of the crews as a list of invitations for the account administrator; `?wilayah=18.72.01`."""
    election = election_or_404(request)
    rows = chiefs_of(request.user, election, request.GET.get("wilayah", ""))
    form = "xlsx" if request.GET.get("unduh") == "xlsx" else "csv"
    return download(rows, CHIEFS, form=form, name="undangan-ketua-kpps")


def _write(request: HttpRequest, election: Any, plan: Any, context: dict[str, Any]) -> int:
    try:
        context["done"] = import_people(request.user, election, plan)
    except Refused as refusal:
        context["form"].add_error(None, str(refusal.sentence))
        return refusal.status
    context["sentence"] = _("Written.")
    return 200
