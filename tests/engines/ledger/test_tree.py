"""The tree against the RFC's own definition, published roots, and pymerkle."""

from __future__ import annotations

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.ledger.tree import EMPTY_ROOT, Frontier, Node, Tree, TreeHead, leaf_hash
from tests.kit import ledger as oracle

CT_LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
CT_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots of the first 0 … 8 of these leaves, as Certificate Transparency logs have tested since 2013."""

data = st.lists(st.binary(max_size=12), max_size=70)


def grown(leaves: list[bytes]) -> Frontier:
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return frontier


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size):
    assert grown(CT_LEAVES[:size]).head() == TreeHead(size, bytes.fromhex(CT_ROOTS[size]))


@given(data)
def test_frontier_and_tree_have_the_root_of_the_definition(leaves):
    assert grown(leaves).head().root == oracle.root(leaves)
    assert Tree(map(leaf_hash, leaves)).head() == grown(leaves).head()


@given(data.filter(len))
def test_pymerkle_has_the_same_root(leaves):
    peer = pymerkle.InmemoryTree.init_from_entries(leaves)
    assert grown(leaves).head().root == peer.get_root()


@given(data)
def test_a_frontier_survives_being_stored(leaves):
    frontier = grown(leaves)
    assert Frontier.from_bytes(frontier.size, frontier.to_bytes()) == frontier
    assert len(frontier.peaks) == len(leaves).bit_count()


@given(data.filter(len))
def test_appending_names_every_subtree_the_leaf_closes(leaves):
    *before, last = leaves
    closed = grown(before).append(leaf_hash(last))
    for height, found in enumerate(closed):
        assert found == oracle.root(leaves[len(leaves) - (1 << height) :])
    assert len(leaves) % (1 << len(closed)) != 0


def test_the_empty_tree():
    assert Frontier().head() == (0, EMPTY_ROOT)
    assert Frontier.from_bytes(0, b"") == Frontier()


def test_a_copy_grows_alone():
    frontier = grown([b"a"])
    frontier.copy().append(leaf_hash(b"b"))
    assert frontier == grown([b"a"])


@pytest.mark.parametrize(("size", "length"), [(0, 32), (1, 0), (3, 32), (4, 31), (4, 64)])
def test_a_stored_frontier_must_fit_its_size(size, length):
    with pytest.raises(ValueError, match="do not fit"):
        Frontier.from_bytes(size, bytes(length))


def test_a_tree_answers_only_for_complete_subtrees():
    tree = Tree(map(leaf_hash, [b"a", b"b", b"c"]))
    assert tree.hash_of(Node(1, 0)) == oracle.root([b"a", b"b"])
    with pytest.raises(IndexError):
        tree.hash_of(Node(1, 1))


def test_a_leaf_is_never_a_node():
    """RFC 9162 §2.1.1: without the prefixes the pair below would have the root of the two leaves."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != grown([b"a", b"b"]).head().root
