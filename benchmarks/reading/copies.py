"""Copies of a photograph at another station: cut, scaled, compressed and lightened ones found, others not."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from time import process_time

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.kit.report import machine, table
from benchmarks.reading.placement import PHOTOS
from siaga.desks.results.darkroom.hand import hand_of
from siaga.desks.results.darkroom.look import look_of
from siaga.desks.results.darkroom.plain import alike, hands_apart, same_hand
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages import Placed, place

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class Prints:
    """The two fingerprints of a picture; `hand` is empty where no page was placed."""

    look: str
    hand: str
    milliseconds: float


def _cut(top: float, right: float, bottom: float, left: float) -> Callable[[Picture], Picture]:
    def cut(photo: Picture) -> Picture:
        height, width = photo.shape[:2]
        return photo[
            round(top * height) : round((1 - bottom) * height),
            round(left * width) : round((1 - right) * width),
        ]

    return cut


def _scaled(share: float) -> Callable[[Picture], Picture]:
    return lambda photo: np.asarray(
        cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8
    )


def _lit(photo: Picture) -> Picture:
    return np.clip(photo * 0.75 + 30, 0, 255).astype(np.uint8)


WAYS: dict[str, tuple[Callable[[Picture], Picture], int]] = {
    "compressed to quality 40": (lambda photo: photo, 40),
    "scaled to 60 %": (_scaled(0.6), 60),
    "lightened": (_lit, 70),
    "5 % cut off every side": (_cut(0.05, 0.05, 0.05, 0.05), 70),
    "15 % cut off below": (_cut(0, 0, 0.15, 0), 70),
    "15 % cut off on the left": (_cut(0, 0, 0, 0.15), 70),
    "4, 4, 11 and 8 % cut off, scaled to 80 %": (
        lambda photo: _scaled(0.8)(_cut(0.04, 0.04, 0.11, 0.08)(photo)),
        60,
    ),
}
"""How a picture is changed, and the quality at which it is compressed anew."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--every", type=int, default=5, help="copies are made of every n-th photograph")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    files = sorted(options.photos.glob("*.jpg"))
    if not files:
        raise SystemExit(f"no photographs in {options.photos}")
    prints = [_prints(_read(file)) for file in files]
    print(machine(["opencv-python-headless"]))
    print()
    print(_different(prints))
    print()
    rows = [_row(way, files[:: options.every], prints[:: options.every]) for way in WAYS]
    print(
        table(
            ("changed", "copies", "found by look", "found by handwriting", "bits that differ at most"), rows
        )
    )


def _prints(photo: Grey) -> Prints:
    layout = load_layout("c-hasil-ppwp-2024")
    found = place(photo, layout)
    start = process_time()
    hand = hand_of(found, layout) if isinstance(found, Placed) else ""
    return Prints(look_of(photo), hand, (process_time() - start) * 1000)


def _read(file: Path) -> Grey:
    return np.asarray(cv2.imread(str(file), cv2.IMREAD_GRAYSCALE), np.uint8)


def _different(prints: list[Prints]) -> str:
    """How near any two different photographs come."""
    pairs = list(combinations(prints, 2))
    shares = [share for a, b in pairs if (share := hands_apart(a.hand, b.hand)) is not None]
    return (
        f"{len(pairs)} pairs of different photographs: {sum(alike(a.look, b.look) for a, b in pairs)} taken "
        f"for one picture, {sum(same_hand(a.hand, b.hand) for a, b in pairs)} for one handwriting "
        f"(nearest {min(shares):.1%}); the handwriting of a page takes "
        f"{np.median([each.milliseconds for each in prints]):.0f} ms"
    )


def _row(way: str, files: list[Path], prints: list[Prints]) -> tuple[str, ...]:
    change, quality = WAYS[way]
    copies = [_prints(_sent(change(_colour(file)), quality)) for file in files]
    pairs = list(zip(copies, prints, strict=True))
    shares = [share for a, b in pairs if (share := hands_apart(a.hand, b.hand)) is not None]
    return (
        way,
        str(len(copies)),
        str(sum(alike(a.look, b.look) for a, b in pairs)),
        str(sum(same_hand(a.hand, b.hand) for a, b in pairs)),
        f"{max(shares, default=0):.1%}",
    )


def _colour(file: Path) -> Picture:
    return np.asarray(cv2.imread(str(file)), np.uint8)


def _sent(photo: Picture, quality: int) -> Grey:
    _, data = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)


if __name__ == "__main__":
    main()
