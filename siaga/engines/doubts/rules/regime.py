"""Regulations, operations and meetings of the other body of law.

Pemilu (UU 7/2017) and Pilkada (UU 1/2015 and its amendments) share neither regulations nor operations. A
reference is looked up in the city's register; what is not there cannot be checked and is said to be so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from siaga.engines.doubts.model import Cited, Finding, Record, Regulation, Value, World
from siaga.engines.doubts.reading.regulations import Reference, coded, references_in
from siaga.engines.doubts.rules.saying import Spot, doubt, judged
from siaga.law.profiles import Basis, Text
from siaga.law.profiles.mixups import Operation

REGIMES = {"pilkada": Text("Pilkada", "Pilkada"), "pemilu": Text("Pemilu", "Pemilu")}
Register = Mapping[tuple[str, str, int], Regulation]


def check(world: World) -> Iterator[Finding]:
    """Check every regulation and operation named, and every meeting."""
    register = register_of(world)
    by_code = {regulation.code: regulation for regulation in world.regulations}
    for record in world.records:
        yield from _references(world, register, record)
        yield from _operations(world, record)
    for cited in world.citations:
        if cited.regulation in by_code:
            yield from _cited(world, cited, by_code[cited.regulation])
    for sitting in world.sittings:
        if sitting.record.regime in REGIMES and sitting.record.regime != world.regime:
            yield _foreign(world, sitting.record)


def register_of(world: World) -> Register:
    """Every regulation of the register under each number in its title and that of its code."""
    found: dict[tuple[str, str, int], Regulation] = {}
    for regulation in world.regulations:
        named = [*references_in(regulation.title, world.mixups), *coded(regulation.code, world.mixups)]
        for reference in named:
            found.setdefault(reference.key, regulation)
    return found


def _references(world: World, register: Register, record: Record) -> Iterator[Finding]:
    for text in record.numbered:
        for reference in references_in(text, world.mixups):
            regulation = register.get(reference.key)
            if regulation:
                yield from _judged(world, record, regulation, reference, text)
            elif reference.family not in world.mixups.local_families:
                yield _unregistered(world, record, reference, text)


def _cited(world: World, cited: Cited, regulation: Regulation) -> Iterator[Finding]:
    reference = Reference("", regulation.title, 0, regulation.title, 0, 0)
    yield from _judged(world, cited.record, regulation, reference, cited.record.printed)


def _judged(
    world: World, record: Record, regulation: Regulation, reference: Reference, text: str
) -> Iterator[Finding]:
    if record.regime not in REGIMES:
        return
    wrong = regulation.regime in REGIMES and regulation.regime != record.regime
    params: dict[str, Value] = {
        "reference": reference.title.strip(),
        "theirs": REGIMES.get(regulation.regime),
        "ours": REGIMES[record.regime],
        "topic": regulation.topic,
        "instead": _instead(world, regulation, record.regime),
    }
    mark = "U" if regulation.unsure else "V"
    basis = Basis(regulation.title, mark, topic=regulation.topic)
    spot = Spot(reference.words, text, regulation.code)
    yield judged(world, "regime", record, params, spot, (basis,), fits=not wrong)


def _instead(world: World, regulation: Regulation, regime: str) -> Text:
    """The regulations of the right regime on the same topic."""
    twins = [r.title for r in world.regulations if r.regime == regime and _topic(r) == _topic(regulation)]
    named = ", ".join(twins)
    return (
        Text(f"; untuk hal yang sama ada {named}", f"; on the same topic there is {named}")
        if twins
        else Text("", "")
    )


def _topic(regulation: Regulation) -> str:
    """A topic without its remarks: "pengawasan; Formulir A-nya dipakai lagi" is about pengawasan."""
    return re.split(r"[;,]", regulation.topic)[0].strip().casefold()


def _unregistered(world: World, record: Record, reference: Reference, text: str) -> Finding:
    spot = Spot(reference.words, text, reference.title)
    return doubt(world, "unregistered", record, {"reference": reference.title}, spot)


def _operations(world: World, record: Record) -> Iterator[Finding]:
    for text in record.pieces if record.regime in REGIMES else ():
        for operation in world.mixups.operations:
            if found := _named(operation.name).search(text):
                yield _operation(world, record, operation, Spot(found[0], text, operation.name))


def _operation(world: World, record: Record, operation: Operation, spot: Spot) -> Finding:
    ours = next((o.name for o in world.mixups.operations if o.regime == record.regime), "")
    instead = Text(f"; operasinya bernama {ours}", f"; its operation is called {ours}")
    told: dict[str, Value] = {
        "operation": operation.name,
        "theirs": REGIMES[operation.regime],
        "ours": REGIMES[record.regime],
        "instead": instead if ours else Text("", ""),
    }
    fits = operation.regime == record.regime
    return judged(world, "operation", record, told, spot, (operation.basis,), fits=fits)


def _foreign(world: World, record: Record) -> Finding:
    told: dict[str, Value] = {"theirs": REGIMES[record.regime], "ours": REGIMES.get(world.regime)}
    acts = [r for r in world.regulations if _is_the_act(r, record.regime)]
    basis = tuple(Basis(act.title, "U" if act.unsure else "V", topic=act.topic) for act in acts[:1])
    return doubt(world, "foreign", record, told, Spot(), basis)


def _is_the_act(regulation: Regulation, regime: str) -> bool:
    return regulation.regime == regime and regulation.title.startswith("UU ")


@lru_cache
def _named(name: str) -> re.Pattern[str]:
    return re.compile(r"\b" + r"\s+".join(map(re.escape, name.split())) + r"\b", re.IGNORECASE)
