"""The hashes of complete subtrees, as they lie with the entries that closed them."""

from __future__ import annotations

from collections.abc import Iterable

from siaga.desks.trail.models import Entry
from siaga.engines.ledger.proofs import HashOf
from siaga.engines.ledger.tree import HASH_SIZE, Node


def stored(nodes: Iterable[Node]) -> HashOf:
    """Fetch the hashes of these nodes in one query and return the function that gives them to a proof."""
    wanted = {node.last_leaf for node in nodes}
    rows = Entry.objects.filter(index__in=wanted).values_list("index", "leaf_hash", "subtrees")
    closed = {index: bytes.fromhex(leaf) + bytes(subtrees) for index, leaf, subtrees in rows}

    def hash_of(node: Node) -> bytes:
        at = node.height * HASH_SIZE
        return closed[node.last_leaf][at : at + HASH_SIZE]

    return hash_of
