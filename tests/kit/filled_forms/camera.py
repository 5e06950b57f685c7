"""A telephone takes a picture of a filled page: `photograph(page, Damage(skew=0.4, dark=0.3), seed=1)`."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Grey
from tests.kit.filled_forms import light
from tests.kit.filled_forms.damage import Damage
from tests.kit.filled_forms.filling import FilledPage
from tests.kit.filled_forms.geometry import Points, Sight, chances, sight

LONG_SIDE = 1600
"""Pixels of the longer side of a photograph, as the 2024 app kept them."""
_FRAME = 4 / 3
_GRAIN_IN_THE_DARK = 0.25


@dataclass(frozen=True)
class Photo:
    """A photograph and the truth about it: `file` is a JPEG; `size` of the paper in mm."""

    file: bytes
    page: int
    seen: Sight
    size: tuple[float, float]

    @property
    def picture(self) -> NDArray[np.uint8]:
        """(height, width, 3), blue green red."""
        return np.asarray(cv2.imdecode(np.frombuffer(self.file, np.uint8), cv2.IMREAD_COLOR), np.uint8)

    @property
    def grey(self) -> Grey:
        return np.asarray(cv2.imdecode(np.frombuffer(self.file, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)

    def where(self, points: Points) -> Points:
        """Points (n, 2) of the page in mm as pixels of the photograph; beyond its edges where it is cut."""
        return self.seen.forward(np.asarray(points, np.float64) / np.array(self.size))


def photograph(page: FilledPage, damage: Damage, seed: int, long_side: int = LONG_SIDE) -> Photo:
    """The page as a telephone would have it. Equal arguments give equal bytes; a higher severity of one kind
    does more of the same, in the same direction.
    """
    rngs = [np.random.default_rng([seed, n]) for n in range(6)]
    height, width = page.picture.shape[:2]
    seen = _sight(height / width, damage, long_side, rngs[0])
    picture = light.cover(_lay(page.picture, seen, rngs[1]), damage.finger, rngs[2])
    picture = light.shine(picture, damage, _crease(seen, damage.fold), rngs[3])
    picture = light.ripple(picture, damage.moire, rngs[4])
    picture = light.shake(light.defocus(picture, damage.focus), damage.motion, rngs[5])
    picture = light.grain(picture, damage.noise + _GRAIN_IN_THE_DARK * damage.dark, rngs[5])
    size = width / page.scale, height / page.scale
    return Photo(light.squeeze(picture, damage.jpeg), page.number, seen, size)


def _sight(ratio: float, damage: Damage, long_side: int, rng: np.random.Generator) -> Sight:
    """The frame is as tall as needed: 4 to 3, or the sheet's own ratio where that is more."""
    return sight((round(long_side / max(_FRAME, ratio)), long_side), ratio, damage, chances(rng))


def _lay(paper: NDArray[np.uint8], seen: Sight, rng: np.random.Generator) -> NDArray[np.uint8]:
    """The paper on a table, sampled without aliasing: shrunk first to about the size it is seen at."""
    table = (np.array([70, 95, 125]) * rng.uniform(0.4, 1.3)).tolist()
    share = 1.15 * max(seen.width, seen.height) / max(paper.shape[:2])
    small = cv2.resize(paper, None, fx=share, fy=share, interpolation=cv2.INTER_AREA) if share < 1 else paper
    maps = seen.maps(small.shape[:2])
    laid = cv2.remap(small, maps, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=table)
    return np.asarray(laid, np.uint8)


def _crease(seen: Sight, severity: float) -> NDArray[np.float32] | None:
    """The light and dark line along a fold: a factor for every pixel."""
    if not severity:
        return None
    down = seen.maps((1000, 1000))[:, :, 1] / 1000 - seen.fold[0]
    bump = 0.30 * severity * (np.exp(-((down / 0.006) ** 2)) - 0.6 * np.exp(-(((down - 0.012) / 0.008) ** 2)))
    beyond = 0.12 * severity / (1 + np.exp(-np.clip(down * 200, -30, 30)))
    return (1 - bump - beyond).astype(np.float32)
