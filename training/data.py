"""The labelled crops: read, cleared of duplicates, labelled by review, with the fold of the station."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.folds import UNKNOWN, fold_of_name

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
CROPS = SHARED / "digits" / "digits-40x48-gray.npz"
LABELS = tuple(Path(__file__).with_name("labels") / name for name in ("zeros.csv", "digits.csv"))
BLANK = 10
"""The class of a box with nothing to read: empty, crossed out or dashed."""

_CLASS_OF = {"zero": 0, "blank": BLANK, **{str(digit): digit for digit in range(10)}}


@dataclass(frozen=True)
class Crops:
    """images (n, 48, 40) greys; labels (n,) 0 to 10; folds (n,) 0 to 2 or UNKNOWN."""

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    folds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def at(self, where: NDArray[np.generic]) -> Crops:
        return Crops(self.images[where], self.labels[where], self.folds[where])

    def train(self, held_out: int) -> Crops:
        """What may be learned from when this fold is held out; UNKNOWN holds nothing out."""
        return self.at((self.folds != held_out) | (self.folds == UNKNOWN))

    def test(self, held_out: int) -> Crops:
        return self.at(self.folds == held_out)


def joined(*parts: Crops) -> Crops:
    columns = zip(*((part.images, part.labels, part.folds) for part in parts), strict=True)
    return Crops(*(np.concatenate(column) for column in columns))


def fingerprint(image: NDArray[np.uint8]) -> str:
    """Names a crop in the files of reviewed labels."""
    return sha256(image.tobytes()).hexdigest()[:16]


def verdicts() -> dict[str, str]:
    """What a person saw on the crops that were looked at, by fingerprint."""
    rows: dict[str, str] = {}
    for file in LABELS:
        with file.open(encoding="utf-8") as lines:
            rows.update((row["crop"], row["verdict"]) for row in csv.DictReader(lines))
    return rows


def published(file: Path = CROPS) -> Crops:
    """The published crops: the first of each set of equal ones, labelled by the review where there is one.

    Crops with the verdict "struck" or "unclear" are left out, and so are equal crops with different labels
    that nobody has reviewed. Raises FileNotFoundError where the data is not beside the repository.
    """
    with np.load(file) as data:
        images, labels, names = data["X"], data["y"].astype(np.int64), data["name"]
    reviewed, seen = verdicts(), _labels_by_fingerprint(images, labels)
    keep, classes = [], []
    for index, image in enumerate(images):
        name = fingerprint(image)
        known = seen.pop(name, set())
        label = _class(reviewed.get(name), known)
        if label is not None:
            keep.append(index)
            classes.append(label)
    folds = np.array([fold_of_name(str(names[index])) for index in keep])
    return Crops(images[keep], np.array(classes), folds)


def _labels_by_fingerprint(images: NDArray[np.uint8], labels: NDArray[np.int64]) -> dict[str, set[int]]:
    seen: dict[str, set[int]] = {}
    for image, label in zip(images, labels, strict=True):
        seen.setdefault(fingerprint(image), set()).add(int(label))
    return seen


def _class(verdict: str | None, published: set[int]) -> int | None:
    """The class of a crop; None where it is a duplicate already taken, disputed or not to be used."""
    if not published:
        return None
    if verdict is not None:
        return _CLASS_OF.get(verdict)
    return published.pop() if len(published) == 1 else None
