"""Tesseract, told to expect one character that is a digit: the program itself through pytesseract."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from benchmarks.reading.peers import NOTHING, Crops, Labels, writing

PAGE = "\f"
RAW_LINE = 13
"""The segmentation that reads most digits of training stations; 10, one character, reads a tenth fewer."""


class Tesseract:
    """All crops go in as one list, so that starting the program is not counted for every box."""

    name, package = "Tesseract", "pytesseract"

    def __init__(self, segmentation: int = RAW_LINE) -> None:
        self._options = f"--oem 1 --psm {segmentation} --dpi 300 -c tessedit_char_whitelist=0123456789"

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Nothing: it comes trained."""

    def read(self, crops: Crops) -> Labels:
        with tempfile.TemporaryDirectory() as folder:
            files = [_written(crop, Path(folder) / f"{at:06}.png") for at, crop in enumerate(crops)]
            listing = Path(folder) / "list.txt"
            listing.write_text("\n".join(map(str, files)), encoding="utf-8")
            text = pytesseract.image_to_string(str(listing), config=self._options)
        return np.array([_digit(page) for page in text.split(PAGE)[: len(crops)]])


def _written(crop: Crops, file: Path) -> Path:
    """The crop as Tesseract reads it best: twice as large, black on white, soft, with a white margin."""
    soft = cv2.GaussianBlur(writing(crop, scale=2), (0, 0), 1)
    cv2.imwrite(str(file), cv2.copyMakeBorder(soft, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255))
    return file


def _digit(page: str) -> int:
    text = page.strip()
    return int(text[0]) if text[:1].isdigit() else NOTHING
