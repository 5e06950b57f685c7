"""The photographed stations as the reader sees them, each with models that never saw it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch

from siaga.engines.reading.digits.preparing import prepared
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey, Odds, Witness
from siaga.engines.reading.reader import Senses, witnesses_in
from siaga.engines.reading.words import words_witness
from training.folds import FOLDS, fold_of
from training.forms import CODE, LAYOUT, PHOTOS, REVIEWED, UNREADABLE
from training.measure import Calibration, calibration, held_out, load
from training.model import Calibrated, Together
from training.train import everything, file_name
from training.train import main as train
from training.witnesses import Reviewed
from training.words import lines
from training.words import measure as letters
from training.words import train as words

MODELS = Path(__file__).resolve().parents[1] / "var" / "reading" / "models"
"""Where fold models are kept when no other folder is named; outside the repository's files."""
BLANKS = "X-"
"""How the reviewed file writes a box that is crossed out, and one that is dashed or empty."""


def photographs() -> dict[str, list[Path]]:
    """The photographs of every station, by its code."""
    found: dict[str, list[Path]] = {}
    for file in sorted(PHOTOS.glob("*.jpg")):
        found.setdefault(file.name[:CODE], []).append(file)
    return found


def written(reviewed_file: Path = REVIEWED) -> dict[str, dict[str, int]]:
    """By station: the figures a person saw in the boxes, those left out that no one can read."""
    found: dict[str, dict[str, int]] = {}
    with reviewed_file.open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if UNREADABLE not in line["written"]:
                found.setdefault(line["station"], {})[line["field"]] = value_of(line["written"])
    return found


def value_of(boxes: str) -> int:
    """``X49`` → 49, ``XXX`` → 0."""
    return int(boxes.strip(BLANKS) or "0")


@dataclass(frozen=True)
class Eyes:
    """What reads the stations of one fold, trained on the others."""

    digits: Calibrated
    words: words.Net

    def spell(self, field: str, line: Grey) -> Witness | None:
        return words_witness(field, line, letters.letters_by(self.words))


def make_ready(models: Path, forms: Path | None) -> None:
    """Train the fold models that are not in the folder yet: some minutes of one core each."""
    for fold in range(FOLDS):
        if not (models / file_name(fold)).exists():
            more = ["--forms", str(forms)] if forms else []
            train(["--fold", str(fold), "--out", str(models), *more])
        if not (models / words.file_name(fold)).exists():
            _learn_words(models, fold)


def _learn_words(models: Path, fold: int) -> None:
    """Train the reader of words of one fold, with its beginning and the lines it learns from."""
    cuts = models / "lines"
    if not cuts.exists():
        lines.main(["--out", str(cuts)])
    if not (models / words.BEGINNING).exists():
        words.main(["--drawn", "--out", str(models)])
    words.main(["--fold", str(fold), "--forms", str(cuts), "--out", str(models)])


def classifiers(models: Path, forms: Path | None = None) -> list[Eyes]:
    """The models of every fold, those of digits calibrated on crops that its own stations have no part in."""
    make_ready(models, forms)
    parts = held_out(models, everything(forms))
    return [
        Eyes(
            _calibrated(load(models, fold), calibration([part for part in parts if part.fold != fold])),
            words.load(models / words.file_name(fold)),
        )
        for fold in range(FOLDS)
    ]


def _calibrated(net: Together, how: Calibration) -> Calibrated:
    return Calibrated(net, how.temperature, how.floor).eval()


def chances(model: Calibrated, crops: Grey) -> Odds:
    """`classify` of one fold's model."""
    with torch.no_grad():
        odds: Odds = model(torch.from_numpy(prepared(crops))).double().numpy()
    return odds


def senses_of(models: Sequence[Eyes], code: str) -> Senses:
    """How a station is read: by the models that never saw it."""
    eyes = models[fold_of(code)]
    return Senses(classify=partial(chances, eyes.digits), spell=eyes.spell)


def reviewed(models: Sequence[Eyes]) -> list[Reviewed]:
    """Every station with its witnesses and what a person saw."""
    layout, seen_by_eye = load_layout(LAYOUT), written()
    return [
        Reviewed(code, witnesses_in(files, layout, senses_of(models, code)), seen_by_eye.get(code, {}))
        for code, files in photographs().items()
    ]
