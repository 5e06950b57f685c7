"""Photos for tests: small pictures that are all different, and the statements a phone makes about them.

jpeg(7)                                    # bytes of a little picture, the same for the same number
sent = photograph(content=jpeg(7))         # as a phone sends it
glance(page=2)                             # what the darkroom would say of it
"""

from __future__ import annotations

from itertools import count
from typing import Any

import cv2
import numpy as np

from siaga.desks.results.darkroom import Glance
from siaga.desks.results.services import Photograph

_numbers = count(1)


def picture(seed: int, side: int = 240) -> np.ndarray:
    """Soft patches of grey that no other seed has."""
    patches = np.random.default_rng(seed).integers(60, 255, (side // 8, side // 8), np.uint8)
    return cv2.resize(patches, (side, side), interpolation=cv2.INTER_CUBIC)


def jpeg(seed: int, side: int = 240, quality: int = 80) -> bytes:
    """The picture as a camera would send it."""
    return encoded(picture(seed, side), quality)


def encoded(grey: np.ndarray, quality: int = 80) -> bytes:
    done, content = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return content.tobytes()


def photograph(content: bytes | None = None, **said: Any) -> Photograph:
    """A photo under numbers of its own, unless they are given."""
    number = next(_numbers)
    numbers = {"client_id": f"upload-{number:06d}", "submission": f"submission-{number:06d}", "order": 1}
    return Photograph(**numbers | {"content": jpeg(number) if content is None else content} | said)


def glance(**seen: Any) -> Glance:
    """A page 1 that was placed and raises no question; its look is unlike every other one."""
    number = next(_numbers)
    look = np.random.default_rng(number).bytes(32).hex()
    plain = {"page": 1, "reason": "", "stranger": False, "codes": (), "screen": False, "look": look}
    return Glance(**plain | seen)
