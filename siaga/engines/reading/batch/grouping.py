"""Which photographs are of one form: those of one sub-folder, or of one file name up to the first ``-``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

SUFFIXES = frozenset(
    (".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".gif", ".tif", ".tiff", ".bmp", ".svg", ".pdf", "")
)
"""Endings of files that may be meant as a photograph. Others (notes, tables) are left alone; those that are
no photograph after all are refused one by one."""


class NoPhotosError(ValueError):
    """Nothing to read; the message says where and what was expected."""


@dataclass(frozen=True, slots=True)
class FormPhotos:
    """The photographs of one form, and the key they share."""

    key: str
    photos: tuple[Path, ...]


def forms_in(sources: Sequence[Path]) -> list[FormPhotos]:
    """The forms of some files and folders, by key.

    A folder's own files are of one form when their names agree up to the first ``-``; each of its
    sub-folders, however deep, is one form under its relative path. Files named one by one are one form,
    unless every name has a ``-`` and they disagree before it. What `skipped_in` lists is left out. Raises
    NoPhotosError.
    """
    folders = [source for source in sources if source.is_dir()]
    named = [source for source in sources if not source.is_dir()]
    if absent := [file for file in named if not file.is_file()]:
        raise NoPhotosError(f"{absent[0]}: no such file or folder")
    files = [file for file in named if file.suffix.lower() in SUFFIXES]
    if named and not files and not folders:
        raise NoPhotosError(f"{named[0]}: not a photograph; JPEG, PNG or WebP is read")
    forms = [*_named(files), *(form for folder in folders for form in _of_folder(folder))]
    if not forms:
        raise NoPhotosError(f"{sources[0]}: no photographs in it (JPEG, PNG or WebP)")
    return forms


def skipped_in(sources: Sequence[Path]) -> list[Path]:
    """The files that are left out because their name is not one of a photograph; hidden ones are not told."""
    found = [source for source in sources if source.is_file() and source.suffix.lower() not in SUFFIXES]
    for folder in (source for source in sources if source.is_dir()):
        for place, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            found += [Path(place) / name for name in sorted(names) if not _is_meant(name)]
    return [file for file in found if not file.name.startswith(".")]


def prefix(file: Path) -> str:
    """``3404062001006-p2.jpg`` → ``3404062001006``; the name without its ending where there is no ``-``."""
    return file.stem.partition("-")[0]


def _named(files: Sequence[Path]) -> list[FormPhotos]:
    if not files:
        return []
    if all("-" in file.stem for file in files):
        return _by_prefix(files)
    return [FormPhotos(prefix(files[0]), tuple(files))]


def _by_prefix(files: Iterable[Path]) -> list[FormPhotos]:
    ordered = sorted(files, key=lambda file: (prefix(file), file.name))
    return [FormPhotos(key, tuple(group)) for key, group in groupby(ordered, prefix)]


def _of_folder(folder: Path) -> Iterator[FormPhotos]:
    """Links to folders are not followed, so that no folder is read twice or for ever."""
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        files = [Path(place) / name for name in sorted(names) if _is_meant(name)]
        if Path(place) == folder:
            yield from _by_prefix(files)
        elif files:
            yield FormPhotos(Path(place).relative_to(folder).as_posix(), tuple(files))


def _is_meant(name: str) -> bool:
    return not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
