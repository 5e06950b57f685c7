"""How far each kind of witness is believed: fitted on reviewed stations, the ones evaluated left out.

    python -m training.witnesses --models /tmp/digits [--write]

For each kind, the temperature and the share of outliers under which the reviewed figures are likeliest. Then,
on the same stations, how sure a digit must be for arithmetic not to overrule it. With --write the priors of
all stations go into the package; the benchmark fits them anew for every fold.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from siaga.engines.reading.decoding import Priors, decode, standard
from siaga.engines.reading.decoding.evidence import probabilities
from siaga.engines.reading.decoding.priors import Thresholds, Trust
from siaga.engines.reading.model import Kind, Witness
from siaga.law.form.catalogue import Form

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "siaga" / "engines" / "reading" / "decoding" / "witnesses.yaml"
HEADER = """\
# How far each kind of witness is believed, and from which probability on a figure is settled.
# temperature divides the odds; outlier is the probability that the witness has nothing to do with the figure.
# Written by `python -m training.witnesses --write`; do not edit by hand.
"""
TEMPERATURES = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0)
OUTLIERS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
CLEARNESSES = (0.99, 0.97, 0.95, 0.9, 0.8, 0.7, 0.6)
SAFER = 0.02
"""How far below the largest clearness without a wrong figure the threshold is set: few papers are wrong."""
SETTLED = 0.99
TOGETHER = 0.98


@dataclass(frozen=True)
class Reviewed:
    """A station: what its paper says to the witnesses, and what a person saw in its boxes."""

    code: str
    witnesses: tuple[Witness, ...]
    written: Mapping[str, int]


def fitted(stations: Sequence[Reviewed], form: Form, start: Priors | None = None) -> Priors:
    """Trust and thresholds from these stations; how crews add is kept from `start`."""
    priors = start or standard()
    kinds = {witness.kind for station in stations for witness in station.witnesses}
    trust = {kind: trust_of(_pairs(stations, kind)) for kind in sorted(kinds)}
    believed = replace(priors, trust={**priors.trust, **trust})
    return replace(believed, thresholds=Thresholds(SETTLED, clearness(stations, form, believed), TOGETHER))


def trust_of(pairs: Sequence[tuple[Witness, int]]) -> Trust:
    """The likeliest trust in witnesses whose figures are known."""
    return max(
        (Trust(*choice) for choice in product(TEMPERATURES, OUTLIERS)),
        key=lambda trust: sum(np.log(probabilities(witness, trust)[value]) for witness, value in pairs),
    )


def clearness(stations: Sequence[Reviewed], form: Form, priors: Priors) -> float:
    """The largest clearness with which no settled figure of these stations is wrong, and a little less."""
    for clear in CLEARNESSES:
        tried = replace(priors, thresholds=Thresholds(SETTLED, clear, TOGETHER))
        if not any(_overruled_wrongly(station, form, tried) for station in stations):
            return round(clear - SAFER, 4)
    return CLEARNESSES[-1]


def _overruled_wrongly(station: Reviewed, form: Form, priors: Priors) -> bool:
    """Whether a figure that is certain by arithmetic is not what stands on the paper."""
    fields = decode(form, station.witnesses, priors=priors).fields
    return any(
        fields[name].state == "arithmetic" and fields[name].value != value
        for name, value in station.written.items()
        if name in fields
    )


def _pairs(stations: Iterable[Reviewed], kind: Kind) -> list[tuple[Witness, int]]:
    return [
        (witness, station.written[witness.field])
        for station in stations
        for witness in station.witnesses
        if witness.kind == kind and witness.field in station.written
    ]


def document(priors: Priors, stations: Sequence[Reviewed]) -> dict[str, Any]:
    """The content of witnesses.yaml."""
    limits = priors.thresholds
    return {
        "source": f"{len(stations)} stations photographed in 2024, their figures reviewed by eye",
        "witnesses": {
            kind: {
                "temperature": trust.temperature,
                "outlier": trust.outlier,
                **_note(kind, stations),
            }
            for kind, trust in priors.trust.items()
        },
        "thresholds": {
            "certain": {"value": limits.certain, "note": "the promise: of such figures 99 in 100 are right"},
            "clear": {
                "value": limits.clear,
                "note": "largest that overrules no figure wrongly, a little less",
            },
            "form": {"value": limits.form, "note": "six vote figures together"},
        },
    }


def _note(kind: Kind, stations: Sequence[Reviewed]) -> dict[str, Any]:
    count = len(_pairs(stations, kind))
    return {"observed": count} if count else {"assumed": "no such witness yet; taken with care"}


def main() -> None:
    from siaga.engines.reading.layout import load_layout
    from siaga.engines.reading.reader import law_form
    from training.stations import LAYOUT, classifiers, reviewed

    parser = argparse.ArgumentParser(description="Fit how far each kind of witness is believed.")
    parser.add_argument("--models", type=Path, required=True, help="folder of the fold models")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.relative_to(ROOT)}")
    options = parser.parse_args()
    stations = reviewed(classifiers(options.models))
    priors = fitted(stations, law_form(load_layout(LAYOUT)))
    text = HEADER + yaml.safe_dump(document(priors, stations), sort_keys=False, width=110)
    print(text)
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
