"""Office-holders and the days of their terms: who is asked for something after they have left, who acts
before they came or after they went.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from siaga.engines.doubts.model import Addressed, Finding, Holder, Record, Value, World
from siaga.engines.doubts.reading.days import dates_in
from siaga.engines.doubts.rules.saying import Spot, judged
from siaga.engines.doubts.rules.titles import FORMS, in_office
from siaga.law.profiles import Text


def check(world: World) -> Iterator[Finding]:
    """Check every conclusion that is addressed to an office, and every person who acts in one on a day."""
    for addressed in world.addressed:
        yield from _addressee(world, addressed)
    known: set[tuple[str, str, date]] = set()
    for record in world.records:
        if record.person and record.office and record.day:
            who = (record.person, record.office, record.day)
            if who not in known:
                yield from _actor(world, record, record.day)
            known.add(who)


def _addressee(world: World, addressed: Addressed) -> Iterator[Finding]:
    record, office = addressed.record, world.office_of.get(addressed.office)
    effect = addressed.effect or _only_day(record)
    there = in_office(world, addressed.office, record)
    if not effect or not office or not there:
        return
    holder = there[0]
    params: dict[str, Value] = {
        "office": office.title,
        "effect": effect,
        "person": holder.person,
        "form": FORMS[holder.form],
        "ended": holder.ends,
        "successor": _successor(world.holders_of.get(addressed.office, ()), effect),
    }
    gone = holder.ends is not None and holder.ends < effect
    spot = Spot(record.printed, record.printed or record.text)
    yield judged(world, "addressee-gone", record, params, spot, fits=not gone)


def _only_day(record: Record) -> date | None:
    """The day a record names, when it names exactly one."""
    days = {dated.day for text in record.pieces for dated in dates_in(text) if dated.day}
    return days.pop() if len(days) == 1 else None


def _successor(holders: tuple[Holder, ...], day: date) -> Value:
    there = [h for h in holders if h.stated and h.on(day)]
    return there[0].person if there else Text("tidak tercatat siapa pun", "nobody is recorded")


def _actor(world: World, record: Record, day: date) -> Iterator[Finding]:
    terms = [
        h
        for h in world.holders_of.get(record.office, ())
        if h.stated and same_person(h.person, record.person)
    ]
    if not terms:
        return
    now = next((h for h in terms if h.on(day)), None)
    nearest = now or min(terms, key=lambda h: _distance(h, day))
    office = world.office_of.get(record.office)
    told: dict[str, Value] = {
        "person": record.person,
        "office": office.title if office else record.office,
        "day": day,
        "starts": nearest.starts,
        "ends": nearest.ends,
    }
    spot = Spot(record.person, record.printed or record.text)
    yield judged(world, "outside-term", record, told, spot, fits=now is not None)


def same_person(one: str, other: str) -> bool:
    """Whether two names are of one person, academic titles and initials with a dot left aside."""
    a, b = _bare(one), _bare(other)
    return bool(a and b) and (a <= b or b <= a)


def _bare(name: str) -> frozenset[str]:
    parts = name.partition(",")[0].casefold().split()
    return frozenset(part for part in parts if not part.endswith("."))


def _distance(holder: Holder, day: date) -> int:
    ends = [end for end in (holder.starts, holder.ends) if end]
    return min(abs((day - end).days) for end in ends)
