"""From what a rule saw in a record to a finding, in one way for all rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from siaga.engines.doubts.model import Doubt, Finding, Held, Record, Value, World
from siaga.law.profiles import Basis


@dataclass(frozen=True, slots=True)
class Spot:
    """The words that matter, the text they stand in, and what tells two findings about one record apart."""

    words: str = ""
    within: str = ""
    key: str = ""


def doubt(
    world: World,
    rule: str,
    record: Record,
    params: Mapping[str, Value],
    spot: Spot | None = None,
    basis: tuple[Basis, ...] | None = None,
) -> Finding:
    """A doubt about a record; without a basis of its own it rests on that of the rule."""
    return judged(world, rule, record, params, spot, basis, fits=False)


def judged(
    world: World,
    rule: str,
    record: Record,
    params: Mapping[str, Value],
    spot: Spot | None = None,
    basis: tuple[Basis, ...] | None = None,
    *,
    fits: bool,
) -> Finding:
    """What a rule says about a record: that it holds when it `fits`, else a doubt.

    Unsure when any basis is. Without a spot the words are all that is printed.
    """
    spot = spot or Spot(record.printed, record.printed)
    grounds = world.mixups.bases[rule] if basis is None else basis
    return (Held if fits else Doubt)(
        rule,
        (record.about,),
        params,
        grounds,
        spot.words,
        spot.within,
        spot.key,
        unsure=any(one.unsure for one in grounds),
        restricted=record.restricted,
    )
