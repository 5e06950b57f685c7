"""The Merkle tree of RFC 9162 §2.1, grown one leaf at a time.

A leaf is hashed as SHA-256(0x00 ‖ data), an inner node as SHA-256(0x01 ‖ left ‖ right); the two prefixes
keep a node from passing for a leaf. All hashes are 32 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, NamedTuple

HASH_SIZE: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()


class TreeHead(NamedTuple):
    """A tree in two values: how many leaves it has, and the hash that stands for all of them."""

    size: int
    root: bytes


class Node(NamedTuple):
    """A complete subtree: the 2^height leaves that begin at leaf ``position << height``."""

    height: int
    position: int

    @property
    def last_leaf(self) -> int:
        """The index of the leaf that closed this subtree."""
        return ((self.position + 1) << self.height) - 1


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of one leaf (RFC 9162 §2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of the node above two others (RFC 9162 §2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """The right edge of a tree: all that must be kept to append to it and to know its root.

    `peaks` are the roots of the complete subtrees that make up the first `size` leaves, largest first: one
    for each binary 1 in `size`.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf hash in O(log n); return the roots of the subtrees it closes, itself first."""
        closed, size = [leaf], self.size
        while size & 1:
            closed.append(node_hash(self.peaks.pop(), closed[-1]))
            size >>= 1
        self.peaks.append(closed[-1])
        self.size += 1
        return closed

    def head(self) -> TreeHead:
        """Return the size and root of the tree so far."""
        return TreeHead(self.size, fold(self.peaks))

    def copy(self) -> Frontier:
        return Frontier(self.size, list(self.peaks))

    def to_bytes(self) -> bytes:
        """Return the peaks in one string of 32-byte hashes."""
        return b"".join(self.peaks)

    @classmethod
    def from_bytes(cls, size: int, data: bytes) -> Frontier:
        """Read what `to_bytes` wrote; raise ValueError when it cannot belong to a tree of this size."""
        if len(data) != HASH_SIZE * size.bit_count():
            raise ValueError(f"{len(data)} bytes of frontier do not fit a tree of {size} leaves")
        return cls(size, [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)])


class Tree:
    """A whole tree in memory, two hashes (64 bytes) a leaf, that can answer for every complete subtree."""

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._frontier = Frontier()
        self._levels: list[bytearray] = []
        for leaf in leaves:
            self.append(leaf)

    def __len__(self) -> int:
        return self._frontier.size

    def append(self, leaf: bytes) -> None:
        """Add a leaf hash."""
        for height, closed in enumerate(self._frontier.append(leaf)):
            if height == len(self._levels):
                self._levels.append(bytearray())
            self._levels[height] += closed

    def head(self) -> TreeHead:
        return self._frontier.head()

    def hash_of(self, node: Node) -> bytes:
        """Return the hash of a complete subtree; raise IndexError when the tree has not grown that far."""
        at = node.position * HASH_SIZE
        found = bytes(self._levels[node.height][at : at + HASH_SIZE])
        if not found:
            raise IndexError(f"{node} is not complete in a tree of {len(self)} leaves")
        return found


def fold(peaks: list[bytes]) -> bytes:
    """Return the root above neighbouring complete subtrees, largest first; of none, the empty tree's root."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root
