"""The segments of a JPEG file (ITU-T T.81 annex B), walked without decoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from siaga.engines.reading.photos.container import BrokenError, Container, orientation_of

MOST_SCANS = 100
"""A progressive photo has about ten scans; thousands are there to keep a decoder busy."""
MOST_NOTES = 8_000_000

_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_START, _END, _SCAN, _ADOBE = 0xD8, 0xD9, 0xDA, 0xEE


def read_jpeg(data: bytes) -> Container:
    """Raises BrokenError when the file ends early or is built to be a burden."""
    size, orientation, scans, notes, kept, end = None, 1, 0, bytearray(), bytearray(b"\xff\xd8"), 0
    for marker, start, body, stop in _segments(data):
        if marker in _SIZES:
            if size is not None or len(body) < 6:
                raise BrokenError("file_broken")
            size = int.from_bytes(body[3:5], "big"), int.from_bytes(body[1:3], "big")
        if _is_note(marker):
            notes += body
            orientation = orientation_of(body[6:]) if body[:6] == b"Exif\x00\x00" else orientation
        else:
            kept += data[start:stop]
        scans, end = scans + (marker == _SCAN), stop
        if scans > MOST_SCANS or len(notes) > MOST_NOTES:
            raise BrokenError("file_mixed")
    if size is None or not scans:
        raise BrokenError("file_broken")
    return Container("jpeg", *size, orientation, bytes(kept), data[end:], bytes(notes))


def _is_note(marker: int) -> bool:
    """Application data and comments, save Adobe's, which tells the decoder the colours."""
    return (0xE0 <= marker <= 0xEF and marker != _ADOBE) or marker == 0xFE


def _segments(data: bytes) -> Iterator[tuple[int, int, bytes, int]]:
    """Marker, start, body and end of each segment up to the end of the image; a scan's end is its data's."""
    at = 2
    while True:
        start = at
        while data[at : at + 1] == b"\xff" and data[at + 1 : at + 2] == b"\xff":
            at += 1
        if len(data) < at + 2 or data[at] != 0xFF:
            raise BrokenError("file_broken")
        marker = data[at + 1]
        if marker == _END:
            yield marker, start, b"", at + 2
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        stop = at + 2 + length
        if length < 2 or stop > len(data):
            raise BrokenError("file_broken")
        body = data[at + 4 : stop]
        if marker == _SCAN:
            following = _MARKER.search(data, stop)
            if following is None:
                raise BrokenError("file_broken")
            stop = following.start()
        yield marker, start, body, stop
        at = stop
