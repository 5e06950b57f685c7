"""The folder of a pack: which files it may hold, and opening them without being led astray."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from .faults import FaultList, Place

LARGEST_FILE = 20_000_000  # bytes; the largest shipped table is 0.2 MB
LARGEST_HEADER = 64_000  # bytes of pack.yaml

HEADER = "pack.yaml"
MAP = "boundaries.geojson"
TABLE_SUFFIXES = (".csv", ".xlsx")


class NotAPackError(Exception):
    """The path is no pack at all: no folder, or a folder without a pack.yaml."""


class Folder:
    """A pack's folder. Only files directly in it are ever opened, and no link may lead out of it."""

    def __init__(self, root: Path, faults: FaultList) -> None:
        self.root = root
        self.faults = faults
        self.names = _names(root)
        if HEADER not in self.names:
            raise NotAPackError(f"{root}: no {HEADER} in this folder")

    def table_file(self, table: str) -> str | None:
        """The file of a table, ``.csv`` before ``.xlsx``, or None when there is none."""
        present = [table + suffix for suffix in TABLE_SUFFIXES if table + suffix in self.names]
        if len(present) > 1:
            self.faults.add("two_forms", Place(present[1]))
        return present[0] if present else None

    def read(self, name: str, cap: int = LARGEST_FILE) -> bytes | None:
        """The bytes of a file, or None with a fault when it must not or cannot be opened."""
        path = self.root / name
        if path.resolve().parent != self.root.resolve():
            self.faults.add("outside_folder", Place(name))
            return None
        try:
            return self._read(path, cap)
        except OSError as problem:
            self.faults.add("unreadable", Place(name), reason=problem.strerror or type(problem).__name__)
            return None

    def _read(self, path: Path, cap: int) -> bytes | None:
        status = path.stat()
        if not S_ISREG(status.st_mode):  # a pipe or device would keep the reader waiting for ever
            self.faults.add("unreadable", Place(path.name), reason="not a file")
        elif status.st_size > cap:
            self.faults.add("too_large", Place(path.name), size=status.st_size, cap=cap)
        else:
            return path.read_bytes()
        return None

    def report_strangers(self, tables: list[str]) -> None:
        """Report files that belong to no table: most often a misspelt name. Notes (.md, .txt) may stay."""
        known = {HEADER, MAP} | {table + suffix for table in tables for suffix in TABLE_SUFFIXES}
        names = ", ".join([HEADER, MAP, *(f"{table}.csv" for table in tables)])
        for name in sorted(self.names - known):
            if not name.startswith((".", "~$")) and not name.lower().endswith((".md", ".txt")):
                self.faults.add("unknown_file", Place(name), names=names)


def _names(root: Path) -> set[str]:
    if not root.is_dir():
        raise NotAPackError(f"{root}: no such folder")
    try:
        return {path.name for path in root.iterdir()}
    except OSError as problem:
        raise NotAPackError(f"{root}: {problem.strerror}") from problem
