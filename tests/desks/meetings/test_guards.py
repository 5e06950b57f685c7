"""Attacks with raw SQL: what the database itself refuses of meetings and their record, on SQLite and
PostgreSQL.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from siaga.desks.meetings.models import Meeting, Signature
from siaga.desks.meetings.services import signing
from siaga.desks.meetings.services.agenda import Point, add_point
from siaga.desks.meetings.states import STEPS
from siaga.desks.trail.triggers import missing
from tests.kit.meetings import Table, coordination, fresh

pytestmark = pytest.mark.django_db
DOC = Path(__file__).resolve().parents[3] / "docs" / "meetings.md"


@pytest.fixture
def table() -> Table:
    return coordination()


def refused(sql: str, *values: object) -> bool:
    """Whether the database refuses the statement; it is undone either way."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    assert touched, "the attack hit nothing, so it proves nothing"
    return False


def move(meeting: Meeting, state: str, **more: object) -> bool:
    sets = "".join(f", {name} = %s" for name in more)
    sql = f"UPDATE meetings_meeting SET state = %s, revision = revision + 1{sets} WHERE id = %s"
    return refused(sql, state, *more.values(), meeting.pk)


def test_only_the_steps_of_the_table_are_taken(table: Table) -> None:
    allowed = {(before, after) for before, _act, after in STEPS}
    made: dict[str, Callable[[], Meeting]] = {"planned": table.planned, "invited": table.invited}
    made |= {"held": table.held, "signed": table.signed}
    for before, make in made.items():
        meeting = make()
        for after in Meeting.State.values:
            free = after == before or (before, after) in allowed - {("held", "signed")}
            reasons = {"cancel_reason": "x"} if after == "cancelled" and before != "signed" else {}
            reasons |= {"reopened_for": "x"} if (before, after) == ("signed", "held") else {}
            assert move(meeting, after, **reasons) is not free, (before, after)


@pytest.mark.parametrize("change", ["title", "opening", "venue"])
def test_nothing_slips_in_with_the_step_that_closes(table: Table, change: str) -> None:
    minutes = table.laid()
    signing.sign(minutes, table.writer, "note_taker")
    Signature.objects.create(
        minutes=minutes, capacity="chair", by=table.chair, name="x", office="x", at=timezone.now()
    )
    assert move(fresh(minutes.meeting), "signed", **{change: "Lain"})
    assert not move(fresh(minutes.meeting), "signed")


def test_the_table_is_the_same_everywhere() -> None:
    migration = import_module("siaga.desks.meetings.migrations.0002_guards")
    assert set(migration.STEPS) == {(str(b), str(a)) for b, _act, a in STEPS}
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|", DOC.read_text(encoding="utf-8"), re.M)
    assert set(rows) == {(str(b), act, str(a)) for b, act, a in STEPS}


def test_a_revision_is_never_skipped_or_taken_back(table: Table) -> None:
    meeting = table.held()
    for change in ("revision + 2", "revision - 1"):
        assert refused(f"UPDATE meetings_meeting SET revision = {change} WHERE id = %s", meeting.pk)
    assert refused("UPDATE meetings_meeting SET state = 'signed' WHERE id = %s", meeting.pk)


def test_a_meeting_starts_as_planned(table: Table) -> None:
    columns = [f.column for f in Meeting._meta.concrete_fields if f.column not in ("id", "code", "state")]
    names = ", ".join(f'"{c}"' for c in columns)
    copy = f"INSERT INTO meetings_meeting (code, state, {names}) SELECT %s, %s, {names} FROM meetings_meeting"
    table.planned()
    assert not refused(copy, "lain", "planned")
    for state in ("invited", "held", "signed"):
        assert refused(copy, "lain", state)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_meeting SET title = 'lain', revision = revision + 1 WHERE id = %s",
        "UPDATE meetings_meeting SET opening = 'lain' WHERE id = %s",
        "UPDATE meetings_meeting SET chair_id = NULL WHERE id = %s",
        "UPDATE meetings_meeting SET day = NULL WHERE id = %s",
        "UPDATE meetings_meeting SET state = 'held', revision = revision + 1, title = 'lain' WHERE id = %s",
        "UPDATE meetings_statement SET text = 'lain' WHERE meeting_id = %s",
        "UPDATE meetings_statement SET visibility = 'public' WHERE meeting_id = %s",
        "UPDATE meetings_conclusion SET text = 'lain' WHERE meeting_id = %s",
        "UPDATE meetings_attendance SET presence = 'absent', method = 'list' WHERE meeting_id = %s",
        "UPDATE meetings_agendaitem SET title = 'lain' WHERE meeting_id = %s",
    ],
)
def test_signed_minutes_stay_as_they_are(table: Table, sql: str) -> None:
    meeting = full(table)
    assert not refused(sql, meeting.pk) or "SET state" in sql
    sign_both(table, meeting)
    assert refused(sql, meeting.pk)


def test_nothing_is_added_to_signed_minutes(table: Table) -> None:
    meeting = full(table)
    copies = [copy_of(name, "number = number + 50") for name in ("statement", "conclusion", "agendaitem")]
    for sql in copies:
        assert not refused(sql, meeting.pk)
    sign_both(table, meeting)
    for sql in copies:
        assert refused(sql, meeting.pk)
    assert refused(copy_of("minutes", "number = number + 1"), meeting.pk)


def test_publishing_a_signed_meeting_is_possible(table: Table) -> None:
    meeting = table.signed(visibility="public")
    now = "2026-01-01 00:00:00+00:00"
    sql = "UPDATE meetings_meeting SET published_at = %s, revision = revision + 1 WHERE id = %s"
    assert not refused(sql, now, meeting.pk)


@pytest.mark.parametrize(
    "name",
    [
        "series",
        "meeting",
        "agendaitem",
        "attendance",
        "statement",
        "conclusion",
        "wording",
        "minutes",
        "signature",
    ],
)
def test_nothing_is_ever_deleted(table: Table, name: str) -> None:
    sign_both(table, full(table))
    assert refused(f"DELETE FROM meetings_{name}")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_wording SET text = 'lain'",
        "UPDATE meetings_minutes SET digest = digest",
        "UPDATE meetings_signature SET name = 'lain'",
    ],
)
def test_versions_and_signatures_never_change(table: Table, sql: str) -> None:
    sign_both(table, full(table))
    assert refused(sql)


def test_only_the_right_people_sign_the_newest_version(table: Table) -> None:
    old = signing.lay(table.held(), table.writer)
    table.say(old.meeting)
    new = signing.lay(fresh(old.meeting), table.writer, "ditambah")
    sign = """INSERT INTO meetings_signature (minutes_id, capacity, by_id, name, office, at)
              VALUES (%s, %s, %s, 'x', 'x', '2026-01-01 00:00:00+00:00')"""
    assert refused(sign, old.pk, "chair", table.chair.pk)
    assert refused(sign, new.pk, "chair", table.police_member.pk)
    assert refused(sign, new.pk, "note_taker", table.second_writer.pk)
    assert not refused(sign, new.pk, "chair", table.chair.pk)
    assert not refused(sign, new.pk, "note_taker", table.writer.pk)
    signing.sign(new, table.writer, "note_taker")
    assert refused(sign, new.pk, "chair", table.writer.pk), "one person, two signatures"
    assert Signature.objects.count() == 1


def test_presence_needs_a_meeting_and_a_way(table: Table) -> None:
    planned, invited = table.planned(), table.invited()
    take = "UPDATE meetings_attendance SET presence = %s, method = %s WHERE meeting_id = %s"
    assert not refused(take, "present", "list", invited.pk)
    assert refused(take, "present", "", invited.pk)
    assert refused(take, "not_stated", "list", invited.pk)
    assert refused(copy_of("attendance", f"meeting_id = {planned.pk}, presence = 'present'"), invited.pk)
    invited.attendance.update(presence="present", method="list")
    assert refused(take, "expected", "", invited.pk)
    assert not refused(take, "absent", "list", invited.pk)


def test_a_wording_is_the_next_one_of_its_own_meeting(table: Table) -> None:
    meeting, other = full(table), table.held()
    word = """INSERT INTO meetings_wording
        (meeting_id, passage, passage_id, number, base, text, sent, merged, clash, client_id, by_id, at)
        VALUES (%s, %s, %s, %s, %s, 'x', 'x', %s, %s, %s, %s, '2026-01-01 00:00:00+00:00')"""
    item = meeting.statements.get()
    last = [False, False, uuid4().hex, table.writer.pk]
    assert not refused(word, meeting.pk, "statement", item.pk, 2, 1, *last)
    assert refused(word, meeting.pk, "statement", item.pk, 3, 1, *last)
    assert refused(word, meeting.pk, "statement", item.pk, 2, 2, *last)
    assert refused(word, other.pk, "statement", item.pk, 1, 0, *last)
    assert refused(word, meeting.pk, "opening", 5, 1, 0, *last)


def test_a_row_never_moves_to_another_meeting(table: Table) -> None:
    meeting, other = full(table), table.held()
    for name in ("statement", "conclusion", "agendaitem", "attendance"):
        sql = f"UPDATE meetings_{name} SET meeting_id = %s, number = number + 90 WHERE meeting_id = %s"
        assert refused(sql, other.pk, meeting.pk), name


def test_meetings_of_a_pack_are_not_signed_here(table: Table) -> None:
    meeting = table.planned()
    assert refused(
        "UPDATE meetings_meeting SET loaded = %s, revision = revision + 1 WHERE id = %s", True, meeting.pk
    )
    loaded = Meeting.objects.create(
        series=table.series, code="berita", title="Dari berita", regime="pilkada", loaded=True, state="held"
    )
    assert move(loaded, "signed")
    minutes = f"""INSERT INTO meetings_minutes (meeting_id, number, content, digest, reason, by_id, at)
        VALUES (%s, 1, '{{}}', '{"0" * 64}', '', %s, '2026-01-01 00:00:00+00:00')"""
    assert refused(minutes, loaded.pk, table.writer.pk)
    assert not refused(minutes, table.held().pk, table.writer.pk)


def test_no_promised_trigger_is_missing() -> None:
    assert missing(connection) == set()


def test_the_models_have_their_migrations() -> None:
    call_command("makemigrations", "meetings", check=True, dry_run=True, verbosity=0, skip_checks=True)


def full(table: Table) -> Meeting:
    """A meeting held, with a row of every kind."""
    meeting = table.held()
    add_point(meeting, table.writer, Point("Keamanan"))
    table.say(meeting)
    table.conclude(meeting)
    return meeting


def sign_both(table: Table, meeting: Meeting) -> None:
    minutes = signing.lay(meeting, table.writer)
    signing.sign(minutes, table.writer, "note_taker")
    signing.sign(minutes, table.chair, "chair")


def copy_of(name: str, changed: str) -> str:
    """A statement that copies the rows of a meeting with some columns changed."""
    columns = [f.column for f in apps.get_model("meetings", name)._meta.concrete_fields if f.column != "id"]
    new = dict(part.strip().split(" = ", 1) for part in changed.split(","))
    values = ", ".join(new.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"INSERT INTO meetings_{name} ({names}) SELECT {values} FROM meetings_{name} WHERE meeting_id = %s"
