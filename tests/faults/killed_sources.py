"""Run by test_sources_killed.py in its own process: crew and supervisor send the same forms through the site,
killed at given lines, whichever of the two comes first; see killed_count.py.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.faults.killed_count import NEVER, SEED, entry, send, some_line, until_answered  # sets Django up

from django.test import Client  # isort: skip
from django.test.utils import setup_test_environment  # isort: skip

from siaga.desks.results.models import Comparison, ResultRow, SupervisorForm
from tests.faults.count_left import row_left, trail_left
from tests.kit.count import Town, healthy_figures, small_election
from tests.kit.people import person, signed_in

Step = Callable[[int], Any]
"""One hand's act, given the line at which its process dies."""


def supervision(station: str) -> tuple[str, dict[str, Any]]:
    body = {"client_id": f"ptps-{station}", "figures": healthy_figures()}
    return f"/api/desk/rows/uji-2024/mayor/{station}/supervisions", body


def left(town: Town, station: str) -> dict[str, Any]:
    """What the database holds of a row and its two sources."""
    row = town.row(station)
    versions, _, acts = row_left(row)
    forms = SupervisorForm.objects.filter(row=row).count()
    compared = Comparison.objects.filter(version__row=row, agrees=True).count()
    return {"state": row.state, "versions": versions, "forms": forms, "compared": compared, "acts": acts}


def steps_of(crew: Client, supervisor: Client, station: str, way: Callable[..., Any]) -> dict[str, Step]:
    """The two hands of a form, each a function of the line at which its process dies."""
    return {
        "entered": lambda line: way(crew, *entry(station), line),
        "supervised": lambda line: way(supervisor, *supervision(station), line),
    }


def lines_of(steps: Mapping[str, Step], order: Sequence[str]) -> dict[str, tuple[int, int]]:
    """By step, in this order: the line of its commit and its last line when nobody kills it.

    Whoever comes second also compares, and so runs more lines.
    """
    answers = {name: steps[name](NEVER) for name in order}
    return {name: (answer["commits"][-1], answer["lines"]) for name, answer in answers.items() if answer}


def main(points: int) -> None:
    setup_test_environment()
    stations = [f"1872011001{number:03d}" for number in range(1, points // 2 + 4)]
    town, chance = small_election(stations), random.Random(SEED)
    crew = signed_in(town.clerk)
    supervisors = {s: signed_in(person("station_supervisor", station=s)) for s in stations}
    for client, (url, body) in (
        (crew, entry(stations[0])),
        (supervisors[stations[0]], supervision(stations[0])),
    ):
        assert client.post(url, json.dumps(body), content_type="application/json").status_code == 201
    gc.freeze()
    orders = (("supervised", "entered"), ("entered", "supervised"))
    lengths = [
        lines_of(steps_of(crew, supervisors[station], station, send), order)
        for station, order in zip(stations[1:3], orders, strict=True)
    ]
    for number, station in enumerate(stations[3:]):
        order, lines = orders[number % 2], lengths[number % 2]
        steps = steps_of(crew, supervisors[station], station, until_answered)
        done = {name: steps[name](some_line(chance, *lines[name])) for name in order}
        print(json.dumps(done | {"first": order[0], "left": left(town, station)}))  # noqa: T201
    print(json.dumps({"trail": trail_left(), "rows": ResultRow.objects.filter(state="counted").count()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
