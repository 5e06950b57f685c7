"""A step for a whole body in a region: the training of a ward, the oath of a city."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.places.models import Region
from siaga.desks.places.queries import inside
from siaga.desks.staff import rights
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.forms import AdvanceForm
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.rights import CONFIRM, EDIT, kinds_on
from siaga.desks.staff.services import Advance, Taken, advance
from siaga.desks.staff.services.steps import Step
from siaga.desks.staff.views.common import election_or_404
from siaga.desks.trail.access import requires


@requires(rights.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def advance_page(request: HttpRequest) -> HttpResponse:
    """Choose step, body, region and day; everybody who can takes the step, in one act."""
    election = election_or_404(request)
    form = _form(request, election)
    if form.is_valid():
        data = form.cleaned_data
        asked = Advance(
            Step(data["step"]), data["day"], data["kind"], data["region"].code, document=data["document"]
        )
        try:
            _say(request, advance(request.user, election, asked))
        except Refused as refusal:
            form.add_error(None, str(refusal.sentence))
        else:
            return redirect(request.get_full_path())
    return render(request, "staff/advance.html", {"form": form, "election": election})


def _form(request: HttpRequest, election: Election) -> AdvanceForm:
    own = {*kinds_on(request.user, EDIT), *kinds_on(request.user, CONFIRM)}
    regions = Region.objects.filter(inside("code", election.region_id)).defer("boundary").order_by("code")
    first = {
        "day": today_in(election),
        "kind": request.GET.get("badan", ""),
        "region": request.GET.get("wilayah"),
    }
    kinds = [kind for kind in Kind if kind in own]
    return AdvanceForm(request.POST or None, initial=first, kinds=kinds, regions=regions)


def _say(request: HttpRequest, taken: Taken) -> None:
    if taken.done:
        sentence = ngettext(
            "%(n)d person has taken this step.", "%(n)d people have taken this step.", taken.done
        )
        messages.success(request, sentence % {"n": taken.done})
    else:
        messages.warning(
            request, _("Nobody could take this step: all have, or the step before it is missing.")
        )
    if taken.own:
        sentence = _("%(n)d were recruited by yourself: a second person selects them.")
        messages.warning(request, sentence % {"n": taken.own})
