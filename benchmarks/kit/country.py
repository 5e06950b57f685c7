"""A generated country with the real shape of Indonesia's results: the same bytes on every machine.

Numbers of regions and stations are those of the 2024 regional elections; the codes and every figure are
generated. A row has the 25 figures of a presidential form with two pairs; almost all rows hold their
identities, some are misread in one digit, some have not come in.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PROVINCES, CITIES, DISTRICTS, WARDS, STATIONS = 38, 514, 7_285, 83_860, 435_000
MISREAD_SHARE = 2_325 / 358_775
"""Stations read wrongly of those published, 15 February 2024 (KPU's own count)."""
MISSING_SHARE = 0.02

FIELDS = (
    *(
        f"{line}_{group}"
        for line in ("dpt", "peng_dpt", "peng_dptb", "peng_dpk", "peng_total")
        for group in "lpj"
    ),
    *("ss_diterima", "ss_digunakan", "ss_rusak", "ss_tidak_digunakan", "disabilitas"),
    *("paslon1", "paslon2", "suara_sah", "suara_tidak_sah", "suara_total"),
)


@dataclass(frozen=True, slots=True)
class Country:
    """``codes`` (stations,) int64, ascending; ``cells`` (25, stations) and ``ballots`` (stations,) int32."""

    codes: NDArray[np.int64]
    cells: NDArray[np.int32]
    ballots: NDArray[np.int32]


def generate(stations: int = STATIONS, seed: int = 2024) -> Country:
    """The country, or a smaller one of the same shape with about ``stations`` stations."""
    rng = np.random.default_rng(seed)
    share = stations / STATIONS
    codes = _codes(rng, [max(1, round(n * share)) for n in (PROVINCES, CITIES, DISTRICTS, WARDS, STATIONS)])
    figures = _figures(rng, len(codes))
    cells = np.array([figures[field] for field in FIELDS], np.int32)
    _misread(rng, cells)
    cells[:, rng.random(len(codes)) < MISSING_SHARE] = -1
    return Country(codes, cells, figures["ss_diterima"].astype(np.int32))


def _codes(rng: np.random.Generator, counts: list[int]) -> NDArray[np.int64]:
    """Station codes of a random tree: every parent has a child, and no more than its digits allow."""
    codes = 11 + np.arange(counts[0])
    for count, digits, most in zip(counts[1:], (2, 2, 4, 3), (99, 99, 9_999, 999), strict=True):
        children = _split(rng, count, len(codes), most)
        first = np.cumsum(children) - children
        number = np.arange(count) - np.repeat(first, children) + 1
        codes = np.repeat(codes, children) * 10**digits + number
    return codes.astype(np.int64)


def _split(rng: np.random.Generator, count: int, parents: int, most: int) -> NDArray[np.int64]:
    weights = rng.dirichlet(np.full(parents, 2.0))
    children = 1 + rng.multinomial(count - parents, weights)
    spare = np.maximum(children - most, 0).sum()
    children = np.minimum(children, most)
    children[np.argsort(children, kind="stable")[:spare]] += 1
    return children


def _figures(rng: np.random.Generator, n: int) -> dict[str, NDArray[np.int64]]:
    """Figures of ``n`` forms that hold every identity of the presidential form."""
    f: dict[str, NDArray[np.int64]] = {}
    for group in "lp":
        f[f"dpt_{group}"] = rng.integers(60, 151, n)
        f[f"peng_dpt_{group}"] = (f[f"dpt_{group}"] * rng.uniform(0.6, 0.95, n)).astype(np.int64)
    f["ss_diterima"] = _total(f, "dpt") + -(-_total(f, "dpt") // 50)
    room = f["ss_diterima"] - _total(f, "peng_dpt")
    for line in ("peng_dptb", "peng_dpk"):
        for group in "lp":
            f[f"{line}_{group}"] = np.minimum(rng.poisson(1.0, n), room // 8)
    for group in "lp":
        f[f"peng_total_{group}"] = f[f"peng_dpt_{group}"] + f[f"peng_dptb_{group}"] + f[f"peng_dpk_{group}"]
    for line in ("dpt", "peng_dpt", "peng_dptb", "peng_dpk", "peng_total"):
        f[f"{line}_j"] = _total(f, line)
    f["ss_digunakan"] = f["suara_total"] = f["peng_total_j"]
    f["ss_rusak"] = rng.integers(0, 3, n) * (room > 20)
    f["ss_tidak_digunakan"] = f["ss_diterima"] - f["ss_digunakan"] - f["ss_rusak"]
    f["disabilitas"] = np.minimum(rng.poisson(0.8, n), f["peng_total_j"])
    f["suara_tidak_sah"] = rng.binomial(f["suara_total"], 0.025)
    f["suara_sah"] = f["suara_total"] - f["suara_tidak_sah"]
    f["paslon1"] = rng.binomial(f["suara_sah"], rng.beta(6, 6, n))
    f["paslon2"] = f["suara_sah"] - f["paslon1"]
    return f


def _total(figures: dict[str, NDArray[np.int64]], line: str) -> NDArray[np.int64]:
    return figures[f"{line}_l"] + figures[f"{line}_p"]


def _misread(rng: np.random.Generator, cells: NDArray[np.int32]) -> None:
    """Add a wrong leading or middle digit to one figure of some rows."""
    rows = np.flatnonzero(rng.random(cells.shape[1]) < MISREAD_SHARE)
    cells[rng.integers(0, len(cells), len(rows)), rows] += rng.choice(
        np.array([5, 50, 500], np.int32), len(rows)
    )
