"""Grants and payments: money goes from one to another, and there is some of it."""

from __future__ import annotations

from ..draft import Draft, at
from ..model import Direction


def check(draft: Draft) -> None:
    """Every grant and payment on its own. An agency and the government it belongs to are one side."""
    houses = {row.code: row.parent or row.code for row in draft.rows("institutions")}
    for grant in draft.rows("grants"):
        receiver = houses.get(grant.grantee or "")
        if receiver and receiver == houses.get(grant.grantor):
            draft.faults.add("grant_to_itself", at(grant.origin, "grantee"), value=grant.grantor)
    for payment in draft.rows("payments"):
        if payment.direction is Direction.BACK and payment.tranche is not None:
            draft.faults.add("tranche_of_return", at(payment.origin, "tranche"))
    for row in (*draft.rows("grants"), *draft.rows("payments")):
        if row.amount is not None and not row.amount:
            draft.faults.add("zero_money", at(row.origin, "amount"))
