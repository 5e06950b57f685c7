"""Run by test_sources_killed.py in its own process: crew and supervisor send the same forms through the site,
killed at given lines, whichever of the two comes first; see killed_count.py.
"""

from __future__ import annotations

import gc
import json
import random
import sys
from typing import Any

from tests.faults.killed_count import NEVER, SEED, entry, send, some_line, until_answered  # sets Django up

from django.test import Client  # isort: skip
from django.test.utils import setup_test_environment  # isort: skip

from siaga.desks.results.models import Comparison, ResultRow, SupervisorForm
from tests.faults.count_left import row_left, trail_left
from tests.kit.count import Town, healthy_figures, small_election
from tests.kit.people import person, signed_in


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


def lines_of(crew: Client, supervisor: Client, station: str) -> tuple[tuple[int, int], ...]:
    """The line of the commit and the last line of an entry and of a supervision that nobody kills."""
    answers = [send(crew, *entry(station), NEVER), send(supervisor, *supervision(station), NEVER)]
    return tuple((answer["commits"][-1], answer["lines"]) for answer in answers if answer)


def main(points: int) -> None:
    setup_test_environment()
    stations = [f"1872011001{number:03d}" for number in range(1, points // 2 + 3)]
    town, chance = small_election(stations), random.Random(SEED)
    crew = signed_in(town.clerk)
    supervisors = {s: signed_in(person("station_supervisor", station=s)) for s in stations}
    for client, (url, body) in (
        (crew, entry(stations[0])),
        (supervisors[stations[0]], supervision(stations[0])),
    ):
        assert client.post(url, json.dumps(body), content_type="application/json").status_code == 201
    gc.freeze()
    lengths = lines_of(crew, supervisors[stations[1]], stations[1])
    for number, station in enumerate(stations[2:]):
        acts = {
            "entered": lambda s=station: until_answered(crew, *entry(s), some_line(chance, *lengths[0])),
            "supervised": lambda s=station: until_answered(
                supervisors[s], *supervision(s), some_line(chance, *lengths[1])
            ),
        }
        order = list(acts) if number % 2 else list(reversed(acts))
        done = {name: acts[name]() for name in order}
        print(json.dumps(done | {"first": order[0], "left": left(town, station)}))  # noqa: T201
    print(json.dumps({"trail": trail_left(), "rows": ResultRow.objects.filter(state="counted").count()}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
