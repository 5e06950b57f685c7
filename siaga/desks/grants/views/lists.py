"""Lists: every grant with its sums and chart, and everything that is due."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.elections.views.common import context_of, of_election
from siaga.desks.grants.forms import Filter
from siaga.desks.grants.queries.lines import GrantLine, grant_lines
from siaga.desks.grants.queries.obligations import OPEN_STATES, Obligation, State
from siaga.desks.grants.queries.totals import totals
from siaga.desks.offices.access import may
from siaga.desks.trail.access import public
from siaga.desks.trail.models import Precision
from siaga.web.exports import Column, wanted
from siaga.web.lists import Listing

COLUMNS = [
    Column("grantee", _("Grantee"), lambda line: line.to),
    Column("purpose", _("Purpose"), lambda line: line.grant.get_purpose_display(), shown=False),
    Column("granted", _("Granted"), lambda line: line.grant.amount, numeric=True),
    Column("precision", _("Precision"), lambda line: line.grant.get_precision_display(), shown=False),
    Column("disbursed", _("Disbursed"), lambda line: line.disbursed if line.told else None, numeric=True),
    Column("confirmed", _("Seen by the grantee"), lambda line: line.confirmed, numeric=True, shown=False),
    Column("used", _("Used"), lambda line: line.used, numeric=True),
    Column("returned", _("Returned"), lambda line: line.returned, numeric=True),
    Column("state", _("State"), lambda line: line.state.label),
    Column("code", _("Code"), lambda line: line.grant.code, shown=False),
    Column("grantor", _("Grantor"), lambda line: line.grant.grantor.name, shown=False),
    Column("printed", _("As printed"), lambda line: line.grant.printed or None, shown=False),
    Column("part_of", _("May be part of"), lambda line: _code(line.grant.part_of), shown=False),
    Column("agreement", _("Agreement"), lambda line: line.grant.agreement_number or None, shown=False),
    Column("signed", _("Signed"), lambda line: line.grant.signed, shown=False),
    Column("source", _("Source"), lambda line: line.grant.source and line.grant.source.title, shown=False),
    Column("doubt", _("Doubt"), lambda line: line.grant.doubt or None, shown=False),
]

DUE_COLUMNS = [
    Column("due", _("Due"), lambda item: item.due),
    Column("grantee", _("Grantee"), lambda item: _to(item)),
    Column("what", _("What"), lambda item: item.title),
    Column("amount", _("Amount"), lambda item: item.amount, numeric=True),
    Column("missing", _("Still missing"), lambda item: item.missing, numeric=True),
    Column("precision", _("Precision"), lambda item: Precision(item.missing_precision).label, shown=False),
    Column("state", _("State"), lambda item: item.state.label),
    Column("done_on", _("Done on"), lambda item: item.done_on, shown=False),
    Column("code", _("Code"), lambda item: item.grant.code, shown=False),
]


@public
@never_cache
@require_safe
@of_election
def grants(request: HttpRequest, election: Election) -> HttpResponse:
    """Every grant: granted, disbursed, used and returned, with what the sums leave out."""
    everything = grant_lines(election, request.user, today_in(election))
    form = Filter(request.GET, states=[(s.value, s.label) for s in State])
    lines = [line for line in everything if _passes(line, form)]
    listing = Listing(request, lines, COLUMNS, sort="-granted")
    if file := wanted(request):
        return listing.download(file, f"hibah-{election.code}")
    context = context_of(
        request,
        election,
        listing=listing,
        totals=totals(lines),
        chart=chart(listing.all_rows),
        form=form,
        filtered=len(lines) != len(everything) or any(form.data.get(name) for name in form.fields),
        any_grant=bool(everything),
        may_edit=may(request.user, "grants.edit", election.region_id),
    )
    return render(request, "grants/list.html", context)


@public
@never_cache
@require_safe
@of_election
def due(request: HttpRequest, election: Election) -> HttpResponse:
    """Everything due under the grants and not done; with ``?semua=ya`` what is done too."""
    today = today_in(election)
    lines = grant_lines(election, request.user, today)
    whole = request.GET.get("semua") == "ya"
    items = [item for line in lines for item in line.obligations if whole or item.state in OPEN_STATES]
    listing = Listing(request, items, DUE_COLUMNS, sort="due")
    if file := wanted(request):
        return listing.download(file, f"jatuh-tempo-hibah-{election.code}")
    context = context_of(request, election, listing=listing, whole=whole, today=today, counts=_counts(items))
    return render(request, "grants/due.html", context)


def chart(lines: Sequence[GrantLine]) -> dict[str, Any]:
    """What the picture of the list shows: amounts in rupiah, None where nothing is stated."""
    stated = [line for line in lines if line.grant.amount is not None]
    amounts = (
        (_("Granted"), [line.grant.amount for line in stated]),
        (_("Disbursed"), [line.disbursed if line.told else None for line in stated]),
        (_("Used"), [line.used for line in stated]),
        (_("Returned"), [line.returned or None for line in stated]),
    )
    series = [
        {"number": number, "name": str(name), "data": [_number(amount) for amount in row]}
        for number, (name, row) in enumerate(amounts, 1)
        if any(row)
    ]
    return {"names": [line.to for line in stated], "series": series}


def _passes(line: GrantLine, form: Filter) -> bool:
    """Whether a grant passes the filter; values that mean nothing do not narrow."""
    said = form.cleaned_data if form.is_valid() else {}
    purpose, state, words = (said.get(name, "") for name in ("tujuan", "keadaan", "cari"))
    names = " ".join([line.to, str(line.grant.grantee or ""), line.grant.grantee_printed]).casefold()
    return (
        purpose in ("", line.grant.purpose)
        and state in ("", line.state.value)
        and words.strip().casefold() in names
    )


def _counts(items: Sequence[Obligation]) -> list[tuple[State, int]]:
    counted = [(state, sum(item.state == state for item in items)) for state in State]
    return [(state, n) for state, n in counted if n]


def _number(amount: Any) -> float | None:
    return None if amount is None else float(amount)


def _code(grant: Any) -> str | None:
    return grant.code if grant else None


def _to(item: Obligation) -> str:
    grantee = item.grant.grantee
    return (
        (grantee.short_name or grantee.name)
        if grantee
        else item.grant.grantee_printed or str(_("not stated"))
    )
