"""Crops as a phone and a hurried hand would have made them: moved, bent, blurred, shaded, cut askew."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import CROP_HEIGHT, CROP_WIDTH

Image = NDArray[np.uint8]
SIZE = (CROP_WIDTH, CROP_HEIGHT)


def damaged(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """One new version of a crop; `neighbour` is any other crop, whose edge may look in from a side."""
    picture = moved(image, rng)
    if rng.random() < 0.15:
        picture = beside(picture, neighbour, rng)
    if rng.random() < 0.15:
        picture = coarse(picture, rng)
    if rng.random() < 0.35:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.5))
    picture = lit(picture, rng)
    return compressed(picture, rng) if rng.random() < 0.3 else picture


def moved(image: Image, rng: np.random.Generator) -> Image:
    """Shifted, scaled, turned and sheared about the middle; what comes in from outside repeats the edge."""
    turn, shear = np.radians(rng.normal(0, 3)), rng.normal(0, 0.06)
    scale = np.exp(rng.normal(0, 0.07) + rng.normal(0, 0.05, 2))
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[1, shear], [0, 1]]
    matrix = matrix * scale
    middle = np.array([CROP_WIDTH, CROP_HEIGHT]) / 2
    shift = middle - matrix @ middle + rng.normal(0, 1.6, 2)
    return cv2.warpAffine(
        image, np.column_stack([matrix, shift]), SIZE, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def beside(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """A strip of the next box at the left or the right edge."""
    width, picture = int(rng.integers(2, 6)), image.copy()
    if rng.random() < 0.5:
        picture[:, :width] = np.minimum(picture[:, :width], neighbour[:, -width - 4 : -4])
    else:
        picture[:, -width:] = np.minimum(picture[:, -width:], neighbour[:, 4 : width + 4])
    return picture


def coarse(image: Image, rng: np.random.Generator) -> Image:
    """As from a photo with fewer pixels."""
    share = rng.uniform(0.35, 0.8)
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, SIZE, interpolation=cv2.INTER_LINEAR)


def lit(image: Image, rng: np.random.Generator) -> Image:
    """Other contrast and brightness, a shade across the box, the grain of a dark photo."""
    down, across = np.mgrid[-1 : 1 : CROP_HEIGHT * 1j, -1 : 1 : CROP_WIDTH * 1j]
    shade = 1 + rng.normal(0, 0.06) * down + rng.normal(0, 0.06) * across
    gain, offset = rng.uniform(0.6, 1.1), rng.uniform(-10, 50)
    grain = rng.normal(0, rng.uniform(0, 5), image.shape) if rng.random() < 0.3 else 0
    return np.clip((image * gain + offset) * shade + grain, 0, 255).astype(np.uint8)


def compressed(image: Image, rng: np.random.Generator) -> Image:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 80))])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)


def unwritten(rng: np.random.Generator) -> Image:
    """A printed box with its dotted guide and nothing in it, or only a dash: rare in the published crops."""
    paper, ink = rng.integers(150, 250), rng.integers(20, 110)
    picture = np.full((CROP_HEIGHT, CROP_WIDTH), paper, np.uint8)
    left, top = rng.integers(1, 7, 2)
    right, bottom = CROP_WIDTH - 1 - rng.integers(1, 7), CROP_HEIGHT - 1 - rng.integers(1, 7)
    thickness = int(rng.integers(1, 3))
    cv2.rectangle(picture, (left, top), (right, bottom), int(ink), thickness, cv2.LINE_AA)
    if rng.random() < 0.7:
        _dotted(picture, (left, top, right, bottom), int(paper - rng.integers(15, 70)))
    if rng.random() < 0.4:
        _dash(picture, (left, top, right, bottom), int(ink), rng)
    return picture


def _dotted(picture: Image, frame: tuple[int, int, int, int], grey: int) -> None:
    left, top, right, bottom = frame
    rows = np.linspace(top + (bottom - top) * 0.2, bottom - (bottom - top) * 0.2, 12).astype(int)
    columns = np.linspace(left + (right - left) * 0.3, right - (right - left) * 0.3, 3).astype(int)
    picture[np.ix_(rows, columns)] = grey


def _dash(picture: Image, frame: tuple[int, int, int, int], ink: int, rng: np.random.Generator) -> None:
    left, top, right, bottom = frame
    middle, half = (top + bottom) // 2 + int(rng.integers(-5, 6)), int(rng.integers(4, 12))
    centre, slope = (left + right) // 2, int(rng.integers(-2, 3))
    ends = (centre - half, middle - slope), (centre + half, middle + slope)
    cv2.line(picture, *ends, ink, int(rng.integers(1, 4)), cv2.LINE_AA)
