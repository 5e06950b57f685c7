"""Raw SQL tries to change the past; both databases refuse."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from siaga.desks.trail.models import Checkpoint, Entry
from siaga.desks.trail.services import Act, Subject, checkpoint, record_all
from siaga.desks.trail.triggers import missing, promised

COLUMNS = (
    '"index", at, actor_id, actor_name, office, action, subject_type, subject_id, subject_label, '
    "before, after, reason, request_id, canonical, leaf_hash, subtrees"
)


@pytest.fixture
def log(db, settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "signing.key"
    record_all([Act("a.b", Subject("x.y", str(number))) for number in range(5)])
    return checkpoint()


def attack(sql: str, *values) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def copy_of_entry(**changes) -> str:
    """An INSERT that repeats entry 2 with some columns changed."""
    picked = [changes.get(column.strip().strip('"'), column) for column in COLUMNS.split(",")]
    return (
        f'INSERT INTO trail_entry ({COLUMNS}) SELECT {", ".join(picked)} FROM trail_entry WHERE "index" = 2'
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE trail_entry SET reason = 'better' WHERE \"index\" = 3",
        'UPDATE trail_entry SET "index" = 9 WHERE "index" = 4',
        "UPDATE trail_entry SET reason = reason",
        'DELETE FROM trail_entry WHERE "index" = 4',
        "DELETE FROM trail_entry",
        "UPDATE trail_checkpoint SET root = root",
        "DELETE FROM trail_checkpoint",
    ],
)
def test_the_past_cannot_be_changed(log, sql):
    before = list(Entry.objects.values()), list(Checkpoint.objects.values())
    with pytest.raises(DatabaseError, match="append-only"):
        attack(sql)
    assert (list(Entry.objects.values()), list(Checkpoint.objects.values())) == before


@pytest.mark.parametrize("index", [-1, 0, 2, 4, 6, 1000])
def test_an_entry_takes_the_next_index_or_none(log, index):
    text = f"""replace(canonical, '"index":2', '"index":{index}')"""
    with pytest.raises(DatabaseError):
        attack(copy_of_entry(index=str(index), canonical=text))
    assert Entry.objects.count() == 5


def test_the_next_index_is_taken(log):
    """The attack above fails for its index and for nothing else."""
    attack(copy_of_entry(index="5", canonical="""replace(canonical, '"index":2', '"index":5')"""))
    assert Entry.objects.count() == 6


@pytest.mark.parametrize("column", ["action", "actor_id", "subject_type", "subject_id", "none"])
def test_the_columns_must_say_what_the_hashed_text_says(log, column):
    changes = {column: "'other'"} if column != "none" else {}
    text = "canonical" if column == "none" else """replace(canonical, '"index":2', '"index":5')"""
    with pytest.raises(DatabaseError, match="differ from the hashed text"):
        attack(copy_of_entry(index="5", canonical=text, **changes))


@pytest.mark.parametrize("text", ["'not json'", "'{}'", "'[]'", "'null'"])
def test_the_hashed_text_must_be_an_entry(log, text):
    with pytest.raises(DatabaseError):
        attack(copy_of_entry(index="5", canonical=text))


@pytest.mark.parametrize(("column", "value"), [("action", "''"), ("actor_name", "''"), ("leaf_hash", "'ab'")])
def test_an_entry_must_be_whole(log, column, value):
    with pytest.raises(DatabaseError):
        attack(copy_of_entry(index="5", **{column: value}))


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can replace a row by inserting")
@pytest.mark.parametrize("table", ["trail_entry", "trail_checkpoint"])
def test_a_row_cannot_be_replaced(log, table):
    with pytest.raises(DatabaseError, match=r"append-only|not the next one"):
        attack(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    with pytest.raises(DatabaseError, match=r"append-only|not the next one"):
        attack(f"REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="only SQLite has a number of the row beside its key"
)
def test_a_row_cannot_be_replaced_by_its_hidden_number(log):
    text = """replace(canonical, '"index":2', '"index":5')"""
    picked = [
        {"index": "5", "canonical": text}.get(column.strip().strip('"'), column)
        for column in COLUMNS.split(",")
    ]
    with pytest.raises(DatabaseError, match="append-only"):
        attack(
            f"INSERT OR REPLACE INTO trail_entry (rowid, {COLUMNS}) "
            f'SELECT rowid, {", ".join(picked)} FROM trail_entry WHERE "index" = 2'
        )
    columns = "root, at, note, key"
    with pytest.raises(DatabaseError, match="append-only"):
        attack(
            f"INSERT OR REPLACE INTO trail_checkpoint (rowid, size, {columns}) "
            f"SELECT rowid, 99, {columns} FROM trail_checkpoint"
        )
    assert (Entry.objects.count(), Checkpoint.objects.get().size) == (5, 5)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL can truncate")
@pytest.mark.parametrize("table", ["trail_entry", "trail_checkpoint", "trail_checkpoint, trail_entry"])
def test_a_table_cannot_be_truncated(log, table):
    with pytest.raises(DatabaseError, match="append-only"):
        attack(f"TRUNCATE {table}")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="an upsert on SQLite is refused as an insert")
def test_an_upsert_is_refused(log):
    with pytest.raises(DatabaseError, match="append-only"):
        attack(
            "INSERT INTO trail_checkpoint SELECT * FROM trail_checkpoint "
            "ON CONFLICT (size) DO UPDATE SET note = ''"
        )


def test_a_second_head_is_refused(log):
    with pytest.raises(DatabaseError):
        attack("INSERT INTO trail_head (id, size, frontier) SELECT 2, size, frontier FROM trail_head")


@pytest.mark.django_db
def test_every_trigger_a_migration_promised_is_there():
    """On SQLite an altered table silently loses its triggers; this holds for every desk."""
    assert "trail_checkpoint_no_update" in promised(connection) or connection.vendor != "sqlite"
    assert missing(connection) == set()


@pytest.mark.django_db
def test_a_lost_trigger_is_named():
    name, table = sorted(promised(connection))[0], ""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s", [name])
            table = f"ON {cursor.fetchone()[0]}"
    attack(f'DROP TRIGGER "{name}" {table}')
    assert missing(connection) == {name}


@pytest.mark.django_db(transaction=True)
def test_the_guards_go_and_come_back_with_rows_in_the_log(settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "signing.key"
    with transaction.atomic():
        record_all([Act("a.b", Subject("x.y", "1"))] * 3)
    checkpoint()
    whole = promised(connection)
    call_command("migrate", "trail", "0001", verbosity=0)
    try:
        assert not {name for name in promised(connection) if name.startswith("trail_")}
        assert missing(connection) == set()
        attack("UPDATE trail_entry SET reason = reason")
    finally:
        call_command("migrate", verbosity=0)
    assert promised(connection) == whole
    assert missing(connection) == set()
    with pytest.raises(DatabaseError, match="append-only"):
        attack("UPDATE trail_entry SET reason = reason")
