"""Which templates of a city's own are let in at all, before anything is run."""

from __future__ import annotations

import io
import re
import zipfile

from siaga.engines.documents.errors import TemplateError

LARGEST = 2 << 20
LARGEST_UNPACKED = 20 << 20
"""Bytes of a template, and of a Word file once unpacked."""

_SHARED = b'#import "house.typ": *'
_REACHES_OUT = re.compile(rb"\b(import|include|eval|plugin|std)\b")
_EXTERNAL = re.compile(rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")[^>]*>')
_UNESCAPED = re.compile(rb"\{%[^%]*\bautoescape\b")


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
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
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
    if any(name.lower().endswith(("vbaproject.bin", ".bin")) for name in names):
        raise TemplateError(
            "a template has no macros or embedded programs", "templat tidak boleh memuat makro"
        )
    for name in names:
        _inspect_part(name, archive.read(name))


def _inspect_part(name: str, part: bytes) -> None:
    if name.endswith(".rels") and _EXTERNAL.search(part):
        raise TemplateError(
            "a template fetches nothing from another place",
            "templat tidak boleh mengambil isi dari tempat lain",
        )
    if name.endswith(".xml") and _UNESCAPED.search(re.sub(rb"<[^>]*>", b"", part)):
        raise TemplateError('a template may not use "autoescape"', 'templat tidak boleh memakai "autoescape"')
