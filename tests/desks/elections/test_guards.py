"""Raw SQL against the election: what the database refuses, whatever the Python above does."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db

TABLES = ["election", "contest", "candidatepair", "legalbasis", "stage", "publishedfigure", "staffingclaim"]


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture(autouse=True)
def city():
    return tiny_city()


@pytest.mark.parametrize("table", TABLES)
def test_nothing_of_an_election_is_ever_deleted(table):
    refused(f"DELETE FROM elections_{table}")
    if connection.vendor == "postgresql":
        refused(f"TRUNCATE elections_{table} CASCADE")
    else:
        refused(f"INSERT OR REPLACE INTO elections_{table} SELECT * FROM elections_{table} LIMIT 1")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can replace a row by updating")
def test_no_ballot_line_is_moved_over_another():
    other = "(SELECT MAX(id) FROM elections_candidatepair)"
    refused(f"UPDATE OR REPLACE elections_candidatepair SET id = {other} WHERE id <> {other}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE elections_election SET regime = 'both'",
        "UPDATE elections_contest SET kind = 'president'",
        "UPDATE elections_contest SET code = 'mayor'",
        "UPDATE elections_candidatepair SET number = 0",
        "UPDATE elections_candidatepair SET kind = 'blank'",
        "UPDATE elections_candidatepair SET head = 'Ani' WHERE kind = 'empty_column'",
        "UPDATE elections_candidatepair SET number = 1",
        "UPDATE elections_stage SET starts = '2025-01-01' WHERE code = 'campaign'",
        "UPDATE elections_stage SET mark = 'sure'",
        "UPDATE elections_stage SET code = 'voting'",
        "UPDATE elections_legalbasis SET regime = 'city'",
        "UPDATE elections_legalbasis SET mark = ''",
        "UPDATE elections_publishedfigure SET source_id = NULL",
        "UPDATE elections_publishedfigure SET measure = 'guess'",
        "UPDATE elections_publishedfigure SET pair = 1 WHERE measure = 'dpt'",
        "UPDATE elections_publishedfigure SET pair = NULL WHERE measure = 'votes'",
        "UPDATE elections_publishedfigure SET measure = 'stations' WHERE measure = 'dpt'",
        "UPDATE elections_staffingclaim SET unit = 'village' WHERE code = 'ppk'",
        "UPDATE elections_staffingclaim SET per_unit = NULL WHERE code = 'ppk'",
    ],
)
def test_a_record_that_contradicts_itself_is_refused(statement):
    refused(statement)
