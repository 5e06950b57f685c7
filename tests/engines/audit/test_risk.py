"""The risk limit holds: every possible sample of small elections with a wrong outcome, counted exactly."""

from __future__ import annotations

from fractions import Fraction
from itertools import product as every
from math import prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from siaga.engines.audit import (
    Batch,
    TieError,
    bound,
    check,
    draws_needed,
    expected_batches,
    margins_of,
    overstatement,
    p_value,
    plan,
)
from siaga.engines.audit.plan import PaperError
from siaga.engines.audit.risk import MOST_DRAWS, product

LIMITS = st.sampled_from([Fraction(1, 100), Fraction(1, 20), Fraction(1, 10), Fraction(1, 3)])
PAIRS = {"mayor": (1, 2)}


def votes(*counts):
    return {"mayor": dict(enumerate(counts, 1))}


@st.composite
def split_ballots(draw, ballots, pairs):
    """Votes for each pair that the ballots of a station allow; the rest is invalid or unused."""
    left, counts = ballots, []
    for _ in range(pairs):
        counts.append(draw(st.integers(0, left)))
        left -= counts[-1]
    return dict(enumerate(draw(st.permutations(counts)), 1))


@st.composite
def wrong_elections(draw, pairs=2):
    """A small election whose papers do not have the published winner first (a tie counts as wrong)."""
    sizes = draw(st.lists(st.integers(1, 12), min_size=2, max_size=4))
    published = [draw(split_ballots(size, pairs)) for size in sizes]
    actual = [draw(split_ballots(size, pairs)) for size in sizes]
    total = {n: sum(part[n] for part in published) for n in range(1, pairs + 1)}
    truth = {n: sum(part[n] for part in actual) for n in range(1, pairs + 1)}
    winner = max(total, key=lambda n: total[n])
    assume(sorted(total.values())[-1] > sorted(total.values())[-2])
    assume(any(truth[n] >= truth[winner] for n in truth if n != winner))
    batches = [
        Batch(f"{n}", size, {"mayor": p}) for n, (size, p) in enumerate(zip(sizes, published, strict=True))
    ]
    return batches, {f"{n}": {"mayor": a} for n, a in enumerate(actual)}, tuple(total)


def chance_of_confirming(batches, papers, pairs, limit, draws):
    """The exact probability that one of the first draws brings the P-value to the limit: all sequences."""
    given_plan = plan(batches, {"mayor": pairs}, limit)
    assert given_plan.total >= 1, "a wrong outcome needs errors of at least the margin"
    weights = {code: u / given_plan.total for code, u in given_plan.bounds.items() if u}
    taints = {
        code: overstatement(given_plan.batches[code].votes, papers[code], given_plan.margins)
        / given_plan.bounds[code]
        for code in weights
    }
    chance = Fraction(0)
    for sample in every(weights, repeat=draws):
        running = (p_value(given_plan.total, [taints[c] for c in sample[:n]]) for n in range(1, draws + 1))
        if any(value <= limit for value in running):
            chance += prod((weights[code] for code in sample), start=Fraction(1))
    return chance


@settings(max_examples=60, deadline=None)
@given(wrong_elections(), LIMITS)
def test_a_wrong_outcome_is_confirmed_at_most_as_often_as_the_limit_allows(election, limit):
    assert chance_of_confirming(*election, limit, draws=4) <= limit


@settings(max_examples=25, deadline=None)
@given(wrong_elections(pairs=3), LIMITS)
def test_also_with_more_than_one_who_might_have_won(election, limit):
    assert chance_of_confirming(*election, limit, draws=3) <= limit


def test_the_limit_is_nearly_reached_so_the_bound_is_not_idle():
    """One station of two hides the whole margin: missing it n times is as likely as the P-value says."""
    batches = [Batch("a", 10, votes(10, 0)), Batch("b", 10, votes(10, 0))]
    papers = {"a": votes(0, 10), "b": votes(10, 0)}
    limit = Fraction(1, 16)
    assert chance_of_confirming(batches, papers, (1, 2), limit, draws=4) == limit


@given(st.integers(1, 9), st.data())
def test_the_bound_is_the_worst_that_any_paper_can_do(ballots, data):
    published = data.draw(split_ballots(ballots, 3))
    margins = margins_of({"mayor": {1: 40, 2: 31, 3: 12}})
    papers = (c for c in every(range(ballots + 1), repeat=3) if sum(c) <= ballots)
    worst = max(overstatement({"mayor": published}, votes(*c), margins) for c in papers)
    assert bound(Batch("a", ballots, {"mayor": published}), margins) == worst


@given(st.fractions(1, 50), LIMITS)
def test_the_clean_sample_is_the_smallest_that_suffices(total, limit):
    needed = draws_needed(total, limit)
    assert p_value(total, [Fraction(0)] * needed) <= limit
    assert p_value(total, [Fraction(0)] * (needed - 1)) > limit


def test_when_no_error_can_change_anything_nothing_is_drawn():
    assert draws_needed(Fraction(9, 10), Fraction(1, 20)) == 0
    assert p_value(Fraction(9, 10), []) == 0


def test_when_only_the_worst_everywhere_changes_anything_one_draw_is_enough():
    assert draws_needed(Fraction(1), Fraction(1, 20)) == 1
    assert p_value(Fraction(1), [Fraction(0)]) == 0
    assert p_value(Fraction(1), []) == 1


def test_a_hair_s_breadth_asks_for_every_form():
    assert draws_needed(Fraction(MOST_DRAWS), Fraction(1, 20)) is None


def test_a_whole_station_wrong_can_never_be_made_up_for():
    assert product(Fraction(5), [Fraction(0), Fraction(1)]) is None
    assert draws_needed(Fraction(5), Fraction(1, 20), None) is None
    assert p_value(Fraction(5), [Fraction(1)]) == 1


def test_impossible_input_is_refused():
    with pytest.raises(ValueError, match="more votes than the station has ballots"):
        product(Fraction(5), [Fraction(11, 10)])
    for limit in (0, 1, Fraction(3, 2)):
        with pytest.raises(ValueError, match="risk limit"):
            draws_needed(Fraction(5), Fraction(limit))
    with pytest.raises(ValueError, match="twice"):
        plan([Batch("a", 5, votes(3, 1))] * 2, PAIRS, Fraction(1, 20))


@pytest.mark.parametrize(("totals", "said"), [({1: 5, 2: 5}, "level"), ({1: 5}, "fewer than two")])
def test_without_an_outcome_there_is_nothing_to_check(totals, said):
    with pytest.raises(TieError, match=said):
        margins_of({"mayor": totals})


def test_how_many_different_forms_are_expected():
    """Two stations, 3 to 1: after two draws 1 - (1/4)^2 + 1 - (3/4)^2."""
    assert expected_batches([Fraction(3), Fraction(1)], 2) == pytest.approx(15 / 16 + 7 / 16)
    assert expected_batches([], 5) == 0


STATIONS = [Batch(f"{n:02}", 410, votes(220, 130)) for n in range(40)]


def test_a_clean_sample_confirms():
    made = plan(STATIONS, PAIRS, Fraction(1, 20))
    drawn = made.sample("20 dice", made.draws)
    outcome = check(made, drawn, {code: votes(220, 130) for code in drawn})
    assert outcome.confirmed and outcome.more == 0 and not outcome.differences
    assert outcome.p_value <= Fraction(1, 20)


def test_a_station_that_is_not_counted_is_an_error_when_its_paper_has_votes():
    batches = [*STATIONS, Batch("held", 410, {})]
    made = plan(batches, PAIRS, Fraction(1, 20))
    outcome = check(made, ["held"], {"held": votes(100, 300)})
    assert outcome.differences[0].overstatement == Fraction(200, 40 * 90)


def test_small_differences_ask_for_more_draws_and_large_ones_for_all():
    made = plan(STATIONS, PAIRS, Fraction(1, 20))
    drawn = made.sample("20 dice", made.draws)
    honest = {code: votes(220, 130) for code in drawn}
    small = check(made, drawn, honest | {drawn[0]: votes(170, 180)})
    assert not small.confirmed and small.more > 0
    assert [d.station for d in small.differences] == [drawn[0]]
    further = drawn + made.sample("20 dice", made.draws + small.more)[made.draws :]
    settled = check(made, further, {c: votes(220, 130) for c in further} | {drawn[0]: votes(170, 180)})
    assert settled.confirmed or drawn[0] in further[made.draws :]


def test_an_error_that_favours_the_loser_is_told_but_costs_nothing():
    made = plan(STATIONS, PAIRS, Fraction(1, 20))
    outcome = check(made, ["00"], {"00": votes(230, 130)})
    assert outcome.differences[0].overstatement < 0
    both = check(made, ["00"], {"00": votes(221, 131)})
    assert both.differences[0].overstatement == 0, "votes differ even where no margin does"


def test_a_form_that_was_not_found_confirms_nothing():
    made = plan(STATIONS, PAIRS, Fraction(1, 20))
    drawn = made.sample("20 dice", made.draws)
    outcome = check(made, drawn, {code: votes(220, 130) for code in drawn[1:] if code != drawn[0]})
    assert outcome.missing == (drawn[0],) and not outcome.confirmed and outcome.p_value == 1


@pytest.mark.parametrize("paper", [votes(400, 11), votes(-1, 5)])
def test_a_paper_that_cannot_be(paper):
    made = plan(STATIONS, PAIRS, Fraction(1, 20))
    with pytest.raises(PaperError, match="station 00"):
        check(made, ["00"], {"00": paper})


def test_several_contests_are_checked_with_one_sample():
    """MACRO: the bound of a station is that of the contest in which it can do most harm."""
    both = [Batch(b.code, b.ballots, b.votes | {"governor": {1: 100, 2: 150, 3: 20}}) for b in STATIONS]
    pairs = PAIRS | {"governor": (1, 2, 3)}
    alone, made = plan(STATIONS, PAIRS, Fraction(1, 20)), plan(both, pairs, Fraction(1, 20))
    assert {(m.contest, m.winner) for m in made.margins} == {("mayor", 1), ("governor", 2)}
    assert made.total > alone.total
    paper = {"mayor": {1: 220, 2: 130}, "governor": {1: 130, 2: 120, 3: 20}}
    assert check(made, ["00"], {"00": paper}).differences[0].overstatement == Fraction(60, 50 * 40)
