"""How well a strip fits the words of every number: connectionist temporal classification over two tries.

The network says for every step of a strip how likely each letter, or none, stands there. The likelihood of a
spelling is the sum over all ways to lay its letters along the steps (Graves et al., ICML 2006). Numbers share
their heads (from the left) and their tails (from the right), so the sum runs forwards over a trie of ten
heads and backwards over a trie of a hundred reversed tails, and the two are joined at every step.

Crews misspell: SEBILAN, TUJU, SEPOLUH. A letter that was left out costs `SKIPPED`; another or an additional
one costs `SMUDGED`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from siaga.engines.reading.model import Odds
from siaga.engines.reading.words.vocabulary import VALUES, alphabet, heads, nothings, tails

SKIPPED = 0.004
"""Chance of a letter to be left out by the crew."""
SMUDGED = 0.01
"""Share of a step in which any letter may stand for the one expected."""
NONE = 0
"""The network's class for a step without a letter."""
_LEAST = 1e-300

Floats = NDArray[np.float64]
Nodes = NDArray[np.int64]


@dataclass(frozen=True)
class Trie:
    """Spellings with common beginnings. Node 0 is the root, every parent stands before its children.

    letter: (nodes,) class of the network, NONE for the root; parent, before: (nodes,) the node of the letter
    before and of the one before that, the root standing for itself; ends: the node of each spelling.
    """

    letter: Nodes
    parent: Nodes
    ends: Nodes

    @property
    def before(self) -> Nodes:
        return self.parent[self.parent]


@dataclass(frozen=True)
class Laid:
    """The chance, up to `scale`, that the first steps were laid along the letters up to a node.

    letter: (steps + 1, nodes) the last step on the node's letter; pause: the last step on no letter after it.
    scale: (steps + 1,) natural logarithm of the common factor that was taken out.
    """

    letter: Floats
    pause: Floats
    scale: Floats


def trie_of(spellings: Sequence[str]) -> Trie:
    """The trie of words in letters of the alphabet; ValueError for any other letter."""
    nodes: dict[str, int] = {"": 0}
    letters, parents = [NONE], [0]
    for spelling in spellings:
        for length in range(1, len(spelling) + 1):
            if spelling[:length] not in nodes:
                nodes[spelling[:length]] = len(letters)
                letters.append(1 + alphabet().index(spelling[length - 1]))
                parents.append(nodes[spelling[: length - 1]])
    ends = [nodes[spelling] for spelling in spellings]
    return Trie(np.array(letters), np.array(parents), np.array(ends))


def number_scores(odds: Odds) -> Odds:
    """(steps, classes) log-probabilities → (1000,) natural log-likelihood of the words of every number.

    Where all are small, the strip says something else or nothing.
    """
    chances = smudged(np.exp(np.asarray(odds, np.float64)))
    front, back = laid(chances, _fronts()), laid(chances[::-1], _tails())
    whole = _log(_ended(front, _fronts())) + front.scale[-1]
    scores = joined(front, back)
    scores[:, 0] = whole[: len(scores)]
    scores[0, 0] = np.logaddexp.reduce(whole[len(scores) :])
    return np.asarray(scores.reshape(VALUES))


def smudged(chances: Floats) -> Floats:
    """(steps, classes): a little of every other letter in each class, for letters written wrongly."""
    letters = chances[:, 1:].sum(axis=1, keepdims=True)
    other: Floats = (1 - SMUDGED) * chances + SMUDGED * letters / (chances.shape[1] - 1)
    other[:, NONE] = chances[:, NONE] + SMUDGED * letters[:, 0]
    return other


def laid(chances: Floats, trie: Trie) -> Laid:
    """Every way to lay the letters of a trie along the steps, by step and node."""
    steps, parent, before = len(chances), trie.parent, trie.before
    letter, pause, scale = (np.zeros((steps + 1, *size)) for size in ((len(parent),), (len(parent),), ()))
    pause[0, 0] = 1.0
    follows = (trie.letter != trie.letter[parent]).astype(np.float64)
    skipping = SKIPPED * (parent != 0)
    jumps = skipping * (trie.letter != trie.letter[before])
    for step, said in enumerate(chances):
        on, off = letter[step], pause[step]
        come = off[parent] + follows * on[parent] + skipping * off[before] + jumps * on[before]
        letter[step + 1] = said[trie.letter] * (on + come)
        letter[step + 1, 0] = 0.0
        pause[step + 1] = said[NONE] * (on + off)
        factor = max(float(letter[step + 1].max()), float(pause[step + 1].max()), _LEAST)
        letter[step + 1] /= factor
        pause[step + 1] /= factor
        scale[step + 1] = scale[step] + np.log(factor)
    return Laid(letter, pause, scale)


def joined(front: Laid, back: Laid) -> Odds:
    """(10, 100) heads laid forwards and reversed tails laid backwards: every head with every tail.

    The steps without a letter between the two belong to the head; the same letter twice needs such a step.
    At most one of the two letters that meet is left out.
    """
    scale = front.scale[:-1] + back.scale[1:][::-1]
    share = np.exp(scale - scale.max())[:, None]
    total = np.zeros((len(heads()), len(tails())))
    kept, skipped = _lasts(_fronts(), len(heads()))
    first, second = _lasts(_tails(), len(tails()))
    for (head, left), (tail, right) in ((kept, first), (kept, second), (skipped, first)):
        on, off = front.letter[:-1, head] * share, front.pause[:-1, head] * share
        begun = back.letter[1:, tail][::-1]
        differ = _fronts().letter[head][:, None] != _tails().letter[tail][None]
        total += left[:, None] * right[None] * (off.T @ begun + differ * (on.T @ begun))
    scores: Odds = _log(total) + scale.max()
    return scores


def _lasts(trie: Trie, count: int) -> tuple[tuple[Nodes, Floats], tuple[Nodes, Floats]]:
    """The last letters of the first `count` spellings, and those before them with the price of the skip."""
    ends = trie.ends[:count]
    last = trie.parent[ends]
    return (ends, np.ones(count)), (last, SKIPPED * (last != 0))


def _ended(ways: Laid, trie: Trie) -> Floats:
    """(spellings,) that after all steps the letters of each are done, its last one perhaps left out."""
    reached = ways.letter[-1] + ways.pause[-1]
    (ends, whole), (last, skipped) = _lasts(trie, len(trie.ends))
    ended: Floats = whole * reached[ends] + skipped * reached[last]
    return ended


def _log(chances: Floats) -> Floats:
    """Natural logarithms, a chance that was rounded away counting as hardly any."""
    logs: Floats = np.log(np.maximum(chances, _LEAST))
    return logs


@cache
def _fronts() -> Trie:
    """Heads, then the words for nothing: both are laid from the left."""
    return trie_of((*heads(), *nothings()))


@cache
def _tails() -> Trie:
    """Tails from their ends, their first letter last."""
    return trie_of([tail[::-1] for tail in tails()])
