"""A target ("above 86 per cent") beside what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from siaga.engines.doubts.model import Doubt, Figure, Finding, Held, Value, World
from siaga.engines.doubts.rules.disagreement import subjects


def check(world: World) -> Iterator[Finding]:
    """Compare each target with the newest figure of its subject that is not older than it."""
    for group in subjects(world).values():
        outcomes = [f for f in group if f.bound == "equal" and f.value is not None and f.as_of]
        for target in (f for f in group if f.bound == "target" and f.value is not None):
            later = [f for f in outcomes if not target.as_of or (f.as_of or date.min) >= target.as_of]
            if later:
                yield _compared(world, target, max(later, key=lambda f: (f.as_of or date.min, f.about)))


def _compared(world: World, target: Figure, outcome: Figure) -> Finding:
    params: dict[str, Value] = {
        "label": target.label,
        "target": target.value,
        "target_who": target.who or target.source,
        "outcome": outcome.value,
        "outcome_who": outcome.who or outcome.source,
        "unit": world.mixups.unit(target.unit),
    }
    met = target.value is not None and outcome.value is not None and outcome.value > target.value
    kind = Held if met else Doubt
    return kind(
        "target",
        (target.about, outcome.about),
        params,
        world.mixups.bases["target"],
        target.printed,
        target.printed,
        restricted=target.restricted or outcome.restricted,
    )
