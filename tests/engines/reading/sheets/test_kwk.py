"""The layout of C.HASIL-KWK follows the ballot, has every figure of the profile, and overlaps nowhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from siaga.engines.reading import layout as layouts
from siaga.engines.reading.model import Box, Layout
from siaga.engines.reading.sheets import NoSuchFormError, is_kwk, kwk_layout, layout_with_id
from siaga.engines.reading.sheets.kwk import kwk_sheet, layout_ids
from siaga.law.form.catalogue import form_with
from siaga.law.profiles import load

BALLOTS = range(2, 7)


def overlap(a: Box, b: Box) -> bool:
    """Whether they share more than an edge."""
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > 1e-6 and down > 1e-6


def inside(box: Box, layout: Layout) -> bool:
    return (
        box.x >= 0
        and box.y >= 0
        and box.x + box.width <= layout.width
        and box.y + box.height <= layout.height
    )


@pytest.mark.parametrize("pairs", BALLOTS)
def test_every_figure_of_the_profile_stands_on_the_form_once(pairs: int) -> None:
    numbers = tuple(range(1, pairs + 1))
    layout = kwk_layout(numbers)
    names = [place.name for place in layout.fields]
    assert len(names) == len(set(names))
    known = {place.name for place in layout.fields if place.known}
    assert known == set(form_with(load("pilkada-2024"), numbers).names)


def test_figures_only_the_paper_has_are_marked_so() -> None:
    unknown = {place.name for place in kwk_layout((1, 2)).fields if not place.known}
    lines = ("dpph", "dptb", "pemilih")
    assert unknown == {f"{line}_{g}" for line in lines for g in "lpj"} | {"disabilitas_l", "disabilitas_p"}


@pytest.mark.parametrize("pairs", BALLOTS)
def test_nothing_overlaps_and_nothing_leaves_the_paper(pairs: int) -> None:
    layout = kwk_layout(range(1, pairs + 1))
    for page in layout.pages:
        boxes = [box for place in layout.on_page(page.number) for box in place.digits]
        boxes += [page.tag_box, *page.marks]
        for place in layout.on_page(page.number):
            boxes += [box for line in (place.tally.sums if place.tally else ()) for box in line]
            boxes += [place.words] if place.words else []
            boxes += [
                Box(x - b.radius, y - b.radius, 2 * b.radius, 2 * b.radius)
                for b in place.bubbles
                for x, y in b.centres
            ]
        assert all(inside(box, layout) for box in (*boxes, *page.frames))
        assert not [(a, b) for a, b in itertools.combinations(boxes, 2) if overlap(a, b)]


def test_the_layout_is_full_size_and_the_paper_a_reduction_of_it() -> None:
    sheet = kwk_sheet((1, 2), "mayor")
    assert (sheet.layout.width, sheet.layout.height) == pytest.approx((594, 840), abs=0.1)
    assert (sheet.reduced.width, sheet.reduced.height) == (210, 297)
    factor = 594 / 210
    for full, small in zip(sheet.layout.fields, sheet.reduced.fields, strict=True):
        assert full.name == small.name
        for one, other in zip(full.digits, small.digits, strict=True):
            assert np.allclose(one.corners, factor * np.array(other.corners))
        for one, other in zip(full.bubbles, small.bubbles, strict=True):
            assert np.allclose(one.centres, factor * np.array(other.centres))


@pytest.mark.parametrize("pairs", BALLOTS)
def test_the_grid_of_strokes_and_the_boxes_hold_the_largest_station(pairs: int) -> None:
    parameters = load("pilkada-2024").parameters
    most = int(parameters["max_voters"].value * (1 + parameters["spare_share"].value))
    votes = [place for place in kwk_layout(range(1, pairs + 1)).fields if place.tally]
    assert len(votes) == pairs + 1
    for place in votes:
        assert place.tally and len(place.tally.lines) * 90 >= most
        assert 10 ** len(place.digits) > most
        assert all(10 ** len(line) > 90 for line in place.tally.sums)


@pytest.mark.parametrize(
    ("pairs", "pages", "split"), [(2, 3, [2]), (3, 3, [3]), (4, 4, [2, 2]), (5, 4, [3, 2])]
)
def test_the_ballot_decides_the_pages(pairs: int, pages: int, split: list[int]) -> None:
    layout = kwk_layout(range(1, pairs + 1))
    assert len(layout.pages) == pages
    votes = [
        len([p for p in layout.on_page(n) if p.name.startswith("paslon")]) for n in range(2, 2 + len(split))
    ]
    assert votes == split


def test_a_tag_names_one_page_of_one_kind_and_ballot() -> None:
    tags = [page.tag for layout_id in layout_ids() for page in layout_with_id(layout_id).pages]
    assert len(tags) == len(set(tags))
    assert not {101, 102, 103} & set(tags), "the tags of the KPU's own form"


def test_ids_lead_back_to_their_layout() -> None:
    for layout_id in layout_ids():
        assert is_kwk(layout_id)
        assert layout_with_id(layout_id).id == layout_id
    assert kwk_layout((1, 2)) is layout_with_id("c-hasil-kwk-walikota-2")
    assert not is_kwk("c-hasil-ppwp-2024")


@pytest.mark.parametrize("pairs", [(), (1,), (1, 1), (2, 1), (0, 1), tuple(range(1, 8))])
def test_a_ballot_that_cannot_be_is_refused(pairs: tuple[int, ...]) -> None:
    with pytest.raises(NoSuchFormError, match="2 to 6 ascending numbers"):
        kwk_layout(pairs)


def test_an_unknown_contest_or_id_is_refused() -> None:
    with pytest.raises(NoSuchFormError, match="mayor, governor, regent"):
        kwk_layout((1, 2), "senator")
    ends = ("walikota-1", "walikota-7", "2", "walikota-2.yaml", "walikota-3.1", "walikota-9999999999", "x-2")
    for wrong in (f"c-hasil-kwk-{end}" for end in ends):
        with pytest.raises(NoSuchFormError, match="there are: c-hasil-kwk-walikota-2"):
            layout_with_id(wrong)


def test_a_ballot_with_gaps_keeps_its_numbers() -> None:
    layout = kwk_layout((1, 3))
    assert layout.id == "c-hasil-kwk-walikota-1.3"
    assert [p.name for p in layout.fields if p.name.startswith("paslon")] == ["paslon1", "paslon3"]
    assert layout_with_id(layout.id) is layout
    assert not is_kwk("c-hasil-kwk-walikota-1.2"), "that is c-hasil-kwk-walikota-2"


def test_the_loader_of_layouts_knows_them() -> None:

    assert layouts.load_layout("c-hasil-kwk-gubernur-4") is kwk_layout((1, 2, 3, 4), "governor")
    assert set(layout_ids()) < set(layouts.layout_ids())
