"""Maps from the printed page (mm) to the photograph (pixels): flat, moving, and a smooth mesh for bent paper.

Points are (n, 2) arrays of x, y. An affine map is a (2, 3) matrix as OpenCV has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Affine = NDArray[np.float64]

REACH = 25.0
"""Distance in mm beyond which a match counts for less and less."""
FADES = 150.0
"""Distance in mm over which what one match says of the paper's bend is half forgotten."""
STIFF = 15.0
"""Matches that lie closer together than this (mm) do not turn or stretch the page, only shift it."""
BENDING = 0.02
"""Stiffness of the mesh: how much a match may be left aside for the sheet to stay smooth."""


def apply_affine(matrix: Affine, points: Points) -> Points:
    return points @ matrix[:, :2].T + matrix[:, 2]


@dataclass(frozen=True, slots=True)
class Plane:
    """A flat page seen in perspective: the (3, 3) homography from mm to pixels."""

    matrix: NDArray[np.float64]

    def __call__(self, page: Points) -> Points:
        """Pixels of (n, 2) points of the page."""
        spread = np.column_stack([page, np.ones(len(page))]) @ self.matrix.T
        return np.asarray(spread[:, :2] / spread[:, 2:])

    def tangent(self, at: Points) -> Affine:
        """The affine map that is the same around one point (2,)."""
        x, y, depth = self.matrix @ np.append(at, 1.0)
        spot = np.array([x, y]) / depth
        linear = (self.matrix[:2, :2] - np.outer(spot, self.matrix[2, :2])) / depth
        return np.column_stack([linear, spot - linear @ at])


def fit_plane(page: Points, photo: Points, perspective: bool) -> Plane:
    """The plane nearest to (n, 2) matches, n ≥ 4; without perspective when they are too close to show it."""
    if perspective:
        matrix, _ = cv2.findHomography(page, photo, 0)
        if matrix is not None:
            return Plane(np.asarray(matrix, np.float64))
    spread = np.column_stack([page, np.ones(len(page))])
    rows = np.linalg.lstsq(spread, photo, rcond=None)[0].T
    return Plane(np.vstack([rows, [0.0, 0.0, 1.0]]))


def moving_affine(plane: Plane, page: Points, photo: Points, at: Points) -> Affine:
    """The map from mm to pixels around one point `at` (2,) of a page that is not quite the plane.

    page, photo: (n, 2) matches. Those near the point correct the plane, the more the closer they are and
    the wider they lie: moving least squares (Schaefer, McPhail and Warren, "Image deformation using moving
    least squares", SIGGRAPH 2006), drawn towards the plane where the matches say little.
    """
    weights = 1.0 / (((page - at) ** 2).sum(axis=1) + REACH**2)
    trust = weights.sum() / (weights.sum() + 1.0 / FADES**2)
    weights /= weights.sum()
    flat = plane(page)
    flat_mean, photo_mean = weights @ flat, weights @ photo
    spread, missed = flat - flat_mean, (photo - photo_mean) - (flat - flat_mean)
    tangent = plane.tangent(at)
    stiff = (STIFF**2) * abs(float(np.linalg.det(tangent[:, :2])))
    moments = (spread * weights[:, None]).T @ spread + stiff * np.eye(2)
    turn = np.eye(2) + np.linalg.solve(moments, (spread * weights[:, None]).T @ missed).T
    linear = turn @ tangent[:, :2]
    there = apply_affine(tangent, at[None, :])[0]
    spot = there + trust * (photo_mean - flat_mean + (turn - np.eye(2)) @ (there - flat_mean))
    return np.column_stack([linear, spot - linear @ at])


@dataclass(frozen=True, slots=True)
class Mesh:
    """A thin plate through matches: an affine map and the bending that is left over.

    F. L. Bookstein, "Principal warps: thin-plate splines and the decomposition of deformations", IEEE PAMI
    11(6), 1989. Lengths are divided by `scale` (mm) so that the stiffness has no unit.
    """

    knots: Points
    weights: Points
    affine: Points
    scale: float

    def __call__(self, page: Points) -> Points:
        """Pixels of (n, 2) points of the page."""
        unit = page / self.scale
        bent = _kernel(unit, self.knots) @ self.weights
        return np.asarray(bent + self.affine[0] + unit @ self.affine[1:], np.float64)


def fit_mesh(page: Points, photo: Points, stiffness: float = BENDING, scale: float = 100.0) -> Mesh:
    """The smooth sheet through (n, 2) matches, n ≥ 3 and not on one line."""
    knots = page / scale
    count = len(knots)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(knots, knots) + stiffness * np.eye(count)
    system[:count, count] = system[count, :count] = 1.0
    system[:count, count + 1 :] = knots
    system[count + 1 :, :count] = knots.T
    solved: Points = np.asarray(np.linalg.solve(system, np.vstack([photo, np.zeros((3, 2))])), np.float64)
    return Mesh(knots, solved[:count], solved[count:], scale)


def _kernel(points: Points, knots: Points) -> Points:
    square = ((points[:, None, :] - knots[None, :, :]) ** 2).sum(axis=2)
    return np.asarray(0.5 * square * np.log(np.maximum(square, 1e-12)), np.float64)
