"""What stands on a line of words: the network, through ONNX Runtime on one thread, and its witness."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey, Odds, Witness
from siaga.engines.reading.words.lines import strip_of
from siaga.engines.reading.words.scoring import number_scores
from siaga.engines.reading.words.vocabulary import VALUES

Letters = Callable[[NDArray[np.float32]], Odds]
"""(32, width) strip → (width / 4, classes) log-probabilities of no letter and of each letter."""

NONSENSE = -10.0
"""Log-likelihood that a strip is something else than the number it resembles: no number is ruled out."""
_STEP = 4


def words_witness(field: str, line: Grey, letters: Letters | None = None) -> Witness | None:
    """What the line says of its figure, the likelihoods of all values adding up to one.

    `letters`: another network, such as that of one fold. None when nothing is written there or
    what is written resembles no number. Raises ValueError for anything but a plane of greys.
    """
    strip = strip_of(line)
    if strip is None:
        return None
    scores = number_scores((letters or letters_on)(strip))
    if np.logaddexp.reduce(scores) < NONSENSE:
        return None
    odds = np.logaddexp(scores, NONSENSE - np.log(VALUES))
    return Witness(field, "words", odds - np.logaddexp.reduce(odds))


def letters_on(strip: NDArray[np.float32]) -> Odds:
    """The letters of a strip by the network of the package."""
    return _shipped()(strip)


def letters_reader(model: bytes) -> Letters:
    """`letters_on` with another network of the same inputs and outputs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def run(strip: NDArray[np.float32]) -> Odds:
        inputs = padded(strip)[None, None]
        return np.asarray(session.run(None, {"strips": inputs})[0][0], np.float64)

    return run


def padded(strip: NDArray[np.float32]) -> NDArray[np.float32]:
    """The strip with paper on its right up to a whole number of steps."""
    more = -strip.shape[1] % _STEP
    return np.pad(strip, ((0, 0), (0, more))).astype(np.float32)


@cache
def _shipped() -> Letters:
    """The network of the package, loaded when the first line comes."""
    return letters_reader(files(__package__).joinpath("words.onnx").read_bytes())
