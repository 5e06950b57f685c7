"""Files are kept whole or not at all, under what they are, and are handed out only to be saved."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services.files import FileRefused, clean_name, files_home, keep, path_of
from siaga.desks.trail.sniff import MAX_PIXELS, Media, sniff
from siaga.desks.trail.views.files import download_file

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def upload(content: bytes, name: str = "bukti.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def png(width: int = 3, height: int = 2) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IEND", b"")


def jpeg(width: int = 3, height: int = 2, before: bytes = b"") -> bytes:
    frame = b"\xff\xc0" + struct.pack(">HBHHB", 8, 8, height, width, 1)
    return b"\xff\xd8" + before + frame + b"\xff\xda\x00\x04\x00\x00" + b"\xff\xd9"


def webp(form: bytes, body: bytes) -> bytes:
    chunk = form + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk + b"\0" * 16


def office(*names: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


DOCX_PARTS = ("[Content_Types].xml", "word/document.xml")
DOCX = office(*DOCX_PARTS)
GOOD = {
    "pdf": (PDF, Media.PDF),
    "png": (png(), Media.PNG),
    "jpeg": (jpeg(), Media.JPEG),
    "jpeg with a long head": (
        jpeg(before=b"\xff\xe1" + struct.pack(">H", 60_000) + b"\0" * 59_998),
        Media.JPEG,
    ),
    "webp lossy": (webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 3, 2)), Media.WEBP),
    "webp lossless": (webp(b"VP8L", b"\x2f" + (2 | 1 << 14).to_bytes(4, "little")), Media.WEBP),
    "webp extended": (webp(b"VP8X", b"\0\0\0\0" + b"\x02\0\0" + b"\x01\0\0"), Media.WEBP),
    "docx": (DOCX, Media.DOCX),
    "xlsx": (office("[Content_Types].xml", "xl/workbook.xml"), Media.XLSX),
}
HOSTILE = {
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "html named pdf": b"<!doctype html><script>alert(1)</script>",
    "html before a pdf": b"<script>alert(1)</script>" + PDF,
    "pdf without an end": PDF.replace(b"%%EOF", b""),
    "zip before it a script": b"#!/bin/sh\n" + DOCX,
    "plain zip": office("a.txt"),
    "jar": office("META-INF/MANIFEST.MF", "[Content_Types].xml"),
    "word with macros": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "word and excel at once": office("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
    "thousands of parts": office(
        "[Content_Types].xml", "word/document.xml", *(f"p/{n}" for n in range(5001))
    ),
    "broken zip": DOCX[:40],
    "gif": b"GIF89a" + b"\0" * 20,
    "program": b"\x7fELF" + b"\0" * 60,
    "png without a size": b"\x89PNG\r\n\x1a\n",
    "png of no width": png(0, 5),
    "jpeg without a frame": b"\xff\xd8\xff\xd9",
    "jpeg that runs in circles": b"\xff\xd8" + b"\xff\xe0\x00\x00" * 50,
    "webp of nothing": b"RIFF\0\0\0\0WEBP",
    "one byte": b"%",
}


@pytest.mark.parametrize(("content", "media"), GOOD.values(), ids=GOOD)
def test_what_may_be_kept(content: bytes, media: Media) -> None:
    stored = keep(upload(content, "apa saja.bin"))
    assert stored.media_type == media.media_type
    assert path_of(stored.sha256).read_bytes() == content
    assert stored.name.endswith(media.suffix)


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_what_may_not(content: bytes) -> None:
    with pytest.raises(FileRefused):
        keep(upload(content))
    assert_nothing_left()


def assert_nothing_left() -> None:
    assert StoredFile.objects.count() == 0
    assert [p for p in files_home().rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("content", [png(MAX_PIXELS, 2), jpeg(65_535, 65_535), png(2**31 - 1, 2**31 - 1)])
def test_a_picture_that_claims_to_be_huge(content: bytes) -> None:
    with pytest.raises(FileRefused, match=r"piksel|pixels"):
        keep(upload(content))
    assert_nothing_left()


def test_a_bomb_is_kept_and_never_unpacked() -> None:
    bomb = office("[Content_Types].xml", "word/document.xml", content=b"\0" * 50_000_000)
    assert len(bomb) < 200_000
    assert keep(upload(bomb)).size == len(bomb)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused):
        keep(upload(b""))
    assert_nothing_left()


def test_too_large_is_refused_before_it_is_all_there(settings: Any) -> None:
    settings.SIAGA_MAX_FILE_MB = 1
    taken: list[int] = []

    class Endless:
        name = "x.pdf"

        def chunks(self) -> Iterator[bytes]:
            while True:
                taken.append(1)
                yield b"%PDF-" + b"0" * 400_000

    with pytest.raises(FileRefused, match="1 MB"):
        keep(Endless())
    assert len(taken) == 3
    assert_nothing_left()


def test_only_some_kinds() -> None:
    with pytest.raises(FileRefused, match="PNG"):
        keep(upload(PDF), kinds=(Media.PNG,))


def test_the_same_bytes_are_one_file() -> None:
    first, second = keep(upload(PDF, "a.pdf")), keep(upload(PDF, "b.pdf"))
    assert first == second
    assert second.name == "a.pdf"
    assert len([p for p in files_home().rglob("*") if p.is_file()]) == 1


def test_a_file_the_disk_lost_is_kept_again() -> None:
    stored = keep(upload(PDF))
    path_of(stored.sha256).unlink()
    assert keep(upload(PDF)) == stored
    assert path_of(stored.sha256).read_bytes() == PDF


def test_a_write_that_breaks_off_leaves_nothing(monkeypatch: Any) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep(upload(PDF))
    assert_nothing_left()


def test_nobody_else_on_the_machine_reads_it() -> None:
    path = path_of(keep(upload(PDF)).sha256)
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Windows\\laporan.pdf", "laporan.pdf"),
        ("nol\0byte.pdf", "nolbyte.pdf"),
        ("gambar\u202efdp.exe", "gambarfdp.exe.pdf"),
        ("", "berkas.pdf"),
        ("...", "berkas.pdf"),
        ('a"b<c>|?.pdf', "a-b-c-.pdf"),
        ("x" * 500, "x" * 196 + ".pdf"),
    ],
)
def test_names_are_only_names(name: str, clean: str) -> None:
    assert clean_name(name, Media.PDF) == clean


@given(st.text(max_size=300))
def test_no_name_leaves_its_folder(name: str) -> None:
    clean = clean_name(name, Media.PDF)
    assert Path(clean).name == clean
    assert clean.endswith(".pdf")
    assert len(clean) <= 200
    assert clean.isprintable() or all(c.isprintable() or c.isspace() for c in clean)


@given(st.binary(max_size=400))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    for head in (b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF1234WEBPVP8X"):
        try:
            assert sniff(io.BytesIO(head + content)) is None or head
        except ValueError as refusal:
            assert "pixels" in str(refusal)


def test_it_is_handed_out_to_be_saved() -> None:
    stored = keep(upload(PDF, "Rencana rahasia.pdf"))
    answer = download_file(stored, "bukti-1-2")
    assert answer["Content-Disposition"] == 'attachment; filename="bukti-1-2.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == PDF


@pytest.mark.parametrize("sql", ["UPDATE trail_storedfile SET name = 'x'", "DELETE FROM trail_storedfile"])
def test_the_record_stays(sql: str) -> None:
    keep(upload(PDF))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
