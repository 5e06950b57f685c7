"""What is written in one box: the network, through ONNX Runtime on one thread."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

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
    inputs = prepared(crops)
    outputs = [
        np.asarray(_session().run(None, {"crops": inputs[start : start + _AT_ONCE]})[0], np.float64)
        for start in range(0, len(inputs), _AT_ONCE)
    ]
    return np.concatenate(outputs) if outputs else np.empty((0, CLASSES))


@cache
def _session() -> Any:
    """The network, loaded when the first crop comes: importing a desk must not cost it."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    model = files(__package__).joinpath("digits.onnx").read_bytes()
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
