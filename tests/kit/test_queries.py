"""The baseline of queries notices more queries, fewer queries, and pages nobody recorded."""

from __future__ import annotations

import json

import pytest

from tests.kit import queries


@pytest.fixture(autouse=True)
def baseline(tmp_path, monkeypatch):
    monkeypatch.setattr(queries, "BASELINE", tmp_path / "counts.json")
    monkeypatch.delenv(queries.RECORD, raising=False)
    queries.BASELINE.write_text('{"/a/": 3}')


def test_the_recorded_number_passes():
    queries.check("/a/", 3, [])


@pytest.mark.parametrize(("name", "count"), [("/a/", 4), ("/a/", 2), ("/b/", 1)])
def test_any_other_number_fails_and_says_how_to_record(name, count):
    with pytest.raises(AssertionError, match=queries.RECORD):
        queries.check(name, count, ["SELECT 1"])


def test_recording_writes_the_number(monkeypatch):
    monkeypatch.setenv(queries.RECORD, "1")
    queries.check("/b/", 7, [])
    assert json.loads(queries.BASELINE.read_text()) == {"/a/": 3, "/b/": 7}
