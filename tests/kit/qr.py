"""Read a QR code from a picture, as a telephone does: what is printed, not what the program meant to print.

    decode(modules_of(pixels))        # pixels: rows of booleans, dark is true

Only what the signs of this project need (ISO/IEC 18004): upright, clean, one segment in byte mode. The
picture comes from a screen and not from a camera, so nothing is corrected: one wrong module and the text is
wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from segno.consts import ALIGNMENT_POS, ECC

Rows = Sequence[Sequence[bool]]
_FORMAT_MASK = 0b101010000010010
_BYTES = 0b0100
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: (r * c) % 2 + (r * c) % 3 == 0,
    lambda r, c: ((r * c) % 2 + (r * c) % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + (r * c) % 3) % 2 == 0,
)


def modules_of(pixels: Rows) -> list[list[bool]]:
    """One boolean per module, sampled in the middle of each. Raises ValueError without a code."""
    dark = [(y, x) for y, row in enumerate(pixels) for x, is_dark in enumerate(row) if is_dark]
    if not dark:
        raise ValueError("nothing dark in the picture")
    top, left = min(y for y, _x in dark), min(x for _y, x in dark)
    width = max(x for _y, x in dark) - left + 1
    for size in range(21, 178, 4):
        middle = [int((i + 0.5) * width / size) for i in range(size)]
        modules = [[bool(pixels[top + y][left + x]) for x in middle] for y in middle]
        if _has_finders(modules):
            return modules
    raise ValueError("no code in the picture")


def _has_finders(modules: Rows) -> bool:
    """Whether a dark square in a light ring in a dark one stands in three corners."""
    square = [[max(abs(r - 3), abs(c - 3)) != 2 for c in range(7)] for r in range(7)]
    far = len(modules) - 7
    found = [
        [list(row[left : left + 7]) for row in modules[top : top + 7]]
        for top, left in ((0, 0), (0, far), (far, 0))
    ]
    return found == [square] * 3


def decode(modules: Rows) -> str:
    """The text of a code. Raises ValueError for anything but one segment of bytes."""
    size = len(modules)
    version = (size - 17) // 4
    level, mask = _format(modules)
    bits = [modules[r][c] ^ _MASKS[mask](r, c) for r, c in _path(size, version)]
    words = [int("".join("01"[bit] for bit in bits[i : i + 8]), 2) for i in range(0, len(bits) - 7, 8)]
    return _text(_in_order(words, version, level), version)


def _format(modules: Rows) -> tuple[int, int]:
    """Error correction level and mask, from the fifteen bits around the upper left finder."""
    along = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    told = int("".join("01"[modules[r][c]] for r, c in along), 2) ^ _FORMAT_MASK
    return told >> 13, told >> 10 & 0b111


def _path(size: int, version: int) -> Iterator[tuple[int, int]]:
    """The data modules in the order of their bits: up and down in columns of two, from the right."""
    columns = [*range(size - 1, 7, -2), 5, 3, 1]
    for turn, right in enumerate(columns):
        for row in range(size - 1, -1, -1) if turn % 2 == 0 else range(size):
            for column in (right, right - 1):
                if not _is_pattern(row, column, size, version):
                    yield row, column


def _is_pattern(row: int, column: int, size: int, version: int) -> bool:
    """Whether a module belongs to finders, timing, alignment, format or version."""
    near, far = (row < 9, column < 9), (row > size - 9, column > size - 9)
    corners = all(near) or (near[0] and far[1]) or (far[0] and near[1])
    told = version > 6 and ((row < 6 and column > size - 12) or (column < 6 and row > size - 12))
    return corners or row == 6 or column == 6 or told or _is_alignment(row, column, version)


def _is_alignment(row: int, column: int, version: int) -> bool:
    centres = ALIGNMENT_POS[version - 2] if version > 1 else ()
    first, last = (centres[0], centres[-1]) if centres else (0, 0)
    finders = {(first, first), (first, last), (last, first)}
    return any(
        abs(row - r) < 3 and abs(column - c) < 3 for r in centres for c in centres if (r, c) not in finders
    )


def _in_order(words: list[int], version: int, level: int) -> list[int]:
    """The data words, which are printed a word of each block in turn."""
    sizes = [group.num_data for group in ECC[version][level] for _block in range(group.num_blocks)]
    blocks: list[list[int]] = [[] for _size in sizes]
    source = iter(words)
    for turn in zip_longest(*(range(size) for size in sizes)):
        for block, place in zip(blocks, turn, strict=True):
            if place is not None:
                block.append(next(source))
    return [word for block in blocks for word in block]


def _text(words: list[int], version: int) -> str:
    bits = "".join(f"{word:08b}" for word in words)
    if int(bits[:4], 2) != _BYTES:
        raise ValueError("not one segment of bytes")
    width = 8 if version < 10 else 16
    length, data = int(bits[4 : 4 + width], 2), bits[4 + width :]
    return bytes(int(data[i * 8 : i * 8 + 8], 2) for i in range(length)).decode()
