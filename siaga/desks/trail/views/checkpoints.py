"""The public side of the trail: signed heads and proofs, which tell nothing of what the entries say."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from siaga.desks.trail import queries
from siaga.desks.trail.access import public
from siaga.desks.trail.forms import SizePair
from siaga.desks.trail.models import Checkpoint
from siaga.desks.trail.views.answers import download_json, not_signed_yet, plain_text

PAGE_SIZE = 25


@public
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, the public key, all older checkpoints, and a form for a consistency proof."""
    newest = queries.newest_checkpoint()
    context = {
        "newest": newest,
        "form": SizePair(initial=_latest_two()),
        "page": Paginator(Checkpoint.objects.all(), PAGE_SIZE).get_page(request.GET.get("hal")),
    }
    return render(request, "trail/checkpoint.html", context)


@public
def note(request: HttpRequest, size: int) -> HttpResponse:
    """One checkpoint as the signed note."""
    return plain_text(get_object_or_404(Checkpoint, size=size).note)


@public
def newest_note(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint as the signed note, at an address that stays, for witnesses that fetch it."""
    return plain_text(_newest().note)


@public
def public_key(request: HttpRequest) -> HttpResponse:
    """The public key in one line."""
    return plain_text(f"{_newest().key}\n")


@public
def leaf_proof(request: HttpRequest, index: int) -> HttpResponse:
    """The proof that an entry with a certain hash is in the signed log, for who already has its text."""
    try:
        return download_json(queries.inclusion(index, with_text=False), f"jejak-{index}-bukti-sidik")
    except queries.NotSignedYetError:
        return not_signed_yet(request, index)


@public
def consistency(request: HttpRequest) -> HttpResponse:
    """The proof that the log of one checkpoint begins the log of a later one, for ``siaga verify``."""
    form = SizePair(request.GET)
    if not form.is_valid():
        raise Http404(_("Give the sizes of two checkpoints: ?dari=… and ?ke=…."))
    old, new = sorted((form.cleaned_data["dari"], form.cleaned_data["ke"]))
    try:
        return download_json(queries.consistency(old, new), f"jejak-konsistensi-{old}-{new}")
    except queries.NotSignedYetError:
        raise Http404(_("One of these checkpoints does not exist.")) from None


def _newest() -> Checkpoint:
    newest = queries.newest_checkpoint()
    if newest is None:
        raise Http404(_("No checkpoint has been signed yet."))
    return newest


def _latest_two() -> dict[str, int]:
    sizes = list(Checkpoint.objects.values_list("size", flat=True)[:2])
    return {"dari": sizes[-1], "ke": sizes[0]} if sizes else {}
