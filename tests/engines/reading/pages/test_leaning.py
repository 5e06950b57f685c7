"""Frames that lean, shrink and lie elsewhere are found; a line of the table is not taken for a side."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.leaning import along, leaning

SIDE = 40.0
EXPECTED = np.array([[80, 80], [120, 80], [120, 120], [80, 120]], np.float64)


def _drawn(frame: np.ndarray, sign: str = "5", light: int = 200) -> Grey:
    """A box with a digit, and the line of a table above it, four times finer and reduced."""
    fine = np.full((800, 800), light, np.uint8)
    cv2.polylines(fine, [np.round(frame * 4).astype(np.int32)], True, 60, 10)
    x, y = frame.mean(axis=0) * 4
    cv2.putText(fine, sign, (int(x) - 28, int(y) + 28), cv2.FONT_HERSHEY_SIMPLEX, 2.5, 70, 8)
    cv2.line(fine, (0, 210), (799, 210), 60, 8)
    return np.asarray(cv2.resize(fine, (200, 200), interpolation=cv2.INTER_AREA), np.uint8)


@given(
    lean=st.floats(-0.2, 0.2),
    slant=st.floats(-0.2, 0.2),
    shrunk=st.floats(0.72, 1.08),
    right=st.floats(-0.2, 0.2),
    down=st.floats(-0.2, 0.2),
    sign=st.sampled_from("0123456789X"),
)
def test_a_frame_is_found_wherever_a_fold_has_put_it(
    lean: float, slant: float, shrunk: float, right: float, down: float, sign: str
) -> None:
    u = np.array([-0.5, 0.5, 0.5, -0.5])
    v = np.array([-0.5, -0.5, 0.5, 0.5]) * shrunk
    frame = 100 + SIDE * np.column_stack([u + slant * v + right, v + lean * u + down])
    photo = _drawn(frame, sign)
    found = leaning(photo, EXPECTED[None])[0]
    assert np.linalg.norm(found.mean(axis=0) - frame.mean(axis=0)) < 0.08 * SIDE
    assert np.abs(found - frame).max() < 0.15 * SIDE


def test_a_side_that_is_a_line_of_the_table_is_broken() -> None:
    photo = _drawn(EXPECTED)
    high = EXPECTED.copy()
    high[:2, 1] = 52.5
    true, false = along(photo, np.array([EXPECTED, high]))
    assert true.min() > 0.2
    assert false[[0, 2]].max() < 0.05, "left and right do not reach the line of the table"


def test_sides_break_off_where_something_lies_on_the_box() -> None:
    photo = _drawn(EXPECTED)
    photo[110:] = photo.max()
    left, top, right, bottom = along(photo, EXPECTED[None])[0]
    assert top > 0.2 > 0.05 > max(left, right, bottom)
