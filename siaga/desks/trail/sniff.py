"""What a file really is, told from its bytes: its name and what the browser says of it count for nothing.

Only headers and directories are read. Nothing is unpacked or decoded, so neither a bomb nor a broken picture
costs more than its own size.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Iterator
from enum import Enum
from typing import BinaryIO

MAX_PIXELS = 60_000_000
"""Pixels of a picture: above what telephones make, below what stops a reader's browser."""
MAX_PARTS = 5_000
"""Parts of an office document; those that people write have a few dozen."""
_ENDING = 2048
_WINDOW = 1 << 18
"""Bytes in which the frame header of a JPEG is looked for; what stands before it is metadata."""


class Media(Enum):
    """The kinds of file that may be kept: media type and the ending of its name."""

    PDF = ("application/pdf", ".pdf")
    JPEG = ("image/jpeg", ".jpg")
    PNG = ("image/png", ".png")
    WEBP = ("image/webp", ".webp")
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx")
    XLSX = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")

    @property
    def media_type(self) -> str:
        return self.value[0]

    @property
    def suffix(self) -> str:
        return self.value[1]

    @classmethod
    def of_type(cls, media_type: str) -> Media:
        """The kind with a media type; raises StopIteration for one that is never kept."""
        return next(kind for kind in cls if kind.media_type == media_type)


PICTURES = (Media.JPEG, Media.PNG, Media.WEBP)


class TooManyPixels(ValueError):  # noqa: N818 - what the sender's picture is, not a fault of ours
    """The header of a picture states more pixels than anybody should have to open."""


def sniff(file: BinaryIO) -> Media | None:
    """The kind of an open file, None when it is none of those that may be kept or is broken at its head.

    Raises TooManyPixels. Leaves the file at any position.
    """
    head = _at(file, 0, 16)
    if head.startswith(b"%PDF-"):
        return Media.PDF if b"%%EOF" in _ending(file) else None
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    for kind, (magic, size) in _PICTURE.items():
        if magic(head):
            return _bounded(kind, size(file))
    return None


def _bounded(kind: Media, size: tuple[int, int] | None) -> Media | None:
    if size is None or 0 in size:
        return None
    if size[0] * size[1] > MAX_PIXELS:
        raise TooManyPixels(f"{size[0]} x {size[1]} pixels")
    return kind


def _png(file: BinaryIO) -> tuple[int, int] | None:
    """PNG (W3C), 11.2.2: the first chunk is IHDR, width and height first."""
    head = _at(file, 8, 16)
    return struct.unpack(">II", head[8:16]) if head[4:8] == b"IHDR" and len(head) == 16 else None


def _jpeg(file: BinaryIO) -> tuple[int, int] | None:
    """ITU-T T.81, B.2.2: the frame header (SOF) holds height and width."""
    for marker, place in _segments(_at(file, 0, _WINDOW)):
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            frame = _at(file, place + 5, 4)
            if len(frame) == 4:
                height, width = struct.unpack(">HH", frame)
                return width, height
    return None


def _segments(data: bytes) -> Iterator[tuple[int, int]]:
    """The markers of a JPEG with the place at which each begins, up to the picture itself."""
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], struct.unpack(">H", data[place + 2 : place + 4])[0]
        yield marker, place
        if marker in (0xD9, 0xDA) or length < 2:
            return
        place += 2 + length


def _webp(file: BinaryIO) -> tuple[int, int] | None:
    """RFC 9649: the first chunk is VP8 (lossy), VP8L (lossless) or VP8X (extended); each states the size."""
    head = _at(file, 12, 18)
    form, body = head[:4], head[8:]
    if len(head) < 18:
        return None
    if form == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if form == b"VP8L" and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if form == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _office(file: BinaryIO) -> Media | None:
    """Word or Excel by the names in the directory of the archive; one that holds macros is neither."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = {part.filename for part in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    if len(names) > MAX_PARTS or "[Content_Types].xml" not in names:
        return None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return None
    found = {"word/document.xml": Media.DOCX, "xl/workbook.xml": Media.XLSX}
    kinds = [kind for name, kind in found.items() if name in names]
    return kinds[0] if len(kinds) == 1 else None


_PICTURE: dict[Media, tuple[Callable[[bytes], bool], Callable[[BinaryIO], tuple[int, int] | None]]] = {
    Media.PNG: (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), _png),
    Media.JPEG: (lambda head: head.startswith(b"\xff\xd8\xff"), _jpeg),
    Media.WEBP: (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", _webp),
}


def _at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)


def _ending(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    return _at(file, max(0, size - _ENDING), _ENDING)
