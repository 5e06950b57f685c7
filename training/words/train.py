"""Train the reader of letters: first on drawn lines, once for all folds; then on the lines of real forms.

    python -m training.words.train --drawn --out /tmp/words                          # the common beginning
    python -m training.words.train --fold 0 --forms /tmp/forms --out /tmp/words      # leaves out fold 0
    python -m training.words.train --forms /tmp/forms --out /tmp/words               # the final model

One thread and fixed seeds: the same data gives the same model on the same machine.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from torch.nn.functional import ctc_loss

from siaga.engines.reading.words.lines import STRIP_HEIGHT
from siaga.engines.reading.words.vocabulary import alphabet
from training.folds import FOLDS, UNKNOWN
from training.words.damage import Strip, damaged
from training.words.drawing import drawn
from training.words.lines import Line, photographed
from training.words.model import STEP, Net

BATCH = 16
DRAWN_STEPS, DRAWN_RATE = 800, 4e-3
REAL_STEPS, REAL_RATE = 480, 2e-3
REAL_SHARE = 0.7
"""Share of real lines in a batch once real lines are learnt; the rest are drawn."""
BEGINNING = "drawn.pt"

Example = tuple[Strip, str]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Train the reader of the line of words.")
    parser.add_argument("--drawn", action="store_true", help="learn from drawn lines only")
    parser.add_argument(
        "--fold", type=int, choices=range(FOLDS), default=UNKNOWN, help="the fold to hold out"
    )
    parser.add_argument("--forms", type=Path, help="lines of the photographed forms")
    parser.add_argument("--out", type=Path, required=True, help="folder of the models")
    options = parser.parse_args(arguments)
    if not options.drawn and not options.forms:
        parser.error("--forms is needed unless --drawn")
    started = time.process_time()
    options.out.mkdir(parents=True, exist_ok=True)
    name = BEGINNING if options.drawn else file_name(options.fold)
    net = beginning() if options.drawn else continued(options.out, options.forms, options.fold)
    torch.save(net.state_dict(), options.out / name)
    print(f"{name}: {time.process_time() - started:.0f} s of processor time")


def file_name(fold: int) -> str:
    return "words-final.pt" if fold == UNKNOWN else f"words-without-{fold}.pt"


def load(file: Path) -> Net:
    net = Net()
    net.load_state_dict(torch.load(file, weights_only=True))
    return net.eval()


def beginning(seed: int = 2024) -> Net:
    """A net that has seen drawn lines only."""
    _one_thread(seed)
    return trained(Net(), drawn_batches(DRAWN_STEPS, np.random.default_rng(seed)), DRAWN_STEPS, DRAWN_RATE)


def continued(folder: Path, forms: Path, fold: int, seed: int = 2024) -> Net:
    """The net of `beginning` that has also seen the real lines of every fold but one."""
    _one_thread(seed)
    lines = [line for line in photographed(forms) if line.fold != fold]
    batches = mixed_batches(lines, REAL_STEPS, np.random.default_rng(seed))
    return trained(load(folder / BEGINNING), batches, REAL_STEPS, REAL_RATE)


def _one_thread(seed: int) -> None:
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(seed)


def drawn_batches(steps: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """Batches of drawn lines of about the same width, damaged."""
    for _ in range(-(-steps // 8)):
        pool = sorted((_damaged(drawn(rng), rng) for _ in range(8 * BATCH)), key=_width)
        for place in rng.permutation(8):
            yield pool[place * BATCH : (place + 1) * BATCH]


def mixed_batches(lines: Sequence[Line], steps: int, rng: np.random.Generator) -> Iterator[list[Example]]:
    """Batches of real and drawn lines of about the same width, damaged."""
    for _ in range(-(-steps // 8)):
        chosen = rng.integers(len(lines), size=round(8 * BATCH * REAL_SHARE))
        real = [(lines[n].strip, lines[n].letters) for n in chosen]
        made = [drawn(rng) for _ in range(8 * BATCH - len(real))]
        pool = sorted((_damaged(example, rng) for example in real + made), key=_width)
        for place in rng.permutation(8):
            yield pool[place * BATCH : (place + 1) * BATCH]


def _damaged(example: Example, rng: np.random.Generator) -> Example:
    return damaged(example[0], rng), example[1]


def _width(example: Example) -> int:
    return int(example[0].shape[1])


def trained(net: Net, batches: Iterator[list[Example]], steps: int, rate: float) -> Net:
    """The net after so many batches, under a rate that rises quickly and falls slowly."""
    net = net.train().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(net.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    mean = 0.0
    for step, batch in zip(range(steps), batches, strict=False):
        optimiser.zero_grad()
        loss = loss_of(net, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        schedule.step()
        mean += 0.05 * (float(loss.detach()) - mean)
        if step % 50 == 49:
            print(f"step {step + 1}: {mean:.3f} nats a letter", flush=True)
    return net.eval()


def loss_of(net: Net, batch: Sequence[Example]) -> torch.Tensor:
    """Nats per letter of a batch."""
    widths = [-(-_width(example) // STEP) for example in batch]
    strips = np.zeros((len(batch), 1, STRIP_HEIGHT, max(widths) * STEP), np.float32)
    for place, (strip, _) in enumerate(batch):
        strips[place, 0, :, : strip.shape[1]] = strip
    lengths = torch.tensor([len(letters) for _, letters in batch])
    targets = torch.tensor([1 + alphabet().index(letter) for _, letters in batch for letter in letters])
    told = net(torch.from_numpy(strips)).transpose(0, 1)
    each = ctc_loss(told, targets, torch.tensor(widths), lengths, reduction="none", zero_infinity=True)
    return each.sum() / max(1, int(lengths.sum()))


if __name__ == "__main__":
    main()
