"""Writing a signed publication: as a folder, or as one .zip whose bytes depend on its content alone."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from siaga.engines.ledger.notes import PublicKey, SigningKey
from siaga.engines.publication import manifest
from siaga.engines.publication.compose import Composed
from siaga.engines.publication.store import opened

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a .zip can hold: when a file was made is in the manifest."""
_PLAIN_FILE: Final = 0o100644 << 16


class OccupiedError(ValueError):
    """The place to write to is taken; the message says what to do."""


@dataclass(frozen=True)
class Sealed:
    """A publication with its signature."""

    composed: Composed
    note: str
    key: PublicKey

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file by name; the key last, so that a folder left half-written is not taken for whole."""
        yield manifest.MANIFEST, self.composed.manifest
        yield manifest.NOTE, self.note.encode()
        yield from sorted(self.composed.files.items())
        yield manifest.KEY, f"{self.key}\n".encode()


def seal(composed: Composed, key: SigningKey) -> Sealed:
    """Sign the manifest."""
    return Sealed(composed, manifest.sign(composed.said, composed.manifest, key), key.public)


def write_folder(sealed: Sealed, folder: Path) -> None:
    """Write the files into a new or empty folder. Raises OccupiedError, OSError."""
    _require_empty(folder)
    for name, data in sealed.files():
        _write_file(folder / name, data)


def unpack(archive: Path, folder: Path) -> None:
    """Lay the files of an archive out in a new or empty folder, the key last.

    Raises OccupiedError, OSError, and UnusableError for an archive that is not opened safely.
    """
    _require_empty(folder)
    with opened(archive) as store:
        for name in sorted(store.sizes, key=lambda name: (name == manifest.KEY, name)):
            _write_file(folder / name, store.read(name))


def _require_empty(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise OccupiedError(f"{folder}: the folder is not empty; choose a new one")


def _write_file(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def write_zip(sealed: Sealed, target: IO[bytes]) -> None:
    """Write the files as one archive: fixed order, times and rights."""
    _write(sealed.files(), target)


def write_prepared(composed: Composed, target: IO[bytes]) -> None:
    """Write what waits for its signature: `composed_of` reads it back."""
    _write([(manifest.MANIFEST, composed.manifest), *sorted(composed.files.items())], target)


def composed_of(path: Path) -> Composed:
    """What `write_prepared` wrote. Raises ValueError or OSError unless every file is as its manifest says."""
    with opened(path) as store:
        data = store.read(manifest.MANIFEST)
        said = manifest.decode(data)
        files = {listed["name"]: store.read(listed["name"]) for listed in said["files"]}
    if manifest.listed(files) != said["files"]:
        raise ValueError(f"{path}: a file is not the one that was prepared")
    return Composed(files, said, data)


def _write(files: Iterable[tuple[str, bytes]], target: IO[bytes]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = 3, _PLAIN_FILE
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data, compresslevel=6)
