"""Contests and ballots, regulations, rules, sources with what is doubtful in them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import UNSURE_MARKS, Election, LegalBasis
from siaga.desks.elections.queries import (
    compare_parameters,
    contests,
    doubts,
    legal_bases,
    profile_of,
    rules_of,
    source_lines,
)
from siaga.desks.elections.queries.rules import other_profile, shown
from siaga.desks.elections.views.common import context_of, of_election
from siaga.desks.trail.access import public
from siaga.web.exports import Column, download, wanted
from siaga.web.lists import Listing

PAIR_COLUMNS = [
    Column("contest", _("Contest"), lambda pair: pair.contest.code),
    Column("number", _("Number"), lambda pair: pair.number, numeric=True),
    Column("kind", _("Kind"), lambda pair: pair.kind),
    Column("head", _("Candidate for head"), lambda pair: pair.head or None),
    Column("deputy", _("Candidate for deputy"), lambda pair: pair.deputy or None),
    Column("feed_id", _("Number in KPU's public feed"), lambda pair: pair.feed_id or None),
    Column("source", _("Source"), lambda pair: pair.source and pair.source.title),
]

BASIS_COLUMNS = [
    Column("title", _("Regulation"), lambda basis: basis.title),
    Column("topic", _("Topic"), lambda basis: basis.topic),
    Column("regime", _("Applies to"), lambda basis: basis.get_regime_display()),
    Column("confidence", _("Confidence"), lambda basis: basis.get_mark_display()),
    Column("source", _("Source"), lambda basis: basis.source and basis.source.title),
]

SOURCE_COLUMNS = [
    Column("code", _("Code"), lambda line: line.source.code, shown=False),
    Column("title", _("Title"), lambda line: line.source.title),
    Column("publisher", _("Publisher"), lambda line: line.source.publisher or None),
    Column("dated", _("Dated"), lambda line: line.source.dated),
    Column("doubts", _("Doubtful values"), lambda line: line.doubts, numeric=True),
    Column("note", _("Note"), lambda line: line.source.note or None),
    Column("address", _("Address"), lambda line: line.source.address or None, shown=False),
]


@public
@require_safe
@of_election
def contests_page(request: HttpRequest, election: Election) -> HttpResponse:
    """The ballots: every pair under its number, the empty column among them."""
    ballots = contests(election)
    if form := wanted(request):
        pairs = [pair for ballot in ballots for pair in ballot.pairs]
        return download(pairs, PAIR_COLUMNS, form=form, name=f"paslon-{election.code}")
    return render(request, "elections/contests.html", context_of(request, election, ballots=ballots))


@public
@require_safe
@of_election
def bases_page(request: HttpRequest, election: Election) -> HttpResponse:
    """The register of regulations; those of the other body of law are marked, since news mixes them up."""
    regime = request.GET.get("rezim", "")
    found = [basis for basis in legal_bases() if regime in ("", basis.regime)]
    listing = Listing(request, found, BASIS_COLUMNS, sort="title")
    if form := wanted(request):
        return listing.download(form, "dasar-hukum")
    context = context_of(
        request,
        election,
        listing=listing,
        regimes=LegalBasis.Regime.choices,
        regime=regime,
        other_regime="pemilu" if election.regime == "pilkada" else "pilkada",
        unsure=UNSURE_MARKS,
    )
    return render(request, "elections/bases.html", context)


@public
@require_safe
@of_election
def rules_page(request: HttpRequest, election: Election) -> HttpResponse:
    """Every number and every rule the house works with, beside those of the other body of law."""
    profile = profile_of(election)
    other = other_profile(profile)
    context = context_of(
        request,
        election,
        profile=profile,
        other=other,
        title=profile.title.in_language(get_language() or "id"),
        other_title=other.title.in_language(get_language() or "id") if other else "",
        valid_today=profile.valid_on(today_in(election)),
        parameters=[
            (line, shown(line.ours.value) if line.ours else "", shown(line.other.value) if line.other else "")
            for line in compare_parameters(profile, other)
        ],
        rules=rules_of(profile, get_language() or "id"),
    )
    return render(request, "elections/rules.html", context)


@public
@require_safe
@of_election
def sources_page(request: HttpRequest, election: Election) -> HttpResponse:
    """Where everything comes from, and every value that should not be trusted as it stands."""
    found = doubts(election)
    listing = Listing(request, source_lines(found), SOURCE_COLUMNS, sort="-doubts")
    if form := wanted(request):
        return listing.download(form, "sumber")
    return render(
        request, "elections/sources.html", context_of(request, election, doubts=found, listing=listing)
    )
