"""Signed notes (C2SP signed-note): a few lines of text that people can read and anyone can check.

    <text, one or more lines>

    — <key name> <base64 of a 4-byte key number and an Ed25519 signature>

The signature covers the text with its last newline, but not the empty line. A key number is the first four
bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), so a key cannot pass under another name.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519: Final = b"\x01"
_NUMBER_SIZE: Final = 4
_NAME: Final = re.compile(r"[^\s+]+")
_SIGNATURE: Final = re.compile(r"— (?P<name>[^\s+]+) (?P<data>[A-Za-z0-9+/=]+)")


class NoteError(ValueError):
    """The note or key is not what it should be; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The name of a log and the 32-byte Ed25519 key that its notes are checked with."""

    name: str
    raw: bytes

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise NoteError(f"a key name may hold neither a space nor a plus: {self.name!r}")

    @property
    def number(self) -> bytes:
        """The four bytes that tell keys of one name apart."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.raw).digest()[:_NUMBER_SIZE]

    def __str__(self) -> str:
        """The key as people hand it on: name+number+base64."""
        return f"{self.name}+{self.number.hex()}+{_base64(ED25519 + self.raw)}"

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Read a key from its text form; raise NoteError when any part of it does not fit the others."""
        name, _, rest = text.partition("+")
        number, _, data = rest.partition("+")
        raw = _from_base64(data)
        if not raw.startswith(ED25519) or len(raw) != len(ED25519) + 32:
            raise NoteError("the text is not an Ed25519 public key: name+number+base64")
        key = cls(name, raw.removeprefix(ED25519))
        if key.number.hex() != number:
            raise NoteError(f"the key does not fit its own number {number}")
        return key

    def accepts(self, signature: bytes, text: str) -> bool:
        """Tell whether this key made the signature of this text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """The private half of a key, under the name of its log."""

    name: str
    private: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.name, self.private.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """Return the text as a signed note; raise NoteError unless it is whole lines, none empty."""
        if not text.endswith("\n") or "\n\n" in text:
            raise NoteError("the text of a note ends with a newline and has no empty line")
        data = self.public.number + self.private.sign(text.encode())
        return f"{text}\n— {self.name} {_base64(data)}\n"


def open_note(note: str, key: PublicKey) -> str:
    """Return the text of a note that `key` signed; raise NoteError for any other note.

    Signatures by other keys, such as a witness's, are left alone.
    """
    text, separator, tail = note.rpartition("\n\n")
    if not separator or not tail.endswith("\n"):
        raise NoteError("not a signed note: no empty line between text and signatures")
    for line in tail.removesuffix("\n").split("\n"):
        if signature := _signature_by(key, line):
            if key.accepts(signature, text + "\n"):
                return text + "\n"
            raise NoteError(f"the signature by {key.name} does not fit the text")
    raise NoteError(f"no signature by {key.name}+{key.number.hex()}")


def _signature_by(key: PublicKey, line: str) -> bytes | None:
    match = _SIGNATURE.fullmatch(line)
    if not match:
        raise NoteError("a signature line is malformed")
    data = _from_base64(match["data"])
    if match["name"] != key.name or data[:_NUMBER_SIZE] != key.number:
        return None
    return data[_NUMBER_SIZE:]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _from_base64(text: str) -> bytes:
    """Decode strictly: bytes have one text only, so that not even a padding bit can change unseen."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoteError("not base64") from None
    if _base64(data) != text:
        raise NoteError("not base64 in its one proper form")
    return data
