"""Primary keys of a database that has been in use for years, from the first row on.

A key of seven digits is no figure that a test plants, on whichever place in the run the test stands; and a
page that writes a key the way it writes a figure, with separators, fails.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection, models

FIRST = 7_000_001
"""The key of the first row of every table."""


def raise_keys() -> None:
    """Let every table that numbers its rows itself begin at FIRST."""
    numbered = [model._meta for model in apps.get_models() if isinstance(model._meta.pk, models.AutoField)]
    with connection.cursor() as cursor:
        for meta in numbered:
            _raise(cursor, meta.db_table, meta.pk.column)


def _raise(cursor, table: str, column: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, FIRST - 1])
    else:
        sequence = "pg_get_serial_sequence(%s, %s)"
        cursor.execute(f"SELECT setval({sequence}, %s, false)", [f'"{table}"', column, FIRST])
