"""Publications as a page shows them. The public sees the confirmed ones, and the institutions behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import may
from siaga.desks.offices.models import Judgement
from siaga.desks.places.models import PollingStation
from siaga.desks.results import archives
from siaga.desks.results.models import Publication, PublicationVerdict
from siaga.desks.results.states import Act
from siaga.engines.publication import Composed
from siaga.engines.publication.summary import HeldRow, held_rows

INSIDE = ("results.publish", "results.attest")


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One publication: waiting, confirmed or returned. `size` in bytes, 0 when the file is gone."""

    election: str
    number: int
    digest: str
    state: str
    sample: bool
    contests: tuple[Mapping[str, Any], ...]
    prepared_at: datetime
    prepared_by: str
    prepared_at_office: str
    decided_at: datetime | None
    decided_by: str
    decided_at_office: str
    reason: str
    previous: int | None
    size: int

    @property
    def confirmed(self) -> bool:
        return self.state == Judgement.Outcome.CONFIRMED

    @property
    def waiting(self) -> bool:
        return self.state == WAITING


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A row that prepared files tell as held, with the reason everyone will read."""

    contest: str
    station: str
    label: str
    ward: str
    why: str
    reason: str
    sample: bool


WAITING = "waiting"


def publications_of(election: Election, user: Any) -> list[PublicationLine]:
    """The publications of an election this visitor may see, the newest first. One query."""
    lines = [_line(found) for found in _found(election)]
    return lines if is_inside(election, user) else [line for line in lines if line.confirmed]


def publication_at(election: Election, number: int, user: Any) -> Publication | None:
    """One publication, if this visitor may see it."""
    found = _found(election).filter(number=number).first()
    if found is None or _line(found).confirmed or is_inside(election, user):
        return found
    return None


def held_in(publication: Publication) -> list[HeldLine] | None:
    """The held rows that a prepared publication would make public, by contest and station; None when its
    files are damaged or gone. One query.
    """
    try:
        composed = archives.prepared(publication.digest)
    except (ValueError, OSError):
        return None
    found = [(told["name"], row) for told in publication.contests for row in _held(composed, told)]
    codes = {row.station for _, row in found}
    stations = PollingStation.objects.filter(map=publication.election.station_map_id, code__in=codes)
    places = {station.code: station for station in stations.select_related("ward")}
    return [_held_line(contest, row, places.get(row.station)) for contest, row in found]


def _held(composed: Composed, contest: Mapping[str, Any]) -> list[HeldRow]:
    return held_rows(composed.files, contest["code"])


def _held_line(contest: str, row: HeldRow, station: PollingStation | None) -> HeldLine:
    return HeldLine(
        contest=contest,
        station=row.station,
        label=station.label if station else "",
        ward=station.ward.name if station else "",
        why=str(Act(row.act).label) if row.act in Act.values else row.act,
        reason=row.reason,
        sample=row.sample,
    )


def line_of(publication: Publication) -> PublicationLine:
    return _line(publication)


def is_inside(election: Election, user: Any) -> bool:
    """Whether the visitor prepares or confirms publications of this election."""
    return any(may(user, action, election.region_id) for action in INSIDE)


def _found(election: Election) -> Any:
    related = ("election", "previous", "institution", "prepared_by", "verdict__by", "verdict__institution")
    return Publication.objects.filter(election=election).select_related(*related).order_by("-number")


def _line(found: Publication) -> PublicationLine:
    verdict: PublicationVerdict | None = getattr(found, "verdict", None)
    return PublicationLine(
        election=found.election.code,
        number=found.number,
        digest=found.digest,
        state=verdict.outcome if verdict else WAITING,
        sample=found.sample,
        contests=tuple(found.contests),
        prepared_at=found.prepared_at,
        prepared_by=_name(found.prepared_by),
        prepared_at_office=found.institution.name,
        decided_at=verdict.at if verdict else None,
        decided_by=_name(verdict.by) if verdict else "",
        decided_at_office=verdict.institution.name if verdict else "",
        reason=verdict.reason if verdict else "",
        previous=found.previous.number if found.previous else None,
        size=_size(found.digest),
    )


def _name(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def _size(digest: str) -> int:
    file = archives.signed_file(digest)
    return file.stat().st_size if file.exists() else 0
