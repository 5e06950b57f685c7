"""Crops of the photographed forms, labelled by what a person saw in their boxes.

    python -m training.forms --out var/reading/forms      # cut them with siaga.engines.reading, once

Only boxes in the reviewed file `benchmarks/reading/labels/ppwp-70.csv` are used. Sums of tally lines follow
from the reviewed total where the crew filled line by line; `ppwp-70-lines.csv` lists where it did otherwise.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.crops import cut
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import FieldCrops
from siaga.engines.reading.pages import Placed
from siaga.engines.reading.reader import look
from siaga.engines.reading.rows import LINE_HOLDS
from training.data import BLANK, SHARED, Crops
from training.folds import fold_of

LAYOUT = "c-hasil-ppwp-2024"
PHOTOS = SHARED / "forms-ppwp-2024" / "photos"
LABELS = Path(__file__).resolve().parents[1] / "benchmarks" / "reading" / "labels"
REVIEWED, LINES = LABELS / "ppwp-70.csv", LABELS / "ppwp-70-lines.csv"
CODE = 13
"""Digits of a station's code, which the names of photos and of cut pages begin with."""
UNREADABLE = "?"

Labelled = tuple[NDArray[np.uint8], int]
Arrays = Mapping[str, NDArray[np.uint8]]
Texts = Mapping[tuple[str, str], str]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Cut the boxes out of the photographed forms.")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    layout = load_layout(LAYOUT)
    for photo in sorted(PHOTOS.glob("*.jpg")):
        placed = look(photo.read_bytes(), layout)
        if isinstance(placed, Placed):
            np.savez_compressed(options.out / f"{photo.stem}.npz", **_arrays(cut(placed, layout)))


def written(file: Path = REVIEWED) -> dict[tuple[str, str], str]:
    """By station and figure: one character per box, a digit, X (crossed out or empty) or ? (not readable)."""
    with file.open(encoding="utf-8") as lines:
        return {(row["station"], row["field"]): row["written"] for row in csv.DictReader(lines)}


def first_lines(file: Path = LINES) -> dict[tuple[str, str], str]:
    """By station and figure, where lines were not filled in turn: the only sum written, or ? for no use."""
    with file.open(encoding="utf-8") as lines:
        return {(row["station"], row["field"]): row["first_line"] for row in csv.DictReader(lines)}


def photographed(folder: Path, part: str) -> Crops:
    """The labelled crops of the cut pages in a folder, each in the fold of its station.

    `part`: "digits" for the boxes of the figures, "rows" for the sums of the tally's lines. Raises ValueError
    where there is nothing to learn from.
    """
    reviewed, exceptions, parts = written(), first_lines(), {"digits": _boxes_of, "rows": _sums_of}
    images, labels, folds = [], [], []
    for file in sorted(folder.glob("*.npz")):
        with np.load(file) as page:
            pairs = list(parts[part](page, file.name[:CODE], reviewed, exceptions))
        images += [image for image, _ in pairs]
        labels += [label for _, label in pairs]
        folds += [fold_of(file.name[:CODE])] * len(pairs)
    if not images:
        raise ValueError(f"no labelled crops in {folder}")
    return Crops(np.stack(images), np.array(labels), np.array(folds))


def _boxes_of(page: Arrays, station: str, reviewed: Texts, _: Texts) -> Iterator[Labelled]:
    for key in page:
        part, _slash, field = key.partition("/")
        if part == "digits":
            yield from _boxes(page[key], reviewed.get((station, field), ""))


def _sums_of(page: Arrays, station: str, reviewed: Texts, exceptions: Texts) -> Iterator[Labelled]:
    for key in page:
        part, _slash, field = key.partition("/")
        text, only = (texts.get((station, field), "") for texts in (reviewed, exceptions))
        if part == "rows" and text and UNREADABLE not in text + only:
            yield from _lines(page[key], int((only or text).replace("X", "0")), bool(only))


def _boxes(crops: NDArray[np.uint8], text: str) -> Iterator[Labelled]:
    for crop, character in zip(crops, text, strict=False):
        if character != UNREADABLE:
            yield crop, BLANK if character == "X" else int(character)


def _lines(crops: NDArray[np.uint8], total: int, at_once: bool) -> Iterator[Labelled]:
    """Sums of the used lines; a first digit 0 may as well be a cross and is left out, as are unused lines."""
    for line, crop in enumerate(crops):
        held = total * (line == 0) if at_once else min(LINE_HOLDS, total - line * LINE_HOLDS)
        if held > 0:
            yield crop[1], held % 10
        if held > 9:
            yield crop[0], held // 10


def _arrays(fields: Sequence[FieldCrops]) -> dict[str, NDArray[np.uint8]]:
    arrays = {f"digits/{field.name}": field.digits for field in fields}
    return arrays | {f"rows/{field.name}": field.rows for field in fields if field.rows is not None}


if __name__ == "__main__":
    main()
