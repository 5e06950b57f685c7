"""Nouns of the grants desk: the agreement, what must happen because of it, the money that moved, what was
told of its use."""

from siaga.desks.grants.models.agreement import Grant, Proposal
from siaga.desks.grants.models.expected import Report, Return, Tranche
from siaga.desks.grants.models.money import Payment, Receipt
from siaga.desks.grants.models.telling import Filing, Realisation

__all__ = [
    "Filing",
    "Grant",
    "Payment",
    "Proposal",
    "Realisation",
    "Receipt",
    "Report",
    "Return",
    "Tranche",
]
