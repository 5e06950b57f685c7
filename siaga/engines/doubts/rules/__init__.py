"""The rules, one module for each family; each takes the world and yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from siaga.engines.doubts.model import Finding, World
from siaga.engines.doubts.rules import (
    arithmetic,
    collisions,
    disagreement,
    gaps,
    letters,
    outcomes,
    recipients,
    regime,
    stages,
    terms,
    titles,
    weekdays,
)

RULES: tuple[Callable[[World], Iterator[Finding]], ...] = (
    disagreement.check,
    arithmetic.check,
    outcomes.check,
    recipients.check,
    regime.check,
    stages.check,
    letters.check,
    weekdays.check,
    titles.check,
    terms.check,
    gaps.check,
    collisions.check,
)
