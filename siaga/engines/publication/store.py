"""Opening a folder or a .zip of a stranger: nothing is unpacked, nothing followed, everything has a limit."""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication.manifest import MANIFEST

MOST_FILES: Final = 200_000
MOST_BYTES: Final = 256 << 20
"""Bytes of one file; a table of all stations of the country is a fifth of it."""
MOST_IN_ALL: Final = 4 << 30
_CHUNK: Final = 1 << 20
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*", re.ASCII)
_LONGEST_NAME: Final = 200
_PLAIN_KINDS: Final = frozenset({0, stat.S_IFREG, stat.S_IFDIR})
"""Kinds of entries in an archive: not stated, a file, a folder. A link is none of them."""
_ZIP: Final = b"PK\x03\x04"


class DamagedError(ValueError):
    """A file that is listed cannot be read as it is listed."""


class Store(ABC):
    """Files by name, with the size each claims. `read` gives at most that many bytes."""

    def __init__(self, sizes: Mapping[str, int]) -> None:
        self.sizes = sizes

    @abstractmethod
    def _open(self, name: str) -> IO[bytes]: ...

    def read(self, name: str) -> bytes:
        """The bytes of a file; raise DamagedError when they are not as many as it claims, or spoilt."""
        data = b"".join(self._chunks(name))
        if len(data) != self.sizes[name]:
            raise DamagedError(f"{len(data)} bytes where {self.sizes[name]} are listed")
        return data

    def digest(self, name: str) -> tuple[str, int]:
        """SHA-256 and number of the bytes, without holding them. Raises DamagedError."""
        found, size = sha256(), 0
        for chunk in self._chunks(name):
            found.update(chunk)
            size += len(chunk)
        return found.hexdigest(), size

    def _chunks(self, name: str) -> Iterator[bytes]:
        left = self.sizes[name] + 1
        try:
            with self._open(name) as file:
                while left > 0 and (chunk := file.read(min(left, _CHUNK))):
                    left -= len(chunk)
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
        ) as error:
            raise DamagedError(f"cannot be read: {str(error)[:200]}") from None


class _Folder(Store):
    def __init__(self, root: Path) -> None:
        self._root = root
        super().__init__(dict(_walked(root)))

    def _open(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")


class _Archive(Store):
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        super().__init__(_entries(archive, name))

    def _open(self, name: str) -> IO[bytes]:
        return self._archive.open(name)


def is_publication(path: Path) -> bool:
    """Whether a path looks like a publication: a folder with a manifest, or an archive."""
    if path.is_dir():
        return (path / MANIFEST).exists()
    try:
        with path.open("rb") as file:
            return file.read(len(_ZIP)) == _ZIP
    except OSError:
        return False


@contextmanager
def opened(path: Path) -> Iterator[Store]:
    """The files of a publication. Raises UnusableError for what no honest publication is: a name that
    leads outside, a link, a name twice, a secret archive, more than the limits.
    """
    if path.is_dir():
        yield _limited(_Folder(path), path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnusableError(f"{path}: not a .zip that can be opened: {str(error)[:200]}") from None
    with archive:
        yield _limited(_Archive(archive, str(path)), path)


def _limited(store: Store, path: Path) -> Store:
    if len(store.sizes) > MOST_FILES:
        raise UnusableError(f"{path}: {len(store.sizes)} files; a publication has at most {MOST_FILES}")
    largest = max(store.sizes, key=lambda name: store.sizes[name], default="")
    if largest and store.sizes[largest] > MOST_BYTES:
        raise UnusableError(
            f"{path}: {largest} claims {store.sizes[largest]} bytes; the limit is {MOST_BYTES}"
        )
    if (total := sum(store.sizes.values())) > MOST_IN_ALL:
        raise UnusableError(f"{path}: the files claim {total} bytes in all; the limit is {MOST_IN_ALL}")
    if MANIFEST not in store.sizes:
        raise UnusableError(f"{path}: no {MANIFEST}: not a publication, or not whole")
    return store


def _walked(root: Path) -> Iterator[tuple[str, int]]:
    """Name and size of every file below a folder, links refused."""
    for folder, folders, files in os.walk(root):
        for entry in (*folders, *files):
            found = (Path(folder) / entry).lstat()
            name = (Path(folder) / entry).relative_to(root).as_posix()
            if stat.S_ISDIR(found.st_mode):
                continue
            if not stat.S_ISREG(found.st_mode):
                raise UnusableError(f"{root}: {name!r} is a link or no plain file; refused")
            yield _safe(name, str(root)), found.st_size


def _entries(archive: zipfile.ZipFile, path: str) -> dict[str, int]:
    """Name and size of every file in an archive, each once."""
    sizes: dict[str, int] = {}
    for info in archive.infolist():
        name = _safe(info.filename.removesuffix("/"), path)
        if stat.S_IFMT(info.external_attr >> 16) not in _PLAIN_KINDS:
            raise UnusableError(f"{path}: {name!r} is a link or no plain file; refused")
        if info.flag_bits & 1:
            raise UnusableError(f"{path}: {name!r} is encrypted; a publication is open to all")
        if info.is_dir():
            continue
        if name in sizes:
            raise UnusableError(f"{path}: {name!r} is in the archive twice; which one is meant?")
        sizes[name] = info.file_size
    return sizes


def _safe(name: str, path: str) -> str:
    """A name that stays inside; raise UnusableError for any other."""
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name):
        raise UnusableError(f"{path}: the name {name[:80]!r} may lead outside the publication; refused")
    return name
