"""A year of a large city: every page keeps its query-count baseline, whatever the size, and stays quick."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from siaga.desks.meetings.queries.ledger import ledger_of
from siaga.desks.offices.access import today
from tests.kit.queries import check
from tests.kit.year import LOOKED_AT, Size, Year, large_city, year_of
from tests.kit.year.pages import Page, clients_of, pages_of

MILLISECONDS, BUSY, BUILT_IN = 200, 2, 30
"""On a machine whose cores other programs share, the same work takes up to twice the processor time."""
SMALL = Size(
    meetings=40, actions=600, institutions=30, users=80, claims=400, papers=40, duties=40, grants=4, acts=40
)
"""A tenth of the year, with something of every kind."""
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("large_city")]


@contextmanager
def lived(blocker: Any, size: Size) -> Iterator[Year]:
    """The year in the database, looked at today; nothing of it stays."""
    with blocker.unblock(), transaction.atomic():
        yield year_of(large_city(today() + LOOKED_AT), size)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def counts_of_a_small_year(django_db_setup: None, django_db_blocker: Any) -> dict[str, int]:
    with lived(django_db_blocker, SMALL) as year:
        return {name: len(seen) for name, seen in queries(year)}


@pytest.fixture(scope="module")
def built_in() -> dict[str, float]:
    return {}


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any, built_in: dict[str, float]) -> Iterator[Year]:
    began = time.perf_counter()
    with lived(django_db_blocker, Size()) as made:
        built_in["seconds"] = time.perf_counter() - began
        yield made


def queries(year: Year) -> Iterator[tuple[str, list[str]]]:
    """The name and the statements of each page, opened a second time: by then the ledger is kept."""
    clients = clients_of(year)
    for page in pages_of(year):
        assert clients[page.reader].get(page.address).status_code == 200, page
        with CaptureQueriesContext(connection) as seen:
            clients[page.reader].get(page.address)
        yield f"large city: {page.name} ({page.reader})", [query["sql"] for query in seen.captured_queries]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_page_takes_as_many_queries_as_recorded(
    counts_of_a_small_year: dict[str, int], year: Year
) -> None:
    wrong = []
    for name, statements in queries(year):
        try:
            check(name, len(statements), statements)
        except AssertionError as error:
            wrong.append(str(error))
        if len(statements) > counts_of_a_small_year[name]:
            wrong.append(f"{name}: {len(statements)}, in a small year {counts_of_a_small_year[name]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_the_whole_ledger_takes_as_many_queries_as_recorded(year: Year) -> None:
    with CaptureQueriesContext(connection) as seen:
        ledger_of(year.election, AnonymousUser())
    check("large city: the ledger anew", len(seen), [query["sql"] for query in seen.captured_queries])


@pytest.mark.speed
def test_the_year_is_quickly_built(year: Year, built_in: dict[str, float]) -> None:
    assert built_in["seconds"] < BUILT_IN


@pytest.mark.speed
@pytest.mark.timeout(600)
def test_every_page_answers_within_200_milliseconds(year: Year) -> None:
    clients, pages = clients_of(year), pages_of(year)
    gc.collect()
    gc.freeze()  # as siaga/project/wsgi.py does after the start
    medians = {page: taken(clients[page.reader], page) for page in pages}
    gc.unfreeze()
    busy = os.getloadavg()[0] > (os.cpu_count() or 1)
    most = MILLISECONDS * (BUSY if busy else 1)
    slow = [f"{page.name} ({page.reader}): {ms:.0f} ms" for page, ms in medians.items() if ms >= most]
    assert not slow, "\n".join(slow)
    if busy:
        pytest.skip(f"the machine is busy: no page took {most} ms; {MILLISECONDS} could not be judged")


def taken(client: Any, page: Page, times: int = 5) -> float:
    """The median of the milliseconds a page takes of this process, in which SQLite works too: what other
    programs of a busy machine take does not count.
    """
    found = []
    for _ in range(times):
        began = time.process_time()
        response = client.get(page.address)
        found.append(1000 * (time.process_time() - began))
        assert response.status_code == 200, page
    return median(found)
