"""The claims ledger's rules: what a source gets wrong or leaves out, found by rule beside its own words.

    found = find(World(regime="pilkada", mixups=load_mixups("mixups-2024"), records=…, figures=…))
    for doubt in found.doubts:
        doubt.name                      # regime:statement:12:3f9a2c01, the same on every day and machine
        sentence(doubt, "id")           # why it is doubtful
        KINDS[doubt.rule].formula       # what was compared

Nothing is corrected: a doubt stands beside the verbatim value until a person settles it. Pure: no Django, no
files, no clock.
"""

from __future__ import annotations

from siaga.engines.doubts.catalogue import KINDS, Kind
from siaga.engines.doubts.model import (
    About,
    Addressed,
    Cited,
    Count,
    Doubt,
    Event,
    Figure,
    Finding,
    Findings,
    Held,
    Holder,
    Office,
    Plan,
    Record,
    Regulation,
    Severity,
    Sitting,
    Stage,
    Sum,
    Task,
    World,
)
from siaga.engines.doubts.rules import RULES
from siaga.engines.doubts.wording import sentence, worded

__all__ = [
    "KINDS",
    "RULES",
    "About",
    "Addressed",
    "Cited",
    "Count",
    "Doubt",
    "Event",
    "Figure",
    "Finding",
    "Findings",
    "Held",
    "Holder",
    "Kind",
    "Office",
    "Plan",
    "Record",
    "Regulation",
    "Severity",
    "Sitting",
    "Stage",
    "Sum",
    "Task",
    "World",
    "find",
    "sentence",
    "worded",
]


def find(world: World) -> Findings:
    """Apply every rule; each finding once, in the order of the rules.

    A doubt and a held check of one name cannot stand together: the doubt stays.
    """
    doubts: dict[str, Doubt] = {}
    held: dict[str, Held] = {}
    for rule in RULES:
        for finding in rule(world):
            if isinstance(finding, Doubt):
                doubts.setdefault(finding.name, finding)
            elif isinstance(finding, Held):
                held.setdefault(finding.name, finding)
    right = tuple(one for name, one in held.items() if name not in doubts)
    return Findings(tuple(doubts.values()), right)
