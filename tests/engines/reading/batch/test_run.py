"""Thousands of forms: order, crashes of a worker, kill -9 of the whole run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from siaga.engines.reading.batch import FormPhotos, Journal, LeftOverError, forms_in, read_all
from siaga.engines.reading.batch.journal import content_of
from tests.engines.reading.batch.readers import LAYOUT, deadly, plain

ROOT = Path(__file__).resolve().parents[4]
RUN = """
import sys
from pathlib import Path
from siaga.engines.reading.batch import Journal, forms_in, read_all
from tests.engines.reading.batch.readers import LAYOUT, slow
if __name__ == "__main__":
    journal = Journal(Path(sys.argv[2]), resume=True)
    for reading in read_all(forms_in([Path(sys.argv[1])]), LAYOUT, 2, journal, slow):
        print(reading.key, flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(40):
        (photos / f"{number:03}-p1.jpg").write_text(f"form {number}")
    return photos


def forms(folder: Path) -> list[FormPhotos]:
    return forms_in([folder])


def test_every_form_once_and_in_order(folder: Path) -> None:
    readings = list(read_all(forms(folder), LAYOUT, 2, read=plain))
    assert [reading.key for reading in readings] == [f"{number:03}" for number in range(40)]
    assert all(f"form {int(reading.key)}" in reading.why.en for reading in readings)


def test_a_file_that_kills_its_reader_stops_no_other(folder: Path) -> None:
    (folder / "005-p1.jpg").write_bytes(b"death")
    (folder / "031-p1.jpg").write_bytes(b"death")
    readings = {reading.key: reading for reading in read_all(forms(folder), LAYOUT, 2, read=deadly)}
    assert len(readings) == 40
    killed = [key for key, reading in readings.items() if "the reader ended" in reading.why.en]
    assert killed == ["005", "031"]


def test_a_file_that_is_gone_is_reported(folder: Path) -> None:
    named = forms(folder)
    (folder / "000-p1.jpg").unlink()
    first = next(iter(read_all(named, LAYOUT, 1, read=plain)))
    assert (first.key, first.accepted, first.pages[0].placed) == ("000", False, False)


def test_what_the_journal_has_is_not_read_again(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "journal"
    first = list(read_all(forms(folder), LAYOUT, 2, Journal(file, resume=False), plain))
    size = file.stat().st_size
    (folder / "007-p1.jpg").write_text("changed")
    second = list(read_all(forms(folder), LAYOUT, 2, Journal(file, resume=True), deadly))
    assert [r.key for r in first] == [r.key for r in second]
    assert "changed" in second[7].why.en
    assert [r for r in first if r.key != "007"] == [r for r in second if r.key != "007"]
    assert size < file.stat().st_size < size * 1.1


def test_a_line_cut_in_half_is_read_again(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "journal"
    journal = Journal(file, resume=False)
    first = list(read_all(forms(folder)[:3], LAYOUT, 1, journal, plain))
    journal.close()
    file.write_bytes(file.read_bytes()[:-20])
    journal = Journal(file, resume=True)
    assert len(journal) == 2
    assert list(read_all(forms(folder)[:3], LAYOUT, 1, journal, plain)) == first
    journal.close()
    assert len(Journal(file, resume=True)) == 3


def test_without_resume_a_journal_that_holds_forms_is_not_begun_anew(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "journal"
    list(read_all(forms(folder)[:2], LAYOUT, 1, Journal(file, resume=False), plain))
    kept = file.read_bytes()
    with pytest.raises(LeftOverError, match="left 2 forms here"):
        Journal(file, resume=False)
    assert file.read_bytes() == kept
    file.write_bytes(b'{"content": "cut in ha')
    assert len(Journal(file, resume=False)) == 0


def test_a_form_is_known_by_key_names_and_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "1-a.jpg", tmp_path / "1-b.jpg"
    one.write_bytes(b"x")
    two.write_bytes(b"x")
    seen = {
        content_of(form, LAYOUT)
        for form in (FormPhotos("1", (one,)), FormPhotos("2", (one,)), FormPhotos("1", (two,)))
    }
    one.write_bytes(b"y")
    assert len(seen | {content_of(FormPhotos("1", (one,)), LAYOUT)}) == 4


@pytest.mark.faults
@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_and_leaves_no_worker(folder: Path, tmp_path: Path) -> None:
    script, file = tmp_path / "run.py", tmp_path / "journal"
    script.write_text(RUN)
    command = [sys.executable, str(script), str(folder), str(file)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    for _ in range(5):
        running.stdout.readline()
    children = _children(running.pid)
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    before = len(Journal(file, resume=True))
    assert 5 <= before < 40
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [f"{number:03}" for number in range(40)]
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert len({line["content"] for line in lines}) == len(lines) == 40
    assert _gone(children)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def _gone(pids: list[int]) -> bool:
    """Whether these processes end within ten seconds of their parent's death."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(_alive(pid) for pid in pids):
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
