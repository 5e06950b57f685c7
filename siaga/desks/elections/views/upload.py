"""Loading a city pack without a shell: send it, read its faults or what it would change, confirm."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from siaga.desks.elections.forms import ParcelForm, TemplateForm
from siaga.desks.elections.models import Election
from siaga.desks.elections.queries.differences import differences
from siaga.desks.elections.services.borders import LOAD
from siaga.desks.elections.services.load import Changes
from siaga.desks.elections.services.upload import FaultyParcel, Outdated, confirm, kinds_of, look, receive
from siaga.desks.offices.access import regions
from siaga.desks.trail.access import requires
from siaga.desks.trail.refused import Refused
from siaga.engines.packs import Fault, Pack
from siaga.engines.packs.parcel import LARGEST_PARCEL
from siaga.engines.packs.schema import TIME_ZONES
from siaga.engines.packs.skeleton import skeleton_archive
from siaga.law import profiles
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

FAULT_COLUMNS = [
    Column("file", _("File"), lambda fault: fault.file or None),
    Column("line", _("Line"), lambda fault: fault.line or None, numeric=True),
    Column("column", _("Column"), lambda fault: fault.column or None),
    Column("wrong", _("What is wrong"), lambda fault: fault.sentences(_language())[0]),
    Column("remedy", _("What to do"), lambda fault: fault.sentences(_language())[1]),
    Column("code", _("Code"), lambda fault: fault.code, shown=False),
]


@requires(LOAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request: HttpRequest) -> HttpResponse:
    """Send a city pack, as one archive or file by file; or get an empty one to fill in."""
    if request.method != "POST":
        return _start(request)
    form = ParcelForm(request.POST, request.FILES)
    if not form.is_valid():
        return _start(request, 400, form=form)
    try:
        return redirect("elections:pack-look", receive(request.user, form.cleaned_data["files"]))
    except FaultyParcel as parcel:
        return _start(request, 422, **_fault_list(request, parcel.faults))


@requires(LOAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def look_page(request: HttpRequest, digest: str) -> HttpResponse:
    """What is wrong with a pack that was sent, or what loading it would change; load it when confirmed."""
    try:
        if request.method == "POST":
            return _loaded(request, digest)
        return _look(request, digest)
    except Refused as refusal:
        return _start(request, refusal.status, refusal=refusal.sentence)


@requires(LOAD)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """An empty pack for a city as .zip: every table with its headings, and a guide to each column."""
    form = TemplateForm(request.GET)
    if not form.is_valid():
        return _start(request, 400, template_form=form)
    response = HttpResponse(skeleton_archive(form.pack, form.plan()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="siaga-{form.pack}.zip"'
    return response


def _look(request: HttpRequest, digest: str, status: int = 200, **more: Any) -> HttpResponse:
    seen = look(request.user, digest)
    if form := wanted(request):
        return Listing(request, seen.faults, FAULT_COLUMNS, sort="file").download(form, "kesalahan-paket")
    if seen.changes is None or seen.pack is None:
        context = {"digest": digest, **_fault_list(request, seen.faults)}
        return render(request, "elections/pack_faults.html", context)
    context = {"digest": digest, "pack": seen.pack, "shown": seen.shown, **_told(seen.changes), **more}
    return render(request, "elections/pack_look.html", context, status=status)


def _loaded(request: HttpRequest, digest: str) -> HttpResponse:
    try:
        pack, changes = confirm(request.user, digest, request.POST.get("shown", ""))
    except Outdated as refusal:
        return _look(request, digest, refusal.status, refusal=refusal.sentence)
    return render(request, "elections/pack_done.html", _done(pack, changes))


def _done(pack: Pack, changes: Changes) -> dict[str, Any]:
    links = [link for answer in changes.answers.values() for link in getattr(answer, "links", ())]
    election = Election.objects.get(code=pack.id)
    return {"pack": pack, "election": election, "links": links, **_told(changes)}


def _told(changes: Changes) -> dict[str, Any]:
    """Every difference in words: row by row where it is known, else in the sentence of the desk."""
    answers = changes.answers.values()
    return {
        "changes": changes,
        "differences": differences(kinds_of(changes)),
        "sentences": [answer.words for answer in answers if getattr(answer, "words", "")],
    }


def _start(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "form": ParcelForm(),
        "template_form": TemplateForm(initial=_suggested(request)),
        "largest": LARGEST_PARCEL // 1_000_000,
        **more,
    }
    return render(request, "elections/pack.html", context, status=status)


def _suggested(request: HttpRequest) -> dict[str, Any]:
    """The officer's own city, and the day, zone and rules of the election that was loaded last."""
    city = regions(request.user, LOAD).defer("boundary").filter(level="city").first()
    last = Election.objects.order_by("-loaded_at").first()
    return {
        "kota": city.code if city else "",
        "nama": city.name if city else "",
        "hari": last.voting_date if last else None,
        "zona": last.time_zone if last else TIME_ZONES[0],
        "aturan": last.profile if last else profiles.available()[0],
    }


def _fault_list(request: HttpRequest, faults: list[Fault]) -> dict[str, Any]:
    """The faults as a list; `said` are those of its page in the language of the reader."""
    listing = Listing(request, faults, FAULT_COLUMNS, sort="file")
    said = [(fault, *fault.sentences(_language())) for fault in listing.rows]
    return {"faults": faults, "listing": listing, "said": said}


def _language() -> str:
    return "en" if get_language() == "en" else "id"
