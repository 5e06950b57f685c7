"""Speed of the shipped reader: one form end to end on one core, pages per hour, memory.

    python -m benchmarks.reading.speed [--write]

Real photographs, from files to figures, in a process of its own on one thread. Processor time is told beside
the clock, since the machine may be busy with other work.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import cv2

from benchmarks.kit.report import machine, table, write_section
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.reader import read_form

LAYOUT = "c-hasil-ppwp-2024"
PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "data" / "forms-ppwp-2024" / "photos"
PAGES, CODE = 3, 13


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Speed of the shipped reader.")
    parser.add_argument("--forms", type=int, default=30, help="forms of three pages to read")
    parser.add_argument("--write", action="store_true", help="write the section of docs/benchmarks.md")
    options = parser.parse_args(arguments)
    os.environ["OMP_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        text = alone.submit(report, forms_of_three()[: options.forms]).result()
    print(text)
    if options.write:
        write_section("reading-speed", text)


def forms_of_three() -> list[list[Path]]:
    """The photographs of every station that has three."""
    found: dict[str, list[Path]] = {}
    for file in sorted(PHOTOS.glob("*.jpg")):
        found.setdefault(file.name[:CODE], []).append(file)
    return [files for files in found.values() if len(files) == PAGES]


def report(forms: Sequence[Sequence[Path]]) -> str:
    cv2.setNumThreads(1)  # as `siaga read` and the darkroom do, which share the cores among forms
    layout = load_layout(LAYOUT)
    first = _seconds(lambda: read_form(forms[0], layout), time.perf_counter)
    by_clock = [_seconds(lambda form=form: read_form(form, layout), time.perf_counter) for form in forms]
    by_work = [_seconds(lambda form=form: read_form(form, layout), time.process_time) for form in forms]
    rows = [
        ("a form of three pages, processor", f"{_middle(by_work):.2f} s", f"{max(by_work):.2f} s"),
        ("a form of three pages, clock", f"{_middle(by_clock):.2f} s", f"{max(by_clock):.2f} s"),
        ("the first one, model and layout loaded, clock", f"{first:.2f} s", ""),
        ("pages per hour and core, processor", f"{3600 * PAGES / _middle(by_work):,.0f}", ""),
        ("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB", ""),
    ]
    head = (f"{len(forms)} real forms, one thread", "median", "slowest")
    return f"{machine(['opencv-python-headless', 'onnxruntime'])}\n\n{table(head, rows)}"


def _seconds(work: Callable[[], object], clock: Callable[[], float]) -> float:
    start = clock()
    work()
    return clock() - start


def _middle(times: Sequence[float]) -> float:
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main()
