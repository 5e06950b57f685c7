"""Which payments pay which tranche, where a source names the money but not the tranche."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

ZERO = Decimal(0)


def cover(
    tranches: Mapping[int, Decimal | None], named: Mapping[int, Decimal], unnamed: Decimal
) -> dict[int, Decimal]:
    """Rupiah that cover each tranche, by its number.

    `tranches` are the amounts due (None: not stated), `named` what was paid for a certain tranche, `unnamed`
    what was paid without one: it fills the tranches from the first, and what is left over stays with the
    last. The answer adds up to all that was paid, as long as there is a tranche.
    """
    covered = {number: named.get(number, ZERO) for number in sorted(tranches)}
    for number in covered:
        due = tranches[number]
        part = unnamed if due is None else min(unnamed, max(due - covered[number], ZERO))
        covered[number] += part
        unnamed -= part
    if covered:
        covered[max(covered)] += unnamed
    return covered
