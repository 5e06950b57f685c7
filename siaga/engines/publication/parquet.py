"""The same tables as Parquet, for those who count with columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from siaga.engines.cells import as_meant
from siaga.engines.publication.tables import Cell, Columns

if TYPE_CHECKING:
    import duckdb

_PLAIN: Final = "header=true, delim=',', quote='\"', escape='\"', nullstr='', auto_detect=false"
_TYPES: Final = {"text": "VARCHAR", "whole": "INTEGER", "flag": "BOOLEAN"}


class ParquetError(ValueError):
    """The bytes are not the Parquet table they should be."""


def written(of: Columns, table: bytes) -> bytes:
    """The CSV table as Parquet: one thread and one connection, so that equal tables are equal bytes."""
    texts = ", ".join(f"'{name}': 'VARCHAR'" for name in of.names)
    typed = ", ".join(_typed(name, kind) for name, kind in zip(of.names, of.kinds, strict=True))
    with _base() as (base, folder):
        source, target = folder / "table.csv", folder / "table.parquet"
        source.write_bytes(table)
        base.execute(
            f"COPY (SELECT {typed} FROM read_csv(?, {_PLAIN}, columns={{{texts}}})) "  # noqa: S608 - names are ours
            f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)",
            [str(source)],
        )
        return target.read_bytes()


def _typed(name: str, kind: str) -> str:
    value = f"coalesce({name}, '')"
    return (
        f'{value} AS "{name}"'
        if kind == "text"
        else f"CAST(nullif({value}, '') AS {_TYPES[kind]}) AS \"{name}\""
    )


def read(data: bytes, of: Columns, most: int) -> list[tuple[Cell, ...]]:
    """The lines of a Parquet table of exactly these columns, at most `most` of them. Raises ParquetError."""
    import duckdb

    with _base() as (base, folder):
        file = folder / "table.parquet"
        file.write_bytes(data)
        try:
            _require(base, file, of, most)
            table = base.execute("SELECT * FROM read_parquet(?)", [str(file)])
            return [tuple(map(_as_meant, line)) for line in table.fetchall()]
        except duckdb.Error as error:
            raise ParquetError(f"not a Parquet table: {str(error).splitlines()[0][:200]}") from None


def _as_meant(cell: Cell) -> Cell:
    return as_meant(cell) if isinstance(cell, str) else cell


def _require(base: duckdb.DuckDBPyConnection, file: Path, of: Columns, most: int) -> None:
    """Look at what the file says of itself before a single value is unpacked."""
    seen = base.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(file)]).fetchall()
    wanted = [(name, _TYPES[kind]) for name, kind in zip(of.names, of.kinds, strict=True)]
    if [(name, kind) for name, kind, *_ in seen] != wanted:
        raise ParquetError("the columns or their types are not those of the table")
    [(rows,)] = base.execute(
        "SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata(?)", [str(file)]
    ).fetchall()
    if rows > most:
        raise ParquetError(f"{rows} lines where the table has {most}")


@contextmanager
def _base() -> Iterator[tuple[duckdb.DuckDBPyConnection, Path]]:
    """A cursor and a folder of its own; the one base behind it holds nothing."""
    with TemporaryDirectory(prefix="siaga-") as name, _engine().cursor() as base:
        yield base, Path(name)


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    """Started once, because starting takes longer than a city's tables. One thread: the order is kept."""
    import duckdb

    return duckdb.connect(config={"threads": 1})
