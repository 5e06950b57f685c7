"""A fingerprint of a picture that survives scaling, compression and light, yet tells two forms apart.

Signs of 16 × 16 coefficients of the discrete cosine transform of the picture at 320 × 320, from the 24th on
(after Zauner 2010, *Implementation and benchmarking of perceptual image hash functions*). The usual first
coefficients are those of the printed form, the same on every photo; handwriting stands in the higher.
"""

from __future__ import annotations

import cv2
import numpy as np

from siaga.engines.reading.model import Grey

_SIDE, _FIRST, _COUNT = 320, 24, 16


def look_of(photo: Grey) -> str:
    """64 hexadecimal digits; see `plain.alike`."""
    small = cv2.resize(photo, (_SIDE, _SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    band = cv2.dct(small)[_FIRST : _FIRST + _COUNT, _FIRST : _FIRST + _COUNT]
    return np.packbits((band > 0).ravel()).tobytes().hex()
