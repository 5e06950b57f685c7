"""Whether a page, a file or an entry of the trail states a number somebody would understand as one.

Answers also carry what is drawn by chance or by the clock: tokens, digests, numbers of requests, moments. Any
digits can stand in those, and no reader takes them for a figure.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

_TOKEN = r"(?=\d*[A-Za-z])[0-9A-Za-z]{32,}"
_DIGEST = r"(?=\d*[a-f])[0-9a-f]{12,}"
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MOMENT = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?"
_BY_CHANCE = re.compile(rf"\b(?:{_UUID}|{_MOMENT}|{_TOKEN}|{_DIGEST})\b")


_FURNITURE = re.compile(
    r"(^|/)(_rels|docProps|theme|media)/|(^|/)(styles|settings|fontTable|webSettings)\.xml$"
)
"""Parts of a document that hold no word of it."""


def legible(body: bytes) -> str:
    """What somebody reads in an answer, also in a workbook, an archive or a PDF, whose bytes are compressed;
    nothing in a picture.
    """
    if body.startswith(b"PK\x03\x04"):
        with ZipFile(BytesIO(body)) as parts:
            names = [name for name in parts.namelist() if not _FURNITURE.search(name)]
            return "\n".join(legible(parts.read(name)) for name in names)
    if body.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def without_chance(text: str) -> str:
    """The text without tokens, digests and moments."""
    return _BY_CHANCE.sub("~", text)


def states(number: int | str, text: str) -> bool:
    """Whether the number, or a pattern of digits, stands in the text by itself: no part of a token, a longer
    number, a code or a name.
    """
    return re.search(rf"(?<!\d\.)\b{number}\b(?!\.\d)", without_chance(text)) is not None
