"""What light, lens, sensor and file do to a photograph; every severity is 0 (nothing) to 1 (the worst)."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.kit.filled_forms.damage import Damage

Picture = NDArray[np.uint8]
Field = NDArray[np.float32]
Rng = np.random.Generator
_COARSE = 8
"""Light varies slowly: it is computed for every eighth pixel."""


def shine(picture: Picture, damage: Damage, crease: Field | None, rng: Rng) -> Picture:
    """Uneven light, a soft-edged shadow, too little light, coloured light, and the shading of a fold."""
    light = _light(picture.shape[0], picture.shape[1], damage, rng)
    colours = rng.uniform(-1, 1, 3)
    gains = 1 - 0.3 * damage.tint * (colours - colours.min())
    full = light if crease is None else light * crease
    channels = [
        cv2.multiply(channel, full, scale=float(gain), dtype=cv2.CV_8U)
        for channel, gain in zip(cv2.split(picture), gains, strict=True)
    ]
    return cv2.merge(channels)


def _light(height: int, width: int, damage: Damage, rng: Rng) -> Field:
    """How much light falls on every pixel, 1 is full."""
    y, x = np.mgrid[0 : -(-height // _COARSE), 0 : -(-width // _COARSE)].astype(np.float32)
    x, y = x * _COARSE / width - 0.5, y * _COARSE / height - 0.5
    across, edge, offset = rng.uniform(0, 2 * np.pi), rng.uniform(0, 2 * np.pi), rng.uniform(-0.15, 0.15)
    along = x * np.cos(across) + y * np.sin(across)
    light = 1 - damage.shade * (0.35 + 0.55 * along)
    beyond = x * np.cos(edge) + y * np.sin(edge) - offset
    light *= 1 - 0.62 * damage.shadow / (1 + np.exp(-np.clip(beyond * 60, -30, 30)))
    light *= 1 - 0.92 * damage.dark
    return np.asarray(cv2.resize(light.astype(np.float32), (width, height)), np.float32)


def cover(picture: Picture, severity: float, rng: Rng) -> Picture:
    """A finger from one edge over the paper, up to a third of the picture."""
    height, width = picture.shape[:2]
    side, place = int(rng.integers(4)), rng.uniform(0.15, 0.85)
    tone = np.array([120, 150, 200]) * rng.uniform(0.6, 1.1)
    if not severity:
        return picture
    reach = severity * 0.33 * min(width, height)
    at = [(place * width, 0), (width, place * height), (place * width, height), (0, place * height)][side]
    axes = (0.35 * reach + 8, reach) if side in (0, 2) else (reach, 0.35 * reach + 8)
    covered = picture.copy()
    centre, radii = tuple(round(v) for v in at), tuple(round(v) for v in axes)
    cv2.ellipse(covered, centre, radii, 0, 0, 360, tone.tolist(), -1, cv2.LINE_AA)
    return covered


def ripple(picture: Picture, severity: float, rng: Rng) -> Picture:
    """Moiré of a screen that was photographed: two fine gratings, and the screen's own stripes of colour."""
    angle, pitch, phase = rng.uniform(0, np.pi), rng.uniform(5, 11), rng.uniform(0, 6)
    if not severity:
        return picture
    height, width = picture.shape[:2]
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    turn = 2 * np.pi / pitch
    first = np.sin(turn * (np.cos(angle) * x + np.sin(angle) * y) + phase)
    wide = np.sin(turn / 9 * (np.sin(angle) * x - np.cos(angle) * y))
    wave = (0.22 * severity * first * (0.6 + 0.4 * wide)).astype(np.float32)
    channels = cv2.split(picture)
    shares = (1.0, 0.6, -0.4)
    return cv2.merge(
        [
            cv2.multiply(c, 1 + share * wave, dtype=cv2.CV_8U)
            for c, share in zip(channels, shares, strict=True)
        ]
    )


def defocus(picture: Picture, severity: float) -> Picture:
    """A lens out of focus: a Gaussian of up to 4.5 pixels."""
    return cv2.GaussianBlur(picture, (0, 0), 4.5 * severity) if severity > 0.02 else picture


def shake(picture: Picture, severity: float, rng: Rng) -> Picture:
    """A hand that moved: a straight smear of up to 26 pixels."""
    angle = rng.uniform(0, np.pi)
    length = 26 * severity
    if length < 1:
        return picture
    size = 2 * int(np.ceil(length / 2)) + 3
    kernel = np.zeros((size, size), np.float32)
    reach = np.array([np.cos(angle), np.sin(angle)]) * length / 2
    middle = size // 2
    ends = [tuple(round((middle + sign * v) * 16) for v in reach) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], 1.0, 1, cv2.LINE_8, 4)
    return cv2.filter2D(picture, -1, kernel / kernel.sum())


def grain(picture: Picture, severity: float, rng: Rng) -> Picture:
    """Noise of the sensor, up to a deviation of 34 of 255, the same in part for the three colours."""
    if not severity:
        return picture
    height, width = picture.shape[:2]
    noise = rng.standard_normal((height // 2 + 1, width), np.float32) * (34 * severity)
    full = np.vstack([noise, noise[::-1]])[:height]
    return cv2.add(picture, cv2.merge([full, np.roll(full, 5, 1), np.roll(full, 9, 0)]), dtype=cv2.CV_8U)


def squeeze(picture: Picture, severity: float) -> bytes:
    """The JPEG file a telephone or a messenger makes of it: quality 93 down to 8."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, round(93 - 85 * severity)])
    assert done
    return bytes(data)
