"""Rules that only the database itself can keep, for migrations on SQLite and PostgreSQL.

    operations = [append_only("trail_checkpoint", keys=[("size",)])]
    operations = [vendor_sql(sqlite=Script(["CREATE …"], ["DROP …"]), postgresql=Script([…], […]))]

Beware: when a later migration alters a table on SQLite, Django builds the table anew and its triggers are
gone without a word. Lift them before and put them back after (`lifted`); `missing()` tells (a test calls it)
which triggers a migration promised and the database lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

Keys = Sequence[Sequence[str]]
Rules = Mapping[str, tuple[str, str]]
_CREATED = re.compile(r"CREATE\s+(?:OR\s+REPLACE\s+)?TRIGGER\s+\"?(\w+)\"?", re.IGNORECASE)
_DROPPED = re.compile(r"DROP\s+TRIGGER\s+(?:IF\s+EXISTS\s+)?\"?(\w+)\"?", re.IGNORECASE)
_PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@dataclass(frozen=True)
class Script:
    """The statements that put a rule in place, and those that take it away again."""

    forward: Sequence[str]
    reverse: Sequence[str]


class VendorSQL(Operation):
    """Run the statements written for the database at hand; any other database is refused."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, scripts: dict[str, Script]) -> None:
        self.scripts = scripts

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Triggers are no part of the models."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _run(schema_editor, self.scripts[schema_editor.connection.vendor].forward)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        _run(schema_editor, self.scripts[schema_editor.connection.vendor].reverse)

    def describe(self) -> str:
        return "Rules kept by the database"


def vendor_sql(*, sqlite: Script, postgresql: Script) -> VendorSQL:
    """Return a reversible migration operation with the statements of each database."""
    return VendorSQL({"sqlite": sqlite, "postgresql": postgresql})


def append_only(table: str, keys: Keys = (("id",),)) -> VendorSQL:
    """Return an operation after which no row of `table` can be changed or removed, whoever asks.

    `keys` names the primary key and every unique key of the table. SQLite needs them: its ``INSERT OR
    REPLACE`` removes the row in the way without asking any delete trigger. The hidden ``rowid`` is one more
    such key, and always guarded. PostgreSQL also refuses TRUNCATE.
    """
    return vendor_sql(sqlite=_sqlite_append_only(table, keys), postgresql=_postgresql_append_only(table))


def closing_only(table: str, keys: Keys = (("id",),)) -> VendorSQL:
    """Return an operation after which rows of `table` may change but never go away: what ends is closed.

    `keys` as in `append_only`. On SQLite the guard against ``INSERT OR REPLACE`` also refuses upserts on
    these keys; services read first and then update or insert. ``UPDATE OR REPLACE`` is refused likewise.
    """
    return vendor_sql(sqlite=_sqlite_closing_only(table, keys), postgresql=_postgresql_closing_only(table))


def guard(table: str, event: str, rules: Rules, part: str = "") -> VendorSQL:
    """Return an operation that refuses `event` (INSERT, UPDATE, DELETE) on rows of `table` where a rule's
    condition is true.

    `rules` maps the name of a rule to its message and its condition, SQL that both databases read the same
    way, over ``NEW`` and ``OLD``. `part` names rules that stand beside those of an earlier guard of the same
    event instead of replacing them.
    """
    name = "_".join(filter(None, (table, event.lower(), part)))
    return vendor_sql(
        sqlite=_sqlite_guard(table, event, rules), postgresql=_postgresql_guard(table, event, rules, name)
    )


def lifted(rule: VendorSQL) -> VendorSQL:
    """Return the operation that takes a rule away, for a migration that alters its table and puts it back
    after.
    """
    return VendorSQL({vendor: Script(s.reverse, s.forward) for vendor, s in rule.scripts.items()})


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of triggers that the applied migrations created and the database does not have."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        present = {row[0] for row in cursor.fetchall()}
    return promised(connection) - present


def promised(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that the applied migrations created and did not drop again."""
    names: set[str] = set()
    loader = MigrationLoader(connection)
    plans = (loader.graph.forwards_plan(leaf) for leaf in loader.graph.leaf_nodes())
    for key in dict.fromkeys(chain.from_iterable(plans)):
        if key in loader.applied_migrations:
            names = _after(names, loader.graph.nodes[key].operations, connection.vendor)
    return names


def _after(names: set[str], operations: Iterable[Operation], vendor: str) -> set[str]:
    for operation in operations:
        if isinstance(operation, VendorSQL):
            for statement in operation.scripts[vendor].forward:
                names = (names - set(_DROPPED.findall(statement))) | set(_CREATED.findall(statement))
    return names


def _run(schema_editor: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        schema_editor.execute(statement, params=None)


def _sqlite_append_only(table: str, keys: Keys) -> Script:
    refusals = [_sqlite_refusal(table, verb) for verb in ("UPDATE", "DELETE")]
    in_the_way = _sqlite_in_the_way(table, keys)
    replacement = f"""
        CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {in_the_way}
        BEGIN SELECT RAISE(ABORT, '{table} is append-only: a row with this key exists'); END"""
    drops = [f'DROP TRIGGER "{table}_no_{verb}"' for verb in ("update", "delete", "replace")]
    return Script([*refusals, replacement], drops)


def _sqlite_in_the_way(table: str, keys: Keys, other_than: str = "") -> str:
    """Whether a row has a key of the new one. Beside a primary key that is no INTEGER stands the rowid."""
    return " OR ".join(_sqlite_same_key(table, key, other_than) for key in (*keys, ("rowid",)))


def _sqlite_same_key(table: str, key: Sequence[str], other_than: str) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {same}{other_than})'  # noqa: S608 - names from migrations


def _sqlite_refusal(table: str, verb: str) -> str:
    return f"""
        CREATE TRIGGER "{table}_no_{verb.lower()}" BEFORE {verb} ON "{table}"
        BEGIN SELECT RAISE(ABORT, '{table} is append-only: {verb} refused'); END"""


def _postgresql_append_only(table: str) -> Script:
    function = f"""
        CREATE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
        END $$"""
    rows = f"""
        CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE ON "{table}"
        FOR EACH ROW EXECUTE FUNCTION "{table}_append_only"()"""
    whole = f"""
        CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}"
        FOR EACH STATEMENT EXECUTE FUNCTION "{table}_append_only"()"""
    drops = [f'DROP TRIGGER "{table}_{name}" ON "{table}"' for name in ("no_change", "no_truncate")]
    return Script([function, rows, whole], [*drops, f'DROP FUNCTION "{table}_append_only"()'])


def _sqlite_closing_only(table: str, keys: Keys) -> Script:
    removal = f"""
        CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}"
        BEGIN SELECT RAISE(ABORT, '{table} is closed, never deleted'); END"""
    in_the_way = _sqlite_in_the_way(table, keys)
    replacement = f"""
        CREATE TRIGGER "{table}_no_replace" BEFORE INSERT ON "{table}" WHEN {in_the_way}
        BEGIN SELECT RAISE(ABORT, '{table} is closed, never replaced'); END"""
    others = _sqlite_in_the_way(table, keys, other_than=" AND rowid <> OLD.rowid")
    overwriting = f"""
        CREATE TRIGGER "{table}_no_overwrite" BEFORE UPDATE ON "{table}" WHEN {others}
        BEGIN SELECT RAISE(ABORT, '{table} is closed, never replaced'); END"""
    drops = [f'DROP TRIGGER "{table}_no_{verb}"' for verb in ("delete", "replace", "overwrite")]
    return Script([removal, replacement, overwriting], drops)


def _postgresql_closing_only(table: str) -> Script:
    function = f"""
        CREATE FUNCTION "{table}_closing_only"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '{table} is closed, never deleted' USING ERRCODE = 'restrict_violation';
        END $$"""
    rows = f"""
        CREATE TRIGGER "{table}_no_delete" BEFORE DELETE ON "{table}"
        FOR EACH ROW EXECUTE FUNCTION "{table}_closing_only"()"""
    whole = f"""
        CREATE TRIGGER "{table}_no_truncate" BEFORE TRUNCATE ON "{table}"
        FOR EACH STATEMENT EXECUTE FUNCTION "{table}_closing_only"()"""
    drops = [f'DROP TRIGGER "{table}_{name}" ON "{table}"' for name in ("no_delete", "no_truncate")]
    return Script([function, rows, whole], [*drops, f'DROP FUNCTION "{table}_closing_only"()'])


def _sqlite_guard(table: str, event: str, rules: Rules) -> Script:
    create = [
        f"""
        CREATE TRIGGER "{table}_{rule}" BEFORE {event} ON "{table}" WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{table}: {message}'); END"""
        for rule, (message, condition) in rules.items()
    ]
    return Script(create, [f'DROP TRIGGER "{table}_{rule}"' for rule in rules])


def _postgresql_guard(table: str, event: str, rules: Rules, name: str) -> Script:
    answer = "OLD" if event == "DELETE" else "NEW"
    branches = "\n".join(
        f"IF {condition} THEN RAISE EXCEPTION '{table}: {message}' USING ERRCODE = 'check_violation'; END IF;"
        for message, condition in rules.values()
    )
    function = f"""
        CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN {branches} RETURN {answer}; END $$"""
    trigger = f"""
        CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{name}"()"""
    return Script([function, trigger], [f'DROP TRIGGER "{name}" ON "{table}"', f'DROP FUNCTION "{name}"()'])
