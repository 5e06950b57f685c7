"""How often each identity of the form does not hold, from published station rows.

    python -m training.identities [--write]

Reads the rows of Lampung (25,825 stations, presidential election 2024, as the official app published them;
not the stations of the photographs). Published rows are misread as well as badly added, so these shares
are an upper limit of what crews wrote: arithmetic is believed a little less than it deserves, never more.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import yaml
from numpy.typing import NDArray

from siaga.engines.reading.decoding.priors import SHAPE
from siaga.law.form.catalogue import Check, form_with
from siaga.law.form.formulas import Side
from siaga.law.profiles import load

ROOT = Path(__file__).resolve().parents[1]
ROWS = ROOT.parent / "shared" / "data" / "sirekap-2024" / "lampung_pilpres2024_tps.csv.gz"
TARGET = ROOT / "siaga" / "engines" / "reading" / "decoding" / "identities.yaml"
HEADER = """\
# How often an identity is broken on paper, by rule and severity; by how much it is then off; and how
# often a figure of the administration has one, two, three digits (votes are read without such an opinion).
# Written by `python -m training.identities --write`; do not edit the measured shares by hand.
"""
ASSUMED: dict[tuple[str, str], tuple[float, str]] = {
    ("R2", "error"): (0.02, "no register beside the rows; copied figures fail about as often as sums (R3)"),
    ("R5", "error"): (0.04, "ballots are not in the rows; four figures added by hand, taken like R8"),
    ("R6", "warning"): (
        0.2,
        "ballots are not in the rows; crews count what lies in the box",
    ),
    ("R7", "error"): (0.03, "ballots are not in the rows; taken like the two sides of R10 together"),
    ("R11", "error"): (0.005, "disabled voters are not in the rows; taken like R4"),
}
"""Rules that the rows say nothing about. A higher share makes the reader rely on the rule less."""
LIKE = dict.fromkeys(("ss_rusak", "disabilitas", "disabilitas_l", "disabilitas_p"), "peng_dpk_j")
"""Small figures that are not in the rows, and the one they are taken to be as large as."""
Columns = Mapping[str, NDArray[np.float64]]


def main() -> None:
    parser = argparse.ArgumentParser(description="How often each identity of the form does not hold.")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.relative_to(ROOT)}")
    text = HEADER + yaml.safe_dump(document(columns(ROWS)), sort_keys=False, width=110, allow_unicode=True)
    print(text)
    if parser.parse_args().write:
        TARGET.write_text(text, encoding="utf-8")


def columns(rows: Path) -> dict[str, NDArray[np.float64]]:
    """Every figure of the form that the file has; NaN where it is not stated. A block of zeros under an
    administration that was never published counts as not stated."""
    names = set(form_with(load("pemilu-2024"), (1, 2, 3)).names)
    frame = pl.read_csv(rows, schema_overrides={"kode_tps": pl.String})
    found = {name: frame[name].cast(pl.Float64).to_numpy().copy() for name in frame.columns if name in names}
    published = (found["dpt_j"] > 0) & (found["peng_total_j"] > 0)
    counted = found["suara_total"] > 0
    for name, column in found.items():
        column[~(published if name.startswith(("dpt", "peng")) else counted)] = np.nan
    return found


def document(figures: Columns) -> dict[str, Any]:
    """The content of identities.yaml."""
    off: dict[tuple[str, str], list[NDArray[np.float64]]] = {}
    seen: dict[tuple[str, str], int] = {}
    sizes: dict[str, list[NDArray[np.float64]]] = {"equal": [], "limit": []}
    for check in form_with(load("pemilu-2024"), (1, 2, 3)).checks:
        if set(check.formula.names()) <= set(figures):
            differences = _differences(check, figures)
            wrong = np.abs(differences[_wrong(check, differences)])
            key = (check.rule.id, check.rule.severity)
            off.setdefault(key, []).append(wrong)
            seen[key] = seen.get(key, 0) + len(differences)
            sizes["equal" if check.formula.relation == "=" else "limit"].append(wrong)
    measured = [_measured(key, sum(map(len, off[key])), count) for key, count in seen.items()]
    assumed = [
        {"rule": rule, "severity": severity, "broken": share, "assumed": note}
        for (rule, severity), (share, note) in ASSUMED.items()
    ]
    return {
        "source": f"{ROWS.name}: {len(figures['dpt_j'])} station rows as published, Feb. and March 2024",
        "identities": [*measured, *assumed],
        "digits": {name: _digits(figures[source]) for name, source in _sized(figures).items()},
        "off": {kind: _shape(np.concatenate(parts)) for kind, parts in sizes.items()},
    }


def _measured(key: tuple[str, str], broken: int, count: int) -> dict[str, Any]:
    """Share with one observation of each outcome added, so that nothing is impossible."""
    share = round((broken + 1) / (count + 2), 6)
    return {"rule": key[0], "severity": key[1], "broken": share, "observed": f"{broken} of {count}"}


def _differences(check: Check, figures: Columns) -> NDArray[np.float64]:
    differences = _total(check.formula.left, figures) - _total(check.formula.right, figures)
    return differences[~np.isnan(differences)]


def _total(side: Side, figures: Columns) -> Any:
    return sum(figures[name] for name in side.figures) + side.constant


def _wrong(check: Check, differences: NDArray[np.float64]) -> NDArray[np.bool_]:
    if check.formula.relation == "=":
        return differences != 0
    return differences > 0 if check.formula.relation == "<=" else differences < 0


def _sized(figures: Columns) -> dict[str, str]:
    """Figures of the administration and whose digits to count for each. Votes must be read without an
    opinion."""
    counted = {name: name for name in figures if name.startswith(("dpt", "peng"))}
    return counted | LIKE


def _digits(column: NDArray[np.float64]) -> list[float]:
    """Share of stations with one, two, three digits, one observation of each added."""
    stated = column[~np.isnan(column)]
    counts = np.histogram(stated, (0, 10, 100, 1000))[0] + 1
    return [round(float(share), 5) for share in counts / counts.sum()]


def _shape(off: NDArray[np.float64]) -> dict[str, float]:
    hundreds = (off % 100 == 0) & (off < 1000)
    tens = (off % 10 == 0) & (off < 100)
    units = off < 10
    shares = [float(part.mean()) for part in (units, tens, hundreds)]
    rounded = [round(share, 4) for share in shares]
    return dict(zip(SHAPE, (*rounded, round(1 - sum(rounded), 4)), strict=True))


if __name__ == "__main__":
    main()
