"""Layouts: well formed, faults told in a sentence, the official form measured right to a third of a mm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pytest
from pypdf import PdfReader

from siaga.engines.reading.layout import LayoutError, layout_ids, load_layout, parse_layout
from siaga.engines.reading.model import Box, FieldPlace
from siaga.law.form.catalogue import form_with
from siaga.law.profiles import load
from tests.kit.pdf_shapes import Outline, shapes_of
from tests.kit.shared import data_file

OFFICIAL = "c-hasil-ppwp-2024"
WITHIN = 0.3

SMALL = """
id: small
profile: pemilu-2024
title: Small
width: 100
height: 100
tag_family: apriltag-36h10
pages:
  - number: 1
    tag: 101
    tag_box: [80, 5, 10, 10]
    marks: [[1, 1, 2, 2], [97, 1, 2, 2], [97, 97, 2, 2], [1, 97, 2, 2]]
fields:
  - {name: dpt_l, page: 1, digits: [[10, 10, 5, 5], [16, 10, 5, 5]]}
"""


def test_the_official_form_has_every_figure_of_its_law() -> None:
    layout = load_layout(OFFICIAL)
    known = [place.name for place in layout.fields if place.known]
    assert sorted(known) == sorted(form_with(load(layout.profile), (1, 2, 3)).labels)
    assert {place.name for place in layout.fields if not place.known} == {"disabilitas_l", "disabilitas_p"}
    assert all(len(place.digits) == 3 for place in layout.fields)


def test_a_layout_is_always_the_same_object_and_an_unknown_one_names_those_there_are() -> None:
    assert OFFICIAL in layout_ids()
    assert load_layout(OFFICIAL) is load_layout(OFFICIAL)
    with pytest.raises(LayoutError, match=OFFICIAL):
        load_layout("c-hasil-1955")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("width: 100", ""), "no 'width'"),
        (("[10, 10, 5, 5]", "[10, 10, 5]"), "not well formed"),
        (("[10, 10, 5, 5]", "[98, 10, 5, 5]"), "outside the paper"),
        (("page: 1,", "page: 2,"), "page 2, which is not there"),
        (("[1, 1, 2, 2], ", ""), "3 corner marks"),
        (
            ("{name: dpt_l", "{name: dpt_l, page: 1, digits: [[1, 1, 2, 2]]}\n  - {name: dpt_l"),
            "dpt_l stands twice",
        ),
        (("digits: [[10, 10, 5, 5], [16, 10, 5, 5]]", "digits: []"), "no digit box"),
        (("id: small", "id: [small"), "not YAML"),
    ],
)
def test_a_fault_is_told_in_a_sentence(change: tuple[str, str], message: str) -> None:
    assert change[0] in SMALL
    with pytest.raises(LayoutError, match=message):
        parse_layout(SMALL.replace(*change))


def test_a_small_layout_is_read_as_written() -> None:
    layout = parse_layout(SMALL)
    assert layout.fields == (FieldPlace("dpt_l", 1, (Box(10, 10, 5, 5), Box(16, 10, 5, 5))),)
    assert (layout.page(1).tag, layout.tag_turn) == (101, 0)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_every_box_of_the_official_form_lies_on_printed_lines(number: int) -> None:
    outlines, fills = _printed(number)
    layout, lines = load_layout(OFFICIAL), [*outlines, *fills]  # two heads are rings that are filled
    for box in (*layout.page(number).frames, *_boxes(layout.on_page(number))):
        missing = [side for side in _sides(box) if not _on_a_line(side, lines)]
        assert not missing, f"no printed line under {missing} of {box}"


def test_the_words_below_the_invalid_votes_are_framed_on_three_sides() -> None:
    words = next(place.words for place in load_layout(OFFICIAL).fields if place.name == "suara_tidak_sah")
    assert words is not None
    outlines = _printed(3)[0]
    assert [_on_a_line(side, outlines) for side in _sides(words)] == [False, True, True, True]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_tag_marks_and_bubbles_are_where_they_are_printed(number: int) -> None:
    layout, (outlines, fills) = load_layout(OFFICIAL), _printed(number)
    page = layout.page(number)
    assert _printed_as(page.tag_box, fills)
    for mark in page.marks:
        half = mark.width / 2
        assert _printed_as(Box(mark.x, mark.y, half, half), [*outlines, *fills])
        assert _printed_as(Box(mark.x + half, mark.y + half, half, half), [*outlines, *fills])
    for place in layout.on_page(number):
        for column in place.bubbles:
            for x, y in column.centres:
                size = 2 * column.radius
                assert _printed_as(Box(x - column.radius, y - column.radius, size, size), outlines)


@pytest.mark.parametrize("shift", [0.5, 4.0])
def test_a_box_beside_its_line_would_be_noticed(shift: float) -> None:
    box = load_layout(OFFICIAL).on_page(1)[0].digits[0]
    moved = Box(box.x + shift, box.y, box.width, box.height)
    assert not all(_on_a_line(side, _printed(1)[0]) for side in _sides(moved))


@lru_cache
def _printed(number: int) -> tuple[list[Outline], list[Outline]]:
    return shapes_of(PdfReader(data_file("forms-ppwp-2024/blank-form.pdf")).pages[number - 1])


def _boxes(places: Iterable[FieldPlace]) -> Iterator[Box]:
    for place in places:
        yield from place.digits
        if place.words and place.name != "suara_tidak_sah":
            yield place.words
        if place.tally:
            yield from place.tally.lines
            yield from (box for line in place.tally.sums for box in line)


Side = tuple[bool, float, float, float]
"""Whether it lies across; its distance from the top or left; where it begins and ends."""


def _sides(box: Box) -> list[Side]:
    """Top, left, bottom, right."""
    (left, top), _, (right, bottom), _ = box.corners
    return [
        (True, top, left, right),
        (False, left, top, bottom),
        (True, bottom, left, right),
        (False, right, top, bottom),
    ]


def _on_a_line(side: Side, outlines: list[Outline]) -> bool:
    """Whether printed lines within WITHIN mm cover the whole side."""
    across, at, begin, end = side
    lines = (line for outline in outlines if outline.curves == 0 for line in _sides(_box(outline)))
    near = sorted((b, e) for a, where, b, e in lines if a == across and abs(where - at) <= WITHIN)
    for first, last in near:
        if first <= begin + WITHIN:
            begin = max(begin, last)
    return begin >= end - WITHIN


def _printed_as(box: Box, outlines: list[Outline]) -> bool:
    wanted = (box.x, box.y, box.width, box.height)
    shapes = ((o.left, o.top, o.width, o.height) for o in outlines)
    return any(all(abs(a - b) <= WITHIN for a, b in zip(wanted, shape, strict=True)) for shape in shapes)


def _box(outline: Outline) -> Box:
    return Box(outline.left, outline.top, outline.width, outline.height)
