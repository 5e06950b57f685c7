"""Measure the fold models on the stations they have not seen, and fit the calibration on the same crops.

python -m training.measure --models var/reading/models [--forms var/reading/forms] [--wrong wrong.csv]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from training.data import BLANK, Crops, fingerprint, joined
from training.folds import FOLDS
from training.model import CLASSES, Net, Together
from training.train import COURSES, file_name, logits, sources

Logits = NDArray[np.float64]

FLOOR = 2e-4
"""Share of boxes taken to be something else than the crop shows: chosen, not fitted, for what it is for
(a crop of the wrong place, a digit written over another) does not occur among clean labelled crops.
"""


@dataclass(frozen=True)
class HeldOut:
    """The crops of one fold and what the model that never saw their stations says of them."""

    fold: int
    crops: Crops
    logits: Logits

    @property
    def wrong(self) -> NDArray[np.int64]:
        return np.flatnonzero(self.logits.argmax(axis=1) != self.crops.labels)


Measured = Mapping[str, list[HeldOut]]


@dataclass(frozen=True)
class Calibration:
    """What is done to logits to make them probabilities; see training.model.Calibrated."""

    temperature: float
    floor: float

    def chances(self, raw: Logits) -> Logits:
        each = np.exp((raw - raw.max(axis=1, keepdims=True)) / self.temperature)
        return each / each.sum(axis=1, keepdims=True) * (1 - self.floor) + self.floor / CLASSES


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure the fold models.")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--forms", type=Path)
    parser.add_argument("--wrong", type=Path, help="write the crops that were read otherwise than labelled")
    options = parser.parse_args(arguments)
    measured = held_out_sources(options.models, options.forms)
    print(report(measured))
    if options.wrong:
        options.wrong.write_text("\n".join(_wrong_lines(pooled(measured))) + "\n", encoding="utf-8")


def held_out_sources(models: Path, forms: Path | None) -> Measured:
    """By source of crops, what the fold models say of the stations they have not seen."""
    return {name: held_out(models, crops) for name, crops in sources(forms).items()}


def held_out(models: Path, crops: Crops) -> list[HeldOut]:
    tests = [(fold, crops.test(fold)) for fold in range(FOLDS)]
    return [HeldOut(fold, test, logits(load(models, fold), test.images)) for fold, test in tests]


def pooled(measured: Measured) -> list[HeldOut]:
    """The same by fold alone."""
    folds = zip(*measured.values(), strict=True)
    return [
        HeldOut(
            parts[0].fold,
            joined(*(part.crops for part in parts)),
            np.concatenate([part.logits for part in parts]),
        )
        for parts in folds
    ]


def load(models: Path, fold: int) -> Together:
    net = Together([Net(course.widths) for course in COURSES])
    net.load_state_dict(torch.load(models / file_name(fold), weights_only=True))
    return net.eval()


def calibration(parts: Sequence[HeldOut]) -> Calibration:
    """The temperature under which the labels of these crops are likeliest."""
    raw = np.concatenate([part.logits for part in parts])
    labels = np.concatenate([part.crops.labels for part in parts])
    found = minimize_scalar(
        lambda power: surprise_of(Calibration(np.exp(power), FLOOR), raw, labels),
        bounds=(-2, 2),
        method="bounded",
    )
    return Calibration(float(np.exp(found.x)), FLOOR)


def surprise_of(how: Calibration, raw: Logits, labels: NDArray[np.int64]) -> float:
    """Mean negative log-likelihood of the labels, in nats."""
    return float(-np.log(how.chances(raw)[np.arange(len(labels)), labels]).mean())


def report(measured: Measured) -> str:
    """Markdown: a row per source and fold, then what is confused and how sure is how right."""
    parts = pooled(measured)
    others = [calibration([other for other in parts if other is not part]) for part in parts]
    rows = [
        "| crops of | held out | crops | read right | wrong | nats | calibration error |",
        f"|{'---|' * 7}",
    ]
    for name, folds in measured.items():
        rows += [f"| {name} | {_row(part, how)}" for part, how in zip(folds, others, strict=True)]
        rows.append(f"| {name} | all | {_share_right(folds)} | | |")
    how = calibration(parts)
    rows += [
        "",
        f"Temperature {how.temperature:.3f}, floor {how.floor:.0e}. Confused: {_confused(parts)}.",
        "",
    ]
    return "\n".join(rows + _sureness(parts, how))


def _share_right(parts: Sequence[HeldOut]) -> str:
    crops, wrong = sum(len(part.crops) for part in parts), sum(len(part.wrong) for part in parts)
    return f"{crops:,} | {1 - wrong / crops:.3%} | {wrong}"


def _row(part: HeldOut, how: Calibration) -> str:
    nats = surprise_of(how, part.logits, part.crops.labels)
    error = calibration_error(how.chances(part.logits), part.crops.labels)
    return f"fold {part.fold} | {_share_right([part])} | {nats:.4f} | {error:.2%} |"


def calibration_error(chances: Logits, labels: NDArray[np.int64]) -> float:
    """Expected calibration error: mean distance of sureness and share right, over ten equal groups."""
    order = np.argsort(chances.max(axis=1))
    sure, right = chances.max(axis=1)[order], (chances.argmax(axis=1) == labels)[order]
    groups = zip(np.array_split(sure, 10), np.array_split(right, 10), strict=True)
    return float(np.mean([abs(one.mean() - other.mean()) for one, other in groups]))


def _confused(parts: Sequence[HeldOut]) -> str:
    pairs = Counter(
        (_name(part.crops.labels[at]), _name(part.logits[at].argmax())) for part in parts for at in part.wrong
    )
    return (
        ", ".join(f"{one} as {other} {count}×" for (one, other), count in pairs.most_common(12)) or "nothing"
    )


def _sureness(parts: Sequence[HeldOut], how: Calibration) -> list[str]:
    chances = np.concatenate([how.chances(part.logits) for part in parts])
    labels = np.concatenate([part.crops.labels for part in parts])
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    rows = ["| sureness | crops | read right |", "|---|---|---|"]
    for low, high in ((0, 0.9), (0.9, 0.99), (0.99, 0.999), (0.999, 1.01)):
        inside = (sure >= low) & (sure < high)
        share = f"{right[inside].mean():.2%}" if inside.any() else "none"
        rows.append(f"| {low} to {min(high, 1)} | {inside.sum():,} | {share} |")
    return rows


def _name(label: int) -> str:
    return "blank" if label == BLANK else str(label)


def _wrong_lines(parts: Sequence[HeldOut]) -> list[str]:
    lines = ["crop,label,read"]
    for part in parts:
        for at in part.wrong:
            read = int(part.logits[at].argmax())
            lines.append(f"{fingerprint(part.crops.images[at])},{part.crops.labels[at]},{read}")
    return lines


if __name__ == "__main__":
    main()
