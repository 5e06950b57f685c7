"""Everything that must happen because of a grant, made when the grant is: tranches, reports, the return.

Days are counted by the clocks of the election's profile and counted again whenever a day they start from
becomes known or is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from django.db import models

from siaga.desks.elections.models import Election
from siaga.desks.elections.workdays import calendar_around, read_local
from siaga.desks.grants.models import Grant, Proposal, Report, Return, Tranche
from siaga.law.clock import plain_basis, run
from siaga.law.profiles import Clock, load
from siaga.law.shares import split

RETURN = "grant-return"
REPORTS = {
    Report.Kind.DISBURSEMENT: "grant-disbursement-report",
    Report.Kind.ACCOUNTABILITY: "grant-accountability",
}
"""Which clock of the profile says when a report is due."""

Facts = dict[str, date | None]
WHOLE = Fraction(1)
SHARE_PLACES = 5


def expect(grant: Grant) -> list[str]:
    """Make the rows that are missing and bring days and amounts up to date; say which rows changed.

    A report or return that the profile has no clock for (a grant for security) still has its row, without a
    day: what the agreement lays down is not stated.
    """
    facts, clocks = facts_of(grant), clocks_of(grant)
    wanted = [
        *_tranches(grant, clocks.values(), facts),
        *(_report(grant, kind, clocks.get(name), facts) for kind, name in REPORTS.items()),
        _due(Return(grant=grant), clocks.get(RETURN), facts),
    ]
    return [str(row) for row in wanted if row is not None and _put(row)]


def facts_of(grant: Grant) -> Facts:
    """The days from which clocks are counted, None where they are not known."""
    proposal = Proposal.objects.filter(election=grant.election_id).first()
    return {
        "signing": grant.signed,
        "voting": grant.election.voting_date,
        "proposal": proposal.day if proposal else None,
    }


def clocks_of(grant: Grant) -> dict[str, Clock]:
    """The clocks of the election's profile that apply to a grant of this purpose."""
    clocks = load(grant.election.profile).clocks
    return {kind: clock for kind, clock in clocks.items() if grant.purpose in clock.scope}


def expect_again(election: Election) -> list[str]:
    """Bring every grant of an election up to date, after a day they all depend on changed."""
    grants = Grant.objects.filter(election=election, withdrawn_reason="").select_related("election")
    return [told for grant in grants for told in expect(grant)]


def _tranches(grant: Grant, clocks: Iterable[Clock], facts: Facts) -> list[Tranche]:
    timed = [(clock, clock.share) for clock in clocks if clock.share] or [(None, WHOLE)]
    shares = [share for _, share in timed]
    amounts = split(grant.amount, shares) if grant.amount is not None else [None] * len(shares)
    return [
        _due(Tranche(grant=grant, number=n, share=_decimal(share), amount=amount), clock, facts)
        for n, ((clock, share), amount) in enumerate(zip(timed, amounts, strict=True), 1)
    ]


def _report(grant: Grant, kind: str, clock: Clock | None, facts: Facts) -> Report | None:
    """A disbursement report is asked for by the ministry alone, an accountability report of every grant."""
    if clock is None and kind == Report.Kind.DISBURSEMENT:
        return None
    return _due(Report(grant=grant, kind=kind), clock, facts)


def _due(row: Any, clock: Clock | None, facts: Facts) -> Any:
    row.clock = clock.kind if clock else ""
    row.due, row.explanation = _counted(clock, facts) if clock else (None, {})
    return row


def _counted(clock: Clock, facts: Facts) -> tuple[date | None, dict[str, Any]]:
    start = facts.get(clock.starts)
    about = {"title": {"id": clock.title.id, "en": clock.title.en}}
    if start is None and clock.fixed is None:
        return None, about | {"missing": clock.starts, "basis": plain_basis(clock.basis)}
    around = [day for day in (start, clock.fixed) if day]
    deadline = run(clock, start, calendar_around(around, read_local(settings.SIAGA_DAYS_OFF)))
    return deadline.day, about | deadline.plain()


def _decimal(share: Fraction) -> Decimal:
    return round(Decimal(share.numerator) / share.denominator, SHARE_PLACES)


def _put(wanted: models.Model) -> bool:
    """Save a row, or what differs of the one that is there; whether anything was written."""
    keys = {Tranche: ("grant", "number"), Report: ("grant", "kind"), Return: ("grant",)}[type(wanted)]
    model = type(wanted)
    known = model._default_manager.filter(**{key: getattr(wanted, key) for key in keys}).first()
    if known is None:
        wanted.save(force_insert=True)
        return True
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    changed = [name for name in fields if getattr(known, name) != getattr(wanted, name)]
    for name in changed:
        setattr(known, name, getattr(wanted, name))
    if changed:
        known.save(update_fields=changed)
    return bool(changed)
