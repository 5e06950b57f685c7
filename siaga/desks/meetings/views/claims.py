"""Reading the claims ledger: subjects, one subject, doubts, one doubt, what was checked and is right."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import context_of, of_election
from siaga.desks.meetings.filters_claims import DoubtFilter, SubjectFilter
from siaga.desks.meetings.forms_claims import RulingForm
from siaga.desks.meetings.queries.ledger import (
    Ledger,
    Line,
    doubt_lines,
    held_lines,
    kept_ledger,
    key_of,
    subject_at,
    subjects_of,
)
from siaga.desks.meetings.services.settling import SETTLES
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

SUBJECT_COLUMNS = [
    Column("subject", _("Subject"), lambda s: s.label),
    Column("region", _("Region"), lambda s: s.region_name),
    Column("values", _("Values named"), lambda s: s.spoken_values or None),
    Column("unit", _("Unit"), lambda s: s.unit, shown=False),
    Column("figures", _("Figures"), lambda s: len(s.figures), numeric=True),
    Column("voices", _("Named by"), lambda s: "; ".join(s.voices) or None),
    Column("open", _("Open doubts"), lambda s: s.open, numeric=True),
]
_LINE_COLUMNS = [
    Column("record", _("Record"), lambda line: line.record, shown=False),
    Column("meeting", _("Meeting"), lambda line: line.meeting and line.meeting.title),
    Column("day", _("Day"), lambda line: line.day),
    Column("institution", _("Institution"), lambda line: line.institution or None),
    Column("printed", _("as printed"), lambda line: line.finding.within or None, shown=False),
    Column("basis", _("Legal basis"), lambda line: line.basis or None, shown=False),
    Column("source", _("Source"), lambda line: line.source or None, shown=False),
]
DOUBT_COLUMNS = [
    Column("weight", _("Weight"), lambda line: line.weight),
    Column("rule", _("Rule"), lambda line: line.finding.rule, shown=False),
    Column("sentence", _("Doubtful, because"), lambda line: line.sentence),
    *_LINE_COLUMNS,
    Column("state", _("Settled"), lambda line: line.state),
    Column("settled_by", _("Settled by"), lambda line: line.settled_by, shown=False),
    Column("name", _("Name"), lambda line: line.name, shown=False),
]
HELD_COLUMNS = [
    Column("sentence", _("Checked"), lambda line: line.sentence),
    Column("rule", _("Rule"), lambda line: line.title),
    *_LINE_COLUMNS,
]


@public
@require_safe
@of_election
def ledger(request: HttpRequest, election: Election) -> HttpResponse:
    """Everything figures were named for, with who named them and what is doubtful about them."""
    found = kept_ledger(election, request.user)
    form = SubjectFilter(request.GET)
    subjects = form.kept(subjects_of(election, found))
    listing = Listing(request, subjects, SUBJECT_COLUMNS, sort="-open", page_size=50)
    if kind := wanted(request):
        return listing.download(kind, f"klaim-{election.code}")
    return _page(request, election, found, "subjects", "ledger", listing=listing, form=form)


@public
@require_safe
@of_election
def subject(request: HttpRequest, election: Election, code: str, region: str, unit: str) -> HttpResponse:
    """One subject: every figure named for it on one scale, word for word, with doubts and settlements."""
    return _subject_page(request, election, kept_ledger(election, request.user), (code, region, unit))


@public
@require_safe
@of_election
def figure(request: HttpRequest, election: Election, record: str) -> HttpResponse:
    """The subject that one figure speaks of, at an address that does not tell what it is."""
    found = kept_ledger(election, request.user)
    return _subject_page(request, election, found, key_of(found, record))


@public
@require_safe
@of_election
def doubts(request: HttpRequest, election: Election) -> HttpResponse:
    """Every doubt the rules find in what the reader may read, filtered, sorted and downloadable."""
    found = kept_ledger(election, request.user)
    lines = doubt_lines(election, found)
    form = DoubtFilter(request.GET, lines=lines)
    listing = Listing(request, form.kept(lines), DOUBT_COLUMNS, sort="weight", page_size=50)
    if kind := wanted(request):
        return listing.download(kind, f"keraguan-{election.code}")
    counts = _counts(lines)
    return _page(request, election, found, "doubts", "doubts", listing=listing, form=form, counts=counts)


@public
@require_safe
@of_election
def doubt(request: HttpRequest, election: Election, name: str) -> HttpResponse:
    """One doubt: why, what was compared, the words of the source, who settled it and how."""
    found = kept_ledger(election, request.user)
    return doubt_page(request, election, found, line_named(election, found, name))


@public
@require_safe
@of_election
def held(request: HttpRequest, election: Election) -> HttpResponse:
    """What the rules checked and found right."""
    found = kept_ledger(election, request.user)
    lines = held_lines(found)
    form = DoubtFilter(request.GET, lines=lines)
    listing = Listing(request, form.kept(lines), HELD_COLUMNS, sort="rule", page_size=50)
    if kind := wanted(request):
        return listing.download(kind, f"terperiksa-{election.code}")
    return _page(request, election, found, "held", "held", listing=listing, form=form)


def line_named(election: Election, found: Ledger, name: str) -> Line:
    """The doubt of that name. Raises Http404 where no rule says so to this reader."""
    line = next((line for line in doubt_lines(election, found) if line.name == name), None)
    if line is None:
        raise Http404
    return line


def doubt_page(
    request: HttpRequest,
    election: Election,
    found: Ledger,
    line: Line,
    form: RulingForm | None = None,
    sentence: Any = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a doubt, with the form for who may settle it."""
    seen = line.settlements[0].pk if line.settlements else 0
    settles = may(request.user, SETTLES, election.region_id)
    form = form or RulingForm(seen=seen, settled=line.settled is not None)
    context = {"line": line, "form": form if settles else None, "sentence": sentence}
    response = _page(request, election, found, "doubt", "", **context)
    response.status_code = status
    return response


def _subject_page(
    request: HttpRequest, election: Election, found: Ledger, key: tuple[str, str, str] | None
) -> HttpResponse:
    one = subject_at(election, found, key) if key else None
    if one is None:
        raise Http404
    return _page(request, election, found, "subject", "", subject=one)


def _page(
    request: HttpRequest, election: Election, found: Ledger, template: str, here: str, **more: Any
) -> HttpResponse:
    numbers = {"doubts_count": len(found.findings.doubts), "held_count": len(found.findings.held)}
    context = context_of(request, election, here=here, **numbers, **more)
    return render(request, f"meetings/claims/{template}.html", context)


def _counts(lines: list[Line]) -> list[tuple[str, Any, int, str]]:
    """Light, words, number and filter of what the head of the list counts, without what does not occur."""
    left = [line for line in lines if line.settled is None]
    found = [
        ("bad", _("Contradicts a rule or a record"), sum(li.severity == "error" for li in left), "error"),
        ("warn", _("Calls for a look"), sum(li.severity == "warning" for li in left), "warning"),
        ("none", _("Good to know"), sum(li.severity == "note" for li in left), "note"),
    ]
    return [count for count in found if count[2]]
