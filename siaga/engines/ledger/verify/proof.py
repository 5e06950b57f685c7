"""Verifies one proof file as the trail hands it out: this entry is in the log, or the log only grew."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from siaga.engines.ledger import canonical, checkpoints
from siaga.engines.ledger.canonical import CanonicalError
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.proofs import Proof, verify_consistency, verify_inclusion
from siaga.engines.ledger.tree import TreeHead, leaf_hash
from siaga.engines.ledger.verify.files import text_of
from siaga.engines.ledger.verify.report import Finding, ForeignError, Report

INCLUSION: Final = "inclusion"
CONSISTENCY: Final = "consistency"
LEAF: Final = "leaf-inclusion"
_LOG: Final[dict[str, type]] = {"proof": str, "path": list, "checkpoint": str, "key": str}
PARTS: Final = {
    INCLUSION: _LOG | {"index": int, "leaf": str, "entry": str},
    LEAF: _LOG | {"index": int, "leaf": str},
    CONSISTENCY: _LOG | {"older": str},
}
"""What each kind of proof consists of; a file with a part more or less is no proof."""
_HEX: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What ties an entry to a checkpoint; without `entry`, its text, only for who already has that text."""

    index: int
    leaf: bytes
    path: Proof
    note: str
    entry: str | None = None


def inclusion_document(found: Inclusion, key: PublicKey) -> dict[str, Any]:
    """Return the proof that an entry is in the log, complete with all that checking it needs, as JSON."""
    document = {
        "proof": LEAF if found.entry is None else INCLUSION,
        "index": found.index,
        "leaf": found.leaf.hex(),
        "path": _hex(found.path),
        "checkpoint": found.note,
        "key": str(key),
    }
    return document if found.entry is None else document | {"entry": found.entry}


def consistency_document(old: str, new: str, proof: Proof, key: PublicKey) -> dict[str, Any]:
    """Return the proof that the log of one checkpoint note begins the log of another, as JSON."""
    return {"proof": CONSISTENCY, "older": old, "path": _hex(proof), "checkpoint": new, "key": str(key)}


def verify_proof(file: Path, pinned: PublicKey | None = None) -> Report:
    """Verify the proof in a JSON file; `pinned` is the key it must be signed with.

    Raises ForeignError when the file is no proof at all.
    """
    document = _read(file)
    report = Report(document["proof"], str(pinned or document["key"]), pinned=pinned is not None)
    try:
        key = pinned or PublicKey.parse(document["key"])
        head = checkpoints.read(document["checkpoint"], key).head
        report.checkpoints, report.root = 1, head.root.hex()
        if document["proof"] == CONSISTENCY:
            _check_consistency(document, head, key, report)
        else:
            _check_inclusion(document, head, report)
    except NoteError as error:
        report.findings.append(Finding(file.name, f"the proof was altered: {error}"))
    return report


def _check_inclusion(document: dict[str, Any], head: TreeHead, report: Report) -> None:
    index, leaf = document["index"], _hash(document["leaf"])
    report.entries = 1
    if "entry" in document and not _is_text_of(document["entry"], index, leaf):
        report.findings.append(Finding("entry", f"entry {index}: the text was altered", index))
    if not verify_inclusion(leaf, index, head, _path(document)):
        message = f"entry {index}: not in the log of {head.size} entries with this hash and path"
        report.findings.append(Finding("path", message, index))


def _is_text_of(entry: str, index: int, leaf: bytes) -> bool:
    """Whether this is the text of the entry: canonical, of this index, with this leaf hash."""
    try:
        text = entry.encode()
        value = canonical.decode(text)
    except (UnicodeEncodeError, CanonicalError):
        return False
    return isinstance(value, dict) and value.get("index") == index and leaf_hash(text) == leaf


def _check_consistency(document: dict[str, Any], head: TreeHead, key: PublicKey, report: Report) -> None:
    older = checkpoints.read(document["older"], key).head
    report.checkpoints, report.since = 2, older.size
    if not verify_consistency(older, head, _path(document)):
        message = f"the log of {head.size} entries does not begin with the log of {older.size}"
        report.findings.append(Finding("path", message))


def _read(file: Path) -> dict[str, Any]:
    """Read the file; refuse what is not the JSON of a proof with the parts of its kind."""
    try:
        document: dict[str, Any] = json.loads(text_of(file))
        parts = PARTS[document["proof"]]
        whole = document.keys() == parts.keys() and all(isinstance(document[p], parts[p]) for p in parts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise ForeignError(
            f"{file}: neither a trail bundle (a folder) nor a checkpoint (.note) nor a proof (JSON)"
        )
    return document


def _path(document: dict[str, Any]) -> Proof:
    return [_hash(item) for item in document["path"]]


def _hash(item: Any) -> bytes:
    """Read a hash in its one form, 64 small hexadecimal digits; anything else fits nowhere."""
    return bytes.fromhex(item) if isinstance(item, str) and _HEX.fullmatch(item) else b""


def _hex(hashes: Proof) -> list[str]:
    return [item.hex() for item in hashes]
