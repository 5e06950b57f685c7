"""Run by test_count_killed.py in its own process: enter and confirm rows through the site, killed at given
lines.

Django starts once. For each row a child is forked that sends a real request through the whole site and
kills itself (SIGKILL) before its nth line of our desks or of Django's database layer; whoever hears no
answer sends the same request again, like a phone. What then stands in the database is printed as JSON.
"""

from __future__ import annotations

import gc
import json
import os
import random
import signal
import sys
from types import CodeType, FrameType
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402

from siaga.desks.results.models import ResultRow  # noqa: E402
from tests.faults.count_left import row_left, trail_left  # noqa: E402
from tests.kit.count import Town, healthy_figures, small_election  # noqa: E402
from tests.kit.people import signed_in  # noqa: E402

SEED = 20241127
WATCHED = tuple(
    part.replace("/", os.sep) for part in ("/siaga/desks/", "/django/db/", "/django/core/", "/ninja/")
)
NOT_WATCHED, NEVER = 0, 10**9


class Dying:
    """Counts the lines of the watched files and kills the process before the nth."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0
        self.known: dict[CodeType, bool] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code not in self.known:
            self.known[code] = any(part in code.co_filename for part in WATCHED)
        return self.line if self.known[code] else None

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.seen += 1
            if self.seen == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line


def send(client: Client, url: str, body: dict[str, Any], die_at: int) -> dict[str, Any] | None:
    """Post from a forked child; its answer, or None when it was killed before it could say one."""
    connection.close()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as pipe:
            text = pipe.read()
        os.waitpid(child, 0)
        return json.loads(text) if text else None
    dying = Dying(die_at)
    commits = watch_commits(dying)
    if die_at:
        sys.settrace(dying)
    answer = client.post(url, json.dumps(body), content_type="application/json")
    os.write(
        writing,
        json.dumps(
            {"status": answer.status_code, "lines": dying.seen, "commits": commits} | answer.json()
        ).encode(),
    )
    sys.settrace(None)
    os._exit(0)


def watch_commits(dying: Dying) -> list[int]:
    """The number of the line at which each transaction was committed."""
    commits: list[int] = []
    commit = connection._commit

    def noted() -> None:
        commit()
        commits.append(dying.seen)

    connection._commit = noted
    return commits


def until_answered(client: Client, url: str, body: dict[str, Any], die_at: int) -> dict[str, Any]:
    """Send, and when nobody answers send once more; says whether the first was answered."""
    first = send(client, url, body, die_at)
    answer = first or send(client, url, body, NOT_WATCHED)
    return {"answered": first is not None, "status": answer["status"], "repeated": answer["repeated"]}


def whole(town: Town, station: str) -> dict[str, Any]:
    """What the database holds of a row."""
    row = town.row(station)
    versions, readings, acts = row_left(row)
    return {"state": row.state, "versions": versions, "readings": readings, "acts": acts}


def main(points: int) -> None:
    setup_test_environment()
    stations = [
        f"18720110{ward}{number:03d}" for ward in ("01", "02") for number in range(1, points // 4 + 3)
    ]
    town = small_election(stations)
    clerk, checker = signed_in(town.clerk), signed_in(town.checker)
    chance = random.Random(SEED)
    warm_up(clerk, checker, stations[0])
    gc.freeze()
    lengths = count_lines(town, clerk, checker, stations[1])
    for station in stations[2 : points // 2 + 2]:
        entered = until_answered(clerk, *entry(station), some_line(chance, *lengths[0]))
        confirmed = until_answered(checker, *confirmation(station), some_line(chance, *lengths[1]))
        print(json.dumps({"entered": entered, "confirmed": confirmed, "left": whole(town, station)}))  # noqa: T201
    print(json.dumps({"trail": trail_left(), "rows": ResultRow.objects.filter(state="counted").count()}))  # noqa: T201


def warm_up(clerk: Client, checker: Client, station: str) -> None:
    """Count one row in this process, so that no child has to import and compile what all of them need."""
    for client, (url, body) in ((clerk, entry(station)), (checker, confirmation(station))):
        assert client.post(url, json.dumps(body), content_type="application/json").status_code == 201


def count_lines(town: Town, clerk: Client, checker: Client, station: str) -> tuple[tuple[int, int], ...]:
    """The line of the commit and the last line of an entry and of a confirmation that nobody kills."""
    answers = [send(clerk, *entry(station), NEVER), send(checker, *confirmation(station), NEVER)]
    assert town.row(station).state == "counted", answers
    return tuple((answer["commits"][-1], answer["lines"]) for answer in answers if answer)


def some_line(chance: random.Random, commit: int, last: int) -> int:
    """A line before the commit or, one time in four, one between the commit and the answer."""
    return chance.randint(commit + 1, last) if chance.random() < 0.25 else chance.randint(1, commit)


def entry(station: str) -> tuple[str, dict[str, Any]]:
    body = {"client_id": f"entry-{station}", "revision": 0, "figures": healthy_figures()}
    return f"/api/desk/rows/uji-2024/mayor/{station}/entries", body


def confirmation(station: str) -> tuple[str, dict[str, Any]]:
    votes = {name: value for name, value in healthy_figures().items() if name.startswith("paslon")}
    body = {"client_id": f"second-{station}", "revision": 1, "votes": votes}
    return f"/api/desk/rows/uji-2024/mayor/{station}/confirmations", body


if __name__ == "__main__":
    main(int(sys.argv[1]))
