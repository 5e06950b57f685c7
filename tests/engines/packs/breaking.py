"""Ways to break the small pack, each changing one thing in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.kit.packs import columns, csv_text, small_tables
from tests.kit.workbooks import write_workbook

Break = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """A way to break the small pack, and the fault that must be reported for it."""

    code: str
    place: str
    break_it: Break
    about: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.place} {self.about}".strip()


def here(code: str, spot: str, value: str) -> Case:
    """A bad value in a cell, to be reported at that cell: ``stations 2 code``, the heading being line 1."""
    table, line, column = spot.split()
    return Case(code, f"{table}.csv:{line} [{column}]", cell(spot, value), value[:9])


def cell(spot: str, value: str) -> Break:
    """Write a value into one cell."""
    table, line, column = spot.split()
    return cells(table, int(line), **{column: value})


def cells(table: str, line: int, **values: str) -> Break:
    """Write several cells of one row."""

    def break_it(folder: Path) -> None:
        rows = small_tables()[table]
        rows[line - 2] |= values
        (folder / f"{table}.csv").write_text(csv_text(columns(table), rows), encoding="utf-8")

    return break_it


def text(name: str, old: str, new: str) -> Break:
    """Replace text in a file."""

    def break_it(folder: Path) -> None:
        before = (folder / name).read_text(encoding="utf-8")
        assert old in before
        (folder / name).write_text(before.replace(old, new, 1), encoding="utf-8")

    return break_it


def content(name: str, data: bytes) -> Break:
    """Write a whole file."""
    return lambda folder: (folder / name).write_bytes(data)


def removed(name: str) -> Break:
    """Remove a file."""
    return lambda folder: (folder / name).unlink()


def encoded(name: str, codec: str) -> Break:
    """Write a file again in another encoding, with a letter outside ASCII on its line 2."""

    def break_it(folder: Path) -> None:
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        lines[1] = lines[1].replace("Recap", "Récap")
        (folder / name).write_bytes("".join(lines).encode(codec))

    return break_it


def workbook(table: str, keep_csv: bool = False, **options: object) -> Break:
    """Replace a table by a workbook with the same rows."""

    def break_it(folder: Path) -> None:
        if not keep_csv:
            (folder / f"{table}.csv").unlink()
        write_workbook(folder / f"{table}.xlsx", columns(table), small_tables()[table], **options)

    return break_it


def link_outside(folder: Path) -> None:
    """Put a link to a file outside the folder in the place of a table."""
    outside = folder.parent / "outside.csv"
    outside.write_bytes((folder / "stages.csv").read_bytes())
    (folder / "stages.csv").unlink()
    (folder / "stages.csv").symlink_to(outside)


def folder_for_file(folder: Path) -> None:
    """Put a folder in the place of a table."""
    (folder / "stages.csv").unlink()
    (folder / "stages.csv").mkdir()


def pipe_for_file(folder: Path) -> None:
    """Put a pipe in the place of a table; whoever opens it waits for ever."""
    (folder / "stages.csv").unlink()
    os.mkfifo(folder / "stages.csv")


def second_row(table: str, line: int) -> Break:
    """Repeat a row at the end of its table."""

    def break_it(folder: Path) -> None:
        rows = small_tables()[table]
        written = csv_text(columns(table), [*rows, rows[line - 2]])
        (folder / f"{table}.csv").write_text(written, encoding="utf-8")

    return break_it


def without_row(table: str, line: int) -> Break:
    """Leave a row out."""

    def break_it(folder: Path) -> None:
        rows = small_tables()[table]
        del rows[line - 2]
        (folder / f"{table}.csv").write_text(csv_text(columns(table), rows), encoding="utf-8")

    return break_it


def without_column(table: str, column: str) -> Break:
    """Leave a column out."""

    def break_it(folder: Path) -> None:
        names = [name for name in columns(table) if name != column]
        rows = [{name: row.get(name, "") for name in names} for row in small_tables()[table]]
        (folder / f"{table}.csv").write_text(csv_text(names, rows), encoding="utf-8")

    return break_it
