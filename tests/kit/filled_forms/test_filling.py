"""Forms filled in by the kit hold what their truth says, the same every time."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Box, Layout
from siaga.engines.reading.sheets import kwk_layout
from siaga.law.form import check_row
from siaga.law.form.words import read_words
from siaga.law.profiles import load
from tests.kit.filled_forms import Crew, FilledForm, crew, fill, writer
from tests.kit.filled_forms.blank import blank_page
from tests.kit.filled_forms.filling import cells
from tests.kit.filled_forms.pen import Ink
from tests.kit.filled_forms.writers import Area
from tests.kit.forms import Row, valid_row, without

PAIRS = 3
PROFILES = {"c-hasil-kwk-walikota-3": "pilkada-2024", "c-hasil-ppwp-2024": "pemilu-2024"}


def layout_of(layout_id: str) -> Layout:
    return kwk_layout((1, 2, 3)) if "kwk" in layout_id else load_layout(layout_id)


def row_of(layout_id: str, seed: int) -> Row:
    return valid_row(random.Random(seed), PROFILES[layout_id], PAIRS)


def ink_share(form: FilledForm, page: int, box: Box, margin: float = 0.16) -> float:
    """How much of the inside of a box was written on."""
    sheet = form.pages[page - 1]
    blank = blank_page(form.layout, page)
    left, right = (
        round(v * sheet.scale) for v in (box.x + margin * box.width, box.x + (1 - margin) * box.width)
    )
    top, bottom = (
        round(v * sheet.scale) for v in (box.y + margin * box.height, box.y + (1 - margin) * box.height)
    )
    written = cv2.cvtColor(sheet.picture, cv2.COLOR_BGR2GRAY)[top:bottom, left:right].astype(int)
    return float((blank[top:bottom, left:right] - written > 40).mean())


@pytest.mark.parametrize("layout_id", PROFILES)
def test_equal_seeds_give_equal_pixels_and_others_do_not(layout_id: str) -> None:
    layout, row = layout_of(layout_id), row_of(layout_id, 5)
    first, again, other = fill(layout, row, 5), fill(layout, row, 5), fill(layout, row, 6)
    for page, same, different in zip(first.pages, again.pages, other.pages, strict=True):
        assert np.array_equal(page.picture, same.picture)
        assert not np.array_equal(page.picture, different.picture)
    assert first.written == again.written


@pytest.mark.parametrize("layout_id", PROFILES)
def test_ink_is_where_the_truth_says_and_nowhere_else(layout_id: str) -> None:
    layout = layout_of(layout_id)
    form = fill(layout, row_of(layout_id, 8), 8, by=Crew(leading=" "))
    for place in layout.fields:
        for box, sign in zip(place.digits, form.written[place.name].boxes, strict=True):
            assert (ink_share(form, place.page, box) > 0.02) == (sign != " "), (place.name, sign)
        for bubbles, digit in zip(place.bubbles, form.written[place.name].circles, strict=True):
            r = bubbles.radius
            circles = [Box(x - r, y - r, 2 * r, 2 * r) for x, y in bubbles.centres]
            filled = [n for n, circle in enumerate(circles) if ink_share(form, place.page, circle) > 0.3]
            assert filled == ([] if digit is None else [digit])


@pytest.mark.parametrize("layout_id", PROFILES)
def test_a_healthy_row_stays_healthy_on_paper(layout_id: str) -> None:
    form = fill(layout_of(layout_id), row_of(layout_id, 11), 11)
    known = {place.name: form.figures[place.name] for place in form.layout.fields if place.known}
    assert known == row_of(layout_id, 11)
    assert not [f for f in check_row(load(PROFILES[layout_id]), known) if f.severity == "error"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_every_witness_of_a_faultless_crew_says_the_same(seed: int) -> None:
    """Planned without drawing: digits, circles, strokes and words of every figure."""
    rng, habits = np.random.default_rng(seed), crew(seed)
    layout = kwk_layout((1, 2, 3))
    row = valid_row(random.Random(seed), "pilkada-2024", PAIRS)
    for place in layout.fields:
        if (value := row.get(place.name)) is None:
            continue
        written = habits.plan(place, value, cells(layout), rng)
        digits = "".join(sign for sign in written.boxes if sign.isdigit())
        assert int(digits or 0) == value
        if place.tally:
            assert sum(total or 0 for total in written.sums) == value
        if place.words:
            assert read_words(written.words) == value
        marked = [digit for digit in written.circles if digit is not None]
        assert not place.bubbles or int("".join(map(str, marked)) or 0) == value


def test_a_careless_crew_contradicts_itself() -> None:
    layout, row = kwk_layout((1, 2, 3)), row_of("c-hasil-kwk-walikota-3", 4)
    form = fill(layout, row, 4, by=Crew().careless(1.0))
    votes = form.written["suara_sah"]
    assert read_words(votes.words) != row["suara_sah"]
    assert int("".join(s for s in votes.boxes if s.isdigit())) == row["suara_sah"], "digits are the truth"
    assert sum(total or 0 for total in form.written["paslon1"].sums) != row["paslon1"]


def test_a_figure_not_stated_leaves_everything_bare() -> None:
    layout = kwk_layout((1, 2, 3))
    form = fill(layout, without(row_of("c-hasil-kwk-walikota-3", 4), "paslon2"), 4)
    place = next(place for place in layout.fields if place.name == "paslon2")
    assert form.figures["paslon2"] is None
    assert place.words and place.tally
    assert [ink_share(form, 2, box) for box in (*place.digits, place.words, *place.tally.lines)] == [0.0] * 11


@pytest.mark.parametrize(
    ("value", "reason"), [(1000, "does not fit 3 boxes"), (-1, "does not fit"), (700, "strokes")]
)
def test_what_does_not_fit_the_form_is_refused(value: int, reason: str) -> None:
    layout, row = kwk_layout((1, 2, 3)), row_of("c-hasil-kwk-walikota-3", 4)
    with pytest.raises(ValueError, match=reason):
        fill(layout, row | {"paslon1": value}, 4)


def test_hands_differ_and_keep_their_own() -> None:
    def sign(seed: int, time: int) -> np.ndarray:
        ink = Ink(80, 80)
        writer(seed).sign(ink, "5", Area(0, 0, 80, 80), np.random.default_rng(time))
        return ink.layer.astype(int)

    assert not np.array_equal(sign(1, 1), sign(1, 2)), "no two strokes are alike"
    fives = {tuple(map(float, (writer(n).slant, writer(n).pen, writer(n).forms["5"]))) for n in range(50)}
    assert len(fives) == 50
