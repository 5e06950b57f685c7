"""The money: grants of the city to those who run, watch and guard the election, and what was paid of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .origin import Origin


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant (hibah, NPHD). ``grantee`` and ``amount`` (rupiah) are None where the source names none.

    ``meeting`` and ``statement`` lead to where it was said.
    """

    code: str
    grantor: str
    grantee: str | None
    grantee_printed: str
    purpose: str
    amount: int | None
    as_printed: str
    agreement_number: str
    signed: date | None
    meeting: str | None
    statement: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Payment:
    """A tranche of a grant, in rupiah: due, paid, and by which document. None is not stated, not unpaid."""

    grant: str
    number: int
    amount: int | None
    as_printed: str
    due: date | None
    paid: date | None
    document: str
    origin: Origin
