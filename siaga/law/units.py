"""What may stand as the unit of a figure, on the screen and in a city pack alike."""

from __future__ import annotations

LONGEST_UNIT = 30
"""Characters of a unit."""


def is_unit(written: str) -> bool:
    """Whether this is a unit as a word: ``orang``, ``persen``, or one for another, ``orang/hari``.

    A unit takes part in addresses of the ledger, so no part of it may be empty or mean "here" or "above".
    """
    parts = written.split("/")
    return len(written) <= LONGEST_UNIT and written.isprintable() and not {"", ".", ".."}.intersection(parts)
