"""The money: grants of the city to those who run, watch and guard the election, and what was paid of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .origin import Origin
from .words import Direction, GrantPurpose, OpenTo, PaymentKind


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant (hibah, NPHD). ``grantee`` and ``amount`` (rupiah) are None where the source names none.

    ``part_of`` is a grant that this amount may already be a part of.
    """

    code: str
    grantor: str
    grantee: str | None
    grantee_printed: str
    purpose: GrantPurpose
    amount: Decimal | None
    as_printed: str
    agreement_number: str
    signed: date | None
    part_of: str | None
    visibility: OpenTo
    origin: Origin


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that moved, or is announced, in rupiah. ``number`` counts within the grant.

    ``tranche`` is None where the source does not say which one it is; ``received`` says that the source is
    the side that received it.
    """

    grant: str
    number: int
    tranche: int | None
    direction: Direction
    kind: PaymentKind
    amount: Decimal
    as_printed: str
    paid: date | None
    document: str
    received: bool
    origin: Origin
