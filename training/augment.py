"""Crops as a phone and a hurried hand would have made them: moved, bent, blurred, shaded, cut askew."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import CROP_HEIGHT, CROP_WIDTH

Image = NDArray[np.uint8]
Frame = tuple[int, int, int, int]
Point = NDArray[np.float64]
Damage = Callable[[Image, np.random.Generator], Image]
SIZE = (CROP_WIDTH, CROP_HEIGHT)
CORNERS = {"a": (-1, -1), "b": (1, -1), "c": (-1, 0), "d": (1, 0), "e": (-1, 1), "f": (1, 1)}
TRACED = {
    0: ("ab bf fe ea",),
    1: ("bf", "ae"),
    2: ("ab bd dc ce ef",),
    3: ("ab bd dc df fe",),
    4: ("ac cd bf", "ac cd bd df"),
    5: ("ba ac cd df fe",),
    6: ("ba ae ef fd dc", "ae ef fd dc"),
    7: ("ab bf", "ca ab bf"),
    8: ("ab bf fe ea cd",),
    9: ("db ba ac cd df fe", "ba ac cd bf"),
}
"""The strokes of each digit between the corners of two squares, one above the other: left then right."""
INTERPOLATIONS = (cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_AREA)


def mildly(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """A crop as most photographs would have it; `neighbour` is any other, whose edge may look in."""
    picture = moved(_sometimes(0.4, partial(rewritten, least=0.7, aside=2), image, rng), rng)
    picture = _sometimes(0.3, bent, picture, rng)
    if rng.random() < 0.25:
        picture = rng.choice([beside, slipped])(picture, neighbour, rng)
    picture = _sometimes(0.15, coarse, picture, rng)
    picture = _sometimes(0.35, partial(defocused, most=1.5), picture, rng)
    return _sometimes(0.3, compressed, lit(picture, rng), rng)


def harshly(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """A crop as the worst of photographs and hands would have it; `neighbour` as above."""
    picture = moved(_sometimes(0.4, rewritten, image, rng), rng)
    picture = _sometimes(0.3, bent, picture, rng)
    if rng.random() < 0.25:
        picture = rng.choice([beside, slipped])(picture, neighbour, rng)
    picture = _sometimes(0.2, faint, picture, rng)
    picture = _sometimes(0.5, rng.choice([enlarged, blurred, blurred]), picture, rng)
    picture = _sometimes(0.15, sharpened, picture, rng)
    return _sometimes(0.3, compressed, lit(picture, rng), rng)


def _sometimes(share: float, damage: Damage, image: Image, rng: np.random.Generator) -> Image:
    return damage(image, rng) if rng.random() < share else image


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


def rewritten(image: Image, rng: np.random.Generator, least: float = 0.55, aside: float = 3) -> Image:
    """The sign larger, smaller, more slanted or elsewhere in the same frame, as another hand would put it.

    `least`: the smallest scale; `aside`: usual distance to the left or right, in pixels.
    """
    edge, picture = 7, image.copy()
    inside = image[edge:-edge, edge:-edge]
    size = np.array([inside.shape[1], inside.shape[0]])
    turn, shear, scale = np.radians(rng.normal(0, 4)), rng.normal(0, 0.12), rng.uniform(least, 1.2)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[1, shear], [0, 1]]
    shift = size / 2 - matrix @ size / 2 * scale + rng.normal(0, (aside, 2), 2)
    picture[edge:-edge, edge:-edge] = cv2.warpAffine(
        inside, np.column_stack([matrix * scale, shift]), size.tolist(), borderMode=cv2.BORDER_REPLICATE
    )
    return picture


def bent(image: Image, rng: np.random.Generator) -> Image:
    """Every stroke a little out of its place, neighbouring points alike."""
    away = rng.normal(0, 1.1, (2, 5, 4)).astype(np.float32)
    across, down = (cv2.resize(field, SIZE, interpolation=cv2.INTER_CUBIC) for field in away)
    rows, columns = np.mgrid[:CROP_HEIGHT, :CROP_WIDTH].astype(np.float32)
    return cv2.remap(image, columns + across, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def beside(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """A strip of the next box at the left or the right edge."""
    width, picture = int(rng.integers(2, 6)), image.copy()
    if rng.random() < 0.5:
        picture[:, :width] = np.minimum(picture[:, :width], neighbour[:, -width - 4 : -4])
    else:
        picture[:, -width:] = np.minimum(picture[:, -width:], neighbour[:, 4 : width + 4])
    return picture


def slipped(image: Image, neighbour: Image, rng: np.random.Generator) -> Image:
    """Cut too high or too low by up to a quarter of its height, so that the box of the next line looks in."""
    column = np.vstack([neighbour[-14:-2], image, neighbour[2:14]])
    top = 12 + int(rng.integers(-11, 12))
    return column[top : top + CROP_HEIGHT]


def faint(image: Image, rng: np.random.Generator) -> Image:
    """A pen paler than the print: what stands inside the frame is nearer to the paper."""
    edge, picture = 6, image.copy()
    inside = image[edge:-edge, edge:-edge].astype(np.float32)
    paper = np.quantile(inside, 0.8)
    picture[edge:-edge, edge:-edge] = paper + (inside - paper) * rng.uniform(0.4, 0.9)
    return picture


def coarse(image: Image, rng: np.random.Generator) -> Image:
    """As from a photo with fewer pixels."""
    share = rng.uniform(0.35, 0.8)
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, SIZE, interpolation=cv2.INTER_LINEAR)


def enlarged(image: Image, rng: np.random.Generator) -> Image:
    """As from a photo with far fewer pixels, made larger again by whatever program."""
    share, (down, up) = rng.uniform(0.3, 0.8), rng.choice(INTERPOLATIONS, 2)
    small = cv2.resize(image, None, fx=share, fy=share, interpolation=int(down))
    return cv2.resize(small, SIZE, interpolation=int(up))


def defocused(image: Image, rng: np.random.Generator, most: float = 2) -> Image:
    return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, most))


def blurred(image: Image, rng: np.random.Generator) -> Image:
    """Out of focus, or drawn out along the way a hand moved."""
    if rng.random() < 0.7:
        return defocused(image, rng)
    length, angle = int(rng.integers(3, 8)), rng.uniform(0, np.pi)
    away, middle = np.array([np.cos(angle), np.sin(angle)]) * length / 2, np.array([4, 4])
    way = np.zeros((9, 9), np.float32)
    _line(way, middle - away, middle + away, 1, 1)
    return cv2.filter2D(image, -1, way / way.sum(), borderType=cv2.BORDER_REPLICATE)


def sharpened(image: Image, rng: np.random.Generator) -> Image:
    """Halos along every edge, as phones put them there."""
    soft, much = cv2.GaussianBlur(image, (0, 0), rng.uniform(1, 2.5)), rng.uniform(0.5, 2)
    return cv2.addWeighted(image, 1 + much, soft, -much, 0)


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


def lone_stroke(rng: np.random.Generator) -> Image:
    """A 1 that is one short, slanted stroke, or has a flag and a foot: rare among the published crops."""
    picture, frame, ink = _printed(rng)
    half = np.array([rng.integers(-3, 9) / 2, -int(rng.integers(7, 15))])
    middle, width = _stroke(picture, frame, half, ink, rng), int(rng.integers(1, 4))
    if rng.random() < 0.4:
        foot, top = middle - half, middle + half
        aside, down = np.array([rng.uniform(3, 7), 0]), np.array([0, rng.uniform(2, 7)])
        _line(picture, foot - aside, foot + aside, ink, width)
        _line(picture, top, top - aside + down, ink, width)
    return picture


def unwritten(rng: np.random.Generator) -> Image:
    """A printed box with its dotted guide and nothing in it, or only a dash: rare in the published crops."""
    picture, frame, ink = _printed(rng)
    if rng.random() < 0.4:
        _stroke(picture, frame, rng.uniform((4, -2), (12, 2)), ink, rng)
    return picture


def traced(digit: int, rng: np.random.Generator) -> Image:
    """A digit of straight strokes along the printed dots, as on a pocket calculator."""
    picture, (left, top, right, bottom), ink = _printed(rng)
    middle = np.array([left + right, top + bottom]) / 2 + rng.normal(0, 2, 2)
    half = np.array([right - left, bottom - top]) / 2 * rng.uniform((0.22, 0.3), (0.6, 0.75))
    slant, width = rng.normal(0, 1.5), int(rng.integers(1, 4))
    for stroke in rng.choice(TRACED[digit]).split():
        ends = np.array([CORNERS[name] for name in stroke], float) * half
        ends[:, 0] -= slant * np.sign(ends[:, 1])
        _line(picture, *(middle + ends + rng.normal(0, 0.7, (2, 2))), ink, width)
    return picture


def crossed(image: Image, rng: np.random.Generator) -> Image:
    """A cross over what already stood in the box, so that it no longer counts."""
    picture, ink = image.copy(), int(np.quantile(image, 0.02) + rng.integers(0, 30))
    middle, half = np.array([20, 24]) + rng.normal(0, 1.5, 2), rng.uniform((9, 11), (16, 20))
    width = int(rng.integers(1, 4))
    for way in (np.array([1, 1]), np.array([1, -1])):
        ends = [middle + side * half * way + rng.normal(0, 1.5, 2) for side in (-1, 1)]
        _line(picture, *ends, ink, width)
    return picture


def _printed(rng: np.random.Generator) -> tuple[Image, Frame, int]:
    paper, ink = rng.integers(150, 250), int(rng.integers(20, 110))
    picture = np.full((CROP_HEIGHT, CROP_WIDTH), paper, np.uint8)
    left, top = rng.integers(1, 7, 2)
    right, bottom = CROP_WIDTH - 1 - rng.integers(1, 7), CROP_HEIGHT - 1 - rng.integers(1, 7)
    cv2.rectangle(picture, (left, top), (right, bottom), ink, int(rng.integers(1, 3)), cv2.LINE_AA)
    if rng.random() < 0.7:
        _dotted(picture, (left, top, right, bottom), int(paper - rng.integers(15, 70)))
    return picture, (left, top, right, bottom), ink


def _dotted(picture: Image, frame: Frame, grey: int) -> None:
    left, top, right, bottom = frame
    rows = np.linspace(top + (bottom - top) * 0.2, bottom - (bottom - top) * 0.2, 12).astype(int)
    columns = np.linspace(left + (right - left) * 0.3, right - (right - left) * 0.3, 3).astype(int)
    picture[np.ix_(rows, columns)] = grey


def _stroke(picture: Image, frame: Frame, half: Point, ink: int, rng: np.random.Generator) -> Point:
    """One straight stroke near the middle of a frame; `half` of it goes so far right and down. Its middle."""
    left, top, right, bottom = frame
    middle = np.array([left + right, top + bottom]) / 2 + rng.normal(0, 2, 2)
    _line(picture, middle - half, middle + half, ink, int(rng.integers(1, 4)))
    return middle


def _line(picture: Image, start: Point, end: Point, ink: int, width: int) -> None:
    ends = [tuple(int(value) for value in point) for point in (start, end)]
    cv2.line(picture, *ends, ink, width, cv2.LINE_AA)
