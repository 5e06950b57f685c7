"""Drawing batches so that anyone can draw them again: a public seed, SHA-256, and whole numbers only.

Draw number i (from 1) is the SHA-256 of the text ``seed,i``, read as a number h below 2^256. The batches
stand in the order of their codes, each as wide as its error bound. The draw falls on the batch in which the
point h / 2^256 of the whole width lies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate
from math import lcm


def draw(bounds: Mapping[str, Fraction], seed: str, draws: int, first: int = 1) -> list[str]:
    """The codes drawn, in order, each with probability proportional to its bound; a code may come twice.

    ``first`` is the number of the first draw, to go on from an earlier sample. Raises ValueError for an empty
    seed and when no batch has a bound above 0.
    """
    if not seed.strip():
        raise ValueError("the seed is empty: roll dice in public, and use what they show")
    codes = sorted(code for code, bound in bounds.items() if bound > 0)
    if not codes:
        raise ValueError("no station can have an error: there is nothing to draw")
    scale = lcm(*(bounds[code].denominator for code in codes))
    ends = list(accumulate(int(bounds[code] * scale) for code in codes))
    return [
        codes[bisect_right(ends, _point(seed, number, ends[-1]))] for number in range(first, first + draws)
    ]


def _point(seed: str, number: int, width: int) -> int:
    """The place of one draw, from 0 up to but without the width."""
    digest = sha256(f"{seed.strip()},{number}".encode()).digest()
    return int.from_bytes(digest, "big") * width >> 256
