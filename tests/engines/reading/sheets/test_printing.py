"""What is printed stands where the layout says, and its codes say what they should."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from pypdf import PageObject, PdfReader

from siaga.engines.reading.model import Box
from siaga.engines.reading.sheets import Paper, form_pages, print_forms
from siaga.engines.reading.sheets.printing import draw_png
from siaga.engines.reading.sheets.scaling import enlarged
from tests.kit import qr
from tests.kit.pdf_shapes import Outline, shapes_of
from tests.kit.sheets import STATION, form_sheet

TOLERANCE = 0.02
"""mm; typst writes hundredths of a point."""


def pages_of(pdf: bytes) -> list[PageObject]:
    return list(PdfReader(io.BytesIO(pdf)).pages)


def not_drawn(boxes: Iterable[Box], outlines: list[Outline]) -> list[Box]:
    """Those boxes that no outline has the place and size of."""
    there = np.array([(o.left, o.top, o.width, o.height) for o in outlines])
    wanted = ((box, np.array([box.x, box.y, box.width, box.height])) for box in boxes)
    return [box for box, four in wanted if np.abs(there - four).max(axis=1).min() > TOLERANCE]


def grid_of(box: Box, fills: list[Outline], side: int) -> list[list[bool]]:
    """The dark modules within a box, from the filled runs."""
    unit = box.width / side
    grid = np.zeros((side, side), bool)
    for o in fills:
        row, start, end = (round(v / unit) for v in (o.top - box.y, o.left - box.x, o.left + o.width - box.x))
        if 0 <= row < side and 0 <= start < end <= side:
            grid[row, start:end] = True
    return grid.tolist()


@pytest.mark.parametrize(("pairs", "kind"), [(2, "mayor"), (3, "governor"), (6, "regent")])
def test_every_box_frame_and_circle_is_drawn_where_it_is_read(pairs: int, kind: str) -> None:
    form = form_sheet(pairs, kind)
    for place, page in zip(form.sheet.reduced.pages, pages_of(print_forms([form])), strict=True):
        outlines, fills = shapes_of(page)
        fields = form.sheet.reduced.on_page(place.number)
        boxes = [box for field in fields for box in field.digits] + list(place.frames)
        boxes += [box for f in fields if f.tally for line in (f.tally.lines, *f.tally.sums) for box in line]
        boxes += [f.words for f in fields if f.words]
        assert not not_drawn(boxes, outlines)
        round_ones = [outline for outline in outlines if outline.curves == 4]
        for bubbles in (b for field in fields for b in field.bubbles):
            r = bubbles.radius
            circles = [Box(x - r, y - r, 2 * r, 2 * r) for x, y in bubbles.centres]
            assert not not_drawn(circles, round_ones)
        assert not not_drawn([Box(m.x, m.y, m.width / 2, m.height / 2) for m in place.marks], fills)


def test_a_box_a_tenth_of_a_millimetre_away_is_missed() -> None:
    form = form_sheet(2)
    outlines, _fills = shapes_of(pages_of(print_forms([form]))[0])
    box = form.sheet.reduced.fields[0].digits[0]
    assert not not_drawn([box], outlines)
    assert not_drawn([replace(box, x=box.x + 0.1)], outlines)


@pytest.mark.parametrize("kind", ["mayor", "governor"])
def test_the_code_says_station_contest_and_page(kind: str) -> None:
    for number, page in enumerate(pages_of(print_forms([form_sheet(4, kind)])), 1):
        _outlines, fills = shapes_of(page)
        assert qr.decode(grid_of(Box(16, 17, 17, 17), fills, side=29)) == f"SIAGA1:{STATION}:{kind}:{number}"


def test_the_tags_are_found_where_they_stand() -> None:
    form, scale = form_sheet(6), 8
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_APRILTAG_36h10))
    for place, page in zip(form.sheet.reduced.pages, form_pages(form), strict=True):
        picture = draw_png(page, (210, 297), scale)
        grey = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
        corners, ids, _rejected = detector.detectMarkers(grey)
        assert ids.ravel().tolist() == [place.tag]
        assert np.allclose(corners[0][0] / scale, place.tag_box.corners, atol=0.3)


@pytest.mark.parametrize(
    ("paper", "size", "scale"),
    [("a4", (210, 297), 1), ("a3", (297, 420), 2**0.5), ("a1", (594, 841), 594 / 210), ("f4", (215, 330), 1)],
)
def test_every_paper_holds_the_same_form(paper: str, size: tuple[int, int], scale: float) -> None:
    """In the middle of the sheet, every length of A4 times one factor."""
    form = form_sheet(2)
    page = pages_of(print_forms([form], Paper(paper)))[0]
    paper_size = float(page.mediabox.width), float(page.mediabox.height)
    assert np.allclose(paper_size, np.array(size) * 72 / 25.4, atol=0.1)
    there = enlarged(form.sheet.reduced, scale)
    moved = [(whole - part) / 2 for whole, part in zip(size, (there.width, there.height), strict=True)]
    boxes = [box for place in there.on_page(1) for box in place.digits]
    boxes = [replace(box, x=box.x + moved[0], y=box.y + moved[1]) for box in boxes]
    assert not not_drawn(boxes, shapes_of(page)[0])


def test_every_page_says_that_it_is_no_official_form() -> None:
    for page in pages_of(print_forms([form_sheet(4)])):
        assert "FORMULIR LATIHAN, BUKAN FORMULIR RESMI KPU" in page.extract_text()


def test_the_station_and_the_ballot_stand_on_the_paper() -> None:
    text = "\n".join(page.extract_text() for page in pages_of(print_forms([form_sheet(2, empty=1)])))
    for words in (
        "Kota Metro",
        "Metro Pusat",
        "Rabu, 27 November 2024",
        "KOLOM KOSONG",
        "Calon 2",
        "Wakil 2",
    ):
        assert words in text
    assert "Calon 1" not in text
    assert "Saksi pasangan calon 2" in text and "Saksi pasangan calon 1" not in text


def test_unsure_lines_are_marked_and_explained() -> None:
    first = pages_of(print_forms([form_sheet(2)]))[0].extract_text()
    assert "(DPPh) °" in first
    assert "1. Pemilih dalam Daftar Pemilih Tetap (DPT)\n" in first
    assert "° Baris ini disusun dari naskah peraturan dan ingatan" in first


def test_names_are_printed_as_they_are() -> None:
    form = form_sheet(2)
    nasty = '#panic("x") *a* $b$ \\ <c>'
    pairs = (type(form.pairs[0])(1, nasty, "_d_"), form.pairs[1])
    changed = type(form)(
        **{name: getattr(form, name) for name in form.__dataclass_fields__} | {"pairs": pairs}
    )
    text = "".join(page.extract_text() for page in pages_of(print_forms([changed])))
    assert "#panic" in text and "*a*" in text and "_d_" in text


def test_many_stations_are_one_file_and_equal_forms_equal_bytes() -> None:
    forms = [form_sheet(2, station=f"187201100100{n}") for n in range(1, 4)]
    assert len(pages_of(print_forms(forms))) == 9
    assert print_forms(forms) == print_forms(forms)
    with pytest.raises(ValueError, match="no form"):
        print_forms([])
