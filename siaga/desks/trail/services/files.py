"""Keeping files: under the digest of their bytes, whole or not at all, before the transaction that uses them.

    stored = keep(request.FILES["file"])       # raises FileRefused with one sentence
    with transaction.atomic():
        Evidence.objects.create(file=stored, …)

A file that no record holds in the end can be read by nobody; who may read one is said by the record.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO, Protocol

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.sniff import Media, TooManyPixels, sniff

ALL_KINDS = tuple(Media)
_NAME = 200
_UNFIT = re.compile(r"[<>:\"|?*]+")


class FileRefused(ValueError):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """The file was not kept; `sentence` says why, for the screen."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


class Upload(Protocol):
    """What a form hands over: Django's UploadedFile, or anything with a name that gives its bytes in
    pieces.
    """

    name: str | None

    def chunks(self) -> Iterable[bytes]: ...


def keep(upload: Upload, *, kinds: Collection[Media] = ALL_KINDS) -> StoredFile:
    """Write the bytes to the disk and return their record; the same bytes again are the same file.

    The disk has them for good (fsync) before the record is made. Raises FileRefused for a file that is
    empty, larger than ``SIAGA_MAX_FILE_MB``, none of `kinds` by its content, or a picture of too many pixels.
    """
    with _incoming() as file:
        digest, size = _receive(upload, file)
        media = _kind_of(file, kinds)
        path = path_of(digest)
        if not path.exists():
            _settle(Path(file.name), path)
    return _recorded(digest, clean_name(upload.name or "", media), media, size)


def path_of(digest: str) -> Path:
    """Where the bytes with a digest lie: files/ab/abcdef…"""
    return files_home() / digest[:2] / digest


def files_home() -> Path:
    return Path(settings.HOME) / "files"


def clean_name(name: str, media: Media) -> str:
    """A name without folders, control and direction characters, and with the ending of what the file is."""
    last = re.split(r"[/\\]", name)[-1]
    last = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    stem = _UNFIT.sub("-", last).strip(" .").removesuffix(media.suffix) or "berkas"
    return stem[: _NAME - len(media.suffix)] + media.suffix


@contextmanager
def _incoming() -> Iterator[IO[bytes]]:
    """A file on the same disk as the kept ones; gone at the end of the block unless it was moved."""
    folder = files_home() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        try:
            yield file
        finally:
            Path(file.name).unlink(missing_ok=True)


def _receive(upload: Upload, file: IO[bytes]) -> tuple[str, int]:
    """Take the bytes in; returns their digest and number."""
    digest, size = sha256(), 0
    for chunk in upload.chunks():
        size += len(chunk)
        if size > settings.SIAGA_MAX_FILE_MB * 1_000_000:
            raise FileRefused(
                _("The file is larger than %(n)d MB. Send a smaller one.") % {"n": settings.SIAGA_MAX_FILE_MB}
            )
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise FileRefused(_("The file is empty."))
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _kind_of(file: Any, kinds: Collection[Media]) -> Media:
    try:
        with Path(file.name).open("rb") as reader:
            media = sniff(reader)
    except TooManyPixels:
        raise FileRefused(_("The picture has too many pixels. Send a smaller one.")) from None
    if media is None or media not in kinds:
        names = ", ".join(kind.name for kind in ALL_KINDS if kind in kinds)
        raise FileRefused(_("This kind of file is not kept here. Send one of: %(kinds)s.") % {"kinds": names})
    return media


def _settle(incoming: Path, path: Path) -> None:
    """Move the whole file to its place at once, and let the folder know for good."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    incoming.chmod(0o400)
    incoming.replace(path)
    for folder in (path.parent, path.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _recorded(digest: str, name: str, media: Media, size: int) -> StoredFile:
    """The record of the bytes; another process may make it at the same moment."""
    known = StoredFile.objects.filter(pk=digest)
    if found := known.first():
        return found
    fields = {"name": name, "media_type": media.media_type, "size": size, "stored_at": timezone.now()}
    try:
        with transaction.atomic():
            return StoredFile.objects.create(sha256=digest, **fields)
    except IntegrityError:
        return known.get()


def open_file(stored: StoredFile) -> BinaryIO:
    """The bytes of a stored file; FileNotFoundError when the disk lost them."""
    return path_of(stored.sha256).open("rb")
