"""Short arguments about a large tree: this entry is in it; this older tree is where it began (RFC 9162
§2.1.3, §2.1.4).

A proof is a list of 32-byte hashes, lowest first. Making one needs the hashes of a few complete subtrees,
wherever they are kept: `hash_of` is any function that gives the hash of a `Node`. Checking one needs no
tree at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from siaga.engines.ledger.tree import EMPTY_ROOT, Node, TreeHead, fold, node_hash

HashOf = Callable[[Node], bytes]
Span = tuple[int, int]
Proof = list[bytes]


class ProofError(ValueError):
    """The proof does not have the shape its sizes demand."""


def inclusion_proof(index: int, size: int, hash_of: HashOf) -> Proof:
    """Prove that leaf `index` is among the first `size`; raise ValueError unless 0 ≤ index < size."""
    return [span_hash(span, hash_of) for span in inclusion_spans(index, size)]


def consistency_proof(old: int, new: int, hash_of: HashOf) -> Proof:
    """Prove that the tree of `new` leaves begins with `old`. Raises ValueError unless 0 ≤ old ≤ new."""
    return [span_hash(span, hash_of) for span in consistency_spans(old, new)]


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The leaf ranges whose roots make up an inclusion proof, lowest first (RFC 9162 §2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    spans, start, end = [], 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The leaf ranges whose roots make up a consistency proof, lowest first (RFC 9162 §2.1.4.1).

    The empty tree begins every tree, so it needs no proof; the RFC leaves that case out.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {new} leaves did not grow from one of {old}")
    if old == 0:
        return []
    spans, start, end = [], 0, new
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    if start:
        spans.append((start, end))
    return spans[::-1]


def nodes_of(spans: Iterable[Span]) -> list[Node]:
    """Every complete subtree these leaf ranges need, so that a store can fetch them all at once."""
    return [node for start, end in spans for node in cover(start, end)]


def cover(start: int, end: int) -> list[Node]:
    """Split a range of leaves that is a subtree of an RFC 9162 tree into complete subtrees, largest first."""
    nodes = []
    while start < end:
        height = (end - start).bit_length() - 1
        nodes.append(Node(height, start >> height))
        start += 1 << height
    return nodes


def span_hash(span: Span, hash_of: HashOf) -> bytes:
    """Return the root over a range of leaves."""
    return fold([hash_of(node) for node in cover(*span)])


def split(width: int) -> int:
    """Return how many of `width` > 1 leaves go left: the largest power of two below it."""
    return 1 << ((width - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, head: TreeHead, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof ties this leaf hash, at this index, to this head."""
    try:
        return root_from_inclusion(leaf, index, head.size, proof) == head.root
    except ProofError:
        return False


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """Return the root a proof leads to (RFC 9162 §2.1.3.2); raise ProofError when its length is wrong."""
    if not 0 <= index < size:
        raise ProofError(f"a tree of {size} leaves has no leaf {index}")
    here, last, root = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofError("the proof has too many hashes")
        if here & 1 or here == last:
            root = node_hash(sibling, root)
            here, last = _climb_to_right_child(here, last)
        else:
            root = node_hash(root, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofError("the proof has too few hashes")
    return root


def verify_consistency(old: TreeHead, new: TreeHead, proof: Sequence[bytes]) -> bool:
    """Tell whether the proof shows that the new tree only added to the old one (RFC 9162 §2.1.4.2)."""
    if old.size > new.size:
        return False
    if old.size == 0:
        return old.root == EMPTY_ROOT and not proof
    if old.size == new.size:
        return old.root == new.root and not proof
    try:
        return _roots_from_consistency(old, new.size, proof) == (old.root, new.root)
    except ProofError:
        return False


def _roots_from_consistency(old: TreeHead, new_size: int, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Return the old and the new root a proof leads to, for 0 < old.size < new_size."""
    path = list(proof)
    if old.size.bit_count() == 1:
        path.insert(0, old.root)
    if not path:
        raise ProofError("the proof is empty")
    here, last = _climb_while_right(old.size - 1, new_size - 1)
    old_root = new_root = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofError("the proof has too many hashes")
        if here & 1 or here == last:
            old_root, new_root = node_hash(sibling, old_root), node_hash(sibling, new_root)
            here, last = _climb_to_right_child(here, last)
        else:
            new_root = node_hash(new_root, sibling)
        here, last = here >> 1, last >> 1
    if last:
        raise ProofError("the proof has too few hashes")
    return old_root, new_root


def _climb_to_right_child(here: int, last: int) -> tuple[int, int]:
    """On the ragged right edge, skip the levels at which the node is an only child, without a sibling."""
    while here and not here & 1:
        here, last = here >> 1, last >> 1
    return here, last


def _climb_while_right(here: int, last: int) -> tuple[int, int]:
    """Climb to the top of the complete subtree that ends at leaf `here`: the proof starts there."""
    while here & 1:
        here, last = here >> 1, last >> 1
    return here, last
