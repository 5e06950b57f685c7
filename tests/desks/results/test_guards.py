"""Raw SQL against every rule of the desk: the database refuses, whatever the Python above does."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from siaga.desks.places.models import PollingStation, StationMap
from siaga.desks.results.errors import Clashed
from siaga.desks.results.models import ResultRow, ResultVersion, Ruling, Transition
from siaga.desks.results.services import correct, enter, hold, send_back
from siaga.desks.results.states import STEPS, State
from siaga.desks.trail.triggers import missing
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import person, region

pytestmark = pytest.mark.django_db
TPS, OTHER, THIRD, FOURTH = STATIONS[:4]
NOW = datetime(2024, 11, 27, 20, 0, tzinfo=UTC)


VOTES = '{"paslon1": 120, "paslon2": 80}'
"""What an honest second person reads of a healthy form."""


def run(sql: str, **values: object) -> int:
    """Run a statement with named values; return how many rows it touched."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(sql: str, says: str, **values: object) -> None:
    with pytest.raises(DatabaseError, match=re.escape(says) if says else None):
        run(sql, **values)


STEP = """UPDATE results_resultrow SET state = %(state)s, act = %(act)s, revision = revision + 1 {more}
          WHERE id = %(row)s"""


def ruled(row: ResultRow, act: str, by: object) -> None:
    """Somebody who stands for the next step of a row."""
    Ruling.objects.create(
        version_id=row.current_id, revision=row.revision, act=act, before=row.state, by=by, at=NOW
    )


def step(row: ResultRow, act: str, state: str, says: str, more: str = "", **values: object) -> None:
    refused(STEP.format(more=more), says, row=row.pk, act=act, state=state, **values)


def version_columns(row: ResultRow, **changed: object) -> tuple[str, dict[str, object]]:
    """A statement that copies the row's current version as its next one, with some columns changed."""
    copied = ResultVersion.objects.filter(pk=row.current_id).values().get()
    values = copied | {"number": copied["number"] + 1, "client_id": f"sql-{copied['id']}"} | changed
    del values["id"]
    for name in ("figures", "findings"):
        values[name] = "{}" if name == "figures" else "[]"
    names = ", ".join(f'"{name}"' for name in values)
    return (
        f"INSERT INTO results_resultversion ({names}) VALUES ({', '.join(f'%({n})s' for n in values)})",
        values,
    )


def test_the_healthy_statement_passes(town: Town) -> None:
    """Otherwise the refusals below could be refusals of the statement itself."""
    row = town.enter(TPS)
    sql, values = version_columns(row)
    assert run(sql, **values) == 1
    newest = ResultVersion.objects.get(number=2).pk
    held = STEP.format(more=", current_id = %(v)s")
    assert run(held, row=row.pk, act="enter", state="entered", v=newest) == 1
    ruled(town.row(TPS), "hold", town.checker)
    assert run(STEP.format(more=", reason = 'x'"), row=row.pk, act="hold", state="held") == 1


def test_every_step_outside_the_table_is_refused(town: Town) -> None:
    """Each pair of state and act the table lacks, tried on a real row in that state, towards every state."""
    known = {(s.before, s.act, s.after) for s in STEPS if not s.brings_version}
    acts = {s.act for s in STEPS}
    rows = rows_in_every_state(town)
    for before, row in rows.items():
        for act in acts:
            for state in State.values:
                if (before, act, state) not in known:
                    with pytest.raises(DatabaseError):
                        run(STEP.format(more=", reason = 'x'"), row=row.pk, act=act, state=state)


def rows_in_every_state(town: Town) -> dict[str, ResultRow]:
    rows = {State.EXPECTED: town.row(TPS), State.ENTERED: town.enter(OTHER), State.COUNTED: town.count(THIRD)}
    for state, station in (
        (State.HELD, FOURTH),
        (State.RETURNED, STATIONS[4]),
        (State.CORRECTED, STATIONS[5]),
    ):
        row = town.count(station)
        if state == State.CORRECTED:
            sent = submission(healthy_figures(), row.revision, level="city", reason="x")
            correct(row, town.checker, sent)
        else:
            row = hold(row, town.checker, "x", row.revision)
        if state == State.RETURNED:
            send_back(row, town.checker, "x", row.revision)
        rows[state] = town.row(station)
    assert {r.state for r in rows.values()} == set(State.values)
    return {str(state): row for state, row in rows.items()}


def test_the_one_who_entered_is_never_the_one_who_confirmed(town: Town) -> None:
    row = town.enter(TPS, by=person("district_committee", "18.72.01"))
    refused(
        """INSERT INTO results_secondreading (version_id, revision, by_id, at, votes, agrees, client_id,
        digest)
           VALUES (%(v)s, 1, %(by)s, CURRENT_TIMESTAMP, %(votes)s, %(yes)s, 'sql', %(digest)s)""",
        "cannot be their second reader",
        v=row.current_id,
        by=row.entered_by_id,
        votes=VOTES,
        yes=True,
        digest="0" * 64,
    )
    counted = town.count(OTHER)
    refused(
        "UPDATE results_resultrow SET confirmed_by_id = entered_by_id WHERE id = %(row)s", "", row=counted.pk
    )


def test_no_row_counts_without_a_second_reading(town: Town) -> None:
    row = town.enter(TPS)
    step(
        row,
        "confirm",
        "counted",
        "no second person has read these votes",
        ", confirmed_by_id = %(by)s, confirmed_at = CURRENT_TIMESTAMP",
        by=town.checker.pk,
    )
    step(row, "confirm", "counted", "", "")


def test_a_reading_of_an_older_revision_does_not_count(town: Town) -> None:
    row = town.enter(TPS)
    refused(
        """INSERT INTO results_secondreading (version_id, revision, by_id, at, votes, agrees, client_id,
        digest)
           VALUES (%(v)s, 0, %(by)s, CURRENT_TIMESTAMP, %(votes)s, %(yes)s, 'sql', %(digest)s)""",
        "does not stand at this version and revision",
        v=row.current_id,
        votes=VOTES,
        by=town.checker.pk,
        yes=True,
        digest="0" * 64,
    )


def test_a_row_with_errors_never_waits_or_counts(town: Town) -> None:
    row = town.enter(TPS)
    sql, values = version_columns(row, errors=1, reason="x")
    run(sql, **values)
    newest = ResultVersion.objects.get(number=2).pk
    step(row, "enter", "entered", "row_waiting_adds_up", ", current_id = %(v)s, errors = 1", v=newest)
    step(row, "enter", "entered", "must be those of the newest version", ", current_id = %(v)s", v=newest)


def test_a_row_repeats_its_newest_version_only(town: Town) -> None:
    row, other = town.enter(TPS), town.enter(OTHER)
    ruled(row, "hold", town.checker)
    step(row, "hold", "held", "newest version", ", reason = 'x', entered_by_id = %(by)s", by=town.checker.pk)
    step(row, "hold", "held", "newest version", ", reason = 'x', sample = %(yes)s", yes=True)
    step(row, "enter", "entered", "newest version", ", current_id = %(v)s", v=other.current_id)
    first = row.current_id
    row = town.enter(TPS)
    step(row, "enter", "entered", "newest version", ", current_id = %(v)s", v=first)


HELD = "state = 'held', act = 'hold', reason = 'x'"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("revision = revision", "revision must go up by one"),
        ("revision = revision + 2", "revision must go up by one"),
        ("revision = revision + 1, contest_id = contest_id + 1000", "never change"),
        ("revision = revision + 1, station_id = station_id + 1000", "never change"),
    ],
)
def test_a_row_changes_by_steps_only(town: Town, change: str, says: str) -> None:
    row = town.enter(TPS)
    ruled(row, "hold", town.checker)
    refused(f"UPDATE results_resultrow SET {HELD}, {change} WHERE id = %(row)s", says, row=row.pk)


@pytest.mark.parametrize("change", ["state = 'waiting'", "current_id = NULL", "entered_by_id = NULL"])
def test_a_row_beyond_expected_keeps_its_figures(town: Town, change: str) -> None:
    row = town.enter(TPS)
    refused(
        f"UPDATE results_resultrow SET {change}, revision = revision + 1 WHERE id = %(row)s", "", row=row.pk
    )


@pytest.mark.parametrize("act", ["declare", "hold", "return", "correct"])
def test_a_stop_has_a_reason(town: Town, act: str) -> None:
    row = town.enter(TPS)
    with pytest.raises(DatabaseError):
        run(STEP.format(more=", reason = ''"), row=row.pk, act=act, state="held")


NEW_ROW = """INSERT INTO results_resultrow
             (contest_id, station_id, state, act, revision, errors, sample, reason)
             VALUES (%(c)s, %(s)s, %(state)s, '', 0, 0, %(no)s, '')"""


def test_a_new_row_is_expected(town: Town) -> None:
    new = another_station(town.election.station_map_id)
    for state in set(State.values) - {State.EXPECTED}:
        refused(NEW_ROW, "a row starts as expected", c=town.mayor.pk, s=new.pk, state=state, no=False)
    assert run(NEW_ROW, c=town.mayor.pk, s=new.pk, state="expected", no=False) == 1


def test_a_row_belongs_to_the_map_of_its_election(town: Town) -> None:
    elsewhere = another_station(StationMap.objects.create(code="lain", name="Lain").pk)
    refused(NEW_ROW, "not on the map", c=town.mayor.pk, s=elsewhere.pk, state="expected", no=False)


def another_station(station_map: int) -> PollingStation:
    ward = region("18.72.01.1001")
    return PollingStation.objects.create(map_id=station_map, ward=ward, code="1872011001099", number=99)


def test_one_row_per_station_and_contest(town: Town) -> None:
    row = town.row(TPS)
    refused(NEW_ROW, "", c=row.contest_id, s=row.station_id, state="expected", no=False)


TABLES = {
    "results_resultversion": "figures = '{}'",
    "results_secondreading": "agrees = %(yes)s",
    "results_clash": "said = '{}'",
    "results_transition": "after = 'counted'",
}


@pytest.mark.parametrize(("table", "change"), TABLES.items())
def test_what_was_written_stays(town: Town, table: str, change: str) -> None:
    clash_and_count(town)
    assert run(f"SELECT id FROM {table}") != 0
    refused(f"UPDATE {table} SET {change}", "append-only", yes=False)
    refused(f"DELETE FROM {table}", "append-only")


def clash_and_count(town: Town) -> None:
    row = town.count(TPS)
    sent = submission(healthy_figures(invalid=4), row.revision, client_id=row.current.client_id)
    with pytest.raises(Clashed):
        enter(row, town.clerk, sent)


def test_rows_are_never_deleted(town: Town) -> None:
    refused("DELETE FROM results_resultrow", "never deleted")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
@pytest.mark.parametrize("table", ["results_resultrow", *TABLES])
def test_tables_are_never_emptied(town: Town, table: str) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match=r"append-only|never deleted"):
        run(f"TRUNCATE {table} CASCADE")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's")
@pytest.mark.parametrize("table", ["results_resultrow", *TABLES])
def test_replacing_is_refused_too(town: Town, table: str) -> None:
    clash_and_count(town)
    with pytest.raises(DatabaseError):
        run(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"number": 5}, "not the next one"),
        ({"number": 1}, ""),
        ({"client_id": ""}, "version_has_a_receipt"),
        ({"digest": "abc"}, "version_digest_hex"),
        ({"nonce": ""}, "a digest without a random part"),
        ({"kind": "guess"}, ""),
        ({"channel": "fax"}, ""),
        ({"errors": 1}, "version_with_errors_is_declared"),
        ({"kind": "correction"}, "correction_adds_up_and_says_where_and_why"),
        ({"kind": "correction", "level": "city"}, "correction_adds_up_and_says_where_and_why"),
        ({"kind": "correction", "level": "village", "reason": "x"}, "correction_adds_up"),
        ({"kind": "correction", "level": "city", "reason": "x", "errors": 1}, "correction_adds_up"),
        ({"kind": "entry", "level": "city", "reason": "x"}, "correction_adds_up"),
    ],
)
def test_a_version_is_whole(town: Town, changed: dict[str, object], says: str) -> None:
    sql, values = version_columns(town.enter(TPS), **changed)
    refused(sql, says, **values)


def test_a_receipt_number_serves_once(town: Town) -> None:
    row = town.enter(TPS)
    sql, values = version_columns(row, client_id=row.current.client_id)
    refused(sql, "", **values)


def test_transitions_only_come_with_a_migration(town: Town) -> None:
    refused(
        """INSERT INTO results_transition ("before", act, "after", brings_version)
           VALUES ('expected', 'confirm', 'counted', %(no)s)""",
        "comes with a migration",
        no=False,
    )


def test_the_database_has_the_table_of_the_code() -> None:
    stored = Transition.objects.values_list("before", "act", "after", "brings_version")
    assert set(stored) == {(s.before, s.act, s.after, s.brings_version) for s in STEPS}


def test_no_promised_trigger_is_missing() -> None:
    assert missing(connection) == set()


def test_the_models_have_their_migrations() -> None:
    call_command("makemigrations", "results", check=True, dry_run=True, verbosity=0, skip_checks=True)
