"""Scores of numbers, beside the textbook: every way to read the steps, and one spelling at a time."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest

from siaga.engines.reading.words import scoring
from siaga.engines.reading.words.scoring import number_scores, smudged, trie_of
from siaga.engines.reading.words.vocabulary import NOTHING, alphabet, letters_of
from siaga.law.form.words import in_words

CLASSES = 1 + len(alphabet())


def steps_of(seed: int, steps: int, only: str = "") -> np.ndarray:
    """(steps, classes) log-probabilities at random, of some letters only if so told."""
    rng = np.random.default_rng(seed)
    chances = rng.gamma(0.4, size=(steps, CLASSES)) + 1e-4
    if only:
        chances[:, [n for n in range(1, CLASSES) if alphabet()[n - 1] not in only]] = 0
    with np.errstate(divide="ignore"):
        return np.log(chances / chances.sum(axis=1, keepdims=True))


def spelt(text: str, hold: int = 2) -> np.ndarray:
    """Steps that clearly say these letters."""
    chances = np.full((len(text) * (hold + 1) + 1, CLASSES), 1e-5)
    chances[:, 0] = 1
    for place, letter in enumerate(text):
        at = slice(1 + place * (hold + 1), 1 + place * (hold + 1) + hold)
        chances[at, 0], chances[at, 1 + alphabet().index(letter)] = 1e-5, 1
    return np.log(chances / chances.sum(axis=1, keepdims=True))


def every_reading(odds: np.ndarray) -> dict[str, float]:
    """The chance of every text, by walking every way through the steps: few steps, few letters only."""
    chances, texts = np.exp(odds), {}
    used = [n for n in range(CLASSES) if chances[:, n].any()]
    for way in product(used, repeat=len(odds)):
        kept = [n for place, n in enumerate(way) if n and (place == 0 or n != way[place - 1])]
        text = "".join(alphabet()[n - 1] for n in kept)
        texts[text] = texts.get(text, 0.0) + float(np.prod([chances[t, n] for t, n in enumerate(way)]))
    return texts


def textbook(chances: np.ndarray, text: str) -> float:
    """The chance of one text: the forward algorithm as Graves et al. print it."""
    labels = [0]
    for letter in text:
        labels += [1 + alphabet().index(letter), 0]
    alpha = np.zeros(len(labels))
    alpha[0] = 1.0
    for place, said in enumerate(chances):
        new = np.zeros(len(labels))
        for s, label in enumerate(labels):
            come = alpha[s] + (alpha[s - 1] if s else 0.0)
            if s >= 2 and label and label != labels[s - 2]:
                come += alpha[s - 2]
            new[s] = said[label] * (alpha[s] if place == 0 and s > 1 else come)
        alpha = new
    return float(alpha[-1] + (alpha[-2] if len(labels) > 1 else 0.0))


def with_skips(chances: np.ndarray, text: str, price: float) -> float:
    """Every text that leaves out letters of this one, never two neighbours."""
    total = 0.0
    for count in range((len(text) + 1) // 2 + 1):
        for gone in combinations(range(len(text)), count):
            if all(b - a > 1 for a, b in pairwise(gone)):
                kept = "".join(letter for place, letter in enumerate(text) if place not in gone)
                total += price**count * textbook(chances, kept)
    return total


@pytest.fixture
def exact(monkeypatch):
    """No misspelling is forgiven."""
    monkeypatch.setattr(scoring, "SKIPPED", 0.0)
    monkeypatch.setattr(scoring, "SMUDGED", 0.0)


@pytest.mark.parametrize(("only", "values"), [("DUA", [2]), ("LIMA", [5]), ("SATU", [1]), ("NOL", [0])])
def test_short_numbers_equal_every_way_to_read_the_steps(exact, only, values):
    odds = steps_of(3, 6, only)
    texts, scores = every_reading(odds), np.exp(number_scores(odds))
    for value in values:
        assert scores[value] == pytest.approx(texts[letters_of(in_words(value))])
    assert sum(scores) == pytest.approx(sum(scores[values]))


@pytest.mark.parametrize("seed", range(3))
def test_every_number_equals_the_textbook(exact, seed):
    odds = steps_of(seed, 40)
    scores = number_scores(odds)
    for value in [1, 7, 10, 11, 19, 20, 99, 100, 101, 106, 110, 207, 300, 417, 777, 999]:
        expected = np.log(textbook(np.exp(odds), letters_of(in_words(value))))
        assert scores[value] == pytest.approx(expected, abs=1e-6)


def test_nothing_is_written_in_three_ways(exact):
    odds = steps_of(1, 12)
    expected = sum(textbook(np.exp(odds), letters_of(words)) for words in NOTHING)
    assert number_scores(odds)[0] == pytest.approx(np.log(expected), abs=1e-6)


@pytest.mark.parametrize("value", [2, 5, 11, 106, 701])
def test_letters_left_out_cost_their_price(monkeypatch, value):
    monkeypatch.setattr(scoring, "SKIPPED", 0.03)
    odds = steps_of(value, 14)
    expected = with_skips(smudged(np.exp(odds)), letters_of(in_words(value)), 0.03)
    assert number_scores(odds)[value] == pytest.approx(np.log(expected), abs=1e-6)


@pytest.mark.parametrize("value", [0, 5, 10, 11, 13, 40, 89, 100, 106, 111, 139, 210, 607, 999])
def test_clear_letters_give_their_number(value):
    scores = number_scores(spelt(letters_of(in_words(value))))
    assert scores.argmax() == value
    assert np.partition(scores, -2)[-2] < scores[value] - 3


@pytest.mark.parametrize(
    ("text", "value"),
    [("SEBILANPULUHDUA", 92), ("TUJUPULUH", 70), ("SEPOLUH", 10), ("SERATUSTIGAPULUSEMBILAN", 139)],
)
def test_misspelt_words_are_understood_at_a_cost(text, value):
    odds = spelt(text)
    right = number_scores(spelt(letters_of(in_words(value))))[value]
    scores = number_scores(odds)
    assert scores.argmax() == value
    assert right - 16 < scores[value] < right - 2


@pytest.mark.parametrize("text", ["", "GIHIG", "SAKSIPEMILU".replace("K", "").replace("I", "")])
def test_other_words_resemble_no_number(text):
    assert np.logaddexp.reduce(number_scores(spelt(text) if text else np.log(_quiet(20)))) < -12


def test_long_lines_do_not_underflow():
    scores = number_scores(spelt("DUARATUSDUAPULUHDUA", hold=12))
    assert np.isfinite(scores).all()
    assert scores.argmax() == 222


def test_spellings_share_their_beginnings():
    trie = trie_of(["SATU", "SEPULUH", "SEBELAS"])
    assert len(trie.letter) == 1 + 4 + 6 + 5
    assert (trie.parent[1:] < np.arange(1, len(trie.parent))).all()


def test_letters_outside_the_alphabet_are_refused():
    with pytest.raises(ValueError, match="substring"):
        trie_of(["QUA"])


def _quiet(steps: int) -> np.ndarray:
    chances = np.full((steps, CLASSES), 1e-6)
    chances[:, 0] = 1
    return chances / chances.sum(axis=1, keepdims=True)
