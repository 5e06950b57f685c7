"""Train one model: on all stations but one fold's, or on all.

    python -m training.train --fold 0 --out var/reading/models     # leaves out fold 0
    python -m training.train --out var/reading/models              # the final model

A model is two nets, each with a course of its own (`COURSES`). One thread and fixed seeds: the same data
gives the same model on the same machine. Products are formed in bfloat16, which takes two thirds of the time;
weights and what is measured are float32.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from siaga.engines.reading.digits.preparing import prepared
from training.augment import crossed, harshly, lone_stroke, mildly, traced, unwritten
from training.data import BLANK, Crops, joined, published
from training.folds import FOLDS, UNKNOWN
from training.forms import photographed
from training.model import Net, Together, Widths

BATCH, RATE, DECAY, SEED = 128, 4e-3, 0.02, 2024
PUBLISHED = "published"
Drawings = Sequence[tuple[Callable[[np.random.Generator], NDArray[np.uint8]], int, int]]
"""What is drawn anew in each epoch, its class, and how often."""
DRAWN: Drawings = ((unwritten, BLANK, 200), (lone_stroke, 1, 200))
TRACED: Drawings = tuple((partial(traced, digit), digit, 40) for digit in range(10))


@dataclass(frozen=True)
class Course:
    """How one net learns.

    damage: what befalls a crop each time it is seen. forms_times: how often a crop of the forms, which are
    what is read in use, comes in an epoch; a published one comes once. crossed: digits given a cross, so that
    they are learned as blank; no 0, which with a cross is either.
    """

    epochs: int
    widths: Widths
    damage: Callable[[NDArray[np.uint8], NDArray[np.uint8], np.random.Generator], NDArray[np.uint8]]
    drawn: Drawings
    forms_times: int = 1
    crossed: int = 0


COURSES = (
    Course(12, (64, 96, 32), mildly, DRAWN),
    Course(16, (96, 128, 48), harshly, (*DRAWN, *TRACED), forms_times=2, crossed=400),
)
"""One net for each. They err on different crops, the more so for having learned differently."""

Batch = tuple[torch.Tensor, torch.Tensor]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Train the digit classifier.")
    parser.add_argument(
        "--fold", type=int, choices=range(FOLDS), default=UNKNOWN, help="the fold to hold out"
    )
    parser.add_argument("--forms", type=Path, help="crops of the photographed forms, from training.forms")
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    options = parser.parse_args(arguments)
    started = time.process_time()
    found = sources(options.forms)
    nets = Together([trained(lessons(found, options.fold, course), course) for course in COURSES])
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(nets.state_dict(), options.out / file_name(options.fold))
    print(f"{file_name(options.fold)}: {time.process_time() - started:.0f} s of processor time")


def everything(forms: Path | None) -> Crops:
    return joined(*sources(forms).values())


def lessons(found: Mapping[str, Crops], fold: int, course: Course) -> Crops:
    """What an epoch consists of when this fold is held out, the drawings left out."""
    times = {name: 1 if name == PUBLISHED else course.forms_times for name in found}
    crops = joined(*(found[name] for name in found for _ in range(times[name]))).train(fold)
    return joined(crops, crossed_out(crops, course.crossed))


def crossed_out(crops: Crops, count: int) -> Crops:
    """Some of the digits with a cross over them, as boxes that hold nothing any more."""
    rng = np.random.default_rng(count)
    digits = rng.permutation(np.flatnonzero((crops.labels > 0) & (crops.labels != BLANK)))[:count]
    some = crops.at(digits)
    images = np.array([crossed(image, rng) for image in some.images], np.uint8).reshape(some.images.shape)
    return Crops(images, np.full(len(digits), BLANK), some.folds)


def sources(forms: Path | None) -> dict[str, Crops]:
    """The published crops and, where they have been cut, those of the photographed forms."""
    found = {PUBLISHED: published()}
    if forms:
        found |= {
            "boxes of the forms": photographed(forms, "digits"),
            "tally sums": photographed(forms, "rows"),
        }
    return found


def file_name(fold: int) -> str:
    return "final.pt" if fold == UNKNOWN else f"without-{fold}.pt"


def trained(crops: Crops, course: Course, seed: int = SEED) -> Net:
    """A net that has seen every crop in each epoch of its course, damaged anew each time."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(seed)
    net, rng = Net(course.widths).to(memory_format=torch.channels_last), np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    drawn = sum(times for *_, times in course.drawn)
    steps = course.epochs * -(-(len(crops) + drawn) // BATCH)
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
    for epoch in range(course.epochs):
        losses = [_step(net, optimiser, pace, *batch) for batch in _batches(crops, course, rng)]
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def logits(net: Net | Together, images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(n, 11) what the net says of crops, before calibration."""
    torch.set_num_threads(1)
    with torch.no_grad():
        batches = np.array_split(images, len(images) // 512 + 1)
        parts = [net(torch.from_numpy(prepared(batch))) for batch in batches]
    return torch.cat(parts).double().numpy()


def _step(net, optimiser, pace, images, labels) -> float:  # type: ignore[no-untyped-def]
    optimiser.zero_grad(set_to_none=True)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        loss = cross_entropy(net(images), labels)
    loss.backward()
    optimiser.step()
    pace.step()
    return loss.item()


def _batches(crops: Crops, course: Course, rng: np.random.Generator) -> Iterator[Batch]:
    signs = [*crops.images, *(draw(rng) for draw, _, times in course.drawn for _ in range(times))]
    neighbours = crops.images[rng.integers(len(crops), size=len(signs))]
    images = np.stack([course.damage(*pair, rng) for pair in zip(signs, neighbours, strict=True)])
    labels = np.concatenate([crops.labels, *(np.full(times, label) for _, label, times in course.drawn)])
    for part in np.array_split(rng.permutation(len(labels)), -(-len(labels) // BATCH)):
        ready = torch.from_numpy(prepared(images[part])).to(memory_format=torch.channels_last)
        yield ready, torch.from_numpy(labels[part])


if __name__ == "__main__":
    main()
