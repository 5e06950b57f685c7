"""How reading gives way: accuracy and held share of generated forms against blur, darkness and skew.

    python -m benchmarks.reading.curves [--forms 20] [--kinds focus dark skew] [--steps 5]
                                        [--base usual|clean] [--json FILE] [--write]

Forms are filled in by hands no training has seen (tests/kit/filled_forms) with figures that balance, and
photographed with the small damages most photographs have, one of them made worse step by step. Truth is
what was written. `wrong` are forms accepted without a human though one of their vote figures is wrong: it
must be 0.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2

from benchmarks.kit.report import machine, table, write_section
from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import FormReading, Layout
from siaga.engines.reading.reader import Photo, read_form
from tests.kit.filled_forms import KINDS, USUAL, Damage, FilledForm, fill, photograph
from tests.kit.forms import valid_row

LAYOUTS = ("c-hasil-ppwp-2024", "c-hasil-kwk-walikota-2")
BASES = {"usual": USUAL, "clean": Damage()}
TRUSTED = ("certain", "arithmetic")


@dataclass(frozen=True, slots=True)
class Case:
    """One point of a curve."""

    layout: str
    kind: str
    severity: float


@dataclass(slots=True)
class Tally:
    """What became of the forms of a case. fields, right: figures on placed pages, and those read as written;
    trusted, trusted_wrong: figures said to be certain, and those of them that are not as written.
    """

    forms: int = 0
    pages: int = 0
    placed: int = 0
    fields: int = 0
    right: int = 0
    trusted: int = 0
    trusted_wrong: int = 0
    accepted: int = 0
    wrong: int = 0
    seconds: float = 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    cv2.setNumThreads(1)
    steps = [round(n / (options.steps - 1), 2) for n in range(options.steps)]
    cases = measure(options.layouts, options.kinds, steps, options.forms, BASES[options.base])
    text = report(cases, options.forms, options.base)
    print(text)
    if options.json:
        lines = [asdict(case) | asdict(tally) for case, tally in cases.items()]
        options.json.write_text(
            json.dumps({"base": options.base, "cases": lines}, indent=1), encoding="utf-8"
        )
    if options.write:
        write_section("reading-curves", text)


def measure(
    layouts: Iterable[str], kinds: Sequence[str], steps: Sequence[float], forms: int, base: Damage
) -> dict[Case, Tally]:
    """Fill `forms` forms of each layout, photograph each at every step of every kind, and read them."""
    found: dict[Case, Tally] = {}
    for layout in map(load_layout, layouts):
        for seed in range(forms):
            form = filled(layout, seed)
            for kind, step in ((kind, step) for kind in kinds for step in steps):
                tally = found.setdefault(Case(layout.id, kind, step), Tally())
                _count(tally, form, *_read(form, base.only(kind, step), seed))
    return dict(
        sorted(found.items(), key=lambda item: (item[0].layout, kinds.index(item[0].kind), item[0].severity))
    )


def filled(layout: Layout, seed: int) -> FilledForm:
    """A form that balances, written by hand number `seed` of a crew with its own habits."""
    pairs = sum(place.name.startswith("paslon") for place in layout.fields)
    return fill(layout, valid_row(random.Random(seed), layout.profile, pairs), seed)


def report(cases: dict[Case, Tally], forms: int, base: str) -> str:
    """The section of the page: one table, a row for every step."""
    head = (
        "form, damage",
        "severity",
        "pages placed",
        "figures right",
        "certain",
        "of these wrong",
        "accepted",
        "held",
        "wrong",
    )
    lines = [_line(case, tally) for case, tally in cases.items()]
    seconds = sum(tally.seconds for tally in cases.values()) / max(1, sum(t.forms for t in cases.values()))
    note = f"{forms} forms at each step, other damages {base}; {seconds:.2f} s of one core to read a form."
    return f"{machine(['opencv-python-headless', 'onnxruntime'])}\n\n{note}\n\n{table(head, lines)}"


def _line(case: Case, tally: Tally) -> tuple[str, ...]:
    return (
        f"{case.layout}, {case.kind}",
        f"{case.severity:.2f}",
        _share(tally.placed, tally.pages),
        _share(tally.right, tally.fields),
        _share(tally.trusted, tally.fields),
        str(tally.trusted_wrong),
        _share(tally.accepted, tally.forms),
        _share(tally.forms - tally.accepted, tally.forms),
        str(tally.wrong),
    )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _read(form: FilledForm, damage: Damage, seed: int) -> tuple[FormReading, float]:
    """The reading of all pages photographed alike, and the processor time it took."""
    photos = [
        Photo(f"{page.number}.jpg", photograph(page, damage, seed * 10 + page.number).file)
        for page in form.pages
    ]
    start = time.process_time()
    return read_form(photos, form.layout), time.process_time() - start


def _count(tally: Tally, form: FilledForm, reading: FormReading, seconds: float) -> None:
    placed = {page.page for page in reading.pages if page.placed}
    tally.forms += 1
    tally.pages += len(form.pages)
    tally.placed += len(placed)
    tally.seconds += seconds
    for right, state in _figures(form, reading, placed):
        tally.fields += 1
        tally.right += right
        tally.trusted += state in TRUSTED
        tally.trusted_wrong += state in TRUSTED and not right
    votes = [name for name in form.figures if name.startswith(("paslon", "suara_"))]
    tally.accepted += reading.accepted
    tally.wrong += reading.accepted and any(reading.fields[n].value != form.figures[n] for n in votes)


def _figures(form: FilledForm, reading: FormReading, placed: set[int | None]) -> Iterator[tuple[bool, str]]:
    """Whether it was read as written, and its state, of every figure on a placed page."""
    for place in form.layout.fields:
        if place.page in placed:
            read = reading.fields[place.name]
            yield read.value == form.figures[place.name], read.state


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Reading against blur, darkness and skew.")
    parser.add_argument("--forms", type=int, default=20, help="forms at each step")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=["focus", "motion", "dark", "skew"])
    parser.add_argument("--steps", type=int, default=5, help="severities from 0 to 1")
    parser.add_argument("--layouts", nargs="+", default=list(LAYOUTS))
    parser.add_argument("--base", choices=BASES, default="usual", help="the other damages")
    parser.add_argument("--json", type=Path, help="write all counts into this file")
    parser.add_argument("--write", action="store_true", help="write the table into docs/benchmarks.md")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
