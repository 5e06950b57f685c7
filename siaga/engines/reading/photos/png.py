"""The chunks of a PNG file (ISO/IEC 15948), walked without inflating."""

from __future__ import annotations

from siaga.engines.reading.photos.container import BrokenError, Container, orientation_of

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_PICTURE = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
_MOST_NOTES = 8_000_000


def read_png(data: bytes) -> Container:
    """Raises BrokenError when the file ends early, or its size does not come first and once: a decoder may
    believe another one. Compressed text, profiles and animation are left out."""
    kept, notes, orientation, at = bytearray(SIGNATURE), bytearray(), 1, len(SIGNATURE)
    width = height = 0
    kind = b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        stop = at + 12 + length
        if len(kind) < 4 or stop > len(data):
            raise BrokenError("file_broken")
        body = data[at + 8 : stop - 4]
        if (kind == b"IHDR") != (at == len(SIGNATURE)):
            raise BrokenError("file_broken")
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
        if kind == b"eXIf":
            orientation = orientation_of(body)
        if kind in _PICTURE:
            kept += data[at:stop]
        elif len(notes) + length <= _MOST_NOTES:
            notes += body
        else:
            raise BrokenError("file_mixed")
        at = stop
    return Container("png", width, height, orientation, bytes(kept), data[at:], bytes(notes))
