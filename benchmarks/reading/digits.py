"""Single digits of the photographed forms, read by Siaga and by others, on stations that nobody learned from.

    siaga bench reading digits [--models FOLDER] [--forms FOLDER] [--most N] [--write]

The models of the folds and the cut boxes come from `training/` (see its README). Everyone gets the same
crops; those who can learn are given those of the other folds. A peer without a class for a crossed-out box is
right about one when it finds nothing in it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

import cv2
import numpy as np

from benchmarks.kit.report import machine, table, write_section
from benchmarks.reading.peers import BLANK, NOTHING, Crops, Labels, Peer
from benchmarks.reading.peers.hog_svm import HogSvm
from benchmarks.reading.peers.mnist import Mnist
from benchmarks.reading.peers.rapid import Rapid
from benchmarks.reading.peers.tesseract import Tesseract
from siaga.engines.reading.digits import classifier
from training.data import Crops as Labelled
from training.data import joined, published
from training.folds import FOLDS
from training.forms import photographed

KEPT = Path(__file__).resolve().parents[2] / "var" / "reading"
PEERS: tuple[Callable[[], Peer], ...] = (HogSvm, Mnist, Tesseract, Rapid)


class Ours:
    """One box at a time, without the arithmetic of the form."""

    name, package = "Siaga, single boxes", "onnxruntime"

    def __init__(self, model: Path) -> None:
        self._classify = classifier(model.read_bytes())

    def learn(self, crops: Crops, labels: Labels) -> None:
        """Nothing: the model of this fold was trained on the same crops."""

    def read(self, crops: Crops) -> Labels:
        return self._classify(crops).argmax(axis=1)


@dataclass
class Score:
    """What a reader made of the crops of all folds. `seconds`: processor time, started programs included."""

    read: list[Labels] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, peer: Peer, test: Labelled) -> None:
        started = _seconds()
        self.read.append(peer.read(test.images))
        self.labels.append(test.labels)
        self.seconds += _seconds() - started

    def row(self, name: str) -> tuple[str, ...]:
        read, labels = np.concatenate(self.read), np.concatenate(self.labels)
        right = (read == labels) | ((labels == BLANK) & (read == NOTHING))
        digit = labels != BLANK
        shares = (right[digit].mean(), right[~digit].mean(), right.mean())
        each = self.seconds / len(labels) * 1000
        return name, *(f"{share:.2%}" for share in shares), str((~right).sum()), f"{each:.2f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Single digits, read by Siaga and by others.")
    parser.add_argument("--models", type=Path, default=KEPT / "models", help="of without-0.onnx and so on")
    parser.add_argument("--forms", type=Path, default=KEPT / "forms", help="of cut pages")
    parser.add_argument("--most", type=int, help="boxes of each fold, drawn by chance; all when left out")
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    text = report(options.models, photographed(options.forms, "digits"), options.most)
    print(text)
    if options.write:
        write_section("reading-digits", text)


def report(models: Path, forms: Labelled, most: int | None) -> str:
    crops, scores = joined(published(), forms), dict[str, Score]()
    for fold in range(FOLDS):
        train, test = crops.train(fold), _some(forms.test(fold), most)
        for peer in (Ours(models / f"without-{fold}.onnx"), *(make() for make in PEERS)):
            peer.learn(train.images, train.labels)
            scores.setdefault(peer.name, Score()).add(peer, test)
    count = sum(map(len, next(iter(scores.values())).labels))
    head = ("who", "digits right", "crossed boxes right", "all right", "wrong", "ms per box")
    about = f"{count:,} boxes of {FOLDS} folds of stations, each read by those who had not seen its fold."
    packages = ["scikit-learn", "mlxtend", "rapidocr", "pytesseract", "onnxruntime"]
    return f"{machine(packages)}\n\n{about}\n\n{table(head, [s.row(n) for n, s in scores.items()])}"


def _some(crops: Labelled, most: int | None) -> Labelled:
    return crops.at(np.random.default_rng(1).permutation(len(crops))[:most])


def _seconds() -> float:
    times = os.times()
    return process_time() + times.children_user + times.children_system


if __name__ == "__main__":
    main()
