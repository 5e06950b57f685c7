"""From the bytes of a photograph to grey pixels the right way up, within bounded memory."""

from __future__ import annotations

import re
from pathlib import Path

import cv2
import numpy as np

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.reasons import sentence
from siaga.engines.reading.photos.container import BrokenError, Container
from siaga.engines.reading.photos.jpeg import read_jpeg
from siaga.engines.reading.photos.png import SIGNATURE, read_png
from siaga.engines.reading.photos.webp import read_webp

MOST_BYTES = 25_000_000
MOST_PIXELS = 40_000_000
LEAST_SIDE = 320
LONGEST_SIDE = 2600
"""Longest side in pixels of what is handed on: a page of a form then has boxes of 60 pixels and more."""

_HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}
_FOREIGN = re.compile(rb"<script|<html|<svg|<\?php|<!doctype", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"
_REDUCED = {
    1: cv2.IMREAD_GRAYSCALE,
    2: cv2.IMREAD_REDUCED_GRAYSCALE_2,
    4: cv2.IMREAD_REDUCED_GRAYSCALE_4,
    8: cv2.IMREAD_REDUCED_GRAYSCALE_8,
}
_TURNS = {
    2: (None, 1),
    3: (cv2.ROTATE_180, None),
    4: (None, 0),
    5: (cv2.ROTATE_90_CLOCKWISE, 1),
    6: (cv2.ROTATE_90_CLOCKWISE, None),
    7: (cv2.ROTATE_90_COUNTERCLOCKWISE, 1),
    8: (cv2.ROTATE_90_COUNTERCLOCKWISE, None),
}
"""EXIF orientation to a rotation, then a mirroring (1 left to right, 0 upside down)."""


class PhotoError(ValueError):
    """A file that is not decoded. `code`: a code of `pages.reasons`; the message is its English sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(sentence(code, "en"))
        self.code = code


def read(path: Path) -> Grey:
    """The photograph in a file: see `decode`. Raises PhotoError, and OSError when it cannot be read."""
    with path.open("rb") as file:
        return decode(file.read(MOST_BYTES + 1))


def decode(data: bytes) -> Grey:
    """Grey pixels (height, width) of a JPEG, PNG or WebP photograph, turned as its EXIF says.

    The longer side is LONGEST_SIDE at most. Raises PhotoError for any other file, for files over 25 MB and
    for pictures over 40 megapixels.
    """
    if not data:
        raise PhotoError("file_empty")
    if len(data) > MOST_BYTES:
        raise PhotoError("file_too_large")
    container = _container(data)
    _check(data, container)
    return _turned(_pixels(container), container.orientation)


def _container(data: bytes) -> Container:
    try:
        if data[:3] == b"\xff\xd8\xff":
            return read_jpeg(data)
        if data[:8] == SIGNATURE:
            return read_png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return read_webp(data)
    except BrokenError as error:
        raise PhotoError(str(error)) from error
    raise PhotoError("file_heic" if data[4:8] == b"ftyp" and data[8:12] in _HEIC else "file_not_a_photo")


def _check(data: bytes, container: Container) -> None:
    if container.width * container.height > MOST_PIXELS:
        raise PhotoError("too_many_pixels")
    if min(container.width, container.height) < LEAST_SIDE:
        raise PhotoError("too_small")
    if _carries_more(data, container):
        raise PhotoError("file_mixed")


def _carries_more(data: bytes, container: Container) -> bool:
    """Whether the file would also open as a document, an archive or a page of the web."""
    return (
        b"%PDF-" in data[:1024]
        or _ends_as_zip(data)
        or _FOREIGN.search(container.notes) is not None
        or not _harmless(container.rest)
    )


def _ends_as_zip(data: bytes) -> bool:
    """An archive is found from its end: its comment's length must lead from there to the end of the file."""
    at = data.rfind(_ZIP_END, max(0, len(data) - 65_557))
    return at >= 0 and at + 22 + int.from_bytes(data[at + 20 : at + 22], "little") == len(data)


def _harmless(rest: bytes) -> bool:
    """What cameras put behind a picture: filling, a second picture, a short film, Samsung's trailer."""
    rest = rest.strip(b"\x00\r\n ")
    return not rest or rest[:2] == b"\xff\xd8" or b"ftyp" in rest[:8] or rest[-4:] == b"SEFT"


def _pixels(container: Container) -> Grey:
    longest = max(container.width, container.height)
    steps = (1, 2, 4, 8) if container.kind == "jpeg" else (1,)
    reduce = next((by for by in steps if longest / by <= LONGEST_SIDE), steps[-1])
    flags = _REDUCED[reduce] | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        pixels = cv2.imdecode(np.frombuffer(container.picture, np.uint8), flags)
    except cv2.error as error:
        raise PhotoError("file_broken") from error
    if pixels is None:
        raise PhotoError("file_broken")
    return _at_most(np.asarray(pixels, np.uint8))


def _at_most(pixels: Grey) -> Grey:
    scale = LONGEST_SIDE / max(pixels.shape)
    if scale >= 1:
        return pixels
    return np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)


def _turned(pixels: Grey, orientation: int) -> Grey:
    rotation, mirror = _TURNS.get(orientation, (None, None))
    if rotation is not None:
        pixels = np.asarray(cv2.rotate(pixels, rotation), np.uint8)
    if mirror is not None:
        pixels = np.asarray(cv2.flip(pixels, mirror), np.uint8)
    return pixels
