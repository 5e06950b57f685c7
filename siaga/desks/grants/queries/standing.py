"""Where a payment stands: who says it was made, and whether the other side has seen it arrive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from siaga.desks.grants.models import Payment, Receipt


class Standing(models.TextChoices):
    """What is known of a payment, from announced to confirmed."""

    ANNOUNCED = "announced", _("Announced, not yet paid")
    SAID = "said", _("Paid, says the source")
    WAITING = "waiting", _("Paid, waits for the other side")
    DISPUTED = "disputed", _("Not arrived, says the other side")
    RECEIVED = "received", _("Received, says the source")
    CONFIRMED = "confirmed", _("Confirmed by the other side")
    REVERSING = "reversing", _("To be taken back, waits for the other side")
    TAKEN_BACK = "taken_back", _("Taken back")


LIGHTS = {
    Standing.ANNOUNCED: "none",
    Standing.SAID: "warn",
    Standing.WAITING: "warn",
    Standing.DISPUTED: "bad",
    Standing.RECEIVED: "good",
    Standing.CONFIRMED: "good",
    Standing.REVERSING: "warn",
    Standing.TAKEN_BACK: "none",
}
COUNTS = frozenset(Standing) - {Standing.ANNOUNCED, Standing.TAKEN_BACK}
"""Standings in which the money counts as moved."""

SEEN = frozenset({Standing.RECEIVED, Standing.CONFIRMED, Standing.REVERSING})
"""Standings in which the receiving side has said that it arrived."""

ANSWERABLE = frozenset({Standing.SAID, Standing.WAITING, Standing.DISPUTED, Standing.RECEIVED})
"""Standings in which the receiving side may still say whether it arrived."""

REVERSIBLE = ANSWERABLE | {Standing.CONFIRMED}


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment with its standing; `answer` is the newest word of the other side, `reversal` what takes the
    payment back.
    """

    payment: Payment
    standing: Standing
    answer: Receipt | None
    reversal: Payment | None

    @property
    def counts(self) -> bool:
        return self.standing in COUNTS

    @property
    def seen(self) -> bool:
        return self.standing in SEEN

    @property
    def light(self) -> str:
        return LIGHTS[self.standing]


def lines_of(payments: Iterable[Payment]) -> tuple[PaymentLine, ...]:
    """Every payment of a grant but the reversals, each with where it stands; read with `told_receipts`."""
    rows = list(payments)
    reversals = {row.reverses_id: row for row in rows if row.reverses_id}
    return tuple(_line(row, reversals.get(row.pk)) for row in rows if not row.reverses_id)


def _line(payment: Payment, reversal: Payment | None) -> PaymentLine:
    newest = payment.told_receipts[-1] if payment.told_receipts else None
    return PaymentLine(payment, _standing(payment, newest, reversal), newest, reversal)


def _standing(payment: Payment, answer: Receipt | None, reversal: Payment | None) -> Standing:
    confirmed = answer is not None and answer.outcome == Receipt.Outcome.CONFIRMED
    if reversal is not None:
        waits = confirmed and reversal.entered_by_id is not None and not _confirmed(reversal)
        return Standing.REVERSING if waits else Standing.TAKEN_BACK
    if payment.kind == Payment.Kind.PLANNED:
        return Standing.ANNOUNCED
    if answer is not None:
        return Standing.CONFIRMED if confirmed else Standing.DISPUTED
    if payment.entered_by_id is not None:
        return Standing.WAITING
    return Standing.RECEIVED if payment.received else Standing.SAID


def _confirmed(payment: Payment) -> bool:
    return any(receipt.outcome == Receipt.Outcome.CONFIRMED for receipt in payment.told_receipts)
