"""Run by test_load_killed.py in its own process: load the tiny pack and kill -9 oneself at a given query.

For each point a child is forked, so that Django starts once; what is left in the database is printed as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys

import django

django.setup()

from django.db import connection  # noqa: E402

from siaga.desks.elections.models import Election  # noqa: E402
from siaga.desks.elections.services import load_pack  # noqa: E402
from siaga.desks.places.models import PollingStation, Region  # noqa: E402
from siaga.desks.trail.models import Entry, Source  # noqa: E402
from tests.kit.city import tiny_pack  # noqa: E402


def left() -> dict[str, int]:
    """How many rows of each kind there are."""
    return {m.__name__: m.objects.count() for m in (Source, Region, PollingStation, Election, Entry)}


def killed_at(query: int) -> bool:
    """Load in a child that kills itself before its nth query; whether it died of it."""
    connection.close()
    if child := os.fork():
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    seen = 0

    def count(execute, sql, params, many, context):
        nonlocal seen
        seen += 1
        if seen == query:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        load_pack(tiny_pack())
    os._exit(0)


if __name__ == "__main__":
    for point in map(int, sys.argv[1:]):
        print(json.dumps({"point": point, "killed": killed_at(point), "left": left()}))  # noqa: T201
