"""kill -9 at random lines of the crew's entry and of the supervisor's: each form counts once, by both."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.kit.own_database import ROOT, own_database

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

POINTS = 80


@pytest.fixture(scope="module")
def runs(tmp_path_factory, django_db_setup):
    environment = own_database(tmp_path_factory.mktemp("killed-sources")) | {"SIAGA_API_RATE": "100000/s"}
    command = [sys.executable, "-m", "tests.faults.killed_sources", str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    *rows, end = [json.loads(line) for line in done.stdout.splitlines()]
    return rows, end


def test_every_form_is_there_once_and_counted_by_both(runs) -> None:
    rows, end = runs
    assert len(rows) * 2 == POINTS
    for row in rows:
        acts = [f"results.{act}" for act in ("enter", "supervise")]
        acts = acts if row["first"] == "entered" else list(reversed(acts))
        whole = {"state": "counted", "versions": 1, "forms": 1, "compared": 1}
        assert row["left"] == whole | {"acts": [*acts, "results.match"]}
    assert end["rows"] == len(rows) + 3


def test_what_was_acknowledged_was_done_once(runs) -> None:
    steps = [row[step] for row in runs[0] for step in ("entered", "supervised")]
    for step in steps:
        assert step["status"] == (200 if step["repeated"] else 201)
        assert not (step["answered"] and step["repeated"]), "a first call is never a repetition"
    killed = [step for step in steps if not step["answered"]]
    assert len(killed) > POINTS * 0.9
    assert any(step["repeated"] for step in killed), "some were killed after the commit"


def test_the_trail_is_that_of_its_entries(runs) -> None:
    trail = runs[1]["trail"]
    assert trail["gapless"]
    assert trail["head"]
