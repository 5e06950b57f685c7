"""Raw SQL against every rule of actions and calls: the database refuses, whatever the Python above does."""

from __future__ import annotations

import re
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from siaga.desks.meetings.models import (
    Action,
    CalendarKey,
    Channel,
    Evidence,
    Progress,
    Reason,
    Reminder,
    Verdict,
)
from siaga.desks.meetings.services import actions as services
from siaga.desks.meetings.services._move import STEPS
from siaga.desks.meetings.services.verdicts import Outcome
from siaga.desks.offices.access import today
from siaga.desks.offices.services.accounts import end_membership
from siaga.desks.trail.triggers import missing
from tests.kit.actions import Room, now, small_room
from tests.kit.people import member, person

pytestmark = pytest.mark.django_db
guards = import_module("siaga.desks.meetings.migrations.0003_guards_of_actions")


@pytest.fixture
def room() -> Room:
    return small_room()


def run(sql: str, **values: Any) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, says: str = "", **values: Any) -> None:
    with pytest.raises(DatabaseError, match=re.escape(says) if says else None):
        run(sql, **values)


def step(action: Action, state: str, more: str = "", says: str = "", **values: Any) -> None:
    sql = f"UPDATE meetings_action SET revision = revision + 1, state = %(state)s {more} WHERE id = %(pk)s"
    refused(sql, says, pk=action.pk, state=state, **values)


def insert(model: type, **values: Any) -> tuple[str, dict[str, Any]]:
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f"%({name})s" for name in values)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', values


def evidence_row(action: Action, room: Room, who: str, for_whom: str) -> tuple[str, dict[str, Any]]:
    return insert(
        Evidence,
        action_id=action.pk,
        text="x",
        link="",
        client_id=uuid4().hex if connection.vendor == "sqlite" else uuid4(),
        digest="0" * 64,
        by_id=room.people[who].pk,
        institution_id=room.bodies[for_whom].pk,
        at=timezone.now(),
    )


def verdict_row(
    evidence: Evidence, room: Room, who: str, for_whom: str, outcome: str = "confirmed"
) -> tuple[str, dict[str, Any]]:
    return insert(
        Verdict,
        evidence_id=evidence.pk,
        outcome=outcome,
        reason="x",
        by_id=room.people[who].pk,
        institution_id=room.bodies[for_whom].pk,
        at=timezone.now(),
    )


def test_the_guards_are_there() -> None:
    assert missing(connection) == set()


def test_the_services_and_the_database_know_the_same_steps() -> None:
    assert set(guards.STEPS) == {(str(before), str(after)) for before, after in STEPS}


def test_the_healthy_statements_pass(room: Room) -> None:
    """Otherwise the refusals below could be refusals of the statements themselves."""
    action = room.action()
    sql, values = evidence_row(action, room, "owner", "satpolpp")
    assert run(sql, **values) == 1
    evidence = Evidence.objects.get()
    report = (
        "UPDATE meetings_action SET revision=revision+1, state='reported', evidence_id=%(e)s WHERE id=%(a)s"
    )
    assert run(report, e=evidence.pk, a=action.pk) == 1
    sql, values = verdict_row(evidence, room, "police", "police")
    assert run(sql, **values) == 1
    done = """UPDATE meetings_action SET revision=revision+1, state='done', confirmed_by_id=%(p)s,
              confirmed_for_id=%(i)s, done_at=CURRENT_TIMESTAMP WHERE id=%(a)s"""
    police, body = room.people["police"].pk, room.bodies["police"].pk
    assert run(done, p=police, i=body, a=action.pk) == 1


def test_every_step_outside_the_table_is_refused(room: Room) -> None:
    rows = {Progress.OPEN: room.action(), Progress.DONE: room.done()}
    rows[Progress.REPORTED] = room.action()
    room.show(rows[Progress.REPORTED])
    rows[Progress.CANCELLED] = services.cancel(room.action(), room.people["secretary"], "x")
    tried = 0
    for before, action in rows.items():
        for after in Progress.values:
            if after != before and (before, after) not in guards.STEPS:
                tried += 1
                step(now(action), after, ", cancel_reason = 'x'")
    assert tried == 5


def test_done_needs_the_word_of_another_institution(room: Room) -> None:
    action = room.action()
    room.show(action)
    parties = ", confirmed_by_id = %(p)s, confirmed_for_id = %(i)s, done_at = CURRENT_TIMESTAMP"
    police = {"p": room.people["police"].pk, "i": room.bodies["police"].pk}
    step(action, "done", parties, "nobody of another institution", **police)
    step(action, "done")  # not even whole


def test_the_word_must_be_on_this_evidence(room: Room) -> None:
    other, action = room.done(), room.action()
    room.show(action)
    parties = """, evidence_id = %(e)s, confirmed_by_id = %(p)s, confirmed_for_id = %(i)s,
                 done_at = CURRENT_TIMESTAMP"""
    police = {"p": room.people["police"].pk, "i": room.bodies["police"].pk}
    step(action, "done", parties, "meetings_action: ", e=other.evidence_id, **police)


def test_who_confirmed_is_who_gave_the_verdict(room: Room) -> None:
    action = room.action()
    evidence = room.show(action)
    sql, values = verdict_row(evidence, room, "police", "police")
    run(sql, **values)
    parties = ", confirmed_by_id = %(p)s, confirmed_for_id = %(i)s, done_at = CURRENT_TIMESTAMP"
    step(action, "done", parties, "", p=room.people["mayor"].pk, i=room.bodies["mayor"].pk)


def test_a_verdict_that_sends_back_confirms_nothing(room: Room) -> None:
    action = room.action()
    evidence = room.show(action)
    sql, values = verdict_row(evidence, room, "police", "police", "returned")
    run(sql, **values)
    parties = ", confirmed_by_id = %(p)s, confirmed_for_id = %(i)s, done_at = CURRENT_TIMESTAMP"
    step(action, "done", parties, "", p=room.people["police"].pk, i=room.bodies["police"].pk)


def test_nothing_goes_back_without_a_verdict(room: Room) -> None:
    action = room.action()
    room.show(action)
    step(action, "open", says="nobody has sent this evidence back")


@pytest.mark.parametrize(
    ("who", "for_whom", "says"),
    [
        ("police", "police", "evidence comes from the owner"),
        ("police", "satpolpp", "holds no role at this institution"),
    ],
)
def test_evidence_of_strangers(room: Room, who: str, for_whom: str, says: str) -> None:
    sql, values = evidence_row(room.action(), room, who, for_whom)
    refused(sql, says, **values)


def test_no_evidence_for_what_is_done(room: Room) -> None:
    sql, values = evidence_row(room.done(), room, "owner", "satpolpp")
    refused(sql, "evidence comes from the owner", **values)


@pytest.mark.parametrize(
    ("who", "for_whom", "says"),
    [
        ("owner", "satpolpp", ""),
        ("owner", "police", "judge"),
        ("partner", "health", "judge"),
        ("police", "mayor", "holds no role at this institution"),
    ],
)
def test_verdicts_of_the_wrong_people(room: Room, who: str, for_whom: str, says: str) -> None:
    evidence = room.show(room.action(partners=(room.bodies["health"],)))
    member(room.people["owner"], "forum_member", institution=room.bodies["police"])
    sql, values = verdict_row(evidence, room, who, for_whom)
    refused(sql, says, **values)


def test_a_role_that_ended_speaks_for_nobody(room: Room) -> None:
    evidence, other = room.show(room.action()), room.action()
    for who in ("police", "owner"):
        ended(room, who)
    sql, values = verdict_row(evidence, room, "police", "police")
    refused(sql, "holds no role at this institution", **values)
    sql, values = evidence_row(other, room, "owner", "satpolpp")
    refused(sql, "holds no role at this institution", **values)


def ended(room: Room, who: str) -> None:
    by = person("administrator")
    for membership in room.people[who].memberships.all():
        end_membership(by, membership.pk, "Pindah tugas.")


@pytest.mark.parametrize("side", ["satpolpp", "health"])
def test_who_stands_on_both_sides_judges_neither(room: Room, side: str) -> None:
    evidence = room.show(room.action(partners=(room.bodies["health"],)))
    member(room.people["police"], "agency_officer", institution=room.bodies[side])
    sql, values = verdict_row(evidence, room, "police", "police")
    refused(sql, "on the side of the action", **values)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can truncate")
def test_partners_are_not_cut_away_at_once(room: Room) -> None:
    room.show(room.action(partners=(room.bodies["health"],)))
    run("SET CONSTRAINTS ALL IMMEDIATE")
    refused("TRUNCATE meetings_action_partners", "one by one")


def test_a_verdict_on_evidence_that_does_not_wait(room: Room) -> None:
    action = room.action()
    older = room.show(action)
    room.show(action, text="Lebih baru.")
    sql, values = verdict_row(older, room, "police", "police")
    refused(sql, "does not wait for confirmation", **values)


@pytest.mark.parametrize("column", ["meeting_id", "number", "election_id", "id"])
def test_what_never_changes(room: Room, column: str) -> None:
    sql = f"UPDATE meetings_action SET revision = revision + 1, {column} = {column} + 1 WHERE id = %(pk)s"
    refused(sql, pk=room.action().pk)


@pytest.mark.parametrize("revision", ["revision", "revision + 2", "revision - 1"])
def test_the_revision_goes_up_by_one(room: Room, revision: str) -> None:
    sql = f"UPDATE meetings_action SET revision = {revision}, title = 'x' WHERE id = %(pk)s"
    refused(sql, pk=room.action().pk)


def test_the_owner_does_not_change_under_the_evidence(room: Room) -> None:
    action = room.action()
    room.show(action)
    step(action, "reported", ", owner_id = %(o)s", "the owner changes only", o=room.bodies["health"].pk)


def test_partners_do_not_change_under_the_evidence(room: Room) -> None:
    action = room.action(partners=(room.bodies["health"],))
    room.show(action)
    table = Action.partners.through._meta.db_table
    refused(f'DELETE FROM "{table}"', "partners change only")
    refused(f'UPDATE "{table}" SET institution_id = %(i)s', "never changed", i=room.bodies["army"].pk)
    sql, values = insert(Action.partners.through, action_id=action.pk, institution_id=room.bodies["army"].pk)
    refused(sql, "partners change only", **values)


def test_partners_may_be_taken_away_while_it_is_open(room: Room) -> None:
    room.action(partners=(room.bodies["health"],))
    assert run(f'DELETE FROM "{Action.partners.through._meta.db_table}"') == 1  # a guard must not swallow it
    assert not Action.partners.through.objects.exists()


@pytest.mark.parametrize("table", ["action", "evidence", "verdict", "reminder", "channel", "calendarkey"])
def test_nothing_is_deleted(room: Room, table: str) -> None:
    everything(room)
    refused(f"DELETE FROM meetings_{table}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_evidence SET text = 'y'",
        "UPDATE meetings_verdict SET outcome = 'returned', reason = 'y'",
        "UPDATE meetings_reminder SET day = '2020-01-01'",
        "UPDATE meetings_reminder SET sent_at = NULL",
        "UPDATE meetings_channel SET address = 'mailto://x'",
        "UPDATE meetings_channel SET closed_at = NULL",
        "UPDATE meetings_calendarkey SET key_hash = 'x'",
        "UPDATE meetings_calendarkey SET closed_at = NULL",
    ],
)
def test_what_is_written_stays_as_it_is(room: Room, statement: str) -> None:
    everything(room)
    refused(statement)


@pytest.mark.parametrize("column", ["state = 'reported'", "state = 'done'", "revision = 4"])
def test_an_action_starts_open(room: Room, column: str) -> None:
    name, _, value = column.partition(" = ")
    fields = Action.objects.filter(pk=room.action().pk).values().get()
    fields |= {"number": 99, name: value.strip("'")}
    del fields["id"]
    fields = {key: value for key, value in fields.items() if value is not None}
    sql, values = insert(Action, **fields)
    refused(sql, **values)
    sql, values = insert(Action, **fields | {"state": "open", "revision": 0})
    assert run(sql, **values) == 1


def test_a_conclusion_of_another_meeting(room: Room) -> None:
    conclusion = room.ahead.conclusions.create(number=1, kind="decision", text="Lain.")
    step(room.action(), "open", ", conclusion_id = %(c)s", "of another meeting", c=conclusion.pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces a row in the way")
@pytest.mark.parametrize("table", ["action", "evidence", "verdict", "reminder", "calendarkey"])
def test_nothing_is_replaced(room: Room, table: str) -> None:
    everything(room)
    refused(f"INSERT OR REPLACE INTO meetings_{table} SELECT * FROM meetings_{table}")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL can truncate")
@pytest.mark.parametrize("table", ["evidence", "verdict", "reminder", "channel"])
def test_nothing_is_truncated(room: Room, table: str) -> None:
    refused(f"TRUNCATE meetings_{table} CASCADE")


def everything(room: Room) -> None:
    """One row of each kind, closed and sent where that can be."""
    action, at = room.done(), timezone.now()
    user = room.people["owner"]
    Reminder.objects.create(action=action, user=user, kind="soon", day=today() - timedelta(1), sent_at=at)
    Channel.objects.create(user=user, label="x", address="mailto://a", closed_at=at)
    CalendarKey.objects.create(user=user, key_hash="h", made_at=at, closed_at=at)
    assert Verdict.objects.get().outcome == Outcome.CONFIRMED


def test_a_reason_stays_as_it_was_given(room: Room) -> None:
    action = room.action()
    services.escalate(action, room.people["owner"], "Butuh keputusan.")
    pk = Reason.objects.get().pk
    refused("UPDATE meetings_reason SET text = 'lain' WHERE id = %(pk)s", pk=pk)
    refused("DELETE FROM meetings_reason WHERE id = %(pk)s", pk=pk)


@pytest.mark.parametrize(("act", "text"), [("escalate", ""), ("lain", "x")])
def test_a_reason_says_something_of_a_known_act(room: Room, act: str, text: str) -> None:
    sql, values = insert(
        Reason,
        action_id=room.action().pk,
        act=act,
        text=text,
        by_id=room.people["owner"].pk,
        at=timezone.now(),
    )
    refused(sql, **values)
    run(sql, **values | {"act": "escalate", "text": "x"})
