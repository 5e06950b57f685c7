"""What a picture file says of itself before it is decoded, common to JPEG, PNG and WebP."""

from __future__ import annotations

from dataclasses import dataclass


class BrokenError(ValueError):
    """A file that ends too early or contradicts itself. The message is the code of the reason."""


@dataclass(frozen=True, slots=True)
class Container:
    """width, height: pixels as stored, before turning; orientation: EXIF 1 to 8; picture: the file with
    nothing in it but the picture; rest: bytes after the picture's end; notes: metadata, not unpacked.
    """

    kind: str
    width: int
    height: int
    orientation: int
    picture: bytes
    rest: bytes
    notes: bytes


def orientation_of(tiff: bytes) -> int:
    """EXIF orientation (1 to 8) of a TIFF block; 1 when it has none or makes no sense.

    Only the first directory is read, and only as far as its orientation: EXIF 2.32, tag 0x0112.
    """
    order = {b"II*\x00": "little", b"MM\x00*": "big"}.get(tiff[:4])
    if order is None:
        return 1
    little = order == "little"

    def number(at: int, length: int) -> int:
        return int.from_bytes(tiff[at : at + length], "little" if little else "big")

    start = number(4, 4)
    for entry in range(min(number(start, 2), 64)):
        at = start + 2 + 12 * entry
        if number(at, 2) == 0x0112:
            value = number(at + 8, 2)
            return value if 1 <= value <= 8 else 1
    return 1
