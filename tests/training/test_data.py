"""Folds by station, and crops that are told apart, cleared of duplicates and never on both sides."""

from __future__ import annotations

import csv
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.boxes import box
from tests.kit.shared import data_file
from training.data import BLANK, LABELS, Crops, fingerprint, joined, published, verdicts
from training.folds import FOLDS, UNKNOWN, fold_of, fold_of_name


@given(st.from_regex(r"[0-9]{13}", fullmatch=True))
def test_a_station_has_one_fold_everywhere(code):
    assert fold_of(code) == int(sha256(code.encode()).hexdigest(), 16) % 3
    assert fold_of_name(f"7_C_{code}_2_7.jpg") == fold_of(code)


@pytest.mark.parametrize(
    "name", ["3_DataSet3_012.jpg", "9_C_530503200200_3_9 .jpg", "1_C_1021001002_3_1.jpg"]
)
def test_a_name_without_a_whole_code_has_no_fold(name):
    assert fold_of_name(name) == UNKNOWN


def test_folds_are_of_like_size():
    folds = [fold_of(f"{station:013}") for station in range(3000)]
    assert all(900 < folds.count(fold) < 1100 for fold in range(FOLDS))


def test_what_is_held_out_is_never_trained_on():
    folds = np.array([0, 1, 2, UNKNOWN, 0])
    crops = Crops(np.zeros((5, 48, 40), np.uint8), np.arange(5), folds)
    for fold in range(FOLDS):
        train, test = crops.train(fold), crops.test(fold)
        assert set(test.folds) == {fold}
        assert fold not in train.folds
        assert sorted([*train.labels, *test.labels]) == list(range(5))
    assert len(crops.train(UNKNOWN)) == 5
    assert len(joined(crops, crops)) == 10


def test_duplicates_and_disputed_crops(tmp_path):
    one, two, three = (box(sign, 5) for sign in "123")
    names = np.array([f"{n}_C_3404062001001_1_{n}.jpg" for n in range(5)])
    file = tmp_path / "crops.npz"
    np.savez(file, X=np.stack([one, one, two, two, three]), y=np.array([1, 1, 2, 7, 3]), name=names)
    crops = published(file)
    assert crops.labels.tolist() == [1, 3]
    assert set(crops.folds) == {fold_of("3404062001001")}


def test_verdicts_are_known_words_with_a_reason_where_one_is_left_out():
    known = {"zero", "blank", "struck", "unclear", *map(str, range(10))}
    for file in LABELS:
        with file.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        assert {row["verdict"] for row in rows} <= known
        assert all(row["reason"] for row in rows if row["verdict"] in {"struck", "unclear"})
        assert len({row["crop"] for row in rows}) == len(rows)


def test_the_published_zeros_are_told_apart():
    crops = published(data_file("digits/digits-40x48-gray.npz"))
    assert len(crops) > 15_800
    assert 400 < (crops.labels == 0).sum() < 600
    assert 1100 < (crops.labels == BLANK).sum() < 1400
    assert len({fingerprint(image) for image in crops.images}) == len(crops)
    assert len(verdicts()) > 1700
