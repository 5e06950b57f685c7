"""Small logs for tests: the RFC's definitions word for word as a slow oracle, and bundles on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from siaga.engines.ledger import bundle, canonical, checkpoints, keys
from siaga.engines.ledger.notes import PublicKey, SigningKey
from siaga.engines.ledger.tree import Frontier, leaf_hash

KEY = SigningKey("siaga.test/trail", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER_KEY = SigningKey("siaga.test/trail", Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33))))


def split(size: int) -> int:
    """RFC 9162 §2.1.1: the largest power of two smaller than n."""
    power = 1
    while 2 * power < size:
        power *= 2
    return power


def root(data: Sequence[bytes]) -> bytes:
    """RFC 9162 §2.1.1, MTH(D[n]), by its recursive definition."""
    if not data:
        return sha256(b"").digest()
    if len(data) == 1:
        return sha256(b"\x00" + data[0]).digest()
    k = split(len(data))
    return sha256(b"\x01" + root(data[:k]) + root(data[k:])).digest()


def path(index: int, data: Sequence[bytes]) -> list[bytes]:
    """RFC 9162 §2.1.3.1, PATH(m, D[n])."""
    if len(data) == 1:
        return []
    k = split(len(data))
    if index < k:
        return [*path(index, data[:k]), root(data[k:])]
    return [*path(index - k, data[k:]), root(data[:k])]


def subproof(old: int, data: Sequence[bytes], known: bool = True) -> list[bytes]:
    """RFC 9162 §2.1.4.1, SUBPROOF(m, D[n], b); PROOF(m, D[n]) is the one with b = true."""
    if old == len(data):
        return [] if known else [root(data)]
    k = split(len(data))
    if old <= k:
        return [*subproof(old, data[:k], known), root(data[k:])]
    return [*subproof(old - k, data[k:], False), root(data[:k])]


def entry_text(index: int, act: str = "results.confirm") -> str:
    """A canonical entry with the one field a verifier reads, and a little else."""
    return canonical.encode(
        {"index": index, "action": act, "subject": {"label": f"TPS {index:03d} – Metro"}}
    ).decode()


def notes_at(texts: Sequence[str], sizes: Iterable[int], key: SigningKey = KEY) -> list[tuple[int, str]]:
    """Sign the log of these texts at these sizes."""
    notes = []
    for size in sizes:
        frontier = Frontier()
        for text in texts[:size]:
            frontier.append(leaf_hash(text.encode()))
        notes.append((size, checkpoints.sign(frontier.head(), key)))
    return notes


def public_key() -> PublicKey:
    """The public half of the key that the site under test signs with."""
    return keys.load(Path(settings.SIAGA_SIGNING_KEY_FILE), settings.SIAGA_ORIGIN).public


def write_bundle(folder: Path, texts: Sequence[str], sizes: Iterable[int], key: SigningKey = KEY) -> Path:
    """Write the bundle of a log with checkpoints at the given sizes."""
    entries = ((text, leaf_hash(text.encode()).hex()) for text in texts)
    bundle.write(folder, bundle.Contents(entries, notes_at(texts, sizes, key), key.public))
    return folder
