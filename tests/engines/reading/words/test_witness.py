"""The witness of the words as it is shipped: what it says of hands it has never seen, when it is silent."""

from __future__ import annotations

import csv
import subprocess
import sys
from hashlib import sha256
from importlib.resources import files

import numpy as np
import pytest

from siaga.engines.reading import digits, words
from siaga.engines.reading.model import Grey, Witness
from siaga.engines.reading.reader import look
from siaga.engines.reading.words import words_witness
from siaga.engines.reading.words.vocabulary import VALUES, alphabet
from siaga.law.form.words import in_words
from tests.kit.shared import data_file
from tests.kit.words import line

ROOM = files(words)
FIGURES = [2, 7, 10, 11, 14, 25, 38, 46, 59, 60, 83, 97, 100, 106, 111, 139, 204, 217, 252, 301]


@pytest.fixture(scope="module")
def generated() -> dict[int, Witness | None]:
    return {figure: words_witness("paslon1", line(in_words(figure), figure + 400)) for figure in FIGURES}


def test_the_models_are_small_and_the_card_names_this_one():
    model = ROOM.joinpath("words.onnx").read_bytes()
    assert len(model) <= 500_000
    assert len(model) + len(files(digits).joinpath("digits.onnx").read_bytes()) <= 1_000_000
    assert sha256(model).hexdigest() in ROOM.joinpath("MODEL.md").read_text(encoding="utf-8")


def test_likelihoods_of_all_values_add_up_to_one(generated):
    for witness in filter(None, generated.values()):
        assert witness.field == "paslon1"
        assert witness.kind == "words"
        assert witness.odds.shape == (VALUES,)
        assert np.exp(witness.odds).sum() == pytest.approx(1)


def test_no_value_is_ruled_out(generated):
    for witness in filter(None, generated.values()):
        assert witness.odds.min() > -60


def test_unseen_hands_are_read(generated):
    read = [
        witness is not None and int(witness.odds.argmax()) == figure for figure, witness in generated.items()
    ]
    assert np.mean(read) >= 0.8


def test_what_is_said_to_be_sure_is_right(generated):
    sure = [
        int(witness.odds.argmax()) == figure
        for figure, witness in generated.items()
        if witness is not None and witness.odds.max() > np.log(0.99)
    ]
    assert len(sure) >= 10
    assert np.mean(sure) >= 0.9


@pytest.mark.parametrize(
    "page", [line("", 1), np.full((72, 538), 200, np.uint8), np.zeros((30, 90), np.uint8)]
)
def test_an_empty_line_says_nothing(page):
    assert words_witness("paslon1", page) is None


def test_a_line_of_other_words_says_nothing():
    def gibberish(strip: np.ndarray) -> np.ndarray:
        odds = np.full((strip.shape[1] // 4, 1 + len(alphabet())), 1e-6)
        odds[:, 0] = 0.5
        odds[::3, 1 + alphabet().index("G")] = 1
        return np.log(odds / odds.sum(axis=1, keepdims=True))

    assert words_witness("paslon1", line("DUA RATUS", 1), gibberish) is None


def test_importing_loads_no_runtime_and_no_torch():
    code = "import sys, siaga.engines.reading.words; print({'onnxruntime', 'torch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.slow
def test_lines_of_real_forms_are_read():
    truth = _published()
    right = []
    for station in sorted(truth)[5:12]:
        for field, grey in _real_lines(station):
            witness = words_witness(field, grey)
            if witness is not None and field in truth[station]:
                right.append(int(witness.odds.argmax()) == truth[station][field])
    assert len(right) >= 15
    assert np.mean(right) >= 0.85


def _published() -> dict[str, dict[str, int]]:
    with data_file("forms-ppwp-2024/labels.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kode_tps"]: {
                name: int(value) for name, value in row.items() if name.startswith("paslon") and value
            }
            for row in csv.DictReader(file)
        }


def _real_lines(station: str) -> list[tuple[str, Grey]]:
    from siaga.engines.reading.crops import cut
    from siaga.engines.reading.layout import load_layout
    from siaga.engines.reading.pages import Placed

    layout = load_layout("c-hasil-ppwp-2024")
    photos = sorted(data_file("forms-ppwp-2024/photos").glob(f"{station}*.jpg"))
    found = [look(photo.read_bytes(), layout) for photo in photos]
    placed = [page for page in found if isinstance(page, Placed) and page.page == 2]
    return [
        (crop.name, crop.words) for page in placed for crop in cut(page, layout) if crop.words is not None
    ]
