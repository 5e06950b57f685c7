"""What passes between the server and the process that looks at pictures: plain data, told as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ALIKE = 26
"""Bits of 256 in which two fingerprints may differ and still be of one picture.

On 193 real photographs of forms no two different ones came nearer than 31, also those of the same page that
an app had cut to the paper; a photo scaled to 40 to 90 %, compressed and lightened stayed within 24.
"""

HAND_BITS = 64
"""Bits of the handwriting of one figure."""
ONE_HAND, FEWEST = 0.12, 2
"""Share of bits in which the handwriting on two pages may differ and still be of one paper, and on how many
figures, seen in both, that is judged: `siaga bench reading copies` measures it.
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Which printed form is expected: rule profile, kind of contest, number of lines on the ballot."""

    profile: str
    kind: str
    pairs: int


@dataclass(frozen=True, slots=True)
class Glance:
    """One photo at first sight.

    `page` by its tag, None without one; `reason`: code of why it could not be placed, empty when it was;
    `stranger`: the tag is of another form; `codes`: texts of square codes; `screen`: whether it seems to be
    photographed from a screen; `look`: 64 hexadecimal digits that survive scaling and compression; `hand`: 16
    of the handwriting of every figure, wherever the picture was cut, empty when the page was not placed.
    """

    page: int | None
    reason: str
    stranger: bool
    codes: tuple[str, ...]
    screen: bool
    look: str
    hand: str = ""

    @classmethod
    def told(cls, said: dict[str, Any]) -> Glance:
        return cls(**said | {"codes": tuple(said["codes"])})


@dataclass(frozen=True, slots=True)
class FormRead:
    """What was read: figures by name (value, probability, state, alternatives), and one WebP picture of all
    cut-outs with the left, top, width and height of each in it. `why` and `why_en`: why a person must look,
    in Indonesian and English.
    """

    layout: str
    model: str
    fields: dict[str, dict[str, Any]]
    accepted: bool
    why: str
    why_en: str
    broken: tuple[str, ...]
    places: dict[str, tuple[int, int, int, int]]
    cuttings: bytes


def same_hand(one: str, other: str) -> bool:
    """Whether two fingerprints of handwriting are of one paper."""
    share = hands_apart(one, other)
    return share is not None and share <= ONE_HAND


def hands_apart(one: str, other: str) -> float | None:
    """Share of bits in which the figures seen on both pages differ; None when there are too few of them."""
    if len(one) != len(other) or not one:
        return None
    both = int(one.translate(_SEEN), 16) & int(other.translate(_SEEN), 16)
    bits = both.bit_count()
    if bits < FEWEST * HAND_BITS:
        return None
    return ((int(one.translate(_VALUE), 16) ^ int(other.translate(_VALUE), 16)) & both).bit_count() / bits


_SEEN = str.maketrans("0123456789abcdef-", "f" * 16 + "0")
_VALUE = str.maketrans("-", "0")


def alike(one: str, other: str) -> bool:
    """Whether two fingerprints are of one picture."""
    return _apart(one, other) <= ALIKE


def _apart(one: str, other: str) -> int:
    """Bits in which two fingerprints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()
