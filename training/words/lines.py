"""The photographed lines of words with what stands on them.

    python -m training.words.lines --out /tmp/forms      # cut them with siaga.engines.reading, once

A line says the figure in the boxes beside it (`benchmarks/reading/labels/ppwp-70.csv`) unless a person who
looked at it says otherwise in `training/labels/words.csv`: other letters, nothing at all, or ``?`` for a line
no one should learn from.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.crops import cut
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages import Placed
from siaga.engines.reading.reader import look
from siaga.engines.reading.words.lines import strip_of
from siaga.engines.reading.words.vocabulary import letters_of
from siaga.law.form.words import in_words
from training.folds import fold_of
from training.forms import CODE, LAYOUT, PHOTOS, UNREADABLE, written

SPELT = Path(__file__).resolve().parents[1] / "labels" / "words.csv"
PART = "words/"
BLANKS = "X-"


@dataclass(frozen=True)
class Line:
    """A line of a form: its strip, its letters ("" where nothing is written), the figure beside it."""

    station: str
    field: str
    strip: NDArray[np.float32]
    letters: str
    value: int

    @property
    def fold(self) -> int:
        return fold_of(self.station)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Cut the lines of words out of the photographed forms.")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    layout = load_layout(LAYOUT)
    for photo in sorted(PHOTOS.glob("*.jpg")):
        placed = look(photo.read_bytes(), layout)
        if isinstance(placed, Placed):
            cuts = {PART + f.name: f.words for f in cut(placed, layout) if f.words is not None}
            np.savez_compressed(options.out / f"{photo.stem}.npz", **cuts)


def photographed(folder: Path) -> list[Line]:
    """The labelled lines of the cut pages in a folder. ValueError where there is nothing to learn from."""
    boxes, spelt, lines = written(), spellings(), []
    for station, field, grey in cuts_in(folder):
        figure = boxes.get((station, field), UNREADABLE)
        strip = None if UNREADABLE in figure else strip_of(grey)
        if strip is not None:
            value = int(figure.strip(BLANKS) or "0")
            words = spelt.get((station, field), in_words(value))
            if words != UNREADABLE:
                lines.append(Line(station, field, strip, letters_of(words), value))
    if not lines:
        raise ValueError(f"no labelled lines in {folder}")
    return lines


def cuts_in(folder: Path) -> Iterator[tuple[str, str, Grey]]:
    """Station, figure and greys of every line that was cut out."""
    for file in sorted(folder.glob("*.npz")):
        with np.load(file) as page:
            for key in page:
                if key.startswith(PART):
                    yield file.name[:CODE], key.removeprefix(PART), page[key]


def spellings(file: Path = SPELT) -> dict[tuple[str, str], str]:
    """By station and figure, where a line does not say the figure in the law's words: what it says."""
    with file.open(encoding="utf-8", newline="") as lines:
        return {(row["station"], row["field"]): row["words"] for row in csv.DictReader(lines)}


if __name__ == "__main__":
    main()
