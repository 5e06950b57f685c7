"""Whether the order can still change, against an oracle that tries every outcome."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.recap import Gap, Outside, order_of

Votes = dict[int, int]


def outcomes(limit: int, pairs: list[int]) -> Iterator[tuple[int, ...]]:
    """Every way in which one row can divide at most ``limit`` votes among the pairs."""
    return (split for split in product(range(limit + 1), repeat=len(pairs)) if sum(split) <= limit)


def ranks(votes: Votes) -> tuple[int, ...]:
    """For each pair how many are strictly ahead of it: the order, ties included."""
    return tuple(sum(other > mine for other in votes.values()) for mine in votes.values())


def firsts(votes: Votes) -> set[int]:
    return {pair for pair, count in votes.items() if count == max(votes.values())}


def brute_force(votes: Votes, limits: list[int]) -> tuple[bool, bool]:
    """Whether some outcome of all outside rows changes the order, and whether some changes who is first."""
    pairs = list(votes)
    order = first = False
    for splits in product(*(list(outcomes(limit, pairs)) for limit in limits)):
        after = {
            pair: votes[pair] + sum(split[place] for split in splits) for place, pair in enumerate(pairs)
        }
        order |= ranks(after) != ranks(votes)
        first |= firsts(after) != firsts(votes)
    return order, first


@given(
    st.lists(st.integers(0, 6), min_size=1, max_size=3),
    st.lists(st.integers(0, 3), max_size=2),
    st.lists(st.integers(0, 3), max_size=1),
)
def test_the_rule_agrees_with_the_enumeration_of_all_outcomes(
    counts: list[int], held: list[int], missing: list[int]
) -> None:
    votes = dict(enumerate(counts, start=1))
    outside = {"held": Outside(len(held), sum(held)), "missing": Outside(len(missing), sum(missing))}
    order = order_of(votes, outside)
    for states, limits in ((("held",), held), (("missing",), missing), ((), held + missing)):
        could, could_first = brute_force(votes, limits)
        assert order.could_change(*states) is could
        assert order.could_change_first(*states) is could_first


def test_held_and_missing_rows_that_are_safe_apart_can_be_unsafe_together() -> None:
    order = order_of({1: 100, 2: 150}, {"held": Outside(1, 49), "missing": Outside(1, 1)})
    assert not order.could_change("held")
    assert not order.could_change("missing")
    assert order.could_change()


def test_the_lower_places_can_change_while_the_first_is_safe() -> None:
    order = order_of({1: 1_000, 2: 40, 3: 30}, {"held": Outside(1, 10)})
    assert order.gaps == (Gap(1, 2, 960), Gap(2, 3, 10))
    assert order.narrowest == Gap(2, 3, 10)
    assert order.could_change()
    assert not order.could_change_first()


def test_a_draw_needs_as_many_votes_as_the_margin_and_no_fewer() -> None:
    assert order_of({1: 0, 2: 7}, {"held": Outside(1, 7)}).could_change()
    assert not order_of({1: 0, 2: 7}, {"held": Outside(1, 6)}).could_change()


def test_without_a_limit_no_margin_is_safe() -> None:
    order = order_of({1: 0, 2: 10**9}, {"missing": Outside(1, unlimited=1)})
    assert order.could_change()
    assert "no known number of voters" in order.why().en


@pytest.mark.parametrize(
    ("outside", "indonesian", "english"),
    [
        ({}, "Semua TPS sudah dihitung.", "Every station is counted."),
        (
            {"held": Outside(2, 1_230)},
            "1.230 suara: urutan masih dapat",
            "1,230 votes: the order could still",
        ),
        ({"held": Outside(2, 1_199)}, "urutan tidak dapat berubah.", "the order cannot change."),
    ],
)
def test_why_says_it_in_numbers_in_both_languages(
    outside: dict[str, Outside], indonesian: str, english: str
) -> None:
    why = order_of({1: 0, 2: 1_200}, outside).why()
    assert indonesian in why.id
    assert english in why.en


def test_the_inputs_are_those_of_the_formula() -> None:
    order = order_of({1: 5, 2: 9}, {"held": Outside(1, 3, assumed=1), "missing": Outside(2, 4)})
    expected = {"rows": 3, "ballots": 7, "assumed": 1, "unlimited": 0, "ahead": 2, "behind": 1, "margin": 4}
    assert order.inputs() == expected
