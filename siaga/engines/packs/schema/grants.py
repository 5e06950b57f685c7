"""The tables of the money: grants and what was paid of them. Both optional."""

from __future__ import annotations

from .. import cells, model
from .columns import ORIGIN, WORD, Table, may, must

GRANTS = Table(
    "grants",
    (
        must("code", WORD, "short code, for example nphd-kpu"),
        must("grantor", WORD, "code of the institution that gives"),
        may("grantee", WORD, "code of the institution that receives; empty when not stated"),
        may("grantee_printed", cells.short(200), "how the source names the receiver"),
        must("purpose", cells.choice(model.GrantPurpose), "organisation, supervision, security or other"),
        may("amount", cells.amount, "rupiah; empty when not stated"),
        may("as_printed", cells.short(200), "the amount as the source writes it"),
        may("agreement_number", cells.short(120), "number of the agreement (NPHD)"),
        may("signed", cells.day, "day it was signed"),
        may("part_of", WORD, "code of a grant this amount may already be a part of"),
        may("visibility", cells.choice(model.OpenTo), "public or internal; empty: public"),
        *ORIGIN,
    ),
    model.Grant,
    ("code",),
    optional=True,
)

PAYMENTS = Table(
    "payments",
    (
        must("grant", WORD, "code of the grant"),
        must("number", cells.ordinal, "number of the payment within the grant"),
        may("tranche", cells.ordinal, "number of the tranche; empty when not stated"),
        may("direction", cells.choice(model.Direction), "out or back; empty: out"),
        may("kind", cells.choice(model.PaymentKind), "paid or planned; empty: paid"),
        must("amount", cells.amount, "rupiah"),
        may("as_printed", cells.short(200), "the amount as the source writes it"),
        may("paid", cells.day, "day it was paid; empty when not stated"),
        may("document", cells.short(120), "number of the order (SP2D) or deposit (STS)"),
        may("received", cells.yes_no, "true when the source is the side that received it"),
        *ORIGIN,
    ),
    model.Payment,
    ("grant", "number"),
    optional=True,
)
