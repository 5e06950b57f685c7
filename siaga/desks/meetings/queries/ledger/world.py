"""The world that the rules look at, as one reader may see it, and what they say about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from siaga.desks.elections.models import UNSURE_MARKS, Election, LegalBasis
from siaga.desks.meetings.models import Meeting
from siaga.desks.meetings.queries.ledger.figures import numbers_of
from siaga.desks.meetings.queries.ledger.places import Place
from siaga.desks.meetings.queries.ledger.records import words_of
from siaga.desks.meetings.queries.ledger.shared import shared_of
from siaga.desks.meetings.reading import Reader, reader_of
from siaga.desks.offices.models import Office, OfficeHolder
from siaga.desks.places.queries import inside
from siaga.engines import doubts
from siaga.engines.doubts import About, Findings, World
from siaga.law.profiles import Text, load, load_mixups


@dataclass(frozen=True)
class Ledger:
    """A world, what the rules say about it, and where each of its records stands."""

    world: World
    findings: Findings
    places: dict[About, Place]
    regions: dict[str, str]


def ledger_of(
    election: Election, user: Any, meeting: Meeting | None = None, reader: Reader | None = None
) -> Ledger:
    """Everything the rules say to this user: about the whole election, or about one meeting.

    Only what the user may read goes in, so that nothing restricted shows through what comes out. About a
    meeting the figures of all others are compared, but only what concerns it is kept. A `reader` narrower
    than the user is given where something is made for others to read as well.
    """
    reader = reader or reader_of(user)
    shared = shared_of(election)
    words = words_of(shared, reader, meeting)
    numbers = numbers_of(shared, reader, user, meeting)
    world = World(
        regime=election.regime,
        mixups=load_mixups(load(election.profile).mixup_table),
        records=tuple(words.records),
        citations=tuple(words.citations),
        figures=tuple(numbers.figures),
        sums=tuple(numbers.sums),
        counts=tuple(numbers.counts),
        addressed=tuple(words.addressed),
        tasks=tuple(words.tasks),
        sittings=tuple(words.sittings),
        plans=tuple(words.plans),
        offices=_offices(election),
        holders=_holders(election),
        events=_events(election),
        stages=_stages(election),
        regulations=_regulations(),
    )
    places = words.places | numbers.places
    found = doubts.find(world)
    kept = _about(found, places, meeting) if meeting else found
    return Ledger(world, kept, places, numbers.regions)


def _about(found: Findings, places: dict[About, Place], meeting: Meeting) -> Findings:
    """Only the findings in which a record of the meeting has a part."""

    def concerns(finding: doubts.Finding) -> bool:
        there = [places[spot].meeting for spot in finding.about if spot in places]
        return any(one is not None and one.pk == meeting.pk for one in there)

    return Findings(tuple(filter(concerns, found.doubts)), tuple(filter(concerns, found.held)))


def _of_city(election: Election, region: str) -> Q:
    return inside(f"{region}__code", election.region_id)


def _offices(election: Election) -> tuple[doubts.Office, ...]:
    rows = Office.objects.filter(_of_city(election, "institution__region")).select_related("institution")
    return tuple(
        doubts.Office(
            row.code, row.title, row.institution.short_name or row.institution.name, row.institution.code
        )
        for row in rows
    )


def _holders(election: Election) -> tuple[doubts.Holder, ...]:
    rows = OfficeHolder.objects.filter(_of_city(election, "office__institution__region"))
    stated = rows.values_list("office__code", "person", "form", "starts", "ends")
    return tuple(doubts.Holder(*row) for row in stated)


def _events(election: Election) -> tuple[doubts.Event, ...]:
    rows = election.events.filter(closed_at__isnull=True).select_related("institution", "office")
    return tuple(
        doubts.Event(
            About("event", row.code),
            row.day,
            Text(row.title, row.title_en or row.title),
            (row.institution.short_name or row.institution.name) if row.institution else "",
            row.office.code if row.office else "",
        )
        for row in rows
    )


def _stages(election: Election) -> tuple[doubts.Stage, ...]:
    rows = election.stages.filter(closed_at__isnull=True).select_related("legal_basis")
    return tuple(
        doubts.Stage(
            row.code,
            Text(row.name, row.name_en or row.name),
            row.starts,
            row.ends,
            row.legal_basis.title if row.legal_basis else "",
            row.mark in UNSURE_MARKS,
        )
        for row in rows
    )


def _regulations() -> tuple[doubts.Regulation, ...]:
    rows = LegalBasis.objects.values_list("code", "title", "topic", "regime", "mark")
    return tuple(
        doubts.Regulation(code, title, topic, regime, mark in UNSURE_MARKS)
        for code, title, topic, regime, mark in rows
    )
