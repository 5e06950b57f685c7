"""Whether a photo shows a screen and not paper: the regular pattern of two grids of pixels over each other.

The mean power spectrum over tiles of the picture (Welch 1967) keeps what is the same everywhere, such as a
moiré pattern, and evens out what is written. A photo is taken for one of a screen when the strongest single
peak off the axes stands out further than on any of 193 real photographs of paper (at most 3.45, as a natural
logarithm of power). It is a question for a person: of generated photos with a plain moiré (severity 0.6 and
more in tests/kit) three in four show that much, of faint ones fewer.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey

STANDS_OUT = 3.5
_TILE = 256
_AROUND = 13
_LOWEST, _HIGHEST, _OFF_AXIS = 0.06, 0.47, 4
"""Cycles in a pixel between which a pattern is looked for, and how far from the axes, where printed lines
are.
"""


def shows_screen(photo: Grey) -> bool:
    """Whether it seems so; False for pictures smaller than a tile."""
    return peak(photo) > STANDS_OUT


def peak(photo: Grey) -> float:
    """How far the strongest regular pattern stands out of the spectrum, in natural logarithms of power."""
    tiles = [_power(tile) for tile in _tiles(photo)]
    if not tiles:
        return 0.0
    power = np.fft.fftshift(np.log(np.mean(tiles, axis=0) + 1e-3), axes=0).astype(np.float32)
    out = cv2.GaussianBlur(power, (3, 3), 0) - cv2.blur(power, (_AROUND, _AROUND))
    return float(out[_looked_at()].max())


def _tiles(photo: Grey) -> list[Grey]:
    height, width = photo.shape
    tops = range(0, height - _TILE + 1, _TILE)
    return [photo[y : y + _TILE, x : x + _TILE] for y in tops for x in range(0, width - _TILE + 1, _TILE)]


def _power(tile: Grey) -> NDArray[np.float32]:
    fine = tile.astype(np.float32)
    fine -= cv2.GaussianBlur(fine, (0, 0), 2)
    window = np.outer(np.hanning(_TILE), np.hanning(_TILE))
    return (np.abs(np.fft.rfft2(fine / (fine.std() + 3) * window)) ** 2).astype(np.float32)


def _looked_at() -> NDArray[np.bool_]:
    """Where in the half spectrum a pattern may stand."""
    down = np.abs(np.arange(_TILE) - _TILE // 2)[:, None]
    across = np.arange(_TILE // 2 + 1)[None, :]
    away = np.hypot(down, across) / _TILE
    return (away > _LOWEST) & (away < _HIGHEST) & (down > _OFF_AXIS) & (across > _OFF_AXIS)
