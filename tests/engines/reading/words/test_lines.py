"""Finding handwriting: level, of one height, whatever the light; nothing where nothing is written."""

from __future__ import annotations

import numpy as np
import pytest

from siaga.engines.reading.words.lines import LETTER_HEIGHT, STRIP_HEIGHT, ink_of, strip_of
from tests.kit.words import line

WORDS = "SERATUS TIGA PULUH DUA"


def heights(strip: np.ndarray) -> tuple[int, int]:
    """First and last row with a good share of the ink, of the left and the right half together."""
    rows = np.flatnonzero(strip.sum(axis=1) > 0.15 * strip.sum(axis=1).max())
    return int(rows[0]), int(rows[-1])


@pytest.mark.parametrize("seed", range(6))
def test_letters_come_out_at_one_height(seed):
    strip = strip_of(line(WORDS, seed))
    assert strip is not None
    assert strip.shape[0] == STRIP_HEIGHT
    top, bottom = heights(strip)
    assert abs(bottom - top + 1 - LETTER_HEIGHT) <= 7


@pytest.mark.parametrize("tilt", [-0.03, 0.03])
def test_a_sloping_row_is_turned_level(tilt):
    strip = strip_of(line("DUA RATUS", 3, tilt))
    assert strip is not None
    third = strip.shape[1] // 3
    left, right = (_middle(part) for part in (strip[:, :third], strip[:, -third:]))
    assert abs(left - right) < 4


@pytest.mark.parametrize(("paper", "contrast"), [(230, 1.0), (120, 1.0), (200, 0.45)])
def test_light_and_pen_make_no_difference(paper, contrast):
    usual, other = strip_of(line(WORDS, 4)), strip_of(line(WORDS, 4, paper=paper, contrast=contrast))
    assert usual is not None
    assert other is not None
    width = min(usual.shape[1], other.shape[1])
    assert abs(usual.shape[1] - other.shape[1]) < 12
    assert usual[:, :width].mean() == pytest.approx(other[:, :width].mean(), rel=0.3)


@pytest.mark.parametrize("seed", range(4))
def test_small_print_alone_is_nothing(seed):
    assert strip_of(line("", seed)) is None


def test_flat_grey_and_noise_are_nothing():
    rng = np.random.default_rng(1)
    assert strip_of(np.full((72, 538), 128, np.uint8)) is None
    assert strip_of(rng.integers(150, 156, (72, 538)).astype(np.uint8)) is None


def test_tiny_lines_are_nothing():
    assert strip_of(np.full((3, 3), 9, np.uint8)) is None


def test_ink_is_darker_than_its_surroundings():
    page = np.full((60, 200), 200, np.uint8)
    page[:, 100:] = 90
    page[25:35, 40:43] = 60
    ink = ink_of(page)
    assert ink[30, 41] > 0.5
    assert ink[:, 150:].max() < 0.05


@pytest.mark.parametrize("shape", [(0, 5), (4, 5, 3), (9,)])
def test_other_shapes_are_refused(shape):
    with pytest.raises(ValueError, match="a line is"):
        strip_of(np.zeros(shape, np.uint8))


def _middle(part: np.ndarray) -> float:
    return float((part.sum(axis=1) * np.arange(len(part))).sum() / part.sum())
