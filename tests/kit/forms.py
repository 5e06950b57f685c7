"""Result forms for tests: rows that keep every identity, and slips that may break them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from hypothesis import strategies as st

Row = dict[str, int | None]

USERS = {
    "pemilu-2024": ("peng_dpt", "peng_dptb", "peng_dpk"),
    "pilkada-2024": ("peng_dpt", "peng_dpph", "peng_dptb"),
}
MOST_VOTERS = {"pemilu-2024": 300, "pilkada-2024": 600}
SPARE = {"pemilu-2024": (2, 100), "pilkada-2024": (25, 1000)}


def valid_row(rng: random.Random, profile_id: str = "pemilu-2024", pairs: int = 3) -> Row:
    """A complete form that breaks no identity and raises no warning."""
    listed, moved, unlisted = USERS[profile_id]
    row: Row = {}
    row |= _line("dpt", *_halves(rng, rng.randint(60, MOST_VOTERS[profile_id] - 20)))
    men, women = row["dpt_l"] or 0, row["dpt_p"] or 0
    row |= _line(listed, rng.randint(men // 2, men - 3), rng.randint(women // 2, women - 4))
    row |= _line(moved, rng.choice((0, 0, 1, 2)), rng.choice((0, 0, 1, 3)))
    row |= _line(unlisted, rng.choice((0, 1)), rng.choice((0, 0, 1)))
    for group in "lpj":
        row[f"peng_total_{group}"] = sum(row[f"{line}_{group}"] or 0 for line in USERS[profile_id])
    return row | _ballots(rng, row, SPARE[profile_id]) | _votes(rng, row["peng_total_j"] or 0, pairs)


def without(row: Row, *blocks: str) -> Row:
    """The row with the figures whose names start so not stated."""
    return {name: None if name.startswith(blocks) else value for name, value in row.items()}


def with_slips(rng: random.Random, row: Row, slips: int) -> Row:
    """The row after so many random slips: digits changed, lost or added, figures swapped."""
    spoilt = dict(row)
    for _ in range(slips):
        rng.choice((_change, _change, _lose, _add, _swap))(rng, spoilt)
    return spoilt


@st.composite
def valid_rows(draw: Callable[..., object], profile_id: str = "pemilu-2024") -> Row:
    """Hypothesis strategy of `valid_row`, with two to five pairs."""
    rng = draw(st.randoms(use_true_random=False))
    assert isinstance(rng, random.Random)
    return valid_row(rng, profile_id, rng.randint(2, 5))


def _line(name: str, men: int, women: int) -> Row:
    return {f"{name}_j": men + women, f"{name}_l": men, f"{name}_p": women}


def _halves(rng: random.Random, total: int) -> tuple[int, int]:
    men = rng.randint(total // 3, 2 * total // 3)
    return men, total - men


def _ballots(rng: random.Random, row: Row, spare: tuple[int, int]) -> Row:
    listed, used = row["dpt_j"] or 0, row["peng_total_j"] or 0
    received = listed + math.ceil(listed * spare[0] / spare[1])
    damaged = min(rng.choice((0, 0, 1, 2)), received - used)
    return {
        "ss_diterima": received,
        "ss_digunakan": used,
        "ss_rusak": damaged,
        "ss_tidak_digunakan": received - used - damaged,
        "disabilitas": rng.choice((0, 0, 1, 4)),
    }


def _votes(rng: random.Random, users: int, pairs: int) -> Row:
    invalid = min(users, rng.choice((0, 1, 3, 8, 12)))
    cuts = sorted(rng.randint(0, users - invalid) for _ in range(pairs - 1))
    ends = [*cuts, users - invalid]
    votes: Row = {
        f"paslon{n}": end - start for n, (start, end) in enumerate(zip([0, *cuts], ends, strict=True), 1)
    }
    return votes | {"suara_sah": users - invalid, "suara_tidak_sah": invalid, "suara_total": users}


def _stated(row: Row) -> list[str]:
    return [name for name, value in row.items() if value is not None]


def _change(rng: random.Random, row: Row) -> None:
    name, text = _written(rng, row)
    at = rng.randrange(len(text))
    _write(row, name, text[:at] + rng.choice("0123456789") + text[at + 1 :])


def _lose(rng: random.Random, row: Row) -> None:
    name, text = _written(rng, row)
    at = rng.randrange(len(text))
    _write(row, name, text[:at] + text[at + 1 :])


def _add(rng: random.Random, row: Row) -> None:
    name, text = _written(rng, row)
    at = rng.randint(0, len(text))
    _write(row, name, text[:at] + rng.choice("0123456789") + text[at:])


def _written(rng: random.Random, row: Row) -> tuple[str, str]:
    name = rng.choice(_stated(row))
    return name, str(row[name])


def _write(row: Row, name: str, text: str) -> None:
    """A slip that leaves nothing, or a zero in front, would be more than one: such a one does not happen."""
    if text == "0" or (text and text[0] != "0"):
        row[name] = int(text)


def _swap(rng: random.Random, row: Row) -> None:
    first, second = rng.sample(_stated(row), 2)
    row[first], row[second] = row[second], row[first]
