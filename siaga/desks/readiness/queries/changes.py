"""What changed since a moment, from the trail, in plain words: only acts on records the reader may read.

An act is shown by what was done and how often. A record of a kind that is not listed here, or that the reader
may not read, is not counted: how often something restricted moved is itself restricted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.urls import reverse

from siaga.desks.elections.models import Election, Stage
from siaga.desks.grants.queries.lines import visible
from siaga.desks.meetings.models import (
    Action,
    AgendaItem,
    Attendance,
    Claim,
    Conclusion,
    IssuedDocument,
    Meeting,
    Minutes,
    Series,
    Statement,
)
from siaga.desks.meetings.queries.papers import papers_for
from siaga.desks.meetings.reading import actions_for, claims_for, items_for, meetings_for, room_for
from siaga.desks.offices.access import within
from siaga.desks.places.models import PollingStation
from siaga.desks.places.queries import inside
from siaga.desks.readiness.models import Duty, SituationReport
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.reading import duties_for
from siaga.desks.results.models import ResultRow
from siaga.desks.staff.models import Service
from siaga.desks.trail.acts import label_of
from siaga.desks.trail.models import Entry
from siaga.desks.trail.plain import plain


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of act: in words, how many records it touched, when it was done last, where to look.

    `labels` names the records when there are few.
    """

    act: str
    count: int
    last: datetime
    labels: tuple[str, ...]
    url: str


Rows = Callable[[Asker], QuerySet]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: what one must be allowed to, the rows one may read, and the page of its desk.

    Records that carry a person's name are counted, never `named`.
    """

    action: str
    rows: Rows
    page: str = ""
    named: bool = True

    @property
    def url(self) -> str:
        return reverse(self.page) if self.page else ""


FEW = 3
"""So many records are named; of more, only their number is told."""

OF_OTHERS = ("meetings.agenda.carried", "meetings.agenda.settled")
"""Acts on a meeting that only follow from what happened to an action, which may be restricted."""


def changes(asker: Asker, since: datetime, until: datetime | None = None) -> tuple[Change, ...]:
    """What was done from `since` on, before `until` if given: the newest first."""
    done = _acts(since, until)
    seen = _visible(asker, done)
    known = [row for row in done if row["subject_id"] in seen.get(row["subject_type"], ())]
    known.sort(key=_act)
    found = [_change(act, list(rows)) for act, rows in groupby(known, key=_act)]
    return tuple(sorted((c for c in found if c.act), key=lambda c: c.last, reverse=True))


def _acts(since: datetime, until: datetime | None) -> list[dict[str, Any]]:
    """Each act on each record once, with the time of its last; one query."""
    found = Entry.objects.filter(at__gte=since, subject_type__in=KINDS).exclude(action__in=OF_OTHERS)
    if until:
        found = found.filter(at__lt=until)
    by = ("action", "subject_type", "subject_id", "subject_label")
    return list(found.order_by().values(*by).annotate(last=Max("at")))


def _visible(asker: Asker, done: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """The numbers of the records the asker may read, by kind; one query for each kind that was touched."""
    touched: dict[str, set[str]] = {}
    for row in done:
        touched.setdefault(row["subject_type"], set()).add(row["subject_id"])
    return {
        name: _readable(KINDS[name], asker, numbers)
        for name, numbers in touched.items()
        if asker.may(KINDS[name].action)
    }


def _readable(kind: Kind, asker: Asker, numbers: Collection[str]) -> set[str]:
    rows = kind.rows(asker)
    key = rows.model._meta.pk
    keys = [key.to_python(n) for n in numbers if n.isdecimal() or key.get_internal_type() == "CharField"]
    return {str(plain(pk)) for pk in rows.filter(pk__in=keys).order_by().values_list("pk", flat=True)}


def _act(row: Mapping[str, Any]) -> str:
    return row["action"]


def _change(act: str, rows: list[dict[str, Any]]) -> Change:
    records = {(row["subject_type"], row["subject_id"]): row["subject_label"] for row in rows}
    kind, last = KINDS[rows[0]["subject_type"]], max(row["last"] for row in rows)
    labels = tuple(sorted(records.values())) if len(records) <= FEW and kind.named else ()
    return Change(label_of(act), len(records), last, labels, kind.url)


def _of_meeting(model: Any) -> Rows:
    """Rows of a meeting without a circle of their own: for who reads the meeting as one of the room."""

    def rows(asker: Asker) -> QuerySet:
        known = Meeting.objects.filter(room_for(asker.reader), series__election=asker.election)
        return model.objects.filter(meeting__in=known)

    return rows


def _items(model: Any, own: tuple[str, ...]) -> Rows:
    def rows(asker: Asker) -> QuerySet:
        return model.objects.filter(
            items_for(asker.reader, own=own), meeting__series__election=asker.election
        )

    return rows


def _results(asker: Asker) -> QuerySet:
    found = ResultRow.objects.filter(contest__election=asker.election)
    return found.filter(within(asker.user, "results.read", region="station__ward", station="station"))


def _meetings(asker: Asker) -> QuerySet:
    return Meeting.objects.filter(meetings_for(asker.reader), series__election=asker.election)


def _series(asker: Asker) -> QuerySet:
    return Series.objects.filter(pk__in=_meetings(asker).values("series"))


def _actions(asker: Asker) -> QuerySet:
    return Action.objects.filter(actions_for(asker.reader), election=asker.election)


def _claims(asker: Asker) -> QuerySet:
    return Claim.objects.filter(claims_for(asker.reader), election=asker.election)


def _duties(asker: Asker) -> QuerySet:
    return Duty.objects.filter(duties_for(asker.reader), election=asker.election)


def _of_election(model: Any) -> Rows:
    def rows(asker: Asker) -> QuerySet:
        return model.objects.filter(election=asker.election)

    return rows


def _grants(asker: Asker) -> QuerySet:
    return visible(asker.election, asker.eyes)


def _services(asker: Asker) -> QuerySet:
    mine = within(asker.user, "staff.read", region="post__region", station="post__station")
    return Service.objects.filter(mine, post__election=asker.election)


def _papers(asker: Asker) -> QuerySet:
    here = inside("institution__region__code", asker.election.region_id)
    return IssuedDocument.objects.filter(papers_for(asker.reader, ()) & here)


def _stations(asker: Asker) -> QuerySet:
    return PollingStation.objects.filter(map=asker.election.station_map_id)


def _itself(asker: Asker) -> QuerySet:
    return Election.objects.filter(pk=asker.election.pk)


def _reports(asker: Asker) -> QuerySet:
    city = Q(election__region__in=asker.reader.regions)
    return SituationReport.objects.filter(city, election=asker.election)


KINDS: dict[str, Kind] = {
    "elections.election": Kind("elections.read", _itself, "elections:stages"),
    "elections.stage": Kind("elections.read", _of_election(Stage), "elections:stages"),
    "places.pollingstation": Kind("places.read", _stations, "places:stations"),
    "results.resultrow": Kind("results.read", _results, "results:desk"),
    "meetings.meeting": Kind("meetings.read", _meetings, "meetings:list"),
    "meetings.series": Kind("meetings.read", _series),
    "meetings.agendaitem": Kind("meetings.read", _items(AgendaItem, ())),
    "meetings.attendance": Kind("meetings.read", _of_meeting(Attendance)),
    "meetings.minutes": Kind("meetings.read", _of_meeting(Minutes)),
    "meetings.statement": Kind("meetings.read", _items(Statement, ("institution",))),
    "meetings.conclusion": Kind("meetings.read", _items(Conclusion, ())),
    "meetings.action": Kind("meetings.read", _actions, "actions:list"),
    "meetings.claim": Kind("meetings.read", _claims),
    "grants.grant": Kind("grants.read", _grants, "grants:grants"),
    "meetings.issueddocument": Kind("meetings.read", _papers, "documents:list"),
    "staff.service": Kind("staff.read", _services, "staff:overview", named=False),
    "readiness.duty": Kind("board.read", _duties, "duties:matrix"),
    "readiness.situationreport": Kind("meetings.read", _reports, "readiness:reports"),
}
"""The records whose acts are told, by the type under which the trail knows them."""
