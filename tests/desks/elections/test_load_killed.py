"""A loader that is killed between any two steps leaves nothing behind, and the next load succeeds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.kit.own_database import ROOT, own_database

pytestmark = [pytest.mark.faults, pytest.mark.django_db]

POINTS = [2, 5, 9, 15, 22, 30, 38, 45]
NEVER = 100_000


def test_killed_midway_leaves_nothing(tmp_path):
    environment = own_database(tmp_path)
    command = [sys.executable, "-m", "tests.desks.elections.killed_load", *map(str, [*POINTS, NEVER])]
    out = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout
    *killed, whole = [json.loads(line) for line in out.splitlines()]
    assert [run["point"] for run in killed if run["killed"]] == POINTS
    assert all(not any(run["left"].values()) for run in killed), killed
    assert not whole["killed"]
    assert whole["left"]["PollingStation"] == 7
    assert whole["left"]["Entry"] > 5
