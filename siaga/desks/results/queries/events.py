"""Objections, special events, recounts and plenaries: of one row, of a region, and what of them is public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from siaga.desks.elections.models import Contest, Election
from siaga.desks.offices.access import scope, within
from siaga.desks.places.models import Region
from siaga.desks.places.queries import contains, inside
from siaga.desks.results.figures import Paper
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Ground, Objection, Outcome, Plenary, Recount, ResultRow, SpecialEvent
from siaga.desks.results.queries.leaves import in_region
from siaga.desks.results.queries.sight import Sight, sight_of
from siaga.desks.results.states import State

_WITH_WHO = ("by", "plenary__minutes", "plenary__region")


@dataclass(frozen=True, slots=True)
class Told:
    """What became of an objection or an event: outcome, words, by which office, when."""

    outcome: str
    text: str
    office: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection. Where it is `covered`, figure and words stay out of sight: they would tell one source of
    the form what the other read.
    """

    pk: int
    number: int
    pair: int
    label: str
    claimed: int | None
    text: str
    accepted: bool
    level: str
    office: str
    by: str
    witness: str
    at: datetime
    plenary: Plenary | None
    followups: tuple[Told, ...]
    covered: bool = False
    withdrawn: bool = False
    may_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """A special event with what was done about it and what became of it."""

    pk: int
    text: str
    measure: str
    happened_at: datetime
    office: str
    by: str
    plenary: Plenary | None
    followups: tuple[Told, ...]
    covered: bool = False


@dataclass(frozen=True, slots=True)
class RecountLine:
    """A recount and, once it is in, the number of the version that holds its result."""

    pk: int
    level: str
    document: str
    reason: str
    office: str
    by: str
    at: datetime
    plenary: Plenary | None
    version: int | None


@dataclass(frozen=True, slots=True)
class RowEvents:
    """All that was said and done about one form besides its figures."""

    objections: tuple[ObjectionLine, ...]
    events: tuple[EventLine, ...]
    recounts: tuple[RecountLine, ...]

    def __bool__(self) -> bool:
        return bool(self.objections or self.events or self.recounts)


@dataclass(frozen=True, slots=True)
class PublicObjection:
    """What everyone may know of an objection to a counted form: no names and no words, for words name
    people. `outcome`: what became of it later, and `outcome_label` in words; empty where nothing was told.
    """

    pair: int
    field: str
    label: str
    claimed: int | None
    accepted: bool
    level: str
    outcome: str = ""
    outcome_label: str = ""


@dataclass(frozen=True, slots=True)
class RegionObjection:
    """An objection on the sheet of a region."""

    station: str
    pair: int
    label: str
    claimed: int | None
    text: str
    accepted: bool
    level: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RegionEvent:
    """A special event on the sheet of a region; `station` is empty for one of the plenary itself."""

    station: str
    happened_at: datetime
    text: str
    measure: str
    outcome: str


def events_of(row: ResultRow, user: Any, sight: Sight) -> RowEvents:
    """Everything of a row, in the order it was written. Seven queries at most.

    While a row is not counted, what others wrote is covered for whoever still makes one of its sources.
    """
    wording = labels(Paper.of(row.contest))
    objections = row.objections.select_related("pair", *_WITH_WHO).prefetch_related("followups")
    objections = objections.annotate(corrected=Exists(Ground.objects.filter(objection=OuterRef("pk"))))
    events = row.special_events.select_related(*_WITH_WHO).prefetch_related("followups")
    recounts = row.recounts.select_related(*_WITH_WHO, "result__version")
    blind = row.state != State.COUNTED and not (sight.entry and sight.form)
    return RowEvents(
        tuple(
            _objection(number, one, wording, mine=(mine := one.by_id == user.pk), covered=blind and not mine)
            for number, one in enumerate(objections, 1)
        ),
        tuple(_event(one, covered=blind and one.by_id != user.pk) for one in events),
        tuple(map(_recount, recounts)),
    )


def public_objections(contest: Contest, station: str) -> tuple[PublicObjection, ...]:
    """The objections to one counted form, for everyone, with what became of them; none while it is not
    counted. Three queries.
    """
    of_row = Objection.objects.filter(row__contest=contest, row__station__code=station)
    found = of_row.filter(row__state=State.COUNTED).select_related("pair").prefetch_related("followups")
    wording = labels(Paper.of(contest)) if found else {}
    return tuple(_public(one, wording.get(one.field, "")) for one in found)


def _public(one: Objection, label: str) -> PublicObjection:
    outcome = _last_outcome(one)
    return PublicObjection(
        one.pair.number,
        one.field,
        label,
        one.claimed,
        one.accepted,
        str(one.get_level_display()),
        outcome,
        str(Outcome(outcome).label) if outcome else "",
    )


def region_objections(contest: Contest, region: Region) -> tuple[RegionObjection, ...]:
    """The objections to the forms of a region, by station; figure and words only once the form is counted.
    Three queries; wording as on the paper.
    """
    rows = in_region(ResultRow.objects.filter(contest=contest), region.code)
    found = Objection.objects.filter(row__in=rows).select_related("pair", "row__station__ward")
    wording = {field.name: field.label.id for field in Paper.of(contest).fields}
    return tuple(
        RegionObjection(
            _station(one.row),
            one.pair.number,
            wording.get(one.field, ""),
            one.claimed if _open(one.row) else None,
            one.text if _open(one.row) else "",
            one.accepted,
            one.level,
            _last_outcome(one),
        )
        for one in found.prefetch_related("followups").order_by("row__station__code", "at", "pk")
    )


def region_events(contest: Contest, region: Region) -> tuple[RegionEvent, ...]:
    """The special events of a region: of its stations and of the plenaries held in it. Two queries."""
    found = SpecialEvent.objects.filter(inside("region__code", region.code), contest=contest)
    ordered = found.select_related("row__station__ward").prefetch_related("followups")
    return tuple(
        RegionEvent(
            _station(one.row) if one.row else "",
            one.happened_at,
            one.text if _open(one.row) else "",
            one.measure if _open(one.row) else "",
            _last_outcome(one),
        )
        for one in ordered.order_by("happened_at", "pk")
    )


def plenaries_of(user: Any, election: Election) -> list[Plenary]:
    """The plenaries of an election in the places a person may see, the latest first. One query."""
    found = Plenary.objects.filter(election=election).filter(within(user, "results.read", region="region"))
    return list(found.select_related("region", "minutes", "by").order_by("-opened_at", "-pk"))


def plenaries_for(row: ResultRow) -> list[Plenary]:
    """The plenaries that may decide about a row: of its district, city and province. One query."""
    found = Plenary.objects.filter(election=row.contest.election_id).select_related("region", "minutes")
    return [one for one in found if contains(one.region_id, row.station.code)]


def open_recounts(row: ResultRow) -> QuerySet[Recount]:
    """Recounts of a row whose result is not in yet."""
    return row.recounts.filter(result__isnull=True)


def regions_of_plenaries(user: Any, election: Election) -> QuerySet[Region]:
    """Where a person may open a plenary: districts, city and province of the election in their places."""
    mine = Region.objects.filter(inside("code", *scope(user, "results.correct")))
    of_election = inside("code", election.region_id) | Q(code=election.region_id.rpartition(".")[0])
    return mine.filter(of_election, level__in=("district", "city", "province")).order_by("code")


def _objection(
    number: int, one: Any, wording: Mapping[str, str], *, mine: bool, covered: bool
) -> ObjectionLine:
    outcomes = {told.outcome for told in one.followups.all()}
    return ObjectionLine(
        pk=one.pk,
        number=number,
        pair=one.pair.number,
        label=wording.get(one.field, ""),
        claimed=None if covered else one.claimed,
        text="" if covered else one.text,
        accepted=one.accepted,
        level=str(one.get_level_display()),
        office=one.office,
        by=str(one.by),
        witness="" if covered else one.witness,
        at=one.at,
        plenary=one.plenary,
        followups=() if covered else _told(one.followups.all()),
        covered=covered,
        withdrawn=Outcome.WITHDRAWN in outcomes,
        may_withdraw=mine and not one.corrected and outcomes <= {Outcome.PASSED_ON},
    )


def _event(one: SpecialEvent, *, covered: bool = False) -> EventLine:
    return EventLine(
        pk=one.pk,
        text="" if covered else one.text,
        measure="" if covered else one.measure,
        happened_at=one.happened_at,
        office=one.office,
        by=str(one.by),
        plenary=one.plenary,
        followups=() if covered else _told(one.followups.all()),
        covered=covered,
    )


def _recount(one: Recount) -> RecountLine:
    result = getattr(one, "result", None)
    return RecountLine(
        pk=one.pk,
        level=str(one.get_level_display()),
        document=one.document,
        reason=one.reason,
        office=one.office,
        by=str(one.by),
        at=one.at,
        plenary=one.plenary,
        version=result.version.number if result else None,
    )


def _told(followups: Iterable[Any]) -> tuple[Told, ...]:
    return tuple(Told(str(f.get_outcome_display()), f.text, f.office, f.at) for f in followups)


def _last_outcome(one: Objection | SpecialEvent) -> str:
    """The outcome that stands; empty where nothing was told yet."""
    followups = list(one.followups.all())
    return followups[-1].outcome if followups else ""


def _open(row: ResultRow | None) -> bool:
    """Whether words about a form may stand on a sheet that a second reader opens: once it is counted."""
    return row is None or row.state == State.COUNTED


def _station(row: ResultRow) -> str:
    return f"{row.station.label}, {row.station.ward.name}"


def events_of_plenary(plenary: Plenary) -> tuple[EventLine, ...]:
    """What happened at a plenary itself. Two queries."""
    found = plenary.events.filter(row__isnull=True).select_related(*_WITH_WHO)
    return tuple(_event(one) for one in found.prefetch_related("followups"))


def corrected_at(plenary: Plenary, user: Any) -> list[Ground]:
    """What was corrected at a plenary; the reason is `shown` to whoever may see the figures of the row."""
    related = ("version__row__contest__election", "version__row__station__ward")
    grounds = list(plenary.grounds.select_related(*related).order_by("pk"))
    for ground in grounds:
        ground.shown = sight_of(ground.version.row, user).entry
    return grounds
