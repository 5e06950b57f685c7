"""Run by test_sources_killed.py in its own process: crew and supervisor send the same forms through the site,
killed at given lines, whichever of the two comes first.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from typing import Any

from tests.faults.dying import NEVER, Request, sent, some_line, span, until_answered  # sets Django up

# isort: split

from django.test import Client
from django.test.utils import setup_test_environment

from siaga.desks.results.models import Comparison, ResultRow, SupervisorForm
from tests.faults.count_left import row_left, trail_left
from tests.faults.killed_count import SEED, entry, posted, warm_up
from tests.kit.count import Town, healthy_figures, small_election
from tests.kit.people import person, signed_in

ORDERS = (("supervised", "entered"), ("entered", "supervised"))


def supervision(supervisor: Client, station: str) -> Request:
    body = {"client_id": f"ptps-{station}", "figures": healthy_figures()}
    return posted(supervisor, f"/api/desk/rows/uji-2024/mayor/{station}/supervisions", body)


def both(crew: Client, supervisor: Client, station: str) -> dict[str, Request]:
    """The two hands of a form."""
    return {"entered": entry(crew, station), "supervised": supervision(supervisor, station)}


def left(town: Town, station: str) -> dict[str, Any]:
    """What the database holds of a row and its two sources."""
    row = town.row(station)
    versions, _, acts = row_left(row)
    forms = SupervisorForm.objects.filter(row=row).count()
    compared = Comparison.objects.filter(version__row=row, agrees=True).count()
    return {"state": row.state, "versions": versions, "forms": forms, "compared": compared, "acts": acts}


def main(points: int) -> None:
    setup_test_environment()
    stations = [f"1872011001{number:03d}" for number in range(1, points // 2 + 4)]
    town, chance = small_election(stations), random.Random(SEED)
    crew = signed_in(town.clerk)
    hands = {s: both(crew, signed_in(person("station_supervisor", station=s)), s) for s in stations}
    first, *measured = stations[:3]
    warm_up(*hands[first].values())
    gc.freeze()
    # whoever comes second also compares, and so runs more lines
    lengths = [
        {name: span(sent(hands[station][name], NEVER)) for name in order}
        for station, order in zip(measured, ORDERS, strict=True)
    ]
    for number, station in enumerate(stations[3:]):
        order, lines = ORDERS[number % 2], lengths[number % 2]
        done = {name: until_answered(hands[station][name], some_line(chance, *lines[name])) for name in order}
        print(json.dumps(done | {"first": order[0], "left": left(town, station)}))  # noqa: T201
    print(json.dumps({"trail": trail_left(), "rows": ResultRow.objects.filter(state="counted").count()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
