"""How far each kind of witness is believed: fitted on reviewed stations, the ones evaluated left out.

    python -m training.witnesses --models /tmp/digits [--write]

For each kind, the temperature and the share of outliers under which the reviewed figures are likeliest. Then,
on the same stations, how sure a digit must be for arithmetic not to overrule it. The benchmark fits them anew
for every fold; with --write the least trust of these fits goes into the package.
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
from training.folds import FOLDS, fold_of

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "siaga" / "engines" / "reading" / "decoding" / "witnesses.yaml"
HEADER = """\
# How far each kind of witness is believed, and from which probability on a figure is settled.
# temperature divides the odds; outlier is the probability that the witness has nothing to do with the figure.
# Of every kind the least trust of three fits, each of which leaves out a third of the stations.
# Written by `python -m training.witnesses --write`; do not edit by hand.
"""
TEMPERATURES = (0.5, 0.7, 0.85, 1.0, 1.2, 1.5, 2.0, 3.0, 5.0)
OUTLIERS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
CLEARNESSES = (0.95, 0.9, 0.8, 0.7, 0.6)
"""Nothing surer than the first is ever overruled, however well it went on these few stations."""
WORTH = 20
"""Right corrections given up to be spared one wrong one."""
FAINT = (
    "of 1695 figures on 193 photographs of 2024 none is less clear than 4.79; "
    "odds of a fainter one are divided by how many times fainter it is"
)
"""Where doubt of ink begins is not fitted here: kept as it stands, told in the file."""
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


def cautious(stations: Sequence[Reviewed], form: Form) -> Priors:
    """The priors of the package: in each thing as little trust as the fit without any one fold leaves.

    The net of the package has learnt from every station, so none is left to measure it on. It is believed no
    further than the nets of the folds were where they read stations they had never seen.
    """
    fits = [fitted([s for s in stations if fold_of(s.code) != fold], form) for fold in range(FOLDS)]
    trust = {kind: _least([priors.trust[kind] for priors in fits]) for kind in fits[0].trust}
    clear = min(priors.thresholds.clear for priors in fits)
    return replace(fits[0], trust=trust, thresholds=Thresholds(SETTLED, clear, TOGETHER))


def _least(found: Sequence[Trust]) -> Trust:
    return Trust(max(t.temperature for t in found), max(t.outlier for t in found))


def trust_of(pairs: Sequence[tuple[Witness, int]]) -> Trust:
    """The likeliest trust in witnesses whose figures are known, one more outlier added to those seen."""

    def likelihood(trust: Trust) -> float:
        said = sum(float(np.log(probabilities(witness, trust)[value])) for witness, value in pairs)
        return said + float(np.log(trust.outlier))

    return max((Trust(*choice) for choice in product(TEMPERATURES, OUTLIERS)), key=likelihood)


def clearness(stations: Sequence[Reviewed], form: Form, priors: Priors) -> float:
    """How sure a digit must be for arithmetic to leave it alone, by what became of corrections here."""
    return max(CLEARNESSES, key=lambda clear: (_gain(stations, form, priors, clear), clear))


def _gain(stations: Sequence[Reviewed], form: Form, priors: Priors, clear: float) -> int:
    """Figures settled rightly by arithmetic, less `WORTH` times those settled wrongly."""
    tried = replace(priors, thresholds=Thresholds(SETTLED, clear, TOGETHER))
    gain = 0
    for station in stations:
        fields = decode(form, station.witnesses, priors=tried).fields
        for name, value in station.written.items():
            if name in fields and fields[name].state == "arithmetic":
                gain += 1 if fields[name].value == value else -WORTH
    return gain


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
        "faint": {"clarity": priors.faint.clarity, "note": FAINT},
        "thresholds": {
            "certain": {"value": limits.certain, "note": "the promise: of such figures 99 in 100 are right"},
            "clear": {
                "value": limits.clear,
                "note": "digits surer than this are never overruled",
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
    from training.stations import LAYOUT, MODELS, classifiers, reviewed

    parser = argparse.ArgumentParser(description="Fit how far each kind of witness is believed.")
    parser.add_argument("--models", type=Path, default=MODELS, help="fold models; missing ones are trained")
    parser.add_argument("--forms", type=Path, help="crops of the forms, if the models were trained with them")
    parser.add_argument("--write", action="store_true", help=f"write {TARGET.relative_to(ROOT)}")
    options = parser.parse_args()
    stations = reviewed(classifiers(options.models, options.forms))
    priors = cautious(stations, law_form(load_layout(LAYOUT)))
    text = HEADER + yaml.safe_dump(document(priors, stations), sort_keys=False, width=110)
    print(text)
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
