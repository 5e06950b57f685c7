"""Trust in witnesses: fitted on what was seen, and in the package never beyond what any fold leaves."""

from __future__ import annotations

import numpy as np
import pytest

from siaga.engines.reading.layout import load_layout
from siaga.engines.reading.model import Kind, Witness
from siaga.engines.reading.reader import law_form
from training.folds import FOLDS, fold_of
from training.witnesses import Reviewed, cautious, fitted, trust_of

FORM = law_form(load_layout("c-hasil-ppwp-2024"))
RIGHT, WRONG = 117, 617


def said(value: int, share: float, kind: Kind = "digits") -> Witness:
    """A witness that is so sure of a number of votes."""
    odds = np.full(1000, np.log((1 - share) / 999))
    odds[value] = np.log(share)
    return Witness("paslon1", kind, odds)


def station(number: int, witness: Witness) -> Reviewed:
    return Reviewed(f"34040620{number:05}", (witness,), {"paslon1": RIGHT})


def stations(misread_in: int) -> list[Reviewed]:
    """Ninety stations that were read well, but for a tenth of those of one fold."""
    found = []
    for number in range(90):
        code = f"34040620{number:05}"
        misread = fold_of(code) == misread_in and number % 10 == 0
        found.append(station(number, said(WRONG if misread else RIGHT, 0.95)))
    return found


def test_who_is_wrong_more_often_is_trusted_less() -> None:
    well = [(said(RIGHT, 0.95), RIGHT)] * 50
    ill = well[:45] + [(said(WRONG, 0.95), RIGHT)] * 5
    assert trust_of(ill).outlier > trust_of(well).outlier


@pytest.mark.parametrize("fold", range(FOLDS))
def test_the_package_trusts_nobody_beyond_any_fold(fold: int) -> None:
    seen = stations(misread_in=fold)
    fits = [fitted([s for s in seen if fold_of(s.code) != left], FORM) for left in range(FOLDS)]
    assert len({fit.trust["digits"] for fit in fits}) > 1
    shipped = cautious(seen, FORM)
    for fit in fits:
        assert shipped.trust["digits"].temperature >= fit.trust["digits"].temperature
        assert shipped.trust["digits"].outlier >= fit.trust["digits"].outlier
        assert shipped.thresholds.clear <= fit.thresholds.clear
