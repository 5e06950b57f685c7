"""What the reader of words learns from: drawn lines, damaged lines, and the labels of real ones."""

from __future__ import annotations

import numpy as np
import pytest

from siaga.engines.reading.words.lines import STRIP_HEIGHT, WIDEST
from siaga.engines.reading.words.vocabulary import alphabet, letters_of
from training.folds import FOLDS
from training.forms import UNREADABLE, written
from training.words.damage import damaged
from training.words.drawing import drawn
from training.words.letters import CAPITALS, SMALL, strokes
from training.words.lines import spellings

SEEDS = range(60)


def test_every_letter_has_a_capital_and_a_small_form():
    assert set(CAPITALS) == set(SMALL) == set(alphabet())
    for forms in (*CAPITALS.values(), *SMALL.values()):
        for _, points in (stroke for form in forms for stroke in strokes(form)):
            assert points.ndim == 2
            assert len(points) >= 2
            assert (points >= -0.05).all()
            assert (points <= 1.35).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_drawn_lines_are_strips_that_say_letters(seed):
    strip, letters = drawn(np.random.default_rng(seed))
    assert strip.shape[0] == STRIP_HEIGHT
    assert strip.shape[1] <= WIDEST
    assert strip.dtype == np.float32
    assert set(letters) <= set(alphabet())
    assert strip.max() > 0.4


def test_the_same_seed_draws_the_same_line():
    first, again = (drawn(np.random.default_rng(5)) for _ in range(2))
    assert np.array_equal(first[0], again[0])
    assert first[1] == again[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_damage_leaves_a_strip(seed):
    rng = np.random.default_rng(seed)
    strip = damaged(drawn(rng)[0], rng)
    assert strip.shape[0] == STRIP_HEIGHT
    assert 16 <= strip.shape[1] <= WIDEST
    assert strip.dtype == np.float32
    assert 0 <= strip.min() <= strip.max() <= 1


def test_labelled_lines_are_lines_of_reviewed_stations():
    stations = {station for station, _ in written()}
    for (station, _), words in spellings().items():
        assert station in stations
        assert words == UNREADABLE or set(letters_of(words)) <= set(alphabet())


def test_a_short_training_lowers_the_loss():
    torch = pytest.importorskip("torch", reason="PyTorch is needed only to train the reader of words")
    from training.words.model import Net
    from training.words.train import drawn_batches, loss_of, trained

    torch.manual_seed(1)
    batch = [drawn(np.random.default_rng(seed)) for seed in range(8)]
    net = Net()
    before = float(loss_of(net.train(), batch).detach())
    after = float(
        loss_of(trained(net, drawn_batches(6, np.random.default_rng(2)), 6, 4e-3).train(), batch).detach()
    )
    assert np.isfinite(after)
    assert after < before


def test_lines_of_a_station_share_its_fold():
    from training.words.lines import Line

    line = Line("3404062001001", "paslon1", np.zeros((STRIP_HEIGHT, 40), np.float32), "DUA", 2)
    assert line.fold in range(FOLDS)
