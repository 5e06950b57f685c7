"""Deciding between two readings of one form: both side by side, the figures that differ first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from siaga.desks.results.addresses import address, row_at
from siaga.desks.results.arithmetic import explained
from siaga.desks.results.errors import BadFigures, DoesNotAddUp, Refused
from siaga.desks.results.figures import Paper
from siaga.desks.results.forms import DamagedPage, Ticket, posted
from siaga.desks.results.forms_events import Basis, Judgement
from siaga.desks.results.layout import labels
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.sources import Beside, Source, TwoSources, difference_for
from siaga.desks.results.services import adjudicate
from siaga.desks.results.sources import made_a_source
from siaga.desks.trail.access import requires


@requires("results.correct")
@require_http_methods(["GET", "HEAD", "POST"])
def adjudication(request: HttpRequest, election: str, contest: str, station: str) -> HttpResponse:
    """Both readings of a held form side by side with photos and arithmetic; decided with level and reason."""
    row = row_at(request, election, contest, station, "results.correct")
    page = DecisionPage(request, row)
    return page.submit() if request.method == "POST" else page.show()


@dataclass(frozen=True, slots=True)
class CutOut:
    """A piece of a picture: its address, and where in it the piece is, in pixels."""

    address: str
    left: int
    top: int
    width: int
    height: int

    @property
    def view_box(self) -> str:
        """As SVG reads it: plain digits, whatever the language of the page."""
        return f"{self.left} {self.top} {self.width} {self.height}"


class DecisionPage:
    """The page of one difference, shown and shown again with what is wrong."""

    def __init__(self, request: HttpRequest, row: ResultRow) -> None:
        self.request, self.row, self.paper = request, row, Paper.of(row.contest)
        self.barred = made_a_source(row, request.user)
        data = request.POST if request.method == "POST" else None
        self.extra = Judgement(row, request.user, data, auto_id="judged_%s")
        self.basis = Basis(row, data, auto_id="judged_%s")

    def submit(self) -> HttpResponse:
        """Decide with the posted figures; on success go to the row."""
        if not (self.extra.is_valid() and self.basis.is_valid()):
            return self.show(_("State where it was decided, and why."), 422)
        said, basis = self.extra.cleaned_data, self.basis.numbers()
        try:
            sent = posted(self.request.POST, self.paper.names)
            adjudicate(self.row, self.request.user, sent.as_correction(said, basis))
        except DamagedPage:
            return self.show(
                _("This page is out of order. Open it again and type the figures once more."), 400
            )
        except BadFigures as refusal:
            return self.show(refusal.sentence, refusal.status, problems=refusal.problems)
        except DoesNotAddUp as refusal:
            return self.show(refusal.sentence, refusal.status, refusal=refusal)
        except Refused as refusal:
            return self.show(refusal.sentence, refusal.status)
        messages.success(self.request, _("Decided. Another person must now confirm the votes."))
        return redirect(address(self.row))

    def show(
        self,
        sentence: Any = "",
        status: int = 200,
        problems: Mapping[str, str] | None = None,
        refusal: DoesNotAddUp | None = None,
    ) -> HttpResponse:
        """The page, with one sentence on top and what is wrong beside the figures."""
        two = self._open()
        context = {
            "row": self.row,
            "row_address": address(self.row),
            "sentence": sentence,
            "two": two,
            "barred": self.barred,
            "ticket": self._ticket(),
            "extra": self.extra,
            "basis": self.basis,
            "findings": [explained(finding) for finding in (refusal.findings if refusal else ())],
        }
        problems = problems or {name: _("Missing") for name in (refusal.missing if refusal else ())}
        if two:
            context |= self._figures(two, problems)
        return render(self.request, "results/adjudicate.html", context, status=status)

    def _open(self) -> TwoSources | None:
        """The two readings, while they are to be decided between; covered to whoever made one of them."""
        try:
            return difference_for(self.row, self.request.user)
        except Refused:
            return None

    def _ticket(self) -> Ticket:
        ticket = Ticket(self.request.POST)
        return ticket if ticket.is_valid() else Ticket.fresh(self.row.revision)

    def _figures(self, two: TwoSources, problems: Mapping[str, str]) -> dict[str, Any]:
        sides = ((_("As the crew read it"), two.crew), (_("As the supervisor read it"), two.supervisor))
        lines = self._lines(two.differing, problems)
        return {
            "differing": [line | self._cut_out(two, line["figure"].name) for line in lines],
            "same": self._lines(two.same, problems),
            "two_sides": [self._side(title, side) for title, side in sides],
            "one_paper": two.one_paper,
        }

    def _lines(self, figures: Iterable[Beside], problems: Mapping[str, str]) -> list[dict[str, Any]]:
        """Each figure with what stands in its field: as posted; else empty where the readings differ, so that
        nobody waves one of them through.
        """
        sent = self.request.POST
        return [
            {
                "figure": one,
                "value": sent.get(one.name, "") if sent else _alike(one),
                "problem": problems.get(one.name, ""),
            }
            for one in figures
        ]

    def _side(self, title: str, side: Source) -> dict[str, Any]:
        wording = labels(self.paper)
        return {
            "title": title,
            "side": side,
            "findings": [explained(finding) for finding in side.findings],
            "missing": [wording[name] for name in side.missing],
            "cuttings": self._cuttings(side.evidence.cuttings),
        }

    def _cut_out(self, two: TwoSources, name: str) -> dict[str, CutOut | None]:
        """A figure as each side's own photo shows it."""
        return {"crew": self._piece(two.crew, name), "supervisor": self._piece(two.supervisor, name)}

    def _piece(self, side: Source, name: str) -> CutOut | None:
        place = side.evidence.places.get(name)
        return CutOut(self._cuttings(side.evidence.cuttings), *place) if place else None

    def _cuttings(self, receipt: str) -> str:
        """The address of the cut-outs of a reading; empty without one."""
        row = self.row
        args = [row.contest.election.code, row.contest.code, row.station.code, receipt]
        return reverse("api:cuttings", args=args) if receipt else ""


def _alike(one: Beside) -> str:
    return "" if one.differs or one.crew is None else str(one.crew)
