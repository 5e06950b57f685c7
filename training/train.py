"""Train one model: on all stations but one fold's, or on all.

    python -m training.train --fold 0 --out var/reading/models     # leaves out fold 0
    python -m training.train --out var/reading/models              # the final model

One thread and fixed seeds: the same data gives the same model on the same machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import cross_entropy

from siaga.engines.reading.digits.preparing import prepared
from training.augment import damaged, lone_stroke, unwritten
from training.data import BLANK, Crops, joined, published
from training.folds import FOLDS, UNKNOWN
from training.forms import photographed
from training.model import Net

EPOCHS, BATCH, RATE, DECAY = 12, 128, 4e-3, 0.02
DRAWN = ((unwritten, BLANK, 200), (lone_stroke, 1, 200))
"""What is drawn anew in each epoch, its class, and how often."""
Drawings = Sequence[tuple[Callable[[np.random.Generator], NDArray[np.uint8]], int, int]]


Batch = tuple[torch.Tensor, torch.Tensor]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Train the digit classifier.")
    parser.add_argument(
        "--fold", type=int, choices=range(FOLDS), default=UNKNOWN, help="the fold to hold out"
    )
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--forms", type=Path, help="crops of the photographed forms, from training.forms")
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    options = parser.parse_args(arguments)
    started = time.process_time()
    net = trained(everything(options.forms).train(options.fold), options.epochs)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(net.state_dict(), options.out / file_name(options.fold))
    print(f"{file_name(options.fold)}: {time.process_time() - started:.0f} s of processor time")


def everything(forms: Path | None) -> Crops:
    return joined(*sources(forms).values())


def sources(forms: Path | None) -> dict[str, Crops]:
    """The published crops and, where they have been cut, those of the photographed forms."""
    found = {"published": published()}
    if forms:
        found |= {
            "boxes of the forms": photographed(forms, "digits"),
            "tally sums": photographed(forms, "rows"),
        }
    return found


def file_name(fold: int) -> str:
    return "final.pt" if fold == UNKNOWN else f"without-{fold}.pt"


def trained(crops: Crops, epochs: int = EPOCHS, seed: int = 2024, drawn: Drawings = DRAWN) -> Net:
    """A net that has seen every crop `epochs` times, damaged anew each time."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(seed)
    net, rng = Net().to(memory_format=torch.channels_last), np.random.default_rng(seed)
    optimiser = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    steps = epochs * (-(-(len(crops) + sum(times for *_, times in drawn)) // BATCH))
    pace = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.2)
    for epoch in range(epochs):
        losses = [_step(net, optimiser, pace, *batch) for batch in _batches(crops, drawn, rng)]
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


def logits(net: Net, images: NDArray[np.uint8]) -> NDArray[np.float64]:
    """(n, 11) what the net says of crops, before calibration."""
    torch.set_num_threads(1)
    with torch.no_grad():
        batches = np.array_split(images, len(images) // 512 + 1)
        parts = [net(torch.from_numpy(prepared(batch))) for batch in batches]
    return torch.cat(parts).double().numpy()


def _step(net, optimiser, pace, images, labels) -> float:  # type: ignore[no-untyped-def]
    optimiser.zero_grad(set_to_none=True)
    loss = cross_entropy(net(images), labels)
    loss.backward()
    optimiser.step()
    pace.step()
    return loss.item()


def _batches(crops: Crops, drawn: Drawings, rng: np.random.Generator) -> Iterator[Batch]:
    signs = [*crops.images, *(draw(rng) for draw, _, times in drawn for _ in range(times))]
    neighbours = crops.images[rng.integers(len(crops), size=len(signs))]
    images = np.stack([damaged(*pair, rng) for pair in zip(signs, neighbours, strict=True)])
    labels = np.concatenate([crops.labels, *(np.full(times, label) for _, label, times in drawn)])
    for part in np.array_split(rng.permutation(len(labels)), -(-len(labels) // BATCH)):
        ready = torch.from_numpy(prepared(images[part])).to(memory_format=torch.channels_last)
        yield ready, torch.from_numpy(labels[part])


if __name__ == "__main__":
    main()
