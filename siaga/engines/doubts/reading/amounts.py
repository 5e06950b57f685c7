"""Amounts as printed: ``Rp 3.205.756.840,00``, ``sekitar 13,9 Milyar``, ``86 persen``, ``1.645``.

A printed number says how sharply it speaks: half a unit of its last digit, so ``13,9 miliar`` is
13,850,000,000 to 13,950,000,000. A number printed whole, to its last digit, means exactly that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    **dict.fromkeys(("ribu", "rb"), 10**3),
    **dict.fromkeys(("juta", "jt"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "milyard", "m"), 10**9),
    **dict.fromkeys(("triliun", "trilyun", "t"), 10**12),
}
_LONGEST = 18
"""Digits of an amount: a hundred times the state's budget in rupiah has as many."""
_ABOUT = r"(?:sekitar|kurang lebih|lebih kurang|kira-kira|hampir|±|~)"
_NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_AMOUNT = re.compile(
    rf"(?:\b(?P<about>{_ABOUT})\s*)?(?P<money>\bRp\.?\s*)?(?<![\d.,/])(?P<number>{_NUMBER})(?![\d/]|[.,]\d)"
    rf"(?:\s*(?P<scale>ribu|rb|juta|jt|mil[iy]ard?|tril[iy]un)\b|(?<=\d)\s?(?P<short>(?-i:[MT]))\b)?"
    r"(?:\s*(?P<percent>%|persen\b|peren\b))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text. `half` is half a unit of the last printed digit, 0 for an exact whole number."""

    value: Decimal
    half: Decimal
    about: bool
    money: bool
    percent: bool
    words: str
    start: int
    end: int


def amounts_in(text: str) -> Iterator[Amount]:
    """Every number of a text, in order; a longer row of digits is the number of a paper or an account."""
    for found in _AMOUNT.finditer(text):
        if sum(map(str.isdecimal, found["number"])) <= _LONGEST:
            yield _amount(found)


def half_unit(value: Decimal, printed: str, about: bool) -> Decimal:
    """How far a value may lie from what its source prints.

    Taken from the printed number of that value; without one, an about value is as sharp as its trailing
    zeros allow, and any other is exact.
    """
    for amount in amounts_in(printed):
        if amount.value == value:
            return max(amount.half, _by_zeros(value)) if about else amount.half
    return _by_zeros(value) if about else Decimal(0)


def _amount(found: re.Match[str]) -> Amount:
    number, _, fraction = found["number"].replace(".", "").partition(",")
    scale = _SCALES.get((found["scale"] or found["short"] or "").casefold(), 1)
    value = Decimal(f"{number}.{fraction or 0}") * scale
    rounded = bool(found["about"]) or scale > 1
    step = Decimal(scale) / 10 ** len(fraction)
    return Amount(
        value=Decimal(int(value)) if value == value.to_integral_value() else value,
        half=step / 2 if rounded or fraction.strip("0") else Decimal(0),
        about=bool(found["about"]),
        money=bool(found["money"]) or (scale > 1 and not found["percent"]),
        percent=bool(found["percent"]),
        words=found[0].strip(),
        start=found.start(),
        end=found.end(),
    )


def _by_zeros(value: Decimal) -> Decimal:
    """Half a unit of the last digit that is not zero: 50,000,000 of 13,900,000,000."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(int(exponent) - 1) if value else Decimal(0)
