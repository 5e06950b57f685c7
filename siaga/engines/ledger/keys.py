"""The file a log's private key lives in: PEM (PKCS #8), readable by its owner alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from siaga.engines.ledger.notes import NoteError, SigningKey


def load_or_create(file: Path, name: str) -> SigningKey:
    """Return the key in `file`, making it when there is none; otherwise as `load`."""
    if not file.exists():
        _create(file)
    return load(file, name)


def load(file: Path, name: str) -> SigningKey:
    """Return the key in `file` under the name of its log.

    Raises NoteError when the file is not there, holds something else, or others than its owner may read it.
    """
    if not file.exists():
        raise NoteError(f"{file}: the signing key is not there")
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise NoteError(f"{file}: others may read the signing key; run: chmod 600 {file}")
    try:
        private = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError):
        raise NoteError(f"{file}: not a private key in PEM form without a password") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise NoteError(f"{file}: not an Ed25519 key")
    return SigningKey(name, private)


def _create(file: Path) -> None:
    """Put a whole new key in place at once; of two processes that try, both use the first one's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle, draft = tempfile.mkstemp(dir=file.parent)  # made with mode 0600
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(pem)
            opened.flush()
            os.fsync(opened.fileno())
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        Path(draft).unlink()
