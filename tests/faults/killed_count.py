"""Run by test_count_killed.py in its own process: enter and confirm rows through the site, killed at given
lines.

What stands in the database after each row is printed as JSON.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from typing import Any

from tests.faults.dying import NEVER, Request, sent, some_line, span, until_answered  # sets Django up

# isort: split

from django.http import HttpResponse
from django.test import Client
from django.test.utils import setup_test_environment

from siaga.desks.results.models import ResultRow
from tests.faults.count_left import row_left, trail_left
from tests.kit.count import Town, healthy_figures, small_election
from tests.kit.people import signed_in

SEED = 20241127


def whole(town: Town, station: str) -> dict[str, Any]:
    """What the database holds of a row."""
    row = town.row(station)
    versions, readings, acts = row_left(row)
    return {"state": row.state, "versions": versions, "readings": readings, "acts": acts}


def posted(client: Client, url: str, body: dict[str, Any]) -> Request:
    """A call of the API that may be sent again and again."""

    def send() -> HttpResponse:
        return client.post(url, json.dumps(body), content_type="application/json")

    return send


def entry(clerk: Client, station: str) -> Request:
    body = {"client_id": f"entry-{station}", "revision": 0, "figures": healthy_figures()}
    return posted(clerk, f"/api/desk/rows/uji-2024/mayor/{station}/entries", body)


def confirmation(checker: Client, station: str) -> Request:
    votes = {name: value for name, value in healthy_figures().items() if name.startswith("paslon")}
    body = {"client_id": f"second-{station}", "revision": 1, "votes": votes}
    return posted(checker, f"/api/desk/rows/uji-2024/mayor/{station}/confirmations", body)


def warm_up(*requests: Request) -> None:
    """Count one row in this process, so that no child has to import and compile what all of them need."""
    for request in requests:
        assert request().status_code == 201


def main(points: int) -> None:
    setup_test_environment()
    stations = [
        f"18720110{ward}{number:03d}" for ward in ("01", "02") for number in range(1, points // 4 + 3)
    ]
    town, chance = small_election(stations), random.Random(SEED)
    clerk, checker = signed_in(town.clerk), signed_in(town.checker)
    warm_up(entry(clerk, stations[0]), confirmation(checker, stations[0]))
    gc.freeze()
    measured = entry(clerk, stations[1]), confirmation(checker, stations[1])
    lengths = [span(sent(act, NEVER)) for act in measured]
    assert town.row(stations[1]).state == "counted"
    for station in stations[2 : points // 2 + 2]:
        entered = until_answered(entry(clerk, station), some_line(chance, *lengths[0]))
        confirmed = until_answered(confirmation(checker, station), some_line(chance, *lengths[1]))
        print(json.dumps({"entered": entered, "confirmed": confirmed, "left": whole(town, station)}))  # noqa: T201
    print(json.dumps({"trail": trail_left(), "rows": ResultRow.objects.filter(state="counted").count()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
