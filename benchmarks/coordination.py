"""A year of a large city: every page of the coordination desks, and the reminders of a day.

    python -m benchmarks.coordination [--rounds 5] [--write]

400 meetings, 6,000 actions, 120 institutions, 2,000 people and what belongs to them (tests/kit/year) in a
database that is thrown away. Pages are opened in this process, all readers in turns, and take its processor
time: SQLite works in it, so nothing is left out but what other programs took. ``--write`` puts the table
into docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import gc
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import django
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, setup_test_environment

from benchmarks.kit.report import machine, table, write_section
from benchmarks.kit.rounds import Contender, Timing, time_in_turns

if TYPE_CHECKING:
    from django.test import Client

    from tests.kit.year import Year

READERS = {
    "visitor": "visitor",
    "agency_officer": "officer",
    "forum_member": "forum member",
    "commission_staff": "KPU staff",
}
FLOOR = "/robots.txt"
"""A page that asks the database nothing: what the house itself takes for every request."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Pages and reminders of a large city's year.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    _start()
    with _city() as (year, seconds):
        text = report(year, seconds, options.rounds)
    print(text)
    if options.write:
        write_section("coordination", text)


def report(year: Year, seconds: float, rounds: int) -> str:
    """Open every page, send the reminders, and return the section of the page."""
    pages, floor = _pages(year, rounds)
    parts = [
        f"{machine(['django'])} · {connection.display_name}",
        f"{_size()}; built in {seconds:.1f} s. {rounds} rounds, in turns; the first request of each page "
        "is not counted.",
        table(("page", *(f"{name}, ms" for name in READERS.values()), "queries"), pages),
        _limit(floor),
        _anew(year, rounds),
        _reminders(year),
    ]
    return "\n\n".join(parts)


def _start() -> None:
    """The settings of the tests: a home of its own that is thrown away, no mail, no log on the screen."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "SIAGA_TEST_DB": "sqlite"}
    django.setup()
    setup_test_environment()
    logging.disable(logging.CRITICAL)


@contextmanager
def _city() -> Iterator[tuple[Year, float]]:
    """The year in a database of its own, and the seconds it took to build."""
    from siaga.desks.offices.access import today
    from tests.kit.year import LOOKED_AT, large_city, year_of

    kept = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        began = time.perf_counter()
        with transaction.atomic():
            year = year_of(large_city(today() + LOOKED_AT))
        seconds = time.perf_counter() - began
        gc.collect()
        gc.freeze()  # as siaga/project/wsgi.py does after the start
        yield year, seconds
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)


def _size() -> str:
    from tests.kit.year import Size

    size = Size()
    return ", ".join(f"{getattr(size, f.name):,} {f.name}" for f in fields(size) if f.name != "seed")


def _pages(year: Year, rounds: int) -> tuple[list[tuple[str, ...]], Timing]:
    """A line for each page with the median of each reader and the most queries; the floor beside."""
    from tests.kit.year.pages import clients_of, pages_of

    clients, pages = clients_of(year), pages_of(year)
    contenders = [Contender(FLOOR, _opened(clients["visitor"], FLOOR))]
    contenders += [
        Contender(f"{page.name} {page.reader}", _opened(clients[page.reader], page.address)) for page in pages
    ]
    floor, *timings = time_in_turns(contenders, rounds, time.process_time)
    found: dict[str, dict[str, float]] = {}
    queries: dict[str, int] = {}
    for page, timing in zip(pages, timings, strict=True):
        found.setdefault(page.name, {})[page.reader] = timing.median
        count = _queries(clients[page.reader], page.address)
        queries[page.name] = max(count, queries.get(page.name, 0))
    return [(f"`{name}`", *_cells(by_reader), str(queries[name])) for name, by_reader in found.items()], floor


def _opened(client: Client, address: str) -> Callable[[], Any]:
    def run() -> None:
        response = client.get(address)
        assert response.status_code == 200, f"{address} answers {response.status_code}"

    return run


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def _cells(medians: dict[str, float]) -> list[str]:
    return [f"{medians[reader]:.0f}" if reader in medians else "" for reader in READERS]


def _limit(floor: Timing) -> str:
    """What no page can be quicker than, and what reading every row of the actions takes without Django."""
    began = time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meetings_action")
        rows = len(cursor.fetchall())
    read = 1_000 * (time.process_time() - began)
    return (
        f"The limit: `{FLOOR}`, which asks the database nothing, takes {floor.median:.1f} ms through every "
        f"layer of the house; all columns of the {rows:,} actions, fetched as bare tuples, {read:.0f} ms."
    )


def _anew(year: Year, rounds: int) -> str:
    """What the first reader of a circle waits for after a change."""
    from siaga.desks.meetings.queries.ledger import ledger_of
    from tests.kit.people import person

    member = person("forum_member", institution=year.institutions[0])
    anew = Contender("anew", lambda: ledger_of(year.election, member))
    (timing,) = time_in_turns([anew], rounds, time.process_time)
    return (
        f"The ledger of claims is kept until the trail has a new entry; computed anew for the member it "
        f"takes {timing.median:.0f} ms, which the first page of the ledger or the board after a change adds."
    )


def _reminders(year: Year) -> str:
    """The worst day: every person has a channel without quiet hours, and nobody was told anything yet."""
    from django.utils import timezone

    from siaga.desks.meetings.models import Channel
    from siaga.desks.meetings.services.audience import audience
    from siaga.desks.meetings.services.reminders import write_reminders
    from siaga.desks.meetings.services.sending import send_reminders

    Channel.objects.bulk_create(
        Channel(user=user, label="x", address="tgram://a/1", quiet_from="00:00", quiet_until="00:00")
        for user in year.users
    )
    began = time.perf_counter()
    everybody = audience()
    counted = write_reminders(timezone.localdate(), everybody)
    written = time.perf_counter() - began
    outcome = send_reminders(timezone.now(), everybody, _Postbox())
    sent = time.perf_counter() - began - written
    return (
        f"Reminders of the first day: {sum(counted.values()):,} decided and written down in {written:.1f} s, "
        f"sent as {outcome.messages:,} messages to a notifier that takes everything at once in {sent:.1f} s."
    )


class _Postbox:
    """A notifier that takes everything at once."""

    def deliver(self, address: str, title: str, body: str) -> bool:
        return True


if __name__ == "__main__":
    main()
