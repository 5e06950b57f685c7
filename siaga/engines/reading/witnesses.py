"""The witnesses of a form from its cut-outs: all boxes go to the classifier at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from siaga.engines.reading.bubbles import bubbles_witness
from siaga.engines.reading.decoding.priors import Faint
from siaga.engines.reading.digits.figure import figure_witness
from siaga.engines.reading.model import FieldCrops, Grey, Odds, Witness
from siaga.engines.reading.rows import total_witness
from siaga.engines.reading.words import words_witness

Classify = Callable[[Grey], Odds]
"""(n, 48, 40) crops to (n, 11) log-probabilities."""
Spell = Callable[[str, Grey], Witness | None]
"""A figure's name and its line of words to what the line says, None where nothing is written."""


def witnesses_of(
    crops: Sequence[FieldCrops], classify: Classify, faint: Faint, spell: Spell = words_witness
) -> tuple[Witness, ...]:
    """What digits, bubbles, sums of the tally and words say of every figure that was cut out, the less surely
    the worse its ink stands out of the noise.
    """
    odds = _classified(crops, classify)
    return tuple(
        replace(witness, temperature=faint.temperature(field.clarity))
        for field in crops
        for witness in (*_of_field(field, odds), *_in_words(field, spell))
    )


def _in_words(field: FieldCrops, spell: Spell) -> Iterator[Witness]:
    witness = spell(field.name, field.words) if field.words is not None else None
    if witness is not None:
        yield witness


def _of_field(field: FieldCrops, odds: Mapping[tuple[str, str], Odds]) -> Iterator[Witness]:
    yield figure_witness(field.name, odds[field.name, "digits"])
    if field.bubbles is not None:
        yield bubbles_witness(field.name, field.bubbles)
    if field.rows is not None:
        lines, columns = field.rows.shape[:2]
        each = odds[field.name, "rows"].reshape(lines, columns, -1)
        yield total_witness(field.name, each, boxes=len(field.digits))


def _classified(crops: Sequence[FieldCrops], classify: Classify) -> dict[tuple[str, str], Odds]:
    """By figure and part: (boxes, 11), in one run of the network for the whole form."""
    parts: dict[tuple[str, str], Grey] = {}
    for field in crops:
        parts[field.name, "digits"] = field.digits
        if field.rows is not None:
            parts[field.name, "rows"] = field.rows.reshape(-1, *field.rows.shape[2:])
    if not parts:
        return {}
    odds = classify(np.concatenate([*parts.values()]))
    ends = np.cumsum([len(part) for part in parts.values()])[:-1]
    return dict(zip(parts, np.split(odds, ends), strict=True))
