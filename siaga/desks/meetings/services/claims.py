"""Figures of statements: entered and withdrawn. What came with a pack is corrected there."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import Clashed, NotNow, NotYours, Refused
from siaga.desks.meetings.models import Claim, Statement, Visibility
from siaga.desks.meetings.reading import claims_for, items_for, reader_of
from siaga.desks.meetings.services._held import writable
from siaga.desks.meetings.states import AT_WORK, State
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.models import Region
from siaga.desks.places.queries import contains
from siaga.desks.trail.models import Precision
from siaga.desks.trail.refused import needed
from siaga.law.units import is_unit

KEPT = AT_WORK | {State.SIGNED}
"""The ledger reads the minutes without changing them, so a figure may be noted after they are signed."""
LARGEST = Decimal(10) ** 18
"""Figures are below this: a hundred times the budget of the state in rupiah has as many digits."""
_CIRCLES = (Visibility.PUBLIC, Visibility.INTERNAL, Visibility.RESTRICTED)


@dataclass(frozen=True, slots=True)
class Named:
    """A figure as somebody named it; `value` is None where they named none."""

    subject: str
    label: str
    region: Region
    unit: str
    value: Decimal | None
    precision: str = Precision.EXACT
    bound: str = Claim.Bound.EQUAL
    as_of: date | None = None
    printed: str = ""
    institution: Institution | None = None
    visibility: str = Visibility.INTERNAL

    def values(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


@transaction.atomic
def enter_claim(statement: Statement, by: User, named: Named, client_id: UUID) -> Claim:
    """Note a figure of a statement; sent again under the same number, it is not noted twice.

    Raises PermissionDenied, NotNow (withdrawn, or from a pack), NotYours, Refused and Clashed.
    """
    meeting = writable(statement.meeting, by, states=KEPT)
    said = _readable(statement, by)
    values = named.values() | {"institution": named.institution or said.institution}
    _fitting(said, named, meeting.series.region_id)
    code = f"officer-{client_id}"
    if earlier := Claim.objects.filter(election=meeting.series.election, code=code).first():
        return _same(earlier, said, values, by)
    claim = Claim.objects.create(election=meeting.series.election, statement=said, code=code, **values)
    tell("claims.enter", claim, after=values)
    return claim


@transaction.atomic
def withdraw_claim(claim: Claim, by: User, reason: str) -> Claim:
    """Take a figure out of the ledger; it stays in the database, with the reason.

    Raises PermissionDenied, ReasonMissing, NotNow and NotYours.
    """
    why = needed(reason)
    readable = Claim.objects.filter(claims_for(reader_of(by)), pk=claim.pk)
    now = readable.select_related("statement__meeting").select_for_update(of=("self",)).first()
    if now is None or now.statement is None:
        raise NotYours
    writable(now.statement.meeting, by, states=KEPT)
    now.withdrawn, now.withdrawn_for = True, why
    now.save(update_fields=["withdrawn", "withdrawn_for"])
    tell("claims.withdraw", now, after={"withdrawn": True}, reason=why)
    return now


def _readable(statement: Statement, by: User) -> Statement:
    rows = Statement.objects.filter(items_for(reader_of(by)), pk=statement.pk)
    said = rows.select_related("institution", "meeting__series").first()
    if said is None:
        raise NotYours
    if said.withdrawn:
        raise NotNow
    return said


def _fitting(said: Statement, named: Named, city: str) -> None:
    """Refuse a figure that is more open than its statement, of another city, stated and not stated, without a
    name, or that the ledger cannot hold: nothing is deleted from it, and one such row would break its pages.
    """
    if _CIRCLES.index(Visibility(named.visibility)) < _CIRCLES.index(Visibility(said.visibility)):
        raise Refused(_("A figure cannot be more open than the statement it stands in."))
    if not contains(city, named.region.code):
        raise Refused(_("Choose a region of this city."))
    if (named.value is None) != (named.precision == Precision.NOT_STATED):
        raise Refused(_("Give a value, or say that none is stated: not both."))
    if not is_unit(named.unit):
        raise Refused(_("Write the unit as a word, such as orang or orang/hari."))
    if not named.subject:
        raise Refused(_("Say in Latin letters or digits what is counted."))
    if named.value is not None and not (abs(named.value) < LARGEST and named.value == round(named.value, 2)):
        raise Refused(_("The ledger holds figures of at most 18 digits, with at most two decimals."))


def _same(earlier: Claim, said: Statement, values: dict[str, Any], by: User) -> Claim:
    """The claim sent before under the same number. Raises Clashed when it says something else."""
    same = all(getattr(earlier, name) == value for name, value in values.items())
    if earlier.statement_id != said.pk or not same:
        raise Clashed
    if not Claim.objects.filter(claims_for(reader_of(by)), pk=earlier.pk).exists():
        raise NotYours
    return earlier
