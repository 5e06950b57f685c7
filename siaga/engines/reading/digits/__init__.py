"""Digits: what is written in a box, and what the boxes of one figure say together.

The classifier is a small network in ONNX (`digits.onnx`; its card is `MODEL.md`, its training `training/`).
"""

from siaga.engines.reading.digits.classifier import BLANK, CLASSES, classifier, classify
from siaga.engines.reading.digits.figure import digits_witness, figure_witness

__all__ = ["BLANK", "CLASSES", "classifier", "classify", "digits_witness", "figure_witness"]
