"""A crew fills in a form: digits, crosses, strokes, sums, circles, words, each where the layout has it.

form = fill(kwk_layout((1, 2)), valid_row(random.Random(7), "pilkada-2024", 2), seed=7)
form.pages[0].picture          # (height, 2480, 3) uint8, blue green red
form.written["paslon1"]        # what stands in its boxes, circles, lines and words
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Layout
from siaga.engines.reading.sheets import is_kwk
from tests.kit.filled_forms.blank import blank_page, pixels_per_mm
from tests.kit.filled_forms.crews import Crew, crew
from tests.kit.filled_forms.pen import Ink
from tests.kit.filled_forms.writers import Rng, Writer, writer
from tests.kit.filled_forms.writing import Desk, Written
from tests.kit.forms import Row
from tests.kit.sheets import STATION

Picture = NDArray[np.uint8]


@dataclass(frozen=True)
class FilledPage:
    """`scale`: pixels per mm."""

    number: int
    picture: Picture
    scale: float


@dataclass(frozen=True)
class FilledForm:
    """`figures`: the number each figure's boxes hold; None where nothing is written."""

    layout: Layout
    pages: tuple[FilledPage, ...]
    figures: Row
    written: Mapping[str, Written]


def fill(
    layout: Layout,
    row: Row,
    seed: int,
    by: Crew | None = None,
    hand: Writer | None = None,
    station: str = STATION,
) -> FilledForm:
    """The form filled in with a row; figures the row leaves out and the profile does not know are made up.

    Equal arguments give equal pixels. ValueError for a figure its boxes or lines cannot hold.
    """
    rng = np.random.default_rng([seed, 1])
    figures, habits = complete(row, rng), by or crew(seed)
    written = {
        place.name: habits.plan(place, figures.get(place.name), cells(layout), rng) for place in layout.fields
    }
    job = _Job(layout, written, figures, habits, hand or writer(seed), station)
    pages = tuple(job.page(page.number, [seed, 2, page.number]) for page in layout.pages)
    return FilledForm(
        layout, pages, {place.name: figures.get(place.name) for place in layout.fields}, written
    )


@dataclass(frozen=True)
class _Job:
    """All that is to be written on one form, and who writes it."""

    layout: Layout
    written: Mapping[str, Written]
    figures: Row
    habits: Crew
    hand: Writer
    station: str

    def page(self, number: int, seed: list[int]) -> FilledPage:
        blank = blank_page(self.layout, number, self.station)
        ink, scale = Ink(*blank.shape), pixels_per_mm(self.layout)
        rng = np.random.default_rng(seed)
        desk = Desk(
            self.hand, ink, scale, cells(self.layout), self.habits.coverage, self.habits.overwritten, rng
        )
        for place in self.layout.on_page(number):
            desk.write(place, self.written[place.name], self.figures.get(place.name) or 0)
        paper = cv2.cvtColor(blank, cv2.COLOR_GRAY2BGR)
        return FilledPage(number, ink.on(paper, self.hand.colour, self.hand.grain), scale)


def cells(layout: Layout) -> int:
    """Cells of five strokes in a line of the grid: twelve on the KPU's form, eighteen on ours."""
    return 18 if is_kwk(layout.id) else 12


def complete(row: Row, rng: Rng) -> Row:
    """The row with the figures that are on paper only: they agree with the rest."""
    full = dict(row)
    for group in "lp":
        moved, unlisted = (row.get(f"{name}_{group}") for name in ("peng_dpph", "peng_dptb"))
        if moved is not None and unlisted is not None:
            full[f"dpph_{group}"] = moved + int(rng.integers(0, 3))
            full[f"dptb_{group}"] = unlisted
            full[f"pemilih_{group}"] = _sum(full, *(f"{name}_{group}" for name in ("dpt", "dpph", "dptb")))
    for name in ("dpph", "dptb", "pemilih"):
        full[f"{name}_j"] = _sum(full, f"{name}_l", f"{name}_p")
    both = row.get("disabilitas")
    men = None if both is None else int(rng.integers(0, both + 1))
    full["disabilitas_l"] = men
    full["disabilitas_p"] = None if both is None or men is None else both - men
    return full


def _sum(row: Row, *names: str) -> int | None:
    values = [row.get(name) for name in names]
    return None if None in values else sum(value for value in values if value is not None)
