"""Every proof of every small tree against the RFC's definition; and that nothing else is accepted."""

from __future__ import annotations

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle.proof import verify_consistency as peer_consistency
from pymerkle.proof import verify_inclusion as peer_inclusion

from siaga.engines.ledger.proofs import (
    ProofError,
    consistency_proof,
    consistency_spans,
    cover,
    inclusion_proof,
    inclusion_spans,
    nodes_of,
    root_from_inclusion,
    verify_consistency,
    verify_inclusion,
)
from siaga.engines.ledger.tree import Node, Tree, TreeHead, leaf_hash
from tests.kit import ledger as oracle

LEAVES = [bytes([value]) * (value % 5) + bytes([value]) for value in range(130)]
TREE = Tree(map(leaf_hash, LEAVES))
sizes = st.integers(1, len(LEAVES))


def head(size: int) -> TreeHead:
    return TreeHead(size, oracle.root(LEAVES[:size]))


@st.composite
def leaf_in_tree(draw):
    size = draw(sizes)
    return draw(st.integers(0, size - 1)), size


@st.composite
def two_sizes(draw):
    new = draw(sizes)
    return draw(st.integers(0, new)), new


def test_the_example_of_the_rfc():
    """RFC 9162 §2.1.5: seven leaves; the letters are those of its drawing."""
    d = LEAVES[:7]
    a, b, c, e, f, i_, j = (leaf_hash(x) for x in (d[0], d[1], d[2], d[3], d[4], d[5], d[6]))
    g, h, i = oracle.root(d[0:2]), oracle.root(d[2:4]), oracle.root(d[4:6])
    k, l_ = oracle.root(d[0:4]), oracle.root(d[4:7])
    assert inclusion_proof(0, 7, TREE.hash_of) == [b, h, l_]
    assert inclusion_proof(3, 7, TREE.hash_of) == [c, g, l_]
    assert inclusion_proof(4, 7, TREE.hash_of) == [i_, j, k]
    assert inclusion_proof(6, 7, TREE.hash_of) == [i, k]
    assert consistency_proof(3, 7, TREE.hash_of) == [c, e, g, l_]
    assert consistency_proof(4, 7, TREE.hash_of) == [l_]
    assert consistency_proof(6, 7, TREE.hash_of) == [i, j, k]
    assert a not in consistency_proof(3, 7, TREE.hash_of) and f not in inclusion_proof(6, 7, TREE.hash_of)


@given(leaf_in_tree())
def test_inclusion_is_the_path_of_the_definition(case):
    index, size = case
    proof = inclusion_proof(index, size, TREE.hash_of)
    assert proof == oracle.path(index, LEAVES[:size])
    assert verify_inclusion(leaf_hash(LEAVES[index]), index, head(size), proof)


@given(two_sizes())
def test_consistency_is_the_proof_of_the_definition(case):
    old, new = case
    proof = consistency_proof(old, new, TREE.hash_of)
    assert proof == (oracle.subproof(old, LEAVES[:new]) if old else [])
    assert verify_consistency(head(old), head(new), proof)


def test_every_proof_of_every_tree_up_to_forty():
    for new in range(1, 41):
        for old in range(new + 1):
            assert verify_consistency(head(old), head(new), consistency_proof(old, new, TREE.hash_of)), (
                old,
                new,
            )
        for index in range(new):
            proof = inclusion_proof(index, new, TREE.hash_of)
            assert verify_inclusion(leaf_hash(LEAVES[index]), index, head(new), proof), (index, new)


@given(leaf_in_tree())
def test_pymerkle_accepts_our_entries_and_roots(case):
    index, size = case
    peer = pymerkle.InmemoryTree.init_from_entries(LEAVES[:size])
    peer_inclusion(leaf_hash(LEAVES[index]), head(size).root, peer.prove_inclusion(index + 1, size))


@given(two_sizes())
def test_pymerkle_finds_the_same_states_consistent(case):
    old, new = case
    peer = pymerkle.InmemoryTree.init_from_entries(LEAVES[:new])
    if old:
        peer_consistency(head(old).root, head(new).root, peer.prove_consistency(old, new))


@given(leaf_in_tree(), st.data())
def test_a_changed_inclusion_proof_is_refused(case, data):
    index, size = case
    leaf, proof = leaf_hash(LEAVES[index]), inclusion_proof(index, size, TREE.hash_of)
    assert not verify_inclusion(leaf_hash(b"other"), index, head(size), proof)
    assert not verify_inclusion(leaf, index, head(size), [*proof, proof[-1] if proof else leaf])
    for wrong in {index - 1, index + 1, data.draw(st.integers(-2, size + 2))} - {index}:
        assert not verify_inclusion(leaf, wrong, head(size), proof)
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaf, index, head(size), proof[:at] + proof[at + 1 :])
        flipped = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        assert not verify_inclusion(leaf, index, head(size), [*proof[:at], flipped, *proof[at + 1 :]])


@given(two_sizes(), st.data())
def test_a_changed_consistency_proof_is_refused(case, data):
    old, new = case
    proof = consistency_proof(old, new, TREE.hash_of)
    forged = TreeHead(old, leaf_hash(b"other"))
    assert not verify_consistency(forged, head(new), proof)
    assert not verify_consistency(head(old), TreeHead(new, leaf_hash(b"other")), proof) or old == 0
    assert not verify_consistency(head(old), head(new), [*proof, head(new).root])
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_consistency(head(old), head(new), proof[:at] + proof[at + 1 :])
        flipped = proof[at][:-1] + bytes([proof[at][-1] ^ 128])
        assert not verify_consistency(head(old), head(new), [*proof[:at], flipped, *proof[at + 1 :]])


def test_a_log_that_shrank_is_not_consistent():
    assert not verify_consistency(head(8), head(7), [])


def test_the_empty_tree_begins_every_tree_but_has_one_root():
    assert verify_consistency(head(0), head(9), [])
    assert not verify_consistency(TreeHead(0, head(1).root), head(9), [])


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_there_is_no_such_leaf(index, size):
    with pytest.raises(ValueError, match="has no leaf"):
        inclusion_spans(index, size)
    with pytest.raises(ProofError, match="has no leaf"):
        root_from_inclusion(b"", index, size, [])


@pytest.mark.parametrize(("old", "new"), [(-1, 3), (4, 3)])
def test_there_is_no_such_growth(old, new):
    with pytest.raises(ValueError, match="did not grow"):
        consistency_spans(old, new)


def test_a_span_is_covered_by_complete_subtrees():
    assert cover(4, 7) == [Node(1, 2), Node(0, 6)]
    assert [node.last_leaf for node in cover(0, 7)] == [3, 5, 6]


@given(leaf_in_tree())
def test_a_proof_needs_few_nodes(case):
    index, size = case
    assert len(nodes_of(inclusion_spans(index, size))) <= 2 * size.bit_length()
