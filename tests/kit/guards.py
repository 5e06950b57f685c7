"""Lets a test's database be emptied again although its own triggers refuse to lose a row.

Only the flush that Django runs after a transactional test goes past the guards; the test itself meets them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

FILLED_BY_MIGRATION = ("results_transition",)
"""Tables whose rows belong to the schema; a flush leaves them as they were."""

GUARDED = """
    SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"""


@pytest.fixture(scope="session", autouse=True)
def flush_past_guards() -> Iterator[None]:
    """Empty the tables after transactional tests with every trigger lifted for just that moment."""
    flush = BaseDatabaseOperations.execute_sql_flush
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _past_guards(flush))
        yield


def _past_guards(flush: Callable[..., None]) -> Callable[..., None]:
    def run(self: BaseDatabaseOperations, statements: list[str]) -> None:
        with lifted(self.connection), kept(self.connection):
            flush(self, statements)

    return run


@contextmanager
def lifted(connection: Any) -> Iterator[None]:
    """Take every trigger away inside the block, in one transaction, and put them back as they were."""
    off, on = {"sqlite": _sqlite, "postgresql": _postgresql}[connection.vendor](connection)
    with transaction.atomic(using=connection.alias):
        _run(connection, off)
        yield
        _run(connection, on)


@contextmanager
def kept(connection: Any) -> Iterator[None]:
    """Put the rows that a migration filled in back after the block."""
    with connection.cursor() as cursor:
        before = {table: _rows(cursor, table) for table in FILLED_BY_MIGRATION}
        yield
        for table, rows in before.items():
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return cursor.fetchall()


def _sqlite(connection: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
    return [f'DROP TRIGGER "{name}"' for name, _ in triggers], [sql for _, sql in triggers]


def _postgresql(connection: Any) -> tuple[list[str], list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(GUARDED)
        tables = [row[0] for row in cursor.fetchall()]
    return tuple(
        [f'ALTER TABLE "{table}" {verb} TRIGGER USER' for table in tables] for verb in ("DISABLE", "ENABLE")
    )


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
