"""The manifest, which names every file with size and digest, and the line of text that is signed for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from siaga.engines.ledger import canonical
from siaga.engines.ledger.canonical import CanonicalError
from siaga.engines.ledger.notes import NoteError, PublicKey, SigningKey, open_note
from siaga.engines.publication.model import Edition

FORMAT: Final = "siaga-publication/1"
MANIFEST: Final = "manifest.json"
NOTE: Final = "manifest.note"
KEY: Final = "key.txt"
OUTSIDE: Final = frozenset({MANIFEST, NOTE, KEY})
"""Files the manifest does not name: itself, its signature, and the key, to be known from elsewhere."""


class ManifestError(ValueError):
    """The manifest or its note is not what it should be; the message says how."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest names it."""

    name: str
    size: int
    sha256: str


def document(edition: Edition, files: Mapping[str, bytes]) -> dict[str, Any]:
    """The manifest of these files; docs/publication.md describes every key."""
    election = edition.election
    return {
        "format": FORMAT,
        "election": {
            "code": election.code,
            "name": election.name,
            "profile": election.profile,
            "region": election.region,
            "voting_date": election.voting_date,
        },
        "number": edition.number,
        "at": edition.at,
        "issuer": edition.issuer,
        "software": edition.software,
        "previous": edition.previous or None,
        "sample": edition.sample,
        "contests": [_contest(contest) for contest in edition.contests],
        "files": listed(files),
    }


def listed(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """The files as a manifest names them, in the order of their names."""
    return [
        {"name": name, "size": len(data), "sha256": sha256(data).hexdigest()}
        for name, data in sorted(files.items())
    ]


def _contest(contest: Any) -> dict[str, Any]:
    return {
        "code": contest.code,
        "name": contest.name,
        "feed": contest.feed,
        "top": contest.top.value,
        "pairs": [{"number": p.number, "name": p.name, "feed_id": p.feed_id} for p in contest.pairs],
    }


def encode(said: Mapping[str, Any]) -> bytes:
    """The manifest as canonical JSON, one line."""
    return canonical.encode(dict(said)) + b"\n"


def decode(data: bytes) -> dict[str, Any]:
    """The manifest of a file; raise ManifestError unless it is exactly what `encode` writes."""
    try:
        said = canonical.decode(data.removesuffix(b"\n"))
    except CanonicalError as error:
        raise ManifestError(str(error)[:200]) from None
    if not isinstance(said, dict) or not data.endswith(b"\n"):
        raise ManifestError("not one canonical JSON object and a newline")
    if said.get("format") != FORMAT:
        raise ManifestError(f"the format is {str(said.get('format'))[:40]!r}, not {FORMAT!r}")
    return said


def digest_of(manifest: bytes) -> str:
    """The digest a publication is known by: SHA-256 of its manifest, in hexadecimal."""
    return sha256(manifest).hexdigest()


def statement(election: str, number: int, digest: str) -> str:
    """The text that is signed. Its first line keeps it from ever passing for a checkpoint of the trail."""
    return f"{FORMAT}\n{election}\n{number}\n{digest}\n"


def sign(said: Mapping[str, Any], manifest: bytes, key: SigningKey) -> str:
    return key.sign(statement(said["election"]["code"], said["number"], digest_of(manifest)))


def require_signed(note: str, manifest: bytes, said: Mapping[str, Any], key: PublicKey) -> None:
    """Raise ManifestError unless `key` signed exactly this manifest."""
    try:
        text = open_note(note, key)
    except NoteError as error:
        raise ManifestError(str(error)) from None
    if text != statement(said["election"]["code"], said["number"], digest_of(manifest)):
        raise ManifestError(f"the signature is of another manifest, not of {digest_of(manifest)}")
