"""A telephone takes a picture of a screen: `rephotograph(picture, Screen(pitch=2.3), seed=1)`.

Every pixel of a liquid crystal display is three upright stripes, red, green and blue, with dark gaps between
pixels. A camera samples that grid with its own; what it sees is worked out here, light by light, so that its
moiré, its grid and its fringes of colour are those of optics and not painted on.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Screen:
    """How the screen is seen.

    pitch: pixels of the camera for one of the screen; blur: deviation of the lens in pixels of the camera;
    tilt: of the camera, in degrees; lean: how much smaller the far end is seen than the near one; gap: dark
    share of a pixel's height and of a stripe's width; quality: of the JPEG file; shrunk: what is left of the
    picture's sides when it is made smaller before it is sent.
    """

    pitch: float = 2.0
    blur: float = 0.5
    tilt: float = 2.0
    lean: float = 0.04
    gap: float = 0.2
    noise: float = 2.5
    quality: int = 88
    shrunk: float = 1.0


_LIGHTS = 3
"""Light is gathered at so many places each way of a pixel of the camera."""


def rephotograph(picture: Picture, screen: Screen, seed: int, size: tuple[int, int] = (1200, 1600)) -> bytes:
    """The JPEG file of a picture (height, width, 3: blue green red) shown so large that it fills the camera's
    `size` (width, height). Equal arguments give equal bytes.
    """
    rng = np.random.default_rng([seed, 77])
    width, height = size
    shown = _shown(picture, size, screen.pitch)
    light = np.zeros((height, width, 3), np.float32)
    for down in range(_LIGHTS):
        for across in range(_LIGHTS):
            place = (across + 0.5) / _LIGHTS - 0.5, (down + 0.5) / _LIGHTS - 0.5
            light += _seen(shown, *_on_screen(size, screen, place), screen.gap)
    light /= _LIGHTS**2
    light *= 235 / max(float(np.percentile(light, 95)), 1.0)
    light = cv2.GaussianBlur(light, (0, 0), screen.blur) if screen.blur else light
    light += rng.normal(0, screen.noise, light.shape).astype(np.float32)
    return _sent(np.clip(light, 0, 255).astype(np.uint8), screen)


def _shown(picture: Picture, size: tuple[int, int], pitch: float) -> Picture:
    """The picture in pixels of the screen."""
    return np.asarray(
        cv2.resize(picture, (round(size[0] / pitch), round(size[1] / pitch)), interpolation=cv2.INTER_AREA),
        np.uint8,
    )


def _on_screen(size: tuple[int, int], screen: Screen, place: tuple[float, float]) -> tuple[Floats, Floats]:
    """Where on the screen, in its pixels, every pixel of the camera looks."""
    width, height = size
    x = np.arange(width, dtype=np.float32)[None, :] + place[0] - width / 2
    y = np.arange(height, dtype=np.float32)[:, None] + place[1] - height / 2
    turn = np.deg2rad(screen.tilt)
    depth = 1 + screen.lean * y / height + 0.6 * screen.lean * x / width
    u = (np.cos(turn) * x - np.sin(turn) * y) / depth + width / 2
    v = (np.sin(turn) * x + np.cos(turn) * y) / depth + height / 2
    return (u / screen.pitch).astype(np.float32), (v / screen.pitch).astype(np.float32)


def _seen(shown: Picture, u: Floats, v: Floats, gap: float) -> Floats:
    """The light of the stripes at these places: each colour shines in its own third of a pixel."""
    column, row = np.floor(u), np.floor(v)
    colours = cv2.remap(shown, column, row, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT)
    lit = (v - row) > gap
    within = (u - column) * 3
    stripe, inside = np.floor(within), (within % 1) > gap
    light = np.zeros((*u.shape, 3), np.float32)
    for channel, third in ((2, 0), (1, 1), (0, 2)):
        light[:, :, channel] = colours[:, :, channel] * (lit & inside & (stripe == third))
    return light


def _sent(photo: Picture, screen: Screen) -> bytes:
    if screen.shrunk < 1:
        share = screen.shrunk
        photo = np.asarray(
            cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8
        )
    done, data = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, screen.quality])
    assert done
    return bytes(data)


def some_screen(severity: float, seed: int, *, quality: int = 88, shrunk: float = 1.0) -> Screen:
    """A screen of some pitch, seen from somewhere: at severity 1 sharply, at 0 with its grid blurred away."""
    rng = np.random.default_rng([seed, 78])
    return Screen(
        pitch=float(rng.uniform(1.15, 3.4)),
        blur=float(2.6 - 2.25 * severity),
        tilt=float(rng.uniform(-4, 4)),
        lean=float(rng.uniform(0.0, 0.12)),
        gap=float(rng.uniform(0.1, 0.3)),
        noise=float(rng.uniform(1, 4)),
        quality=quality,
        shrunk=shrunk,
    )
