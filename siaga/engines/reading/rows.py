"""The sums of the tally's lines as a witness of the total.

Strokes are drawn from the top, and a line is full before the next begins: 93 is a line of 60 and one of 33.
Some crews write the whole total into the first line. Lines that are not used stay empty or are struck through
together with one Z, which runs through the boxes of their sums too.
"""

from __future__ import annotations

import numpy as np

from siaga.engines.reading.digits.figure import number_odds
from siaga.engines.reading.model import Odds, Witness

LINE_HOLDS = 60
"""Strokes of a full line: twelve groups of five, as printed over the tally of the C.HASIL."""
UNUSED = (0.007, 0.115, 0.040, 0.011, 0.043, 0.012, 0.018, 0.121, 0.003, 0.004, 0.626)
"""How the classifier reads the boxes of unused lines, by class: pieces of a Z look like 7, 1 and 4. Mean of
what the models of the folds said of 1,780 such boxes of the photographed forms of 2024."""
AT_ONCE, ANYHOW, SILENT = 0.04, 0.01, 0.01
"""Share of tallies with the whole total in the first line (9 of 254), filled in another way, and without
a sum although there were votes (2 of 254)."""


def total_witness(field: str, odds: Odds, boxes: int = 3, holds: int = LINE_HOLDS) -> Witness:
    """What the lines say of a total of `boxes` digits: odds (lines, columns, 11) of their boxes as the digit
    classifier gives them (log-probabilities), the top line first.

    `Witness.blank`: that no line was used.
    """
    sums, unused = np.stack([number_odds(line) for line in odds]), unused_odds(odds)
    ways = (
        (1 - AT_ONCE - ANYHOW - SILENT, filled_in_turn(sums[:, : holds + 1], unused)),
        (AT_ONCE, sums[0] + unused[1:].sum()),
        (ANYHOW, filled_freely(sums, unused)),
        (SILENT, np.full(10**boxes, unused.sum())),
    )
    total = np.full(max(len(said) for _, said in ways), -np.inf)
    for share, said in ways:
        total[: len(said)] = np.logaddexp(total[: len(said)], said + np.log(share))
    return Witness(field, "rows", total[: 10**boxes], float(unused.sum()))


def unused_odds(odds: Odds) -> Odds:
    """(lines, columns, 11) → (lines,) log-likelihood that a line is not used."""
    boxes = np.logaddexp.reduce(odds + np.log(UNUSED), axis=-1)
    return np.asarray(boxes.sum(axis=-1))


def filled_in_turn(sums: Odds, unused: Odds) -> Odds:
    """(lines, holds + 1) odds of each sum → (lines * holds + 1,) of each total, full lines first."""
    lines, holds = sums.shape[0], sums.shape[1] - 1
    above = np.concatenate([[0.0], np.cumsum(sums[:, holds])])
    below = np.concatenate([np.cumsum(unused[::-1])[::-1], [0.0]])
    total = np.empty(lines * holds + 1)
    for line in range(lines):
        start = line * holds
        total[start + 1 : start + holds + 1] = above[line] + sums[line, 1:] + below[line + 1]
    total[0] = sums[0, 0] + below[1]
    return total


def filled_freely(sums: Odds, unused: Odds) -> Odds:
    """The same when the first few lines have any sum: each number of lines alike, then each way."""
    lines, holds = sums.shape[0], sums.shape[1] - 1
    below = np.concatenate([np.cumsum(unused[::-1])[::-1], [0.0]])
    said, ways, scale = np.ones(1), np.ones(1), 0.0
    total, counts = np.full(lines * holds + 1, -np.inf), np.zeros(lines * holds + 1)
    for line in range(lines):
        peak = float(sums[line, 1:].max())
        said = np.convolve(said, np.append(0.0, np.exp(sums[line, 1:] - peak)))
        ways, scale = np.convolve(ways, np.append(0.0, np.ones(holds))), scale + peak
        able = np.flatnonzero(ways)
        total[able] = np.logaddexp(total[able], np.log(said[able] / ways[able]) + scale + below[line + 1])
        counts[able] += 1
    return np.asarray(total - np.log(np.maximum(counts, 1)))
