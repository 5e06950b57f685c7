"""Which templates of a city's own are let in at all, before anything is run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from siaga.engines.documents.errors import TemplateError

LARGEST = 2 << 20
LARGEST_UNPACKED = 20 << 20
"""Bytes of a template, and of a Word file once unpacked."""

_SHARED = b'#import "house.typ": *'
_REACHES_OUT = re.compile(rb"\b(import|include|eval|plugin|std)\b")
_UNESCAPED = re.compile(r"\{%[^%]*\bautoescape\b")
_EMBEDDED = re.compile(r"vbaproject|activex|embeddings/|\.bin\Z", re.IGNORECASE)
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "DATE", "TIME", "HYPERLINK", "STYLEREF", "SEQ", "TOC"}
    | {"REF", "PAGEREF", "TITLE", "AUTHOR", "SUBJECT", "FILENAME"}
)
"""Fields of Word a template may hold. The rest fetch texts and pictures (INCLUDEPICTURE) or start programs
(DDE) where the paper is opened.
"""
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError),
    *(ParseError, LookupError, ValueError),
)
"""What reading a damaged archive, or a part with a DTD or that is no XML, may raise."""


def admit(template: bytes, form: str) -> None:
    """Return when the template may be tried, else raise TemplateError with the reason in both languages."""
    if len(template) > LARGEST:
        raise TemplateError(
            f"the template is larger than {LARGEST >> 20} MB", f"templat lebih besar dari {LARGEST >> 20} MB"
        )
    _admit_word(template) if form == "docx" else _admit_typst(template)


def _admit_typst(source: bytes) -> None:
    """One file that imports nothing but ``house.typ``; `std` would give `eval` under another name."""
    try:
        source.decode()
    except UnicodeDecodeError:
        raise TemplateError(
            "not a typst source: no UTF-8 text", "bukan berkas typst: bukan teks UTF-8"
        ) from None
    if found := _REACHES_OUT.search(source.replace(_SHARED, b"", 1)):
        word = found.group(1).decode()
        raise TemplateError(
            f'a template may not use "{word}"; it may begin with {_SHARED.decode()}',
            f'templat tidak boleh memakai "{word}"; boleh diawali dengan {_SHARED.decode()}',
        )


def _admit_word(content: bytes) -> None:
    """A Word file without macros, without parts on other hosts, that does not unpack into a flood."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inspect(archive)
    except TemplateError:
        raise
    except _BROKEN:
        raise TemplateError("not a Word file (.docx)", "bukan berkas Word (.docx)") from None


def _inspect(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "word/document.xml" not in names:
        raise TemplateError("not a Word file (.docx)", "bukan berkas Word (.docx)")
    if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
        raise TemplateError(
            f"the template unpacks to more than {LARGEST_UNPACKED >> 20} MB",
            f"isi templat lebih dari {LARGEST_UNPACKED >> 20} MB",
        )
    if any(_EMBEDDED.search(name) for name in names):
        raise TemplateError(
            "a template has no macros or embedded programs", "templat tidak boleh memuat makro"
        )
    for member in archive.infolist():
        part = archive.read(member)
        if member.filename.endswith((".xml", ".rels")) or _looks_like_xml(part):
            _inspect_part(part)


def _looks_like_xml(part: bytes) -> bool:
    """Word goes by the kind a part is declared as, not by the ending of its name."""
    return part.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00").startswith(b"<")


def _inspect_part(part: bytes) -> None:
    """One part, read as Word reads it: whatever its encoding, quotes and entities."""
    root = fromstring(part, forbid_dtd=True)
    if any(map(_fetched, root.iter())) or not set(_fields(root)) <= _FIELDS:
        raise TemplateError(
            "a template fetches nothing from another place",
            "templat tidak boleh mengambil isi dari tempat lain",
        )
    written = [
        "".join(root.itertext()),
        *(value for element in root.iter() for value in element.attrib.values()),
    ]
    if any(map(_UNESCAPED.search, written)):
        raise TemplateError('a template may not use "autoescape"', 'templat tidak boleh memakai "autoescape"')


def _fetched(element: Element) -> bool:
    """Whether the element has Word take in something from elsewhere; a hyperlink waits for a click."""
    name, told = _local(element.tag), _attributes(element)
    if name != "Relationship":
        return name == "altChunk"
    outside = told.get("TargetMode", "").strip().casefold() == "external"
    return outside and not told.get("Type", "").endswith("/hyperlink")


def _fields(root: Element) -> Iterator[str]:
    """The names of the fields of a part; empty for one that writes the instruction of another. A field is one
    element, or an instruction in pieces between two marks, then its result.
    """
    instructions: list[str | None] = []  # of the fields that are open; None once the result begins
    for element in root.iter():
        name, told = _local(element.tag), _attributes(element)
        mark = told.get("fldCharType") if name == "fldChar" else None
        if name == "fldSimple":
            yield _first_word(told.get("instr", ""))
        elif mark == "begin":
            if instructions and instructions[-1] is not None:
                yield ""
            instructions.append("")
        elif name == "instrText" and instructions and instructions[-1] is not None:
            instructions[-1] += element.text or ""
        elif mark and instructions:
            yield from map(_first_word, filter(None, [instructions.pop()]))
            instructions += [None] if mark == "separate" else []
    yield from map(_first_word, filter(None, instructions))


def _first_word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()


def _attributes(element: Element) -> dict[str, str]:
    return {_local(name): value for name, value in element.attrib.items()}


def _local(name: str) -> str:
    return name.rpartition("}")[2]
