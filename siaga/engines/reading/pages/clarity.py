"""How far ink stands out of the noise: where it does not, no stroke can be told from chance."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from siaga.engines.reading.pages.frames import views

Floats = NDArray[np.float64]

ILLEGIBLE = 3.2
"""Clarity of a page below which it is not read: of generated forms so dim one figure in four is misread, and
sums then make wrong ones look settled. The dimmest of 193 photographs of 2024 has 5.9."""
LEAST_NOISE = 0.5
"""Greys: pictures are stored in whole ones."""

_VIEW, _MARGIN = 48, 0.1
_INK, _PAPER = 3, 40
"""Percentiles of the greys of a box: at the first is the printed frame, above the second paper."""
_SMOOTH, _OUTLIER = 5, 40.0


def clarity(photo: Grey, quads: Floats) -> float:
    """Grey step from paper to the printed frames of boxes at `quads` (n, 4, 2 pixels), as a multiple of the
    deviation of the noise on their paper; the middle one of the n.
    """
    seen = views(photo, quads, (_VIEW, _VIEW), (_MARGIN, _MARGIN)).astype(np.float64)
    step = np.median(seen, axis=(1, 2)) - np.percentile(seen, _INK, axis=(1, 2))
    noise = np.array([_noise(_part(photo, quad)) for quad in quads])
    return float(np.median(step / np.maximum(noise, LEAST_NOISE)))


def _part(photo: Grey, quad: Floats) -> Grey:
    left, top = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
    right, bottom = np.ceil(quad.max(axis=0)).astype(int) + 1
    return photo[top:bottom, left:right]


def _noise(part: Grey) -> float:
    """Deviation of pixels from the median of those around them, on paper; strokes are cut off."""
    smooth = cv2.medianBlur(np.ascontiguousarray(part), _SMOOTH)
    paper = smooth >= np.percentile(smooth, _PAPER)
    off = np.minimum(np.abs(part[paper].astype(np.float64) - smooth[paper]), _OUTLIER)
    return float(np.sqrt((off**2).mean()))
