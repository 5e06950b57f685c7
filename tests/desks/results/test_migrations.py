"""The guards go and come back with rows in the tables, and nothing of the rows is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.models import Model

from siaga.desks.results.figures import digest_of
from siaga.desks.results.models import ResultRow, ResultVersion, SecondReading, Transition
from siaga.desks.results.states import STEPS
from siaga.desks.trail.triggers import missing, promised
from tests.kit.count import STATIONS, Town, small_election

pytestmark = pytest.mark.django_db(transaction=True)
SHORTCUT = """
    UPDATE results_resultrow SET state = 'held', revision = revision + 7, reason = 'x'
    WHERE state = 'entered'"""


@pytest.fixture
def town(transactional_db: None) -> Iterator[Town]:
    town = small_election()
    town.count(STATIONS[0])
    town.enter(STATIONS[1])
    yield town
    migrate()


def migrate(*target: str) -> None:
    """To a migration, or to the newest."""
    call_command("migrate", "results", *target, verbosity=0, skip_checks=True)


LATER = {"nonce", "digest"}
"""Columns that a later migration adds, or fills anew with a random part."""


def content() -> list[object]:
    models = (ResultRow, ResultVersion, SecondReading)
    return [list(model.objects.order_by("pk").values(*columns(model))) for model in models]


def columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.attname not in LATER]


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_guards_go_and_come_back(town: Town) -> None:
    before = content()
    migrate("0001_initial")
    assert content() == before
    assert not any(name.startswith("results_") for name in promised(connection))
    assert Transition.objects.count() == 0
    migrate()
    assert content() == before
    assert missing(connection) == set()
    assert Transition.objects.count() == len(STEPS)
    for version in ResultVersion.objects.select_related("row__contest__election", "row__station"):
        said = {"figures": version.figures}
        assert len(version.nonce) == 32
        assert version.digest == digest_of(version.row.contest, version.row.station.code, said, version.nonce)
    with pytest.raises(DatabaseError):
        run(SHORTCUT)


def test_without_the_guards_the_shortcut_would_pass(town: Town) -> None:
    """Otherwise the refusal above would be no proof of the guards."""
    migrate("0001_initial")
    run(SHORTCUT)
    row = ResultRow.objects.filter(contest=town.mayor, station__code=STATIONS[1])
    assert row.values_list("state", flat=True).get() == "held"
