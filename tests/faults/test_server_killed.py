"""The real server, kill -9 while people send over real sockets: they retry, and every row is counted
exactly once.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.kit.count import healthy_figures
from tests.kit.killed_server import Server
from tests.kit.own_database import ROOT, own_database

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

STATIONS, SENDERS, KILLS = 45, 3, 4
TOKEN = "t" * 32


class Sender(threading.Thread):
    """A phone: sends each entry, then each confirmation, again and again until somebody answers."""

    def __init__(self, server: Server, sessions: dict[str, str], stations: list[str]) -> None:
        super().__init__(daemon=True)
        self.server, self.sessions, self.stations = server, sessions, stations
        self.answers: list[tuple[str, int, bool]] = []
        self.lost = 0

    def run(self) -> None:
        votes = {name: value for name, value in healthy_figures().items() if name.startswith("paslon")}
        for station in self.stations:
            entry = {"client_id": f"entry-{station}", "revision": 0, "figures": healthy_figures()}
            self.until_answered("clerk", f"{station}/entries", entry)
            second = {"client_id": f"second-{station}", "revision": 1, "votes": votes}
            self.until_answered("checker", f"{station}/confirmations", second)

    def until_answered(self, who: str, path: str, body: dict[str, Any]) -> None:
        while True:
            try:
                status, answer = self.post(who, path, body)
            except (OSError, ValueError):
                self.lost += 1
                time.sleep(0.05)
                continue
            self.answers.append((path, status, answer["repeated"]))
            return

    def post(self, who: str, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        request = urllib.request.Request(  # noqa: S310
            f"{self.server.url}/api/desk/rows/uji-2024/mayor/{path}",
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Cookie": f"sessionid={self.sessions[who]}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
            },
        )
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            return answer.status, json.loads(answer.read())


@contextmanager
def killed_now_and_then(server: Server, senders: list[Sender]) -> Iterator[None]:
    """While the senders work, kill the server at random moments and start it again."""
    chance = random.Random(7)
    server.start()
    for sender in senders:
        sender.start()
    for _ in range(KILLS):
        answered = sum(len(sender.answers) for sender in senders)
        wait_until(lambda before=answered: sum(len(s.answers) for s in senders) > before)
        time.sleep(chance.uniform(0, 0.15))
        server.kill()
        server.start()
    try:
        yield
    finally:
        server.kill()


def wait_until(done: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "the server did not answer in time"
        time.sleep(0.01)


def test_a_server_killed_again_and_again_counts_every_row_once(tmp_path, django_db_setup) -> None:
    environment = own_database(tmp_path) | {"SIAGA_API_RATE": "100000/s", "SIAGA_LOG_LEVEL": "ERROR"}
    seeded = run(environment, "tests.faults.seeded_site", str(STATIONS))
    server = Server(environment, workers=2 if "DATABASE_URL" in environment else 1)
    shares = [seeded["stations"][at::SENDERS] for at in range(SENDERS)]
    senders = [Sender(server, seeded["sessions"], share) for share in shares]
    with killed_now_and_then(server, senders):
        wait_until(lambda: not any(sender.is_alive() for sender in senders))
    answers = [answer for sender in senders for answer in sender.answers]
    assert len(answers) == 2 * STATIONS
    assert {status for _, status, _ in answers} <= {200, 201}
    assert sum(sender.lost for sender in senders) >= KILLS
    left = run(environment, "tests.faults.count_left")
    assert left["rows"] == [[1, 1, ["results.enter", "results.confirm"]]] * STATIONS
    assert left["trail"]["gapless"]
    assert left["trail"]["head"]


def run(environment: dict[str, str], module: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", module, *arguments]
    out = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    return json.loads(out)
