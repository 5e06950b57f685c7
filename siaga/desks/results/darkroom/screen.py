"""Whether a photo shows a screen and not paper: the regular pattern of two grids of pixels over each other.

Each tile of the picture is asked alone, for the pattern turns and stretches from one to the next with the
angle of the camera: how far the strongest single peak of its spectrum, off the axes, stands out of what is
around it. Writing and printed lines make such a peak in a few tiles, a screen in nearly all, so the tile of
the lowest quarter decides. On 193 real photographs of paper it is at most 2.71, as a natural logarithm of
power; `siaga bench reading screens` measures these and generated photographs of a screen. It is a question
for a person, never an answer.
"""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey

STANDS_OUT = 2.8
_TILE = 256
_QUARTER = 25
"""Percentile of the tiles that decides."""
_SOFT, _AROUND = 3, 25
"""Bins of the spectrum that a peak takes, and that it is compared with."""
_LOWEST, _HIGHEST, _OFF_AXIS = 0.06, 0.48, 2
"""Cycles in a pixel between which a pattern is looked for, and how far from the axes in bins, where printed
lines are.
"""
_BLOCKS, _BESIDE = _TILE // 8, 1
"""The blocks of eight pixels of JPEG make peaks of their own, a bin wide either way."""


def shows_screen(photo: Grey) -> bool:
    """Whether it seems so; False for pictures smaller than a tile."""
    return pattern(photo) > STANDS_OUT


def pattern(photo: Grey) -> float:
    """How far a regular pattern stands out over most of the picture, in natural logarithms of power."""
    peaks = [_peak(tile) for tile in _tiles(photo)]
    return float(np.percentile(peaks, _QUARTER)) if peaks else 0.0


def _tiles(photo: Grey) -> list[Grey]:
    """Tiles from edge to edge, overlapping as little as need be."""
    tops, lefts = (_starts(length) for length in photo.shape)
    return [photo[top : top + _TILE, left : left + _TILE] for top in tops for left in lefts]


def _starts(length: int) -> NDArray[np.int64]:
    if length < _TILE:
        return np.empty(0, np.int64)
    return np.linspace(0, length - _TILE, max(2, round(length / _TILE))).astype(np.int64)


def _peak(tile: Grey) -> float:
    fine = tile.astype(np.float32)
    fine -= cv2.GaussianBlur(fine, (0, 0), 2)
    fine = np.clip(fine / (fine.std() + 1), -3, 3)
    power = np.fft.fftshift(np.abs(np.fft.rfft2(fine * _window())) ** 2, axes=0).astype(np.float32)
    around = cv2.blur(power, (_AROUND, _AROUND)) + 1e-3
    out = (cv2.GaussianBlur(power, (_SOFT, _SOFT), 0) + 1e-3) / around
    return float(np.log(out[_looked_at()].max()))


@cache
def _window() -> NDArray[np.float32]:
    return np.outer(np.hanning(_TILE), np.hanning(_TILE)).astype(np.float32)


@cache
def _looked_at() -> NDArray[np.bool_]:
    """Where in the half spectrum a pattern may stand."""
    down = np.abs(np.arange(_TILE) - _TILE // 2)[:, None]
    across = np.arange(_TILE // 2 + 1)[None, :]
    away = np.hypot(down, across) / _TILE
    band = (away > _LOWEST) & (away < _HIGHEST) & (down > _OFF_AXIS) & (across > _OFF_AXIS)
    return band & ~(_of_blocks(down) & _of_blocks(across))


def _of_blocks(bins: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray(np.abs((bins + _BLOCKS // 2) % _BLOCKS - _BLOCKS // 2) <= _BESIDE)
