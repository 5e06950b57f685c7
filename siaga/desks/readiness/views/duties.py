"""The duties of the agencies: at a glance, as a list, by institution, one by one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import of_election
from siaga.desks.meetings.reading import reader_of
from siaga.desks.offices.access import may
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.queries import inside
from siaga.desks.readiness.checklists import checklist_for
from siaga.desks.readiness.forms import ReasonForm, VerdictForm
from siaga.desks.readiness.models import Area, Duty
from siaga.desks.readiness.queries.duties import DutyLine, DutyPage, Look, duties, matrix
from siaga.desks.readiness.services.duties import KEEP, may_keep
from siaga.desks.readiness.services.progress import reporter_of, witness_of
from siaga.desks.readiness.views.common import context_of, duty_at, page_of
from siaga.desks.trail.access import requires
from siaga.desks.trail.refused import SameSide
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing


def _source(found: Duty) -> str | None:
    """The title of the source; for what comes from the checklist, where that has it from."""
    return found.source.title if found.source else found.source_place or None


COLUMNS = [
    Column("institution", gettext_lazy("Institution"), lambda line: line.duty.institution.name),
    Column("area", gettext_lazy("Area"), lambda line: line.duty.get_area_display()),
    Column("text", gettext_lazy("What is to be ready"), lambda line: line.duty.text),
    Column("state", gettext_lazy("State"), lambda line: line.look.word),
    Column("due", gettext_lazy("Due"), lambda line: line.duty.due),
    Column("basis", gettext_lazy("Basis"), lambda line: line.duty.get_basis_display(), shown=False),
    Column("reported", gettext_lazy("Last report"), lambda line: line.newest and line.newest.at),
    Column("words", gettext_lazy("In words"), lambda line: line.newest and line.newest.words, shown=False),
    Column(
        "source",
        gettext_lazy("Source"),
        lambda line: _source(line.duty),
        shown=False,
    ),
]


@requires("board.read")
@never_cache
@require_safe
@of_election
def matrix_page(request: HttpRequest, election: Election) -> HttpResponse:
    """State at a glance: every institution by every area, with a sign and a number in each field."""
    found = matrix(election, today_in(election), reader_of(request.user))
    context = context_of(request, election, matrix=found, looks=list(Look), without=_without(election, found))
    return render(request, "readiness/matrix.html", context)


@requires("board.read")
@never_cache
@require_safe
@of_election
def duties_page(request: HttpRequest, election: Election) -> HttpResponse:
    """Every duty the visitor may read, filtered, sorted and downloadable."""
    area, state = request.GET.get("bidang", ""), request.GET.get("keadaan", "")
    body = request.GET.get("lembaga", "")
    lines = duties(election, today_in(election), reader_of(request.user), institution=body, area=area)
    lines = [line for line in lines if state in ("", line.look)]
    listing = Listing(request, lines, COLUMNS, sort="institution")
    if form := wanted(request):
        return listing.download(form, f"kesiapan-{election.code}")
    context = context_of(
        request,
        election,
        listing=listing,
        areas=Area.choices,
        looks=list(Look),
        area=area,
        state=state,
        body=body,
    )
    return render(request, "readiness/duties.html", context)


@requires("board.read")
@never_cache
@require_safe
@of_election
def institution_page(request: HttpRequest, election: Election, code: str) -> HttpResponse:
    """What one institution has to have ready, by area."""
    body = institution_at(code)
    lines = duties(election, today_in(election), reader_of(request.user), institution=code)
    context = context_of(
        request,
        election,
        institution=body,
        groups=_by_area(lines),
        checklist=checklist_for(body) if may_keep(request.user, body) else None,
        may_add=may(request.user, KEEP, body.region_id),
    )
    return render(request, "readiness/institution.html", context)


@requires("board.read")
@never_cache
@require_safe
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: where it comes from, what was reported on it, and what may be done now."""
    return show_duty(request, duty_at(request, pk))


def show_duty(request: HttpRequest, found: Duty, form: Any = None, status: int = 200) -> HttpResponse:
    """The page of a duty, with the form for the word of another institution where it is asked for."""
    page = page_of(request, found)
    asked = _may_judge(request.user, page)
    context = context_of(
        request,
        found.election,
        page=page,
        duty=found,
        form=(form or VerdictForm()) if asked else None,
        may_report=not found.closed_at and reporter_of(found, request.user) is not None,
        closing=ReasonForm() if _may_close(request.user, found) else None,
    )
    return render(request, "readiness/duty.html", context, status=status)


def institution_at(code: str) -> Institution:
    """The institution of this code, or 404."""
    found = Institution.objects.select_related("region", "parent").filter(code=code).first()
    if found is None:
        raise Http404(_("There is no institution %(code)s.") % {"code": code})
    return found


def _may_judge(user: User, page: DutyPage) -> bool:
    if page.waiting is None:
        return False
    try:
        witness_of(page.duty, page.waiting, user)
    except SameSide:
        return False
    return True


def _may_close(user: User, found: Duty) -> bool:
    return not (found.closed_at or found.loaded) and may_keep(user, found.institution)


def _by_area(lines: list[DutyLine]) -> list[tuple[str, list[DutyLine]]]:
    """The duties under the headings of their areas, in the order of the areas."""
    groups = ((label, [line for line in lines if line.duty.area == area]) for area, label in Area.choices)
    return [(str(label), group) for label, group in groups if group]


def _without(election: Election, found: Any) -> list[Institution]:
    """Institutions of the city that a checklist exists for and that have no duty yet."""
    known = {row.institution.pk for row in found.rows}
    bodies = Institution.objects.filter(inside("region__code", election.region_id)).order_by("name")
    return [body for body in bodies if body.pk not in known and checklist_for(body)]
