"""The numbers 0 to 999 as letters: which words crews write, cut where every number's spelling can be cut.

A number is a head (``SERATUS``, ``DUARATUS`` … or nothing) and a tail (``TIGAPULUHSEMBILAN`` or nothing), so
that ten heads and a hundred tails give all thousand. Spaces are left out: many crews write none.
"""

from __future__ import annotations

from functools import cache

from siaga.law.form.words import in_words

VALUES = 1000
NOTHING = ("nol", "kosong", "nihil")
"""How crews write that there were none; the law asks for the first."""


def letters_of(words: str) -> str:
    """``tiga puluh`` → ``TIGAPULUH``."""
    return "".join(words.split()).upper()


@cache
def heads() -> tuple[str, ...]:
    """(10,) the letters of the hundreds of a number, "" where it has none."""
    return ("", *(letters_of(in_words(100 * count)) for count in range(1, 10)))


@cache
def tails() -> tuple[str, ...]:
    """(100,) the letters after the hundreds, "" for none."""
    return ("", *(letters_of(in_words(rest)) for rest in range(1, 100)))


@cache
def nothings() -> tuple[str, ...]:
    return tuple(letters_of(word) for word in NOTHING)


@cache
def alphabet() -> str:
    """The letters the network tells apart, in order: class n is the n-th, class 0 no letter."""
    return "".join(sorted(set("".join((*heads(), *tails(), *nothings())))))
