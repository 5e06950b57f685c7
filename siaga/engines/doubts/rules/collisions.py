"""Something is planned for the day on which a participant's term ends, or something else happened."""

from __future__ import annotations

from collections.abc import Iterator

from siaga.engines.doubts.model import Event, Finding, Office, Plan, World
from siaga.engines.doubts.rules.saying import Spot, doubt
from siaga.law.profiles import Text


def check(world: World) -> Iterator[Finding]:
    """Hold every plan against the ends of terms and the recorded events."""
    for plan in world.plans:
        for institution in dict.fromkeys(plan.institutions):
            yield from _terms(world, plan, institution)
        for event in world.events:
            if event.day == plan.day and not _told_by_a_term(world, plan, event):
                yield _falls_on(world, plan, _told(event), str(event.about))


def _terms(world: World, plan: Plan, institution: str) -> Iterator[Finding]:
    offices = [office for office in world.offices if office.institution_code == institution]
    ending = [office for office in offices if _ends_here(world, office, plan)]
    if ending:
        many = sum(_ends_here(world, office, plan) for office in ending)
        name = ending[0].institution
        other = Text(
            f"masa jabatan {many} pejabat {name} berakhir",
            f"the terms of {many} office-holders of {name} end",
        )
        yield _falls_on(world, plan, other, f"term-{institution}")


def _told_by_a_term(world: World, plan: Plan, event: Event) -> bool:
    """Whether the event is the end of a term that the register of a participant tells as well."""
    office = world.office_of.get(event.office)
    return bool(office and office.institution_code in plan.institutions and _ends_here(world, office, plan))


def _ends_here(world: World, office: Office, plan: Plan) -> int:
    """How many holders of an office leave on the day of the plan."""
    return sum(holder.ends == plan.day for holder in world.holders_of.get(office.code, ()))


def _told(event: Event) -> Text:
    title = event.title if isinstance(event.title, Text) else Text(event.title, event.title)
    by = f" ({event.institution})" if event.institution else ""
    return Text(f"{title.id}{by}", f"{title.en}{by}")


def _falls_on(world: World, plan: Plan, other: Text, key: str) -> Finding:
    spot = Spot(plan.record.printed, plan.record.printed, key)
    return doubt(world, "collision", plan.record, {"day": plan.day, "other": other}, spot)
