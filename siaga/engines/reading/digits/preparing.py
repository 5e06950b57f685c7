"""What a crop goes through before the classifier sees it, in training and in use alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import CROP_HEIGHT, CROP_WIDTH, Grey

PAPER, INK = 0.80, 0.02
"""Quantiles of a crop's greys that stand for its paper and for its darkest ink: the printed frame."""
LEAST_CONTRAST = 24.0
"""Greys between ink and paper below which a crop is nearly flat; noise must not be stretched into strokes."""


def prepared(crops: Grey) -> NDArray[np.float32]:
    """(n, 48, 40) greys → (n, 1, 48, 40): 0 where there is paper, 1 for the darkest ink, shade taken out.

    Raises ValueError for crops of another size.
    """
    if crops.ndim != 3 or crops.shape[1:] != (CROP_HEIGHT, CROP_WIDTH):
        raise ValueError(f"crops are (n, {CROP_HEIGHT}, {CROP_WIDTH}), not {crops.shape}")
    greys = np.sort(crops.reshape(-1, CROP_HEIGHT * CROP_WIDTH), axis=1)
    paper, ink = (_column(greys, share) for share in (PAPER, INK))
    contrast = np.maximum(paper - ink, LEAST_CONTRAST)
    darkness: NDArray[np.float32] = (paper - crops.astype(np.float32)) / contrast
    return np.clip(darkness, -0.5, 1.5)[:, None]


def _column(greys: Grey, share: float) -> NDArray[np.float32]:
    """The grey at a quantile of each sorted crop, as (n, 1, 1)."""
    return greys[:, int(share * (greys.shape[1] - 1))].astype(np.float32)[:, None, None]
