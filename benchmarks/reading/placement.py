"""Placing pages of the photographs of 2024: how many, and how far boxes are from an independent search."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import cv2
import numpy as np

from siaga.engines.reading.crops import cut
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages import Placed, place
from siaga.engines.reading.pages.frames import views
from siaga.engines.reading.photos import read
from siaga.engines.reading.photos.decoding import PhotoError

PHOTOS = Path(__file__).resolve().parents[3] / "shared/data/forms-ppwp-2024/photos"
WITHIN = 0.15
FINE, ROOM, LINE = 80, 0.35, 1.06
"""Side in pixels at which the oracle sees a box, the share it sees around it, the printed line in mm."""
SURE = 0.5
"""Correlation below which the oracle has no opinion."""


@dataclass(frozen=True)
class Outcome:
    """One photograph: seconds it took, its placed page or why there is none, and offsets by the oracle."""

    file: str
    seconds: float
    placed: Placed | None
    reason: str
    offsets: tuple[float, ...]


def main() -> None:
    options = _options()
    cv2.setNumThreads(1)
    files = sorted(options.photos.glob("*.jpg"))[:: options.every]
    if not files:
        raise SystemExit(f"no photographs in {options.photos}")
    outcomes = [_outcome(file) for file in files]
    _tell(outcomes)
    if options.each:
        _list(outcomes)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--every", type=int, default=1, help="take every n-th photograph only")
    parser.add_argument("--each", action="store_true", help="list the photographs with a figure left out")
    return parser.parse_args()


def _outcome(file: Path) -> Outcome:
    layout = load_layout("c-hasil-ppwp-2024")
    start = process_time()
    try:
        placed = place(read(file), layout)
    except PhotoError as error:
        return Outcome(file.name, process_time() - start, None, error.code, ())
    if not isinstance(placed, Placed):
        return Outcome(file.name, process_time() - start, None, placed.reason, ())
    cut(placed, layout)
    seconds = process_time() - start
    return Outcome(file.name, seconds, placed, placed.reason, tuple(_offsets(placed)))


def _offsets(placed: Placed) -> list[float]:
    """Per box the distance, in shares of its side, to where the oracle finds a printed box."""
    layout = load_layout("c-hasil-ppwp-2024")
    sides = {where.name: where.digits[0].width for where in layout.on_page(placed.page)}
    quads = [(name, quad) for name, quads in placed.quads.items() for quad in quads]
    opinions = (oracle(placed.photo, quad, sides[name]) for name, quad in quads)
    return [opinion if opinion is not None else np.nan for opinion in opinions]


def oracle(photo: Grey, quad: np.ndarray, side: float) -> float | None:
    """The slow second opinion: the printed box, drawn, is tried at every place and size nearby.

    Shares nothing with the way boxes are placed but the crop itself. Returns the offset of the best place
    from the middle of `quad` (4, 2) as a share of the box's side; None when it recognises no whole box (it
    cannot tell one whose lower side is painted over).
    """
    seen = views(photo, quad[None], (round(FINE * (1 + 2 * ROOM)),) * 2, (ROOM, ROOM))[0]
    best, offset = -2.0, (0.0, 0.0)
    for width in range(FINE - 6, FINE + 7, 2):
        for height in range(FINE - 6, FINE + 7, 2):
            alike = cv2.matchTemplate(seen, *_drawn(width, height, side))
            _, score, _, (left, top) = cv2.minMaxLoc(alike)
            if score > best:
                best, offset = score, (left + (width + 8) / 2, top + (height + 8) / 2)
    middle = seen.shape[0] / 2
    if best < SURE:
        return None
    return float(np.hypot(offset[0] - middle, offset[1] - middle)) / FINE


def _drawn(width: int, height: int, side: float) -> tuple[Grey, int, None, Grey]:
    """A box's frame with four pixels of paper around it, and a mask that leaves out what is inside."""
    line = max(2, round(LINE / side * FINE))
    picture = np.full((height + 8, width + 8), 255, np.uint8)
    cv2.rectangle(picture, (4, 4), (width + 3, height + 3), 0, line)
    mask = np.zeros_like(picture)
    cv2.rectangle(mask, (4, 4), (width + 3, height + 3), 1, line + 8)
    return picture, cv2.TM_CCOEFF_NORMED, None, mask


def _tell(outcomes: list[Outcome]) -> None:
    placed = [outcome for outcome in outcomes if outcome.placed]
    whole = [outcome for outcome in placed if outcome.placed and not outcome.placed.unseen]
    offsets = np.array([offset for outcome in placed for offset in outcome.offsets])
    print(f"photographs          {len(outcomes)}")
    print(f"placed               {len(placed)} ({len(placed) / len(outcomes):.1%})")
    print(f"with every box       {len(whole)}")
    print(f"figures left out     {dict(Counter(n for o in placed if o.placed for n in o.placed.unseen))}")
    print(f"refused or in part   {dict(Counter(o.reason for o in outcomes if o.reason))}")
    silent, offsets = int(np.isnan(offsets).sum()), offsets[~np.isnan(offsets)]
    print(f"boxes                {len(offsets) + silent}, without an opinion of the oracle {silent}")
    print(f"within {WITHIN:.0%} of a side  {np.mean(offsets <= WITHIN):.2%}")
    shares = np.percentile(offsets, (50, 90, 99, 100))
    names = ("median", "90 %", "99 %", "max")
    told = ", ".join(f"{name} {share:.1%}" for name, share in zip(names, shares, strict=True))
    print(f"offset by the oracle {told}")
    pages = np.mean([_worst(outcome) <= WITHIN for outcome in placed])
    print(f"pages all within     {pages:.2%}")
    times = np.array([outcome.seconds for outcome in placed]) * 1000
    print(f"decode, place, cut   median {np.median(times):.0f} ms, 90 % {np.percentile(times, 90):.0f} ms")


def _worst(outcome: Outcome) -> float:
    return max((offset for offset in outcome.offsets if not np.isnan(offset)), default=0.0)


def _list(outcomes: list[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.reason or _worst(outcome) > WITHIN:
            unseen = outcome.placed.unseen if outcome.placed else ()
            print(f"{outcome.file}  {outcome.reason}  {' '.join(unseen)}  {_worst(outcome):.2f}")


if __name__ == "__main__":
    main()
