"""The agreement: entered, corrected from its paper, withdrawn; and the proposal all returns wait for."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from siaga.desks.elections.days import today_in
from siaga.desks.elections.models import Election
from siaga.desks.grants.errors import (
    BelowPaid,
    CodeTaken,
    MoneyMoved,
    NotYet,
    SameSides,
    Stale,
)
from siaga.desks.grants.models import Grant, Proposal
from siaga.desks.grants.queries.money import moved_out
from siaga.desks.grants.services._once import acting_for, grantor_side, house, locked
from siaga.desks.grants.services.expectation import expect, expect_again
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Institution, User
from siaga.desks.trail.models import Precision
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import record

EDITS = "grants.edit"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What an agreement (NPHD) says. A part that is None or empty is not stated."""

    grantee: Institution | None
    grantee_printed: str
    amount: Decimal | None
    precision: str
    printed: str
    agreement_number: str
    signed: date | None
    part_of: Grant | None
    visibility: str

    def values(self) -> dict[str, Any]:
        """The fields of the grant; an amount that is not stated has no other precision."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return said | ({"precision": Precision.NOT_STATED} if self.amount is None else {})


@transaction.atomic
def add_grant(
    election: Election, by: User, grantor: Institution, code: str, purpose: str, agreement: Agreement
) -> Grant:
    """Enter an agreement of the government one works for, with all that must follow from it.

    Raises PermissionDenied, OtherSide, SameSides, CodeTaken.
    """
    grant = Grant(election=election, grantor=grantor, code=code, purpose=purpose, **agreement.values())
    acting_for(by, grant, EDITS, grantor_side(grant))
    _two_sides(grant)
    if Grant.objects.filter(election=election, code=code).exists():
        raise CodeTaken
    grant.save(force_insert=True)
    expect(grant)
    record("grants.add", grant, after=described(grant))
    return grant


@transaction.atomic
def correct_grant(grant: Grant, by: User, agreement: Agreement, reason: str, revision: int) -> Grant:
    """Bring a grant in line with its paper; the trail keeps what it said before, and the days are counted
    again.

    Raises PermissionDenied, OtherSide, ReasonMissing, Stale, SameSides, BelowPaid, MoneyMoved.
    """
    now = locked(grant)
    acting_for(by, now, EDITS, grantor_side(now))
    _unchanged(now, revision)
    before, out = described(now), moved_out(now)
    if out and now.grantee_id and (not agreement.grantee or agreement.grantee.pk != now.grantee_id):
        raise MoneyMoved
    for name, value in agreement.values().items():
        setattr(now, name, value)
    _two_sides(now)
    if now.amount is not None and now.amount < out:
        raise BelowPaid
    return _saved(now, "grants.correct", before, reason)


@transaction.atomic
def withdraw_grant(grant: Grant, by: User, reason: str, revision: int) -> Grant:
    """Take a grant that never was out of every list and sum; it stays on record. Raises MoneyMoved too."""
    now = locked(grant)
    acting_for(by, now, EDITS, grantor_side(now))
    _unchanged(now, revision)
    if moved_out(now):
        raise MoneyMoved
    before, now.withdrawn_reason = described(now), needed(reason)
    return _saved(now, "grants.withdraw", before, reason)


@transaction.atomic
def propose(election: Election, by: User, day: date, document: str) -> Proposal:
    """Enter the day the elected pair was proposed for appointment: from it the return of the rest is counted.

    The newest entry holds. Raises PermissionDenied.
    """
    require(by, EDITS, election.region_id)
    if day > today_in(election):
        raise NotYet
    made = Proposal.objects.create(
        election=election, day=day, document=document.strip(), entered_by=by, at=timezone.now()
    )
    changed = expect_again(election)
    record("grants.propose", made, after={"day": day, "document": document, "counted_again": len(changed)})
    return made


def described(grant: Grant) -> dict[str, Any]:
    """A grant as the trail keeps it: institutions and grants by their codes."""
    return {
        "grantor": grant.grantor.code,
        "grantee": grant.grantee.code if grant.grantee else None,
        "part_of": grant.part_of.code if grant.part_of else None,
        **{name: getattr(grant, name) for name in _PLAIN},
    }


_PLAIN = (
    "purpose",
    "amount",
    "precision",
    "printed",
    "grantee_printed",
    "agreement_number",
    "signed",
    "visibility",
    "revision",
)


def _saved(grant: Grant, action: str, before: dict[str, Any], reason: str) -> Grant:
    grant.revision += 1
    grant.save()
    expect(grant)
    record(action, grant, before=before, after=described(grant), reason=needed(reason))
    return grant


def _two_sides(grant: Grant) -> None:
    if grant.grantee and house(grant.grantee) == house(grant.grantor):
        raise SameSides


def _unchanged(grant: Grant, revision: int) -> None:
    if grant.revision != revision:
        raise Stale
