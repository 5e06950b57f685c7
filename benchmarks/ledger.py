"""The ledger beside pymerkle, in one run: append, prove, verify a proof, verify a whole bundle.

    python -m benchmarks.ledger [--entries 50000] [--rounds 5] [--write]

Both hash with SHA-256 as RFC 9162 says and reach the same root, which is checked first. ``--write`` puts
the table into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pymerkle import InmemoryTree
from pymerkle import verify_inclusion as peer_verify

from benchmarks.kit.report import machine, table, write_section
from benchmarks.kit.rounds import Contender, Timing, time_in_turns
from siaga.engines.ledger import bundle, canonical, checkpoints
from siaga.engines.ledger.notes import SigningKey
from siaga.engines.ledger.proofs import Proof, inclusion_proof, verify_inclusion
from siaga.engines.ledger.tree import Frontier, Tree, leaf_hash
from siaga.engines.ledger.verify import verify_bundle

PROOFS = 200
KEY = SigningKey("benchmark", Ed25519PrivateKey.from_private_bytes(bytes(32)))


@dataclass(frozen=True, slots=True)
class Work:
    """One thing both do: how many units of it a run does, and who does it, ourselves first."""

    name: str
    units: int
    contenders: tuple[Contender, ...]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="The ledger beside pymerkle.")
    parser.add_argument("--entries", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        text = report(options.entries, options.rounds, Path(folder) / "bundle")
    print(text)
    if options.write:
        write_section("ledger", text)


def report(entries: int, rounds: int, folder: Path) -> str:
    """Run everything and return the section of the page."""
    works = prepare(entries, folder)
    rows = [row for work in works for row in _rows(work, time_in_turns(work.contenders, rounds))]
    head = ("work", "who", "median of a run", "per second", "times the other")
    about = f"{entries:,} entries of about 300 bytes; {rounds} rounds, in turns."
    return f"{machine(['pymerkle', 'cryptography'])}\n\n{about}\n\n{table(head, rows)}"


def prepare(entries: int, folder: Path) -> list[Work]:
    """Make the log in every shape needed, and make sure that both sides agree on its root."""
    texts = [_entry(index) for index in range(entries)]
    tree = Tree(map(leaf_hash, texts))
    peer = InmemoryTree.init_from_entries(texts)
    assert tree.head().root == peer.get_root()
    _write(folder, texts)
    asked = random.Random(2024).sample(range(entries), min(PROOFS, entries))
    return [
        Work(
            "append", entries, (Contender("ours", lambda: Tree(map(leaf_hash, texts))), _peer_append(texts))
        ),
        Work(
            "append, right edge only", entries, (Contender("ours", lambda: _grow(texts)), _peer_append(texts))
        ),
        *_proving(tree, peer, texts, asked),
        Work(
            "verify a whole log", entries, (Contender("ours", lambda: _verify(folder)), _peer_append(texts))
        ),
    ]


def _proving(tree: Tree, peer: InmemoryTree, texts: list[bytes], asked: list[int]) -> list[Work]:
    head, root = tree.head(), peer.get_root()
    leaves = {index: leaf_hash(texts[index]) for index in asked}
    ours: dict[int, Proof] = {index: inclusion_proof(index, head.size, tree.hash_of) for index in asked}
    theirs = {index: peer.prove_inclusion(index + 1) for index in asked}

    def check() -> None:
        assert all(verify_inclusion(leaves[index], index, head, ours[index]) for index in asked)

    def peer_check() -> None:
        for index in asked:
            peer_verify(leaves[index], root, theirs[index])

    prove = Contender("ours", lambda: [inclusion_proof(index, head.size, tree.hash_of) for index in asked])
    peer_prove = Contender("pymerkle", lambda: [peer.prove_inclusion(index + 1) for index in asked])
    return [
        Work("inclusion proof", len(asked), (prove, peer_prove)),
        Work(
            "verify an inclusion proof",
            len(asked),
            (Contender("ours", check), Contender("pymerkle", peer_check)),
        ),
    ]


def _peer_append(texts: list[bytes]) -> Contender:
    return Contender("pymerkle", lambda: InmemoryTree.init_from_entries(texts))


def _grow(texts: list[bytes]) -> Frontier:
    frontier = Frontier()
    for text in texts:
        frontier.append(leaf_hash(text))
    return frontier


def _verify(folder: Path) -> None:
    """More work than the peer's: files read, every leaf hash compared, ten signed checkpoints checked."""
    assert verify_bundle(folder).ok


def _write(folder: Path, texts: list[bytes]) -> None:
    frontier, notes = Frontier(), []
    signed = {len(texts) * part // 10 for part in range(1, 11)}
    for text in texts:
        frontier.append(leaf_hash(text))
        if frontier.size in signed:
            notes.append((frontier.size, checkpoints.sign(frontier.head(), KEY)))
    entries = ((text.decode(), leaf_hash(text).hex()) for text in texts)
    bundle.write(folder, bundle.Contents(entries, notes, KEY.public))


def _entry(index: int) -> bytes:
    votes = {str(pair): (index * 37 + pair) % 300 for pair in (1, 2)}
    return canonical.encode(
        {
            "format": 1,
            "index": index,
            "at": f"2024-11-27T13:{index // 60 % 60:02}:{index % 60:02}.000000Z",
            "actor": {"id": str(index % 600), "name": f"Petugas {index % 600}"},
            "office": f"KPPS TPS {index % 300:03}",
            "action": "results.enter",
            "subject": {"type": "results.resultrow", "id": str(index), "label": f"TPS {index % 300:03}"},
            "before": None,
            "after": {"votes": votes},
            "reason": "",
            "request": f"{index:032x}",
        }
    )


def _rows(work: Work, timings: list[Timing]) -> list[tuple[str, ...]]:
    ours = timings[0].median
    return [
        (
            work.name if timing is timings[0] else "",
            timing.name,
            f"{timing.median:.1f} ms",
            f"{work.units / timing.median * 1000:,.0f}",
            f"{timings[1].median / ours:.1f}×" if timing is timings[0] else "1×",
        )
        for timing in timings
    ]


if __name__ == "__main__":
    main()
