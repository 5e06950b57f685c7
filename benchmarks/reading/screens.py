"""Photographs of a screen: how many are noticed, by sharpness, and how many of paper are taken for one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import process_time

import cv2
import numpy as np

from benchmarks.kit.report import machine, table, write_section
from benchmarks.reading.placement import PHOTOS
from siaga.desks.results.darkroom.screen import STANDS_OUT, pattern
from siaga.engines.reading.model import Grey
from tests.kit.screens import rephotograph, some_screen

SEVERITIES = (0.0, 0.25, 0.5, 0.75, 1.0)
SENT = {"as taken": (88, 1.0), "made smaller to 65 %, quality 70": (70, 0.65)}
"""JPEG quality, and what is left of the sides of the picture."""
WIDTH = 1200
PAGE = Path(__file__).resolve().parents[2] / "docs" / "capture.md"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--each", type=int, default=12, help="photographs of a screen of each severity")
    parser.add_argument("--write", action="store_true", help="write the section of docs/capture.md")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    files = sorted(options.photos.glob("*.jpg"))
    if not files:
        raise SystemExit(f"no photographs in {options.photos}")
    text = "\n\n".join(
        [machine(["opencv-python-headless", "numpy"]), _paper(files), _screens(files, options.each)]
    )
    print(text)
    if options.write:
        write_section("reading-screens", text, PAGE)


def _paper(files: Sequence[Path]) -> str:
    photos = [_grey(file.read_bytes()) for file in files]
    start = process_time()
    found = np.array([pattern(photo) for photo in photos])
    each = (process_time() - start) / len(files) * 1000
    return (
        f"{int((found > STANDS_OUT).sum())} of {len(files)} photographs of paper are taken for one of a "
        f"screen; the pattern stands out by {np.median(found):.2f} (median) to {found.max():.2f}, the limit "
        f"is {STANDS_OUT}. {each:.0f} ms a photograph."
    )


def _screens(files: Sequence[Path], each: int) -> str:
    rows = [(f"{severity:.2f}", *_row(files, severity, each)) for severity in SEVERITIES]
    return table(("severity", "blur in pixels", *SENT), rows)


def _row(files: Sequence[Path], severity: float, each: int) -> tuple[str, ...]:
    """Photographs of paper shown on screens of some pitch and angle, and photographed again."""
    chosen = [files[(19 * n + round(12 * severity)) % len(files)] for n in range(each)]
    cells = [f"{some_screen(severity, 0).blur:.2f}"]
    for quality, shrunk in SENT.values():
        seen = [
            pattern(_of_screen(file, severity, seed, quality, shrunk)) for seed, file in enumerate(chosen)
        ]
        cells.append(f"{sum(value > STANDS_OUT for value in seen)} of {each}")
    return tuple(cells)


def _of_screen(file: Path, severity: float, seed: int, quality: int, shrunk: float) -> Grey:
    shown = np.asarray(cv2.imread(str(file)), np.uint8)
    size = WIDTH, round(WIDTH * shown.shape[0] / shown.shape[1])
    screen = some_screen(severity, seed, quality=quality, shrunk=shrunk)
    return _grey(rephotograph(shown, screen, seed, size))


def _grey(file: bytes) -> Grey:
    return np.asarray(cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)


if __name__ == "__main__":
    main()
