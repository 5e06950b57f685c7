"""Personal numbers and telephones: what may be kept of them, and how.

    fingerprint("1872014501900001")   # tells whether two numbers are the same, and never the number itself
    unseal(seal("0812…"))             # readable with the key of this house alone

Both rest on one key in a file of its own (SIAGA_PERSONAL_KEY_FILE), so that a copy of the database gives
nobody a number. The key must be kept: without it no fingerprint can be compared and no seal opened.
UU 27/2022 (personal data) art. 35-39.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

KEY_BYTES = 32


class UnreadableSealError(ValueError):
    """The text was sealed with another key than the one in the key file."""


def fingerprint(number: str) -> str:
    """64 hexadecimal digits that are the same for the same number in this house, and useless elsewhere."""
    return hmac.digest(_key("fingerprint"), number.encode(), "sha256").hex()


def seal(text: str) -> str:
    """The text encrypted (Fernet: AES-128-CBC with HMAC-SHA-256); empty text stays empty."""
    return _fernet().encrypt(text.encode()).decode() if text else ""


def unseal(sealed: str) -> str:
    """The text again. Raises UnreadableSealError when the key is another one or the seal was altered."""
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise UnreadableSealError("sealed with another key: restore SIAGA_PERSONAL_KEY_FILE") from None


def _fernet() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_key("seal")))


def _key(purpose: str) -> bytes:
    """A key of its own for each purpose, from the one in the file."""
    return hmac.digest(_stored(Path(settings.SIAGA_PERSONAL_KEY_FILE)), purpose.encode(), "sha256")


@lru_cache
def _stored(file: Path) -> bytes:
    """The key in the file, made on first use; of two processes that make it, both use the first one's."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(file.read_text().strip())
    with os.fdopen(handle, "w") as opened:
        opened.write((key := secrets.token_bytes(KEY_BYTES)).hex())
    return key
