"""From witnesses to figures: as written, never as it would balance."""

from __future__ import annotations

from collections.abc import Mapping
from time import process_time

import numpy as np
import pytest

from siaga.engines.reading.decoding import TAKEN, Decoded, decode, reason_to_hold, vote_figures
from siaga.engines.reading.model import Witness
from siaga.law.form.catalogue import form_with
from siaga.law.profiles import load
from tests.engines.reading.decoding.small import PRIORS, boxes, witness

FORM = form_with(load("pemilu-2024"), (1, 2, 3))
WRITTEN = {
    "dpt_l": 108, "dpt_p": 104, "dpt_j": 212, "peng_dpt_l": 98, "peng_dpt_p": 96, "peng_dpt_j": 194,
    "peng_dptb_l": 1, "peng_dptb_p": 5, "peng_dptb_j": 6, "peng_dpk_l": 0, "peng_dpk_p": 1, "peng_dpk_j": 1,
    "peng_total_l": 99, "peng_total_p": 102, "peng_total_j": 201, "ss_diterima": 217, "ss_digunakan": 201,
    "ss_rusak": 0, "ss_tidak_digunakan": 16, "disabilitas": 0, "paslon1": 41, "paslon2": 117, "paslon3": 39,
    "suara_sah": 197, "suara_tidak_sah": 4, "suara_total": 201,
}  # fmt: skip


def read(
    figures: Mapping[str, int] = WRITTEN,
    sure: Mapping[str, float] | None = None,
    more: tuple[Witness, ...] = (),
    **options: object,
) -> Decoded:
    witnesses = [boxes(name, value, (sure or {}).get(name, 0.9999)) for name, value in figures.items()]
    return decode(FORM, [*witnesses, *more], priors=PRIORS, **options)  # type: ignore[arg-type]


def why(decoded: Decoded) -> str:
    return reason_to_hold(FORM, decoded, PRIORS.thresholds).en


def test_a_clear_form_that_adds_up_is_taken() -> None:
    decoded = read()
    assert decoded.figures == WRITTEN
    assert {reading.state for reading in decoded.fields.values()} == {"certain"}
    assert decoded.findings == ()
    assert reason_to_hold(FORM, decoded, PRIORS.thresholds) == TAKEN


def test_an_unclear_digit_is_settled_by_the_sum() -> None:
    unclear = witness("paslon2", {117: 0.5, 112: 0.5}, "words", values=1000)
    decoded = decode(
        FORM,
        [*(boxes(n, v) for n, v in WRITTEN.items() if n != "paslon2"), unclear],
        priors=PRIORS,
    )
    reading = decoded.fields["paslon2"]
    assert (reading.value, reading.state) == (117, "arithmetic")
    assert reading.probability > 0.99
    assert why(decoded) == ""


def test_617_for_117_is_held_and_never_balanced_away() -> None:
    decoded = read({**WRITTEN, "paslon2": 617})
    reading = decoded.fields["paslon2"]
    assert (reading.value, reading.state) == (617, "doubt")
    assert reading.alternatives[0][0] == 117
    assert "do not add up" in why(decoded)


def test_a_wrong_paper_is_reported_as_written() -> None:
    """All witnesses agree on 187 valid votes, the pairs make 197: crews add badly."""
    wrong = {**WRITTEN, "suara_sah": 187}
    others = tuple(
        witness(name, {wrong[name]: 1.0}, kind, values=1000)
        for name in vote_figures(FORM)
        for kind in ("words", "rows")
    )
    decoded = read(wrong, more=others)
    assert decoded.figures == wrong
    assert {decoded.fields[name].state for name in vote_figures(FORM)} == {"certain"}
    assert "R8" in [finding.rule for finding in decoded.findings]
    assert why(decoded).startswith("The paper itself does not add up.")


@pytest.mark.parametrize("name", vote_figures(FORM))
@pytest.mark.parametrize("slip", [1, 10, 100, 500])
def test_no_single_clear_misreading_of_a_vote_is_taken(name: str, slip: int) -> None:
    decoded = read({**WRITTEN, name: WRITTEN[name] + slip})
    assert decoded.figures[name] == WRITTEN[name] + slip
    assert why(decoded) != ""


def test_a_page_that_is_missing_leaves_the_rest_as_it_is() -> None:
    votes = set(vote_figures(FORM))
    decoded = read({name: value for name, value in WRITTEN.items() if name in votes})
    assert decoded.fields["dpt_j"].state == "missing"
    assert decoded.fields["dpt_j"].value is None
    assert why(decoded) == ""


def test_figures_named_missing_are_not_read() -> None:
    decoded = read(missing=["suara_sah"])
    assert decoded.fields["suara_sah"].value is None
    assert why(decoded) == "Vote figures not in the photographs: Valid votes."


def test_a_figure_the_law_does_not_know_is_read_alone() -> None:
    decoded = read(more=(boxes("disabilitas_l", 3),))
    assert (decoded.fields["disabilitas_l"].value, decoded.fields["disabilitas_l"].state) == (3, "certain")


def test_the_register_settles_the_voters_list() -> None:
    unsure = {"dpt_j": 0.5, "dpt_l": 0.5, "ss_diterima": 0.4}
    without, known = read(sure=unsure), read(sure=unsure, register={"dpt_j": 212})
    assert known.fields["dpt_j"].probability > without.fields["dpt_j"].probability


def test_an_empty_figure_that_does_not_add_up_is_in_doubt() -> None:
    odds = np.full(1000, -30.0)
    empty = Witness("suara_tidak_sah", "digits", odds, blank=0.0)
    rest = [boxes(n, v) for n, v in WRITTEN.items() if n != "suara_tidak_sah"]
    decoded = decode(FORM, [*rest, empty], priors=PRIORS)
    assert (decoded.fields["suara_tidak_sah"].value, decoded.fields["suara_tidak_sah"].state) == (0, "doubt")
    assert why(decoded) != ""


def test_an_empty_figure_that_adds_up_is_nought() -> None:
    figures = {**WRITTEN, "suara_tidak_sah": 0, "suara_total": 197}
    figures |= {"peng_total_j": 197, "ss_digunakan": 197, "ss_tidak_digunakan": 20}
    empty = Witness("suara_tidak_sah", "digits", np.full(1000, -30.0), blank=0.0)
    rest = [boxes(n, v) for n, v in figures.items() if n != "suara_tidak_sah"]
    decoded = decode(FORM, [*rest, empty], priors=PRIORS)
    assert decoded.fields["suara_tidak_sah"].value == 0
    assert why(decoded) == ""


def test_odds_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="no odds"):
        decode(FORM, [Witness("paslon1", "digits", np.full(1000, np.nan))])
    with pytest.raises(ValueError, match="say nothing"):
        decode(FORM, [Witness("paslon1", "digits", np.full(1000, -np.inf))])
    with pytest.raises(ValueError, match="differ"):
        decode(FORM, [boxes("paslon1", 1), boxes("paslon1", 1, digits=4)])


def test_the_sentence_is_there_in_both_languages() -> None:
    reason = reason_to_hold(FORM, read(sure={"paslon1": 0.3, "paslon2": 0.3}), PRIORS.thresholds)
    assert "(41 or" in reason.en
    assert "(41 atau" in reason.id


@pytest.mark.speed
def test_a_form_takes_20_milliseconds() -> None:
    witnesses = [boxes(name, value, 0.99) for name, value in WRITTEN.items()]
    decode(FORM, witnesses)
    taken = []
    for _ in range(9):
        start = process_time()
        decode(FORM, witnesses)
        taken.append(process_time() - start)
    assert sorted(taken)[4] <= 0.020
