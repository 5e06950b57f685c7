"""Witnesses of faint ink speak less surely, never of another figure."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.decoding import standard
from siaga.engines.reading.decoding.evidence import probabilities
from siaga.engines.reading.model import FieldCrops, Grey, Odds, Witness
from siaga.engines.reading.witnesses import witnesses_of

FAINT = standard().faint


def _classify(crops: Grey) -> Odds:
    """The grey of a crop is its digit; one in a thousand is another."""
    odds = np.full((len(crops), 11), np.log(1e-4))
    odds[np.arange(len(crops)), crops[:, 0, 0]] = np.log(0.999)
    return odds


def _said(clarity: float) -> Witness:
    digits = np.array([2, 1, 7], np.uint8)[:, None, None] * np.ones((3, 48, 40), np.uint8)
    crops = FieldCrops("paslon1", digits, np.zeros((4, 9), np.uint8), clarity=clarity)
    (witness,) = witnesses_of([crops], _classify, FAINT)
    return witness


@given(st.floats(0.05, 30), st.floats(0.05, 30))
def test_fainter_ink_is_believed_less_and_stays_what_it_is(one: float, other: float) -> None:
    faint, clear = (probabilities(_said(c), standard().trust["digits"]) for c in sorted((one, other)))
    assert faint.argmax() == clear.argmax() == 217
    assert faint.max() <= clear.max() + 1e-12


def test_clear_ink_is_left_as_it_is() -> None:
    assert FAINT.temperature(FAINT.clarity) == FAINT.temperature(float("inf")) == 1.0
    assert _said(FAINT.clarity).temperature == 1.0


def test_ink_lost_in_noise_settles_nothing() -> None:
    said = probabilities(_said(0.5), standard().trust["digits"])
    assert said.max() < standard().thresholds.clear
