"""RapidOCR: the recognition network of PP-OCR in ONNX, as its wheel ships it, on one box at a time."""

from __future__ import annotations

import logging

import cv2
import numpy as np
from rapidocr import RapidOCR

from benchmarks.reading.peers import BLANK, NOTHING, Crops, Labels, inside

LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "D": "0", "I": "1", "l": "1", "|": "1", "Z": "2", "z": "2", "S": "5"}
)
CROSSES = frozenset("xX×✕╳")


class Rapid:
    """Letters that look like a digit count as that digit, and an X as a crossed-out box."""

    name, package = "RapidOCR", "rapidocr"

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        self._engine = RapidOCR(
            params={
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
                "Global.text_score": 0.0,
                "Global.log_level": "error",
            }
        )

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Nothing: it comes trained."""

    def read(self, crops: Crops) -> Labels:
        return np.array([self._one(crop) for crop in crops])

    def _one(self, crop: Crops) -> int:
        large = cv2.cvtColor(cv2.resize(inside(crop, 6), None, fx=2, fy=2), cv2.COLOR_GRAY2BGR)
        found = self._engine(large, use_det=False, use_cls=False, use_rec=True)
        text = "".join(found.txts or ()).strip()
        if text[:1] in CROSSES:
            return BLANK
        digits = [letter for letter in text.translate(LOOKALIKES) if letter.isdecimal()]
        return int(digits[0]) if digits else NOTHING
