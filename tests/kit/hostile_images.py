"""Picture files as an attacker sends them, made in memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import cv2
import numpy as np
from numpy.typing import NDArray


def plain(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """A picture with a ramp, so that turning it can be seen: dark at the top left."""
    ramp = np.add.outer(np.arange(height), np.arange(width)) * 255.0 / (width + height)
    return ramp.astype(np.uint8)


def jpeg(pixels: NDArray[np.uint8] | None = None) -> bytes:
    return _encoded(".jpg", pixels)


def png(pixels: NDArray[np.uint8] | None = None) -> bytes:
    return _encoded(".png", pixels)


def webp(pixels: NDArray[np.uint8] | None = None) -> bytes:
    return _encoded(".webp", pixels)


def _encoded(suffix: str, pixels: NDArray[np.uint8] | None) -> bytes:
    return cv2.imencode(suffix, plain() if pixels is None else pixels)[1].tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    """One PNG chunk with its check sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png(width: int = 20_000, height: int = 10_000) -> bytes:
    """A header that promises 200 megapixels, and rows that inflate to them."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(width + 1) * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def two_sizes_png(width: int = 20_000, height: int = 18_000) -> bytes:
    """A header that a decoder obeys, of 360 megapixels, and a second one that says 400 by 400."""
    first, second = (struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0) for size in ((width, height), (400, 400)))
    rows = zlib.compress(bytes(width + 1) * 64, 9)
    parts = ((b"IHDR", first), (b"IDAT", rows), (b"IHDR", second), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, body) for kind, body in parts)


def late_size_png() -> bytes:
    """A picture whose size does not come first."""
    good = png()
    return good[:8] + chunk(b"tIME", bytes(7)) + good[8:]


def text_bomb_png(inflated: int = 64_000_000) -> bytes:
    """A good small picture with a compressed text that inflates to `inflated` bytes."""
    bomb = chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(inflated), 9))
    good = png()
    return good[:33] + bomb + good[33:]


def with_segment(marker: int, body: bytes, image: bytes | None = None) -> bytes:
    """A JPEG with one more segment after its start."""
    good = jpeg() if image is None else image
    return good[:2] + struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body + good[2:]


def exif(orientation: int, entries: int = 1, image: bytes | None = None) -> bytes:
    """A JPEG whose EXIF has an orientation and says it has `entries` entries."""
    directory = struct.pack(">H", entries) + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00*" + struct.pack(">I", 8) + directory + struct.pack(">I", 8)
    return with_segment(0xE1, b"Exif\x00\x00" + tiff, image)


def exif_bomb(segments: int = 200) -> bytes:
    """Twelve megabytes of metadata whose directory points back at itself."""
    image = exif(6, entries=65_535)
    filling = struct.pack(">BBH", 0xFF, 0xE1, 65_000) + bytes(64_998)
    return image[:2] + filling * segments + image[2:]


def scan_bomb(scans: int = 400) -> bytes:
    """A progressive picture with hundreds of scans, each of which a decoder would go over every pixel for."""
    good = jpeg()
    at = good.index(b"\xff\xda")
    return good[:at] + good[at:-2] * scans + good[-2:]


def zip_behind(image: bytes | None = None) -> bytes:
    """A picture that is also an archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as bag:
        bag.writestr("payload.exe", b"MZ" + bytes(200))
    return (jpeg() if image is None else image) + archive.getvalue()


def zip_bomb(inflated: int = 20_000_000) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("zeros", bytes(inflated))
    return archive.getvalue()


def script_inside() -> bytes:
    """A picture with a page of the web in its comment."""
    return with_segment(0xFE, b"<html><script>alert(1)</script></html>")


def pdf_inside() -> bytes:
    """A picture that is also a PDF, whose header may stand anywhere in the first kilobyte."""
    return with_segment(0xFE, b"%PDF-1.7\n1 0 obj<<>>endobj")


def svg() -> bytes:
    return b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def heic() -> bytes:
    return struct.pack(">I", 24) + b"ftypheic" + bytes(4) + b"mif1heic" + bytes(64)
