"""Boxes and tally sums of photographed forms with the labels a person gave them."""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest

from training import forms
from training.data import BLANK
from training.folds import fold_of
from training.forms import first_lines, photographed, written

STATION = "3404062001002"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """One page with two figures and a tally, and labels for them."""
    monkeypatch.setattr(forms, "written", lambda: {(STATION, "paslon1"): "X93", (STATION, "paslon2"): "1?7"})
    monkeypatch.setattr(forms, "first_lines", dict)
    pages = {
        f"digits/{name}": np.full((3, 48, 40), 9, np.uint8) for name in ("paslon1", "paslon2", "paslon3")
    }
    np.savez(tmp_path / f"{STATION}-p2.npz", **pages, **{"rows/paslon1": np.zeros((5, 2, 48, 40), np.uint8)})
    return tmp_path


def test_only_boxes_that_a_person_could_read(folder):
    crops = photographed(folder, "digits")
    assert crops.labels.tolist() == [BLANK, 9, 3, 1, 7]
    assert set(crops.folds) == {fold_of(STATION)}


def test_sums_follow_from_the_total(folder):
    assert sorted(photographed(folder, "rows").labels.tolist()) == [0, 3, 3, 6]


def test_a_total_in_the_first_line(folder, monkeypatch):
    monkeypatch.setattr(forms, "first_lines", lambda: {(STATION, "paslon1"): "93"})
    assert sorted(photographed(folder, "rows").labels.tolist()) == [3, 9]


def test_a_tally_that_cannot_be_read_is_left_out(folder, monkeypatch):
    monkeypatch.setattr(forms, "first_lines", lambda: {(STATION, "paslon1"): "?"})
    with pytest.raises(ValueError, match="no labelled crops"):
        photographed(folder, "rows")


def test_the_reviewed_file_gives_a_reason_for_every_difference():
    with forms.REVIEWED.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 1600
    for row in rows:
        assert set(row["written"]) <= set("0123456789X?"), row
        value = row["written"].replace("X", "0")
        if row["published"] and (not value.isdigit() or int(value) != int(row["published"])):
            assert row["reason"], row


def test_reviewed_figures_add_up_nearly_everywhere():
    """Papers may be wrong; a review that was careless would be wrong far more often."""
    sums = [
        ("peng_total_j", ("peng_dpt_j", "peng_dptb_j", "peng_dpk_j")),
        ("suara_sah", ("paslon1", "paslon2", "paslon3")),
        ("suara_total", ("suara_sah", "suara_tidak_sah")),
    ]
    figures: dict[str, dict[str, int]] = defaultdict(dict)
    for (station, field), text in written().items():
        if "?" not in text:
            figures[station][field] = int(text.replace("X", "0"))
    held = [
        sum(row[part] for part in parts) == row[total]
        for row in figures.values()
        for total, parts in sums
        if {total, *parts} <= row.keys()
    ]
    assert len(held) > 100
    assert np.mean(held) > 0.97


def test_exceptions_name_tallies_of_reviewed_stations():
    stations = {station for station, _ in written()}
    assert {station for station, _ in first_lines()} <= stations
    assert all(text == "?" or text.isdigit() for text in first_lines().values())
