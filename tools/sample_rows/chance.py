"""Numbers that look like chance and never change: each is a hash of the seed and of what it is for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Chance:
    """Draws that depend on nothing but the seed and their labels: not on order, platform or version."""

    seed: str

    def draw(self, low: int, high: int, *labels: object) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        text = "/".join(map(str, (self.seed, *labels)))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        return low + number % (high - low + 1)


def apportion(total: int, weights: list[int], caps: list[int]) -> list[int]:
    """Split ``total`` in proportion to the weights, no share above its cap, the shares adding up exactly.

    Largest remainders, the earlier share first where remainders are equal. Raises ValueError when the caps
    leave no room.
    """
    if total > sum(caps):
        raise ValueError(f"{total} does not fit under caps that add up to {sum(caps)}")
    shares = [0] * len(weights)
    while left := total - sum(shares):
        free = [i for i, share in enumerate(shares) if share < caps[i]]
        scale = sum(weights[i] for i in free)
        quotas = {i: divmod(left * weights[i], scale) for i in free}
        full = [i for i in free if shares[i] + quotas[i][0] > caps[i]]
        for i in full:
            shares[i] = caps[i]
        if not full:
            _hand_out(left, quotas, shares, caps)
    return shares


def _hand_out(left: int, quotas: dict[int, tuple[int, int]], shares: list[int], caps: list[int]) -> None:
    """Whole quotas to all, then one each by the largest remainders, as far as the caps allow."""
    for i, (quota, _rest) in quotas.items():
        shares[i] += quota
        left -= quota
    with_room = [i for i in quotas if shares[i] < caps[i]]
    for i in sorted(with_room, key=lambda i: (-quotas[i][1], i))[:left]:
        shares[i] += 1
