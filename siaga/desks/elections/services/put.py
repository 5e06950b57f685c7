"""Bringing the records of an election in line with a pack, kind by kind.

Each call reads first, writes only what differs, and leaves one entry in the trail; see `trail.services.put`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from siaga.desks.elections.models import (
    CandidatePair,
    Contest,
    Election,
    Event,
    LegalBasis,
    PublishedFigure,
    StaffingClaim,
    Stage,
)
from siaga.desks.offices.models import Institution, Office
from siaga.desks.places.models import StationMap
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.desks.trail.services.sources import Sources, origin_fields
from siaga.engines.packs import model as packs

_NOT_IN_A_PACK = ("source", "source_place", "precision", "doubt", "pack_digest", "loaded_at")


@transaction.atomic
def put_election(pack: packs.Pack, station_map: StationMap) -> tuple[KindChanges, Election]:
    """Bring the election itself in line with a pack's header, and return it."""
    header = pack.election
    wanted = Election(
        code=pack.id,
        name=header.name,
        regime=header.regime.value,
        profile=header.profile,
        region_id=header.city,
        station_map=station_map,
        voting_date=header.voting_day,
        time_zone=header.time_zone,
        note=pack.note,
    )
    about = Subject("elections.election", pack.id, header.name)
    known = Election.objects.filter(code=pack.id)
    changes = put(known, [wanted], key=("code",), about=about, ours=_NOT_IN_A_PACK)
    return changes, Election.objects.get(pk=wanted.pk)


@transaction.atomic
def put_legal_bases(rows: Iterable[packs.LegalBasis], sources: Sources) -> KindChanges:
    """Bring the register of regulations in line with a pack; regulations of other packs stay as they are."""
    wanted = [
        LegalBasis(
            code=row.code,
            title=row.title,
            topic=row.topic,
            regime=row.regime.value,
            mark=row.confidence.value,
            **origin_fields(LegalBasis, row.origin, sources),
        )
        for row in rows
    ]
    known = LegalBasis.objects.filter(code__in=[basis.code for basis in wanted])
    about = Subject("elections.legalbasis", "", f"{len(wanted)} regulations")
    return put(known, wanted, key=("code",), about=about)


@transaction.atomic
def put_contests(election: Election, rows: Iterable[packs.Contest], sources: Sources) -> KindChanges:
    """Bring the contests of an election in line with a pack."""
    wanted = [
        Contest(
            election=election,
            code=row.code,
            name=row.name,
            kind=row.kind.value,
            region_id=row.region,
            **origin_fields(Contest, row.origin, sources),
        )
        for row in rows
    ]
    return put(election.contests.all(), wanted, key=("code",), about=_about(election, "contest"))


@transaction.atomic
def put_pairs(election: Election, rows: Iterable[packs.Pair], sources: Sources) -> KindChanges:
    """Bring the lines of the ballots in line with a pack; the contests must be there already."""
    contests = {contest.code: contest for contest in election.contests.all()}
    wanted = [
        CandidatePair(
            contest=contests[row.contest],
            number=row.number,
            kind=CandidatePair.Kind.EMPTY_COLUMN if row.empty_column else CandidatePair.Kind.PAIR,
            head=row.head or "",
            deputy=row.deputy or "",
            feed_id=row.feed_id,
            **origin_fields(CandidatePair, row.origin, sources),
        )
        for row in rows
    ]
    known = CandidatePair.objects.filter(contest__election=election)
    return put(known, wanted, key=("contest__code", "number"), about=_about(election, "candidatepair"))


@transaction.atomic
def put_stages(election: Election, rows: Sequence[packs.Stage], sources: Sources) -> KindChanges:
    """Bring the timetable in line with a pack, in the pack's order; stages that left it are closed.

    The regulations must be there already, and a stage's parent must be among the rows.
    """
    bases = {basis.code: basis for basis in LegalBasis.objects.all()}
    wanted = {
        row.code: Stage(
            election=election,
            code=row.code,
            name=row.name,
            name_en=row.name_en,
            starts=row.start,
            ends=row.end,
            legal_basis=bases[row.legal_basis] if row.legal_basis else None,
            mark=row.confidence.value,
            order=order,
            **origin_fields(Stage, row.origin, sources),
        )
        for order, row in enumerate(rows)
    }
    for row in rows:
        wanted[row.code].parent = wanted[row.parent] if row.parent else None
    return put(election.stages.all(), wanted.values(), key=("code",), about=_about(election, "stage"))


@transaction.atomic
def put_published_figures(
    election: Election, rows: Iterable[packs.PublishedTotal], sources: Sources
) -> KindChanges:
    """Bring the published figures in line with a pack; figures that left it are closed."""
    contests = {contest.code: contest for contest in election.contests.all()}
    wanted = [
        PublishedFigure(
            election=election,
            contest=contests[row.contest] if row.contest else None,
            region_id=row.region,
            measure=row.measure.value,
            pair=row.pair,
            value=row.value,
            verbatim=row.as_printed,
            **origin_fields(PublishedFigure, row.origin, sources),
        )
        for row in rows
    ]
    key = ("contest__code", "region_id", "measure", "pair", "source__code")
    return put(election.published_figures.all(), wanted, key=key, about=_about(election, "publishedfigure"))


@transaction.atomic
def put_staffing_claims(
    election: Election, rows: Sequence[packs.StaffingClaim], sources: Sources
) -> KindChanges:
    """Bring the claimed numbers of staff in line with a pack; claims that left it are closed."""
    wanted = {
        row.code: StaffingClaim(
            election=election,
            code=row.code,
            role=row.role,
            role_en=row.role_en,
            per_unit=row.per_unit,
            unit=row.unit.value if row.unit else "",
            claimed=row.claimed,
            inferred=row.inferred,
            order=order,
            **origin_fields(StaffingClaim, row.origin, sources),
        )
        for order, row in enumerate(rows)
    }
    for row in rows:
        wanted[row.code].part_of = wanted[row.part_of] if row.part_of else None
    known = election.staffing_claims.all()
    return put(known, wanted.values(), key=("code",), about=_about(election, "staffingclaim"))


@transaction.atomic
def put_events(election: Election, rows: Iterable[packs.Event], sources: Sources) -> KindChanges:
    """Bring the dated events in line with a pack; stages, institutions and offices must be there already."""
    stages = {stage.code: stage for stage in election.stages.all()}
    institutions = {institution.code: institution for institution in Institution.objects.all()}
    offices = {office.code: office for office in Office.objects.all()}
    wanted = [
        Event(
            election=election,
            code=row.code,
            day=row.day,
            title=row.title,
            title_en=row.title_en,
            stage=stages[row.stage] if row.stage else None,
            institution=institutions[row.institution] if row.institution else None,
            office=offices[row.office] if row.office else None,
            note=row.note,
            **origin_fields(Event, row.origin, sources),
        )
        for row in rows
    ]
    return put(election.events.all(), wanted, key=("code",), about=_about(election, "event"))


def _about(election: Election, kind: str) -> Subject:
    return Subject(f"elections.{kind}", election.code, str(election))
