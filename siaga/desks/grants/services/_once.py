"""What every act of the desk has in common: whose side acts, and doing the same thing once however often a
phone sends it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction

from siaga.desks.elections.days import today_in
from siaga.desks.grants.errors import Clashed, NotYet, OtherSide, Withdrawn
from siaga.desks.grants.models import Grant
from siaga.desks.offices.access import granting, require
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.queries import contains
from siaga.desks.trail.models import Entry
from siaga.desks.trail.plain import plain
from siaga.desks.trail.services import record, subject_of
from siaga.engines.ledger import canonical

CLASH = "grants.clash"
Row = TypeVar("Row", bound=models.Model)
Side = Callable[[Institution], bool]
"""Whether an institution is of one side of a grant."""


def house(institution: Institution | None) -> int | None:
    """An agency and the government it belongs to are one side: the number of the one they all lead to."""
    return institution and (institution.parent_id or institution.pk)


def acting_for(by: User, grant: Grant, action: str, side: Side) -> Institution:
    """The institution for which a person may do an act on a grant's side.

    Raises PermissionDenied without the action in the city, OtherSide when none of the institutions that give
    it is on that side.
    """
    region = grant.election.region_id
    require(by, action, region)
    held = [m.institution for m in granting(by, action) if contains(m.place, region)]
    found = next((body for body in held if side(body)), None)
    if found is None:
        raise OtherSide
    return found


def grantor_side(grant: Grant) -> Side:
    return lambda body: house(body) == house(grant.grantor)


def grantee_side(grant: Grant) -> Side:
    return lambda body: body.pk == grant.grantee_id


def locked(grant: Grant) -> Grant:
    """The grant as it stands, held until the transaction ends. Raises Withdrawn."""
    related = ("election", "grantor", "grantee", "source")
    now = Grant.objects.select_related(*related).select_for_update(of=("self",)).get(pk=grant.pk)
    if now.withdrawn:
        raise Withdrawn
    return now


def digest_of(said: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of what was sent."""
    return hashlib.sha256(canonical.encode(plain(said))).hexdigest()


def come(day: date, grant: Grant) -> date:
    """The day, if it has come in the city's time zone. Raises NotYet."""
    if day > today_in(grant.election):
        raise NotYet
    return day


def once(
    model: type[Row], client_id: UUID, by: User, said: Mapping[str, Any], first_time: Callable[[str], Row]
) -> Row:
    """Do an act the first time its receipt number is seen, with the digest of what was said; afterwards
    answer the row it made.

    Raises Clashed when the number came with another content, or from another person; what came second is
    kept in the trail.
    """
    digest = digest_of(said)
    try:
        row, repeated = _once(model, client_id, digest, first_time)
    except IntegrityError:  # another request took the number between our look and our row
        row, repeated = _once(model, client_id, digest, first_time)
    if repeated and (row.digest != digest or row.entered_by_id != by.pk):
        _keep_clash(row, digest, said)
        raise Clashed
    return row


@transaction.atomic
def _once(
    model: type[Row], client_id: UUID, digest: str, first_time: Callable[[str], Row]
) -> tuple[Row, bool]:
    earlier = model._default_manager.filter(client_id=client_id).first()
    return (earlier, True) if earlier else (first_time(digest), False)


@transaction.atomic
def _keep_clash(row: models.Model, digest: str, said: Mapping[str, Any]) -> None:
    subject = subject_of(row)
    known = Entry.objects.filter(action=CLASH, subject_type=subject.type, subject_id=subject.id)
    if not known.filter(after__digest=digest).exists():
        record(CLASH, row, after={"digest": digest, "said": said})
