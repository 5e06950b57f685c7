"""Typing the figures of a form: the first entry, and a correction decided at a plenary."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.results.addresses import address, row_at
from siaga.desks.results.arithmetic import explained, hints, identities, trusted
from siaga.desks.results.errors import BadFigures, DoesNotAddUp, Refused
from siaga.desks.results.figures import Paper, read_figures, register_of
from siaga.desks.results.forms import DamagedPage, Declaration, Posted, Ticket, posted
from siaga.desks.results.forms_events import Basis, Correction
from siaga.desks.results.layout import blocks, labels
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.leaves import pairs_of
from siaga.desks.results.queries.rowpage import SUPERVISE, next_steps
from siaga.desks.results.queries.sight import own_form
from siaga.desks.results.services import Handed, Receipt, correct, enter, supervise
from siaga.desks.results.sources import hands_in_now
from siaga.desks.results.states import Act, State, after
from siaga.desks.trail.access import requires


@requires("results.enter")
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """The form C.HASIL in the order of the paper; what does not add up is shown beside the figures."""
    row = row_at(request, election, contest, station, "results.enter")
    extra = Declaration(request.POST if request.method == "POST" else None)
    page = EntryPage(request, row, Act.ENTER, extra)
    if request.method != "POST":
        return page.show(_own_figures(row, request))
    if not extra.is_valid():
        return page.show_posted(extra.errors["declared"][0], 422)
    return page.submit(lambda sent: enter(row, request.user, sent.as_entry(extra.cleaned_data["declared"])))


@requires("results.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Corrected figures, beside those written on the form, with the level that decided and its reason."""
    row = row_at(request, election, contest, station, "results.correct")
    basis = Basis(row, request.POST or None)
    extra = Correction(row, request.user, basis, request.POST or None)
    page = EntryPage(request, row, Act.CORRECT, extra, basis)
    if request.method != "POST":
        return page.show(_standing_figures(row, request))
    if not (basis.is_valid() and extra.is_valid()):
        return page.show_posted(_("State where the correction was decided, and why."), 422)
    said, rests_on = extra.cleaned_data, basis.numbers()
    return page.submit(lambda sent: correct(row, request.user, sent.as_correction(said, rests_on)))


@requires("results.supervise")
@require_http_methods(["GET", "HEAD", "POST"])
def supervision(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """The supervisor's own reading of the whole form, without a figure of the crew in sight."""
    row = row_at(request, election, contest, station, "results.supervise")
    extra = Declaration(request.POST if request.method == "POST" else None)
    page = EntryPage(request, row, SUPERVISE, extra)
    if request.method != "POST":
        return page.show(own_form(row, request.user))
    if not extra.is_valid():
        return page.show_posted(extra.errors["declared"][0], 422)
    declared = extra.cleaned_data["declared"]
    return page.submit(lambda sent: supervise(row, request.user, sent.as_entry(declared)), _handed)


class EntryPage:
    """One page that shows a form to type into, and shows it again with what is wrong."""

    def __init__(self, request: HttpRequest, row: ResultRow, act: str, extra: Any, basis: Any = None) -> None:
        self.request, self.row, self.act, self.extra, self.basis = request, row, act, extra, basis
        self.paper, self.pairs = Paper.of(row.contest), pairs_of(row.contest)

    def submit(self, act: Callable[[Posted], Any], words: Callable[[Any], str] | None = None) -> HttpResponse:
        """Do the act with the posted figures; on success go to the row, which says what became of them, else
        show the page again.
        """
        try:
            receipt = act(posted(self.request.POST, self.paper.names))
        except DamagedPage:
            return self.show_posted(
                _("This page is out of order. Open it again and type the figures once more."), 400
            )
        except BadFigures as refusal:
            return self.show_posted(refusal.sentence, refusal.status, problems=refusal.problems)
        except DoesNotAddUp as refusal:
            return self.show_posted(refusal.sentence, refusal.status, refusal=refusal)
        except Refused as refusal:
            return self.show_posted(refusal.sentence, refusal.status)
        messages.success(self.request, (words or _received)(receipt))
        return redirect(address(self.row))

    def show(self, values: dict[str, int]) -> HttpResponse:
        """The page before anything was posted."""
        return self._render(values, Ticket.fresh(self.row.revision), {})

    def show_posted(
        self,
        sentence: Any,
        status: int,
        problems: dict[str, str] | None = None,
        refusal: DoesNotAddUp | None = None,
    ) -> HttpResponse:
        """The page as it was posted, with one sentence on top and what is wrong beside the figures."""
        values = {name: self.request.POST.get(name, "") for name in self.paper.names}
        context = {"sentence": sentence} | (self._wrong(refusal) if refusal else {})
        problems = problems or {name: _("Missing") for name in (refusal.missing if refusal else ())}
        return self._render(values, self._ticket(), context, problems, status)

    def _ticket(self) -> Ticket:
        """The same receipt number again: nothing was kept under it. A damaged page gets a new one."""
        ticket = Ticket(self.request.POST)
        return ticket if ticket.is_valid() else Ticket.fresh(self.row.revision)

    def _open(self) -> bool:
        """Whether anything can be typed now."""
        if self.act == SUPERVISE:
            return hands_in_now(self.row)
        return after(self.row.state, self.act) is not None

    def _wrong(self, refusal: DoesNotAddUp) -> dict[str, Any]:
        figures = read_figures(self.request.POST, self.paper.names)
        return {
            "findings": [explained(finding) for finding in refusal.findings],
            "missing": [labels(self.paper)[name] for name in refusal.missing],
            "hints": hints(self.paper, figures, register_of(self.row.station), labels(self.paper)),
        }

    def _render(
        self,
        values: Any,
        ticket: Ticket,
        context: dict[str, Any],
        problems: dict[str, str] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        whole = context | {
            "row": self.row,
            "act": self.act,
            "open": self._open(),
            "ticket": ticket,
            "extra": self.extra,
            "basis": self.basis,
            "blocks": blocks(self.paper, self.pairs, values, problems),
            "identities": identities(self.paper),
            "register": trusted(self.paper, register_of(self.row.station)),
            "row_address": address(self.row),
        }
        return render(self.request, "results/entry.html", whole, status=status)


def _own_figures(row: ResultRow, request: HttpRequest) -> dict[str, int]:
    """A person who amends their own unconfirmed entry sees it; whoever enters anew reads the paper."""
    own = row.state == State.ENTERED and row.entered_by_id == request.user.pk
    return dict(row.current.figures) if own and row.current else {}


def _standing_figures(row: ResultRow, request: HttpRequest) -> dict[str, int]:
    """What a correction begins with: the figures that stand, except for who may still be their second
    reader.
    """
    blind = any(step.act == Act.CONFIRM and step.allowed for step in next_steps(row, request.user))
    return dict(row.current.figures) if row.current and not blind else {}


def _received(receipt: Receipt) -> str:
    if receipt.repeated:
        return _("These figures had already been received; nothing was done twice.")
    if receipt.row.act == Act.MATCH:
        return _("Counted: the supervisor of the station had read the same figures.")
    if receipt.row.act == Act.MISMATCH:
        return _("The supervisor of the station read other figures. Both are kept and the row is held.")
    if receipt.row.state == State.HELD:
        return _("Kept as the paper reads and held. The desk will look at the paper.")
    return _("Received. Another person must now confirm the votes.")


def _handed(handed: Handed) -> str:
    if handed.repeated:
        return _("These figures had already been received; nothing was done twice.")
    if handed.agrees is None:
        return _("Received. It is compared as soon as the crew has entered the form.")
    if handed.agrees:
        return _("Received. The crew entered the same figures.")
    return _("Received. The crew entered other figures: both are kept, and the district decides.")
