"""A real browser with two hundred forms to send over a link that loses, doubles and reorders, to a server
that is killed at random; the browser itself is killed before it has sent anything. Every form arrives exactly
once, every photo byte for byte.
"""

from __future__ import annotations

import base64
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.kit.bad_link import Faults, Link, Request, bad_link, forward
from tests.kit.browser import FLAGS, executable
from tests.kit.count import healthy_figures
from tests.kit.killed_server import Server
from tests.kit.own_database import ROOT, own_database
from tests.kit.photos import jpeg

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(900)]

FORMS, KILLS, SECONDS = 200, 4, 480
BAD = Faults(lost=0.03, answer_lost=0.04, doubled=0.1, late=0.06, delay=0.05)
MANY = {
    "SIAGA_PHOTO_RATE": "100000/s",
    "SIAGA_API_RATE": "100000/s",
    "SIAGA_PHOTOS_PER_HOUR": "100000",
    "SIAGA_LOG_LEVEL": "ERROR",
}
ADD = """async ([station, photo, figures]) => {
  const sender = await siagaStore.who();
  const bytes = Uint8Array.from(atob(photo), (c) => c.charCodeAt(0)).buffer;
  const row = { sender, election: "uji-2024", contest: "mayor", station, label: station, office: "mayor",
    submission: "form-" + station };
  await siagaOutbox.add({ ...row, kind: "photo", id: "foto-" + station, order: 1, slot: 1, page: 1,
    sha256: await siagaStore.sha256(bytes), bytes, type: "image/jpeg", takenAt: Date.now() });
  await siagaOutbox.add({ ...row, kind: "entry", revision: 0, figures, declared: "", draft: "none" });
}"""
STATES = """async () => {
  const counted = {};
  for (const item of await siagaStore.all("items")) counted[item.state] = (counted[item.state] || 0) + 1;
  return counted;
}"""


@contextmanager
def phone(home: Path, link: Link, session: str) -> Iterator[Any]:
    """A browser that keeps what it has in a folder, signed in, on the capture page."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(home), executable_path=executable(), args=FLAGS, headless=True
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": link.url}])
        context.set_default_timeout(120_000)
        page = context.pages[0]
        page.goto(f"{link.url}/hasil/foto/#1872011001001")
        yield page
        with suppress(Error):  # it may have been killed
            context.close()


def kill_browser(home: Path) -> None:
    """Kill -9 the browser of a folder, which names its process there."""
    os.kill(int(str((home / "SingletonLock").readlink()).rsplit("-", 1)[1]), signal.SIGKILL)


def until(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.25)


def fill_the_outbox(home: Path, link: Link, session: str, photos: dict[str, bytes]) -> None:
    """Without a signal, after one visit with it; then the browser is killed."""
    with phone(home, link, session) as page:
        until(lambda: page.evaluate("siagaStore.who()"), 120)
        until(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), 120)
        link.down = True
        for station, photo in photos.items():
            page.evaluate(ADD, [station, base64.b64encode(photo).decode(), healthy_figures()])
        page.reload()
        page.wait_for_selector("#outbox:not([hidden])")
        assert sum(page.evaluate(STATES).values()) == 2 * FORMS
        kill_browser(home)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[Server]:
    """The server, gone at the end whatever happens."""
    server = Server(environment, workers=2 if "DATABASE_URL" in environment else 1)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextmanager
def killed_now_and_then(server: Server) -> Iterator[None]:
    """Kill the server at random moments and start it again, while the block runs."""
    over, chance = threading.Event(), random.Random(11)

    def work() -> None:
        for _ in range(KILLS):
            if over.wait(chance.uniform(4, 9)):
                return
            server.kill()
            server.start()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_every_form_arrives_once_and_every_photo_as_it_was_taken(
    tmp_path: Path, django_db_setup: None
) -> None:
    if executable() is None:
        pytest.skip("Chromium could not be had")
    environment = own_database(tmp_path) | MANY
    seeded = run(environment, "tests.faults.seeded_capture", str(FORMS))
    photos = {station: jpeg(seed, side=400) for seed, station in enumerate(seeded["stations"])}
    with serving(environment) as server, bad_link(server.port, Faults()) as link:
        until(lambda: answers(link), 180)
        fill_the_outbox(tmp_path / "phone", link, seeded["session"], photos)
        link.down, link.faults = False, BAD
        with phone(tmp_path / "phone", link, seeded["session"]) as page, killed_now_and_then(server):
            until(lambda: page.evaluate(STATES).get("received", 0) == 2 * FORMS, SECONDS)
        time.sleep(2)  # copies that are still on their way
    assert min(link.done[fate] for fate in ("lost", "answer_lost", "doubled", "late")) > 0
    assert_whole(run(environment, "tests.faults.capture_left"), photos)


def answers(link: Link) -> bool:
    answer = forward(link.server, Request("GET", "/kesehatan/", {"Host": "127.0.0.1"}, b""))
    return answer is not None and answer[0] == 200


def assert_whole(left: dict[str, Any], photos: dict[str, bytes]) -> None:
    once = [1, 0, ["results.enter", "results.photo"]]  # in either order: figures do not wait for photos
    assert {station: [*kept[:2], sorted(kept[2])] for station, kept in left["rows"].items()} == dict.fromkeys(
        photos, once
    )
    sent = sorted([station, sha256(photo).hexdigest()] for station, photo in photos.items())
    assert sorted(left["photos"]) == sent
    assert left["clashes"] == 0
    assert left["trail"]["gapless"]
    assert left["trail"]["head"]


def run(environment: dict[str, str], module: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", module, *arguments]
    out = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    return json.loads(out)
