"""The chunks of a WebP file (RFC 9649), walked without decoding."""

from __future__ import annotations

from siaga.engines.reading.photos.container import BrokenError, Container, orientation_of


def read_webp(data: bytes) -> Container:
    """Raises BrokenError when the file ends early or is an animation."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise BrokenError("file_broken")
    notes, at = bytearray(), 12
    while at + 8 <= end:
        kind, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        body, at = data[at + 8 : at + 8 + length], at + 8 + length + length % 2
        if len(body) < length:
            raise BrokenError("file_broken")
        if kind in (b"ANIM", b"ANMF"):
            raise BrokenError("file_not_a_photo")
        if kind in (b"VP8 ", b"VP8L"):
            width, height = _lossy(body) if kind == b"VP8 " else _lossless(body)
            picture, turn = _alone(kind, body), _late(data[at:end])
            return Container("webp", width, height, turn, picture, data[end:], bytes(notes))
        notes += body
    raise BrokenError("file_broken")


def _late(chunks: bytes) -> int:
    """The orientation in an EXIF chunk after the picture, where WebP has it."""
    at = 0
    while at + 8 <= len(chunks):
        length = int.from_bytes(chunks[at + 4 : at + 8], "little")
        if chunks[at : at + 4] == b"EXIF":
            body = chunks[at + 8 : at + 8 + length]
            return orientation_of(body.removeprefix(b"Exif\x00\x00"))
        at += 8 + length + length % 2
    return 1


def _lossy(body: bytes) -> tuple[int, int]:
    if body[3:6] != b"\x9d\x01\x2a":
        raise BrokenError("file_broken")
    return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF


def _lossless(body: bytes) -> tuple[int, int]:
    if body[:1] != b"\x2f":
        raise BrokenError("file_broken")
    bits = int.from_bytes(body[1:5], "little")
    return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1


def _alone(kind: bytes, body: bytes) -> bytes:
    """A file with the picture as its only chunk."""
    chunk = kind + len(body).to_bytes(4, "little") + body + b"\x00" * (len(body) % 2)
    return b"RIFF" + (4 + len(chunk)).to_bytes(4, "little") + b"WEBP" + chunk
