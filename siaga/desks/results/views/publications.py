"""Publications: the list, one with its proof, and the two people's acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from siaga.desks.elections.models import Election
from siaga.desks.offices import roles
from siaga.desks.offices.access import may
from siaga.desks.results import archives
from siaga.desks.results.addresses import election_of
from siaga.desks.results.errors import Refused
from siaga.desks.results.forms import PublicationDecision
from siaga.desks.results.models import Publication
from siaga.desks.results.queries.publications import (
    PublicationLine,
    held_in,
    is_inside,
    line_of,
    publication_at,
    publications_of,
)
from siaga.desks.results.services.publication import ATTEST, PREPARE, confirm, prepare, send_back
from siaga.desks.trail.access import public, requires
from siaga.desks.trail.queries import newest_checkpoint


@public
@require_safe
def publications(request: HttpRequest) -> HttpResponse:
    """Every publication, how to check one, and the download."""
    return _list(request, election_of(request))


@requires(PREPARE)
@require_POST
def prepare_publication(request: HttpRequest) -> HttpResponse:
    """Lay out the results as they stand now."""
    election = election_of(request)
    try:
        prepared = prepare(election, request.user)
    except Refused as refusal:
        return _list(request, election, refusal.sentence, refusal.status)
    messages.success(request, _("Prepared. Another person must confirm it before anyone can download it."))
    return redirect("results:publication", election.code, prepared.number)


@public
@require_safe
def publication(request: HttpRequest, election: str, number: int) -> HttpResponse:
    """One publication: what is in it, its digest, who answers for it."""
    return _page(request, _at(request, election, number))


@requires(ATTEST)
@require_POST
def decide_publication(request: HttpRequest, election: str, number: int) -> HttpResponse:
    """Confirm and sign, or send back with a reason."""
    found = _at(request, election, number)
    form = PublicationDecision(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        if form.cleaned_data["outcome"] == "confirm":
            confirm(found, request.user)
        else:
            send_back(found, request.user, form.cleaned_data["reason"])
    except Refused as refusal:
        return _page(request, found, form, refusal.sentence, refusal.status)
    messages.success(request, _("Decided, and written into the trail."))
    return redirect("results:publication", election, number)


@public
@require_safe
def publication_file(request: HttpRequest, election: str, number: int) -> HttpResponseBase:
    """The publication as one .zip; only what was confirmed."""
    found = _at(request, election, number)
    file = archives.signed_file(found.digest)
    if not line_of(found).confirmed or not file.exists():
        raise Http404(_("There is no file at this address."))
    name = f"{election}-{number}.zip"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


def _at(request: HttpRequest, election: str, number: int) -> Publication:
    found = Election.objects.filter(code=election).first()
    publication = publication_at(found, number, request.user) if found else None
    if publication is None:
        raise Http404(_("There is no publication at this address."))
    return publication


def _list(request: HttpRequest, election: Election, sentence: Any = "", status: int = 200) -> HttpResponse:
    lines = publications_of(election, request.user)
    context = {
        "election": election,
        "lines": lines,
        "newest": next((line for line in lines if line.confirmed), None),
        "unpublished": _unpublished(lines),
        "may_prepare": may(request.user, PREPARE, election.region_id),
        "key": _key(),
        "sentence": sentence,
    }
    return render(request, "results/publications.html", context, status=status)


def _page(
    request: HttpRequest,
    found: Publication,
    form: PublicationDecision | None = None,
    sentence: Any = "",
    status: int = 200,
) -> HttpResponse:
    line = line_of(found)
    mine = found.prepared_by_id == request.user.pk
    decides = line.waiting and may(request.user, ATTEST, found.election.region_id)
    context = {
        "election": found.election,
        "line": line,
        "inside": is_inside(found.election, request.user),
        "may_decide": decides,
        "held": held_in(found) if decides else None,
        "mine": mine,
        "others": [role.label for role in roles.Role if roles.may(role, ATTEST)],
        "form": form or PublicationDecision(),
        "key": _key(),
        "sentence": sentence,
    }
    return render(request, "results/publication.html", context, status=status)


def _unpublished(lines: list[PublicationLine]) -> list[int]:
    """Numbers below the newest that this visitor does not see: prepared, and not confirmed."""
    seen = {line.number for line in lines}
    return [number for number in range(1, max(seen, default=0)) if number not in seen]


def _key() -> str:
    newest = newest_checkpoint()
    return newest.key if newest else ""
