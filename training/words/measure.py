"""How well lines are read by the model that never saw their station.

python -m training.words.measure --models /tmp/words --forms /tmp/forms
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from siaga.engines.reading.model import Odds
from siaga.engines.reading.words.reader import NONSENSE, Letters, padded
from siaga.engines.reading.words.scoring import number_scores
from siaga.engines.reading.words.vocabulary import VALUES
from training.folds import FOLDS
from training.words.lines import Line, photographed
from training.words.model import Net
from training.words.train import file_name, load

LEVELS = (0.0, 0.9, 0.99, 0.999, 1.0)


@dataclass(frozen=True)
class Told:
    """A line and the log-probability of every value, the chance of nonsense spread over all."""

    line: Line
    scores: Odds

    @property
    def chances(self) -> Odds:
        odds = np.logaddexp(self.scores, NONSENSE - np.log(VALUES))
        return np.asarray(odds - np.logaddexp.reduce(odds))

    @property
    def silent(self) -> bool:
        return bool(np.logaddexp.reduce(self.scores) < NONSENSE)

    @property
    def rank(self) -> int:
        """1 for a line that says its figure best of all."""
        return 1 + int((self.scores > self.scores[self.line.value]).sum())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Measure the reader of words on stations held out.")
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--forms", type=Path, required=True)
    options = parser.parse_args(arguments)
    told = held_out(options.models, options.forms)
    print(report(told))
    for one in told:
        if one.line.letters and (one.silent or one.rank > 1):
            found = "silent" if one.silent else f"rank {one.rank}, best {int(one.scores.argmax())}"
            print(f"{one.line.station} {one.line.field} {one.line.value}: {found}")


def letters_by(net: Net) -> Letters:
    """The letters of a strip by a net that is not exported."""
    return partial(_letters, net)


def _letters(net: Net, strip: NDArray[np.float32]) -> Odds:
    with torch.no_grad():
        return np.asarray(net(torch.from_numpy(padded(strip))[None, None])[0].double().numpy())


def held_out(models: Path, forms: Path) -> list[Told]:
    """Every labelled line, read by the model without its fold."""
    torch.set_num_threads(1)
    readers: list[Callable[[NDArray[np.float32]], Odds]] = [
        letters_by(load(models / file_name(fold))) for fold in range(FOLDS)
    ]
    return [Told(line, number_scores(readers[line.fold](line.strip))) for line in photographed(forms)]


def report(told: Sequence[Told]) -> str:
    """The measured part of the model card."""
    written = [one for one in told if one.line.letters]
    empty = [one for one in told if not one.line.letters]
    rows = [_row(f"fold {fold}", [one for one in written if one.line.fold == fold]) for fold in range(FOLDS)]
    return "\n".join(
        [
            "| held out | lines | silent | best is right | mean rank | median rank | nats |",
            "|---|---|---|---|---|---|---|",
            *rows,
            _row("all", written),
            "",
            f"Of {len(empty)} lines that hold no words but let something pass for letters, "
            f"{sum(one.silent for one in empty)} are silent.",
            "",
            "| sureness | lines | best is right |",
            "|---|---|---|",
            *_sureness([one for one in written if not one.silent]),
        ]
    )


def _row(name: str, told: Sequence[Told]) -> str:
    spoken = [one for one in told if not one.silent]
    ranks = [one.rank for one in spoken]
    nats = -np.mean([one.chances[one.line.value] for one in spoken])
    right = np.mean([rank == 1 for rank in ranks])
    return (
        f"| {name} | {len(told)} | {len(told) - len(spoken)} | {right:.1%} "
        f"| {np.mean(ranks):.2f} | {np.median(ranks):.0f} | {nats:.3f} |"
    )


def _sureness(told: Sequence[Told]) -> list[str]:
    rows, sure = [], np.array([np.exp(one.chances.max()) for one in told])
    right = np.array([one.rank == 1 for one in told])
    for low, high in pairwise(LEVELS):
        among = (sure >= low) & (sure < high) if high < 1 else sure >= low
        share = f"{right[among].mean():.2%}" if among.any() else "–"
        rows.append(f"| {low:g} to {high:g} | {int(among.sum())} | {share} |")
    return rows


if __name__ == "__main__":
    main()
