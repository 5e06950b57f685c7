"""What can be wrong with a photograph, kind by kind, with how much of it there is."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace


@dataclass(frozen=True)
class Damage:
    """What is wrong with a photograph: each severity 0 (nothing) to 1 (the worst); `turn` in quarter turns.

    skew: seen from an angle and askew; bend: the sheet is curled; fold: a crease with its shading; stretch:
    unevenly scaled; cut: one side beyond the edge; shade: light from one side; shadow: of a head or a phone;
    dark, tint: of the light; focus, motion: blur; noise: of the sensor; jpeg: compression; moire: taken from
    a screen; finger: over an edge.
    """

    skew: float = 0.0
    bend: float = 0.0
    fold: float = 0.0
    stretch: float = 0.0
    cut: float = 0.0
    shade: float = 0.0
    shadow: float = 0.0
    dark: float = 0.0
    tint: float = 0.0
    focus: float = 0.0
    motion: float = 0.0
    noise: float = 0.0
    jpeg: float = 0.0
    moire: float = 0.0
    finger: float = 0.0
    turn: int = 0

    def only(self, name: str, severity: float) -> Damage:
        """The same, with one kind at this severity."""
        return replace(self, **{name: severity})


KINDS = tuple(field.name for field in fields(Damage) if field.name != "turn")
USUAL = Damage(
    skew=0.2, bend=0.15, fold=0.2, stretch=0.15, shade=0.25, tint=0.3, focus=0.1, noise=0.1, jpeg=0.25
)
"""What most photographs of 2024 have a little of."""
