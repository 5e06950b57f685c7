"""Is every byte as it was signed? The signature, and the digest of every file."""

from __future__ import annotations

from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication import manifest
from siaga.engines.publication.manifest import KEY, MANIFEST, NOTE, OUTSIDE, ManifestError
from siaga.engines.publication.store import DamagedError, Store
from siaga.engines.publication.verify.heading import Heading, heading
from siaga.engines.publication.verify.report import Report

_MOST_OF_A_NOTE = 64 << 10


def enclosed_key(store: Store) -> PublicKey:
    """The key a publication encloses. Raises UnusableError when there is none."""
    try:
        return PublicKey.parse(_small_text(store, KEY).strip())
    except (NoteError, DamagedError) as error:
        raise UnusableError(f"{KEY}: {error}") from None


def signed_heading(store: Store, key: PublicKey, report: Report) -> Heading | None:
    """The manifest, if `key` signed it; else None, and the report says why not."""
    try:
        data = store.read(MANIFEST)
        report.digest = manifest.digest_of(data)
        said = manifest.decode(data)
        head = heading(said)
    except (ManifestError, DamagedError) as error:
        report.add(MANIFEST, f"the manifest was altered: {error}")
        return None
    try:
        manifest.require_signed(_small_text(store, NOTE), data, said, key)
    except (ManifestError, DamagedError) as error:
        report.add(NOTE, f"the manifest is not signed: {error}")
        return None
    report.election, report.number, report.at = head.election.code, head.number, head.at
    report.sample, report.files = head.sample, len(head.files)
    return head


def check_key(store: Store, key: PublicKey, report: Report) -> None:
    """The enclosed key, which the next reader may believe, is the one it is signed with."""
    try:
        if enclosed_key(store) != key:
            report.add(KEY, "another key than the one that signed the manifest")
    except UnusableError as error:
        place, _, message = str(error).partition(": ")
        report.add(place, message)


def check_files(store: Store, head: Heading, report: Report) -> None:
    """Every listed file is there with its size and digest, and no other file is."""
    for name in sorted(set(head.files) - set(store.sizes)):
        report.add(name, "missing: the manifest lists it")
    for name in sorted(set(store.sizes) - set(head.files) - OUTSIDE):
        report.add(name, "added: the manifest does not list it")
    for name in sorted(set(head.files) & OUTSIDE):
        report.add(MANIFEST, f"lists {name}, which it cannot cover")
    for name in sorted(set(head.files) & set(store.sizes)):
        _check_file(store, head, name, report)


def _check_file(store: Store, head: Heading, name: str, report: Report) -> None:
    listed = head.files[name]
    try:
        digest, size = store.digest(name)
    except DamagedError as error:
        report.add(name, str(error))
        return
    if (digest, size) != (listed.sha256, listed.size):
        report.add(name, f"altered: {size} bytes with SHA-256 {digest}, not those that were signed")


def _small_text(store: Store, name: str) -> str:
    """The text of a note or key; raise DamagedError when it is missing, large or no UTF-8."""
    if name not in store.sizes:
        raise DamagedError("missing")
    if store.sizes[name] > _MOST_OF_A_NOTE:
        raise DamagedError(f"larger than {_MOST_OF_A_NOTE >> 10} KB")
    try:
        return store.read(name).decode()
    except UnicodeDecodeError as error:
        raise DamagedError(f"byte {error.start} is not UTF-8") from None
