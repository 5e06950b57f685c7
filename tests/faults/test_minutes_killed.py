"""kill -9 at random lines of a save of the minutes: nothing is half written, nothing acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.kit.own_database import ROOT, own_database

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]

POINTS = 30


@pytest.fixture(scope="module")
def lines(tmp_path_factory, django_db_setup):
    environment = own_database(tmp_path_factory.mktemp("killed-minutes"))
    command = [sys.executable, "-m", "tests.faults.killed_minutes", str(POINTS)]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_a_killed_save_is_there_whole_or_not_at_all(lines):
    for line in lines[:-1]:
        killed = line["killed"]
        assert killed["text"] == killed["versions"][-1]
        assert killed["told"] == len(killed["versions"]) - 1


def test_saves_were_killed_before_and_after_they_were_kept(lines):
    kept = [len(line["killed"]["versions"]) == 2 for line in lines[:-1] if not line["answered"]]
    assert {True, False} <= set(kept)
    assert len(kept) > POINTS // 2


def test_sent_again_it_is_there_once(lines):
    for line in lines[:-1]:
        assert line["status"] == 200
        assert len(line["after"]["versions"]) == 2
        assert line["after"]["text"].endswith("Ditambah.")
        assert line["after"]["told"] == 1


def test_the_trail_is_whole(lines):
    assert lines[-1]["trail"]["gapless"]
    assert lines[-1]["trail"]["head"]
