"""Lists of seats and shortages, and filling a seat."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.places.models import Region
from siaga.desks.staff import rights
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.forms import RecruitForm, SeatFilter
from siaga.desks.staff.queries.seats import Wanted, seats, shortages
from siaga.desks.staff.rights import EDIT, Names, require_on
from siaga.desks.staff.services import recruit
from siaga.desks.staff.views.common import election_or_404, post_or_404, regions_of
from siaga.desks.trail.access import requires
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

MANY = 6_000
"""Seats above which the list begins with the first district instead of the whole city."""

COLUMNS = [
    Column("body", gettext_lazy("Body"), lambda line: line.body.short),
    Column("place", gettext_lazy("Place"), lambda line: line.place_name),
    Column("seat", gettext_lazy("Seat"), lambda line: line.number, numeric=True),
    Column("name", gettext_lazy("Name"), lambda line: line.name or None),
    Column("stage", gettext_lazy("Stage"), lambda line: line.stage_label or None),
    Column("health", gettext_lazy("Health check"), lambda line: line.health_label or None),
    Column("code", gettext_lazy("Code of the place"), lambda line: line.place, shown=False),
    Column("position", gettext_lazy("Position"), lambda line: line.position_label, shown=False),
    Column("starts", gettext_lazy("From"), lambda line: line.starts, shown=False),
    Column("selected", gettext_lazy("Selected"), lambda line: line.selected_on, shown=False),
    Column("trained", gettext_lazy("Trained"), lambda line: line.trained_on, shown=False),
    Column("sworn", gettext_lazy("Sworn"), lambda line: line.sworn_on, shown=False),
    Column("presence", gettext_lazy("On voting day"), lambda line: line.presence_label or None, shown=False),
]

SHORT = [
    Column("place", gettext_lazy("Place"), lambda line: line.place_name),
    Column("body", gettext_lazy("Body"), lambda line: line.kind.short),
    Column("needed", gettext_lazy("By law"), lambda line: line.rule.needed, numeric=True),
    Column("filled", gettext_lazy("Filled"), lambda line: line.tally.filled, numeric=True),
    Column("missing", gettext_lazy("Vacant seats"), lambda line: line.tally.missing, numeric=True),
    Column("code", gettext_lazy("Code of the place"), lambda line: line.place, shown=False),
    Column(
        "basis",
        gettext_lazy("Legal basis"),
        lambda line: "; ".join(str(b) for b in line.rule.bases),
        shown=False,
    ),
]


@requires(rights.READ)
@require_safe
def seat_list(request: HttpRequest) -> HttpResponse:
    """Every seat that fits the filter; names only of one's own side and places, also in the downloads."""
    election = election_or_404(request)
    form, asked = _asked(request, election)
    lines = seats(election, Names(request.user), asked)
    listing = Listing(request, lines, COLUMNS, sort="code")
    if kind := wanted(request):
        return listing.download(kind, name=f"kursi-{election.code}")
    return render(request, "staff/seats.html", {"election": election, "form": form, "listing": listing})


@requires(rights.READ)
@require_safe
def shortage_list(request: HttpRequest) -> HttpResponse:
    """Where people are missing, each with formula and legal basis: by district, ward, then station."""
    election = election_or_404(request)
    form, asked = _asked(request, election, narrowed=False)
    del form.fields["keadaan"]
    region = Region.objects.filter(code=asked.region or election.region_id).defer("boundary").get()
    lines = shortages(election, region, asked.kind)
    listing = Listing(request, lines, SHORT, sort="code", page_size=50)
    if kind := wanted(request):
        return listing.download(kind, name=f"kekurangan-{election.code}")
    context = {"election": election, "form": form, "listing": listing, "region": region}
    context["missing"] = sum(line.tally.missing for line in lines)
    return render(request, "staff/shortages.html", context)


@requires(rights.EDIT)
@sensitive_post_parameters("nik", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a person on an empty seat."""
    post = post_or_404(pk)
    require_on(request.user, EDIT, post)
    form = RecruitForm(request.POST or None, initial={"starts": today_in(post.election)})
    status = 200
    if form.is_valid():
        try:
            service = recruit(request.user, post, form.candidate(), form.cleaned_data["starts"])
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
            status = refusal.status
        else:
            messages.success(request, _("Recruited. A second person selects them next."))
            return redirect("staff:service", service.pk)
    return render(request, "staff/fill.html", {"form": form, "post": post}, status=status)


def _asked(request: HttpRequest, election: Election, narrowed: bool = True) -> tuple[SeatFilter, Wanted]:
    """The filter of the address; a big city's list begins with its first district."""
    regions = regions_of(election)
    form = SeatFilter(request.GET, regions=regions)
    chosen = form.cleaned_data if form.is_valid() else {}
    region = chosen["wilayah"].code if chosen.get("wilayah") else ""
    if narrowed and not region and election.posts.filter(closed_at__isnull=True).count() > MANY:
        region = str(regions.values_list("code", flat=True).first() or "")
        form = SeatFilter({**request.GET.dict(), "wilayah": region}, regions=regions)
    return form, Wanted(chosen.get("badan", ""), region, chosen.get("keadaan", ""))
