"""The list of institutions, and the page of one: its offices and who holds them on a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.offices import access
from siaga.desks.offices.forms import DayForm, InstitutionFilter
from siaga.desks.offices.models import Institution
from siaga.desks.offices.queries import institutions as queries
from siaga.desks.offices.queries.people import members_on
from siaga.desks.trail.access import public
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("name", _("Name"), lambda row: row.name),
    Column("kind", _("Kind"), lambda row: row.get_kind_display()),
    Column("region", _("Region"), lambda row: f"{row.region_id} {row.region.name}"),
    Column("offices", _("Offices"), lambda row: row.office_count, numeric=True),
    Column("source", _("Source"), lambda row: row.source.title if row.source else None),
    Column("precision", _("Precision"), lambda row: row.get_precision_display()),
    Column("doubt", _("Doubt"), lambda row: row.doubt or None),
    Column("code", _("Code"), lambda row: row.code),
]
_ON_SCREEN = COLUMNS[:4]


@public
@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """Every institution; ``?kind=police&region=18.72&words=metro``, CSV and Excel with ``?unduh=``."""
    form = InstitutionFilter(request.GET, regions=queries.regions_with_institutions())
    chosen = form.cleaned_data if form.is_valid() else {}
    region = chosen["region"].pk if chosen.get("region") else ""
    rows = queries.institutions(chosen.get("kind", ""), region, chosen.get("words", ""))
    if kind := wanted(request):
        return Listing(request, rows, COLUMNS, sort="region").download(kind, name="lembaga")
    listing = Listing(request, rows, _ON_SCREEN, sort="region")
    return render(request, "offices/institutions.html", {"form": form, "listing": listing})


@public
@require_safe
def institution(request: HttpRequest, code: str) -> HttpResponse:
    """One institution with its offices; ``?on=2024-11-27`` says who held them on that day."""
    found = get_object_or_404(Institution.objects.select_related("region", "source", "parent"), code=code)
    form, day = _day(request)
    page = queries.page_of(found, day)
    context = {"form": form, "page": page, "parts": found.parts.order_by("name")}
    if access.may(request.user, "accounts.read", found.region_id):
        context["members"] = members_on(found, day)
    return render(request, "offices/institution.html", context)


def _day(request: HttpRequest) -> tuple[DayForm, date]:
    """The chosen day; today when none, or no day, was given."""
    form = DayForm(request.GET if "on" in request.GET else {"on": access.today()})
    return form, form.cleaned_data["on"] if form.is_valid() else access.today()
