"""What is written in one box: the network, through ONNX Runtime on one thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files

import numpy as np

from siaga.engines.reading.digits.preparing import prepared
from siaga.engines.reading.model import Grey, Odds

CLASSES = 11
BLANK = 10
"""The class of a box without a digit: crossed out, dashed or empty."""

_AT_ONCE = 256
"""Crops in one run: more need memory and are no faster."""


def classify(crops: Grey) -> Odds:
    """(n, 48, 40) crops of digit boxes → (n, 11) calibrated log-probabilities: digits 0 to 9, then BLANK.

    No class is ever ruled out: the model keeps a floor under each. Raises ValueError for other shapes.
    """
    return _shipped()(crops)


def classifier(model: bytes) -> Callable[[Grey], Odds]:
    """`classify` with another network of the same inputs and outputs, such as that of one fold."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def run(crops: Grey) -> Odds:
        inputs = prepared(crops)
        parts = [inputs[start : start + _AT_ONCE] for start in range(0, len(inputs), _AT_ONCE)]
        outputs = [np.asarray(session.run(None, {"crops": part})[0], np.float64) for part in parts]
        return np.concatenate([np.empty((0, CLASSES)), *outputs])

    return run


@cache
def _shipped() -> Callable[[Grey], Odds]:
    """The network of the package, loaded when the first crop comes: importing a desk must not cost it."""
    return classifier(files(__package__).joinpath("digits.onnx").read_bytes())
