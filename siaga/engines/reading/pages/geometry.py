"""Maps from the printed page (mm) to the photograph (pixels): affine, moving, and a smooth mesh for bent paper.

Points are (n, 2) arrays of x, y. An affine map is a (2, 3) matrix as OpenCV has it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Affine = NDArray[np.float64]

BENDING = 0.02
"""Stiffness of the mesh: how much a match may be left aside for the sheet to stay smooth."""


def apply_affine(matrix: Affine, points: Points) -> Points:
    return points @ matrix[:, :2].T + matrix[:, 2]


def moving_affine(page: Points, photo: Points, at: Points, reach: float) -> Affine:
    """The affine map that fits the matches best around one point of the page.

    page, photo: (n, 2) matches, n ≥ 3 and not on one line; at: (2,) mm; reach: mm beyond which a match counts
    for less and less. Moving least squares: Schaefer, McPhail and Warren, "Image deformation using moving
    least squares", SIGGRAPH 2006.
    """
    weights = 1.0 / (((page - at) ** 2).sum(axis=1) + reach**2)
    weights /= weights.sum()
    page_mean, photo_mean = weights @ page, weights @ photo
    spread = page - page_mean
    moments = (spread * weights[:, None]).T @ spread
    linear = np.linalg.solve(moments, (spread * weights[:, None]).T @ (photo - photo_mean)).T
    return np.column_stack([linear, photo_mean - linear @ page_mean])


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
        return _kernel(unit, self.knots) @ self.weights + self.affine[0] + unit @ self.affine[1:]


def fit_mesh(page: Points, photo: Points, stiffness: float = BENDING, scale: float = 100.0) -> Mesh:
    """The smooth sheet through (n, 2) matches, n ≥ 3 and not on one line."""
    knots = page / scale
    count = len(knots)
    system = np.zeros((count + 3, count + 3))
    system[:count, :count] = _kernel(knots, knots) + stiffness * np.eye(count)
    system[:count, count] = system[count, :count] = 1.0
    system[:count, count + 1 :] = knots
    system[count + 1 :, :count] = knots.T
    solved = np.linalg.solve(system, np.vstack([photo, np.zeros((3, 2))]))
    return Mesh(knots, solved[:count], solved[count:], scale)


def _kernel(points: Points, knots: Points) -> Points:
    square = ((points[:, None, :] - knots[None, :, :]) ** 2).sum(axis=2)
    return 0.5 * square * np.log(np.maximum(square, 1e-12))
