"""Verifies one proof file as the trail hands it out: this entry is in the log, or the log only grew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from siaga.engines.ledger import canonical, checkpoints
from siaga.engines.ledger.canonical import CanonicalError
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.proofs import verify_consistency, verify_inclusion
from siaga.engines.ledger.tree import HASH_SIZE, TreeHead, leaf_hash
from siaga.engines.ledger.verify.report import Finding, Report, UnusableError

INCLUSION: Final = "inclusion"
CONSISTENCY: Final = "consistency"


def inclusion_document(entry: str, proof: list[bytes], note: str, key: PublicKey) -> dict[str, Any]:
    """Return the proof that an entry is in the log, complete with all that checking it needs, as JSON."""
    return {"proof": INCLUSION, "entry": entry, "path": _hex(proof), "checkpoint": note, "key": str(key)}


def consistency_document(old: str, new: str, proof: list[bytes], key: PublicKey) -> dict[str, Any]:
    """Return the proof that the log of one checkpoint note begins the log of another, as JSON."""
    return {"proof": CONSISTENCY, "older": old, "path": _hex(proof), "checkpoint": new, "key": str(key)}


def verify_proof(file: Path, pinned: PublicKey | None = None) -> Report:
    """Verify the proof in a JSON file; `pinned` is the key it must be signed with.

    Raises UnusableError when the file is no proof at all.
    """
    document = _read(file)
    report = Report(document["proof"], str(pinned or document["key"]), pinned=pinned is not None)
    try:
        key = pinned or PublicKey.parse(document["key"])
        head = checkpoints.read(document["checkpoint"], key).head
        report.checkpoints, report.root = 1, head.root.hex()
        if document["proof"] == INCLUSION:
            _check_inclusion(document, head, report)
        else:
            _check_consistency(document, head, key, report)
    except (NoteError, CanonicalError) as error:
        report.findings.append(Finding(file.name, f"the proof was altered: {error}"))
    return report


def _check_inclusion(document: dict[str, Any], head: TreeHead, report: Report) -> None:
    text = document["entry"].encode(errors="surrogatepass")
    index = _index(canonical.decode(text))
    report.entries = 1
    if not verify_inclusion(leaf_hash(text), index, head, _path(document)):
        message = f"entry {index}: not in the log of {head.size} entries as written here"
        report.findings.append(Finding("entry", message, index))


def _check_consistency(document: dict[str, Any], head: TreeHead, key: PublicKey, report: Report) -> None:
    older = checkpoints.read(document["older"], key).head
    report.checkpoints, report.since = 2, older.size
    if not verify_consistency(older, head, _path(document)):
        message = f"the log of {head.size} entries does not begin with the log of {older.size}"
        report.findings.append(Finding("path", message))


def _index(entry: Any) -> int:
    index = entry.get("index") if isinstance(entry, dict) else None
    if not isinstance(index, int):
        raise CanonicalError("the entry has no index")
    return index


def _read(file: Path) -> dict[str, Any]:
    """Read the file; refuse what is not the JSON of a proof with the parts of its kind."""
    parts = {INCLUSION: ("entry", "checkpoint", "key"), CONSISTENCY: ("older", "checkpoint", "key")}
    try:
        document: dict[str, Any] = json.loads(file.read_bytes())
        texts = all(isinstance(document[part], str) for part in parts[document["proof"]])
        whole = texts and isinstance(document["path"], list)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        whole = False
    if not whole:
        raise UnusableError(f"{file}: neither a trail bundle (a folder) nor a proof (JSON)")
    return document


def _path(document: dict[str, Any]) -> list[bytes]:
    """The hashes of the proof; a malformed one becomes empty bytes, which fit nowhere."""
    return [bytes.fromhex(item) if _is_hash(item) else b"" for item in document["path"]]


def _is_hash(item: Any) -> bool:
    digits = set("0123456789abcdef")
    return isinstance(item, str) and len(item) == 2 * HASH_SIZE and set(item) <= digits


def _hex(hashes: list[bytes]) -> list[str]:
    return [item.hex() for item in hashes]
