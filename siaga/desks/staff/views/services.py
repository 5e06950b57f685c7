"""One person in one seat: the steps, the end, the data."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.staff import rights
from siaga.desks.staff.errors import Refused
from siaga.desks.staff.forms import STEPS, CorrectForm, EndForm, RevealForm, StepForm
from siaga.desks.staff.queries.services import Card, service_card
from siaga.desks.staff.rights import EDIT, require_on
from siaga.desks.staff.services import Advance, advance, correct_person, end_service, reveal
from siaga.desks.staff.services.people import Revealed
from siaga.desks.staff.services.steps import Step
from siaga.desks.staff.views.common import service_or_404, told
from siaga.desks.trail.access import requires


@requires(rights.READ)
@never_cache
@require_safe
def service_page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the person is, who did each step, what can be done next, what was written down."""
    return _page(request, _card(request, pk))


@requires(rights.READ)
@require_POST
def take_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person take one step."""
    service = service_or_404(pk)
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the day of this step."))
        return redirect("staff:service", pk)
    data = form.cleaned_data
    asked = Advance(Step(data["step"]), data["day"], service=pk, document=data["document"])

    def act() -> None:
        if not advance(request.user, service.post.election, asked).done:
            raise Refused(
                _("This step cannot be taken now: by you, on this day, or before the step ahead of it.")
            )

    told(request, act, _("Recorded: %(step)s.") % {"step": STEPS[asked.step]})
    return redirect("staff:service", pk)


@requires(rights.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a service, saying why; the seat is empty then."""
    service = service_or_404(pk)
    require_on(request.user, EDIT, service.post)
    form = EndForm(request.POST or None, initial={"day": today_in(service.post.election)})
    if form.is_valid():
        data = form.cleaned_data
        if told(
            request,
            lambda: end_service(request.user, service, data["why"], data["day"], data["note"]),
            _("The service has ended. The seat is empty."),
        ):
            return redirect("staff:service", pk)
    return render(request, "staff/end.html", {"form": form, "service": service})


@requires(rights.EDIT)
@never_cache
@sensitive_post_parameters("nik", "phone")
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is kept of a person, with a reason."""
    service = service_or_404(pk)
    require_on(request.user, EDIT, service.post)
    person = service.person
    first = {"name": person.name, "sex": person.sex, "birth_year": person.birth_year}
    form = CorrectForm(request.POST or None, initial=first)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if told(
            request,
            lambda: correct_person(request.user, service, form.candidate(), reason),
            _("Corrected."),
        ):
            return redirect("staff:service", pk)
    return render(request, "staff/correct.html", {"form": form, "service": service})


@requires(rights.READ)
@never_cache
@require_POST
def open_data(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the telephone and the rest once, for a purpose that is written into the trail."""
    service = service_or_404(pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say what you need it for."))
        return redirect("staff:service", pk)
    try:
        shown = reveal(request.user, service, form.cleaned_data["purpose"])
    except Refused as refusal:
        messages.error(request, str(refusal.sentence))
        return redirect("staff:service", pk)
    return _page(request, _card(request, pk), shown)


def _card(request: HttpRequest, pk: int) -> Card:
    card = service_card(request.user, pk)
    if card is None:
        raise Http404
    return card


def _page(request: HttpRequest, card: Card, shown: Revealed | None = None) -> HttpResponse:
    election = card.service.post.election
    context = {
        "card": card,
        "service": card.service,
        "election": election,
        "steps": [(step, STEPS[step]) for step in card.steps],
        "may_swear": Step.SWEAR in card.steps,
        "today": today_in(election),
        "shown": shown,
        "reveal_form": RevealForm(),
    }
    return render(request, "staff/service.html", context)
