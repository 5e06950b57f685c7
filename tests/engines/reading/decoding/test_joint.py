"""The factor graph against the sum over all assignments, and what must hold of any joint reading."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from siaga.engines.reading.decoding.elimination import Factor, marginals
from siaga.engines.reading.decoding.evidence import combined
from siaga.engines.reading.decoding.joint import posterior
from siaga.engines.reading.model import Witness
from siaga.law.form.check import stated_figures
from siaga.law.form.screen import screen_of
from tests.engines.reading.decoding.small import FORM, PRIORS, VALUES, brute_force, witness

NEAR = 1e-4
"""Probability by which a reading may differ from the whole sum: what its lists leave out."""
SUM = ("suara_sah", "suara_tidak_sah", "suara_total")
PAIRS = ("paslon1", "paslon2", "suara_sah")


def joint(witnesses: list[Witness], register: dict[str, int] | None = None) -> dict[str, np.ndarray]:
    """(values,) probabilities by figure; what no list holds is spread evenly over the rest."""
    own = {name: said.odds for name, said in combined(witnesses, PRIORS.trust).items()}
    known = stated_figures(FORM, {}, register)
    names = tuple(name for name in FORM.names if name in own)
    found = posterior(own, screen_of(FORM, (*names, *known)).checks, known, PRIORS)
    return {name: _full(found[name], len(own[name])) for name in names}


def _full(listed: dict[int, float], size: int) -> np.ndarray:
    rest = (1 - sum(listed.values())) / max(1, size - len(listed))
    return np.array([listed.get(value, rest) for value in range(size)])


def odds(size: int, spread: float) -> st.SearchStrategy[np.ndarray]:
    return st.lists(st.floats(-spread, 0), min_size=size, max_size=size).map(np.array)


@st.composite
def forms(draw: st.DrawFn, names: tuple[str, ...], size: int, spread: float = 12.0) -> list[Witness]:
    """Digits of every figure, and a second witness of some."""
    found = [Witness(name, "digits", draw(odds(size, spread))) for name in names]
    found += [Witness(name, "bubbles", draw(odds(size, spread))) for name in names if draw(st.booleans())]
    return found


@settings(max_examples=20, deadline=None)
@given(forms(SUM, VALUES))
def test_it_finds_what_all_assignments_give(witnesses: list[Witness]) -> None:
    found, expected = joint(witnesses), brute_force(witnesses)
    for name in SUM:
        np.testing.assert_allclose(found[name], expected[name], atol=NEAR)


@settings(max_examples=15, deadline=None)
@given(forms(("paslon1", "paslon2", "suara_sah", "suara_tidak_sah", "suara_total"), 6))
def test_two_identities_at_once(witnesses: list[Witness]) -> None:
    found, expected = joint(witnesses), brute_force(witnesses)
    for name, shares in expected.items():
        np.testing.assert_allclose(found[name], shares, atol=NEAR)


@settings(max_examples=15, deadline=None)
@given(forms(("dpt_l", "dpt_p", "dpt_j", "peng_dpt_j"), 8), st.integers(0, 7))
def test_limits_and_a_trusted_figure(witnesses: list[Witness], dpt: int) -> None:
    found, expected = joint(witnesses, {"dpt_j": dpt}), brute_force(witnesses, {"dpt_j": dpt})
    for name, shares in expected.items():
        np.testing.assert_allclose(found[name], shares, atol=NEAR)


@settings(max_examples=20, deadline=None)
@given(forms(SUM, VALUES), st.sampled_from(SUM), st.integers(0, VALUES - 1), st.floats(0.1, 5))
def test_more_evidence_for_a_value_never_makes_it_less_likely(
    witnesses: list[Witness], name: str, value: int, more: float
) -> None:
    before = joint(witnesses)[name][value]
    stronger = [_raised(w, value, more) if w.field == name else w for w in witnesses]
    assert joint(stronger)[name][value] >= before - 1e-9


def _raised(given: Witness, value: int, more: float) -> Witness:
    odds = given.odds.copy()
    odds[value] += more
    return Witness(given.field, given.kind, odds, given.blank)


@settings(max_examples=20, deadline=None)
@given(forms(PAIRS, VALUES), st.randoms())
def test_the_order_of_witnesses_does_not_matter(witnesses: list[Witness], random) -> None:
    shuffled = list(witnesses)
    random.shuffle(shuffled)
    one, other = joint(witnesses), joint(shuffled)
    for name in PAIRS:
        np.testing.assert_allclose(one[name], other[name], atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(forms(("paslon1", "suara_tidak_sah", "dpt_l"), VALUES))
def test_without_a_common_identity_every_figure_stands_alone(witnesses: list[Witness]) -> None:
    own = combined(witnesses, PRIORS.trust)
    for name, shares in joint(witnesses).items():
        np.testing.assert_allclose(shares, own[name].odds, atol=1e-8)


@settings(max_examples=20, deadline=None)
@given(forms(PAIRS, VALUES))
def test_the_two_pairs_may_change_places(witnesses: list[Witness]) -> None:
    other = {"paslon1": "paslon2", "paslon2": "paslon1", "suara_sah": "suara_sah"}
    one = joint(witnesses)
    two = joint([Witness(other[w.field], w.kind, w.odds) for w in witnesses])
    for name in PAIRS:
        np.testing.assert_allclose(one[name], two[other[name]], atol=1e-5)


def test_an_outlying_witness_does_not_win_against_two_others() -> None:
    shares = joint(
        [
            witness("paslon1", {7: 1.0}),
            witness("paslon1", {7: 1.0}, "words"),
            witness("paslon1", {9: 1.0}, "bubbles"),
        ]
    )
    assert shares["paslon1"][7] > 0.99


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_elimination_sums_any_graph(data: st.DataObject) -> None:
    sizes = {name: data.draw(st.integers(1, 3)) for name in "abcdef"}
    scopes = data.draw(
        st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True), max_size=7)
    )
    rng = np.random.default_rng(data.draw(st.integers(0, 1000)))
    factors = [Factor(tuple(scope), rng.random([sizes[name] for name in scope]) + 1e-3) for scope in scopes]
    found = marginals(sizes, factors)
    whole = np.ones(tuple(sizes.values()))
    for factor in factors:
        axes = ["abcdef".index(name) for name in factor.names]
        whole = whole * np.einsum(factor.table, axes, sorted(axes)).reshape(
            [sizes[name] if name in factor.names else 1 for name in "abcdef"]
        )
    for axis, name in enumerate("abcdef"):
        expected = whole.sum(axis=tuple(other for other in range(6) if other != axis))
        np.testing.assert_allclose(found[name], expected / expected.sum(), rtol=1e-9)


def test_a_graph_without_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="no assignment"):
        marginals({"a": 2}, [Factor(("a",), np.zeros(2))])
