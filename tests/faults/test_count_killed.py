"""kill -9 at 200 random lines of entry and confirmation: nothing acknowledged is lost, nothing is there
twice.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.kit.own_database import ROOT, own_database

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

POINTS = 200


@pytest.fixture(scope="module")
def runs(tmp_path_factory, django_db_setup):
    environment = own_database(tmp_path_factory.mktemp("killed")) | {"SIAGA_API_RATE": "100000/s"}
    command = [sys.executable, "-m", "tests.faults.killed_count", str(POINTS)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    *rows, end = [json.loads(line) for line in done.stdout.splitlines()]
    return rows, end


def test_every_row_is_counted_exactly_once(runs) -> None:
    rows, end = runs
    assert len(rows) * 2 == POINTS
    whole = {"state": "counted", "versions": 1, "readings": 1, "acts": ["results.enter", "results.confirm"]}
    assert [row["left"] for row in rows if row["left"] != whole] == []
    assert end["rows"] == len(rows) + 2


def test_what_was_acknowledged_was_done_once(runs) -> None:
    for row in runs[0]:
        for step in (row["entered"], row["confirmed"]):
            assert step["status"] == (200 if step["repeated"] else 201)
            assert not (step["answered"] and step["repeated"]), "a first call is never a repetition"


def test_the_points_fell_before_and_after_the_commit(runs) -> None:
    """Otherwise the two tests above would prove little."""
    steps = [row[step] for row in runs[0] for step in ("entered", "confirmed")]
    killed = [step for step in steps if not step["answered"]]
    committed = [step for step in killed if step["repeated"]]
    assert len(killed) > POINTS * 0.9
    assert committed
    assert len(killed) > len(committed)


def test_the_trail_is_that_of_its_entries(runs) -> None:
    trail = runs[1]["trail"]
    assert trail["gapless"]
    assert trail["head"]
    assert trail["entries"] >= POINTS
