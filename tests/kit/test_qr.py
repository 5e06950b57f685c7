"""The reader of QR codes reads what an independent writer wrote, and notices a changed module."""

from __future__ import annotations

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from tests.kit.qr import decode, modules_of

ADDRESS = "http://127.0.0.1:8000/rapat/12/hadir/kLm3-xYz_90abcdefghij/"


def code(text: str, **options):
    return segno.make(text, mode="byte", micro=False, **options)


@given(st.text(min_size=1, max_size=300), st.sampled_from("lmqh"), st.integers(0, 7))
def test_what_was_written_is_read(text: str, error: str, mask: int) -> None:
    written = code(text, error=error, mask=mask, encoding="utf-8", boost_error=False)
    assert decode([[bool(module) for module in row] for row in written.matrix]) == text


@pytest.mark.parametrize("scale", [2.4, 3, 6.49, 8.8])
def test_a_picture_is_read_at_any_size(scale: float) -> None:
    """Modules need not be whole pixels, and there is a light border around."""
    matrix = [[0] * 41] * 2 + [[0, 0, *row, 0, 0] for row in code(ADDRESS, error="m").matrix] + [[0] * 41] * 2
    places = [int(i / scale) for i in range(int(len(matrix) * scale))]
    pixels = [[bool(matrix[y][x]) for x in places] for y in places]
    assert decode(modules_of(pixels)) == ADDRESS


def test_one_wrong_module_is_noticed() -> None:
    matrix = [[bool(module) for module in row] for row in code(ADDRESS, error="m").matrix]
    matrix[-3][-1] = not matrix[-3][-1]
    assert _read(matrix) != ADDRESS


def test_an_empty_picture_holds_no_code() -> None:
    with pytest.raises(ValueError, match="nothing dark"):
        modules_of([[False] * 10] * 10)
    with pytest.raises(ValueError, match="no code"):
        modules_of([[True] * 40] * 40)


def _read(matrix) -> str:
    try:
        return decode(matrix)
    except ValueError:
        return ""
