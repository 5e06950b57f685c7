"""The rows of one contest as the night sees them: what has come in of each, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Min, Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Contest
from siaga.desks.offices.access import within
from siaga.desks.results.models import Channel, FormPhoto, ResultRow, ResultVersion, Side
from siaga.desks.results.queries.leaves import in_region, standing
from siaga.desks.results.queries.sight import Covers
from siaga.desks.results.states import CONFIRMABLE, State

_FIELDS = {
    "pk": "pk",
    "election": "contest__election__code",
    "contest": "contest__code",
    "station": "station__code",
    "number": "station__number",
    "name": "station__name",
    "ward": "station__ward_id",
    "ward_name": "station__ward__name",
    "district": "station__ward__parent_id",
    "district_name": "station__ward__parent__name",
    "voters": "station__voters_total",
    "state": "state",
    "act": "act",
    "reason": "reason",
    "sample": "sample",
    "changed_at": "changed_at",
    "confirmed_at": "confirmed_at",
    "entered_by": "entered_by",
    "channel": "current__channel",
}


class Phase(TextChoices):
    """How far the form of a station has come, from nothing to counted."""

    NOTHING = "nothing", _("Nothing yet")
    ARRIVING = "arriving", _("Arriving")
    WAITING = "waiting", _("Waiting for the second person")
    HELD = "held", _("Held")
    COUNTED = "counted", _("Counted")


_PHASES: Mapping[str, Phase] = {
    State.COUNTED: Phase.COUNTED,
    State.HELD: Phase.HELD,
    State.RETURNED: Phase.ARRIVING,
    **dict.fromkeys(CONFIRMABLE, Phase.WAITING),
}


@dataclass(frozen=True, slots=True)
class NightRow:
    """One station of the contest. It carries no figures, only what arrived and when.

    `photographed` and `entered` are the first photo and the first entry by a person; None where there is
    none, or where the figures came with a city pack, whose moment says nothing about the night. `covered`:
    the reader may still become a source of this row, so nothing is told of the crew's entry, nor its act.
    """

    pk: int
    election: str
    contest: str
    station: str
    number: int
    name: str
    ward: str
    ward_name: str
    district: str
    district_name: str
    voters: int | None
    state: str
    act: str
    reason: str
    sample: bool
    changed_at: datetime | None
    confirmed_at: datetime | None
    entered_by: int | None
    channel: str | None
    photographed: datetime | None = None
    entered: datetime | None = None
    covered: bool = False

    @property
    def label(self) -> str:
        return self.name or f"TPS {self.number:03d}"

    @property
    def phase(self) -> Phase:
        """Photos alone, or a form sent back to be entered again, are arriving."""
        return _PHASES.get(self.state) or (Phase.ARRIVING if self.photographed else Phase.NOTHING)

    @property
    def arrived(self) -> bool:
        return self.phase is not Phase.NOTHING

    @property
    def arrived_at(self) -> datetime | None:
        """The first photo or entry; None while nothing came, and for what came with a city pack."""
        return min((at for at in (self.photographed, self.entered) if at), default=None)

    @property
    def counted_at(self) -> datetime | None:
        """When a person's confirmation counted the row."""
        return self.confirmed_at if self.state == State.COUNTED and self.channel != Channel.PACK else None


def scoped(user: Any, contest: Contest, region: str = "") -> QuerySet[ResultRow]:
    """The rows of a contest that a person may read, within a region when one is named."""
    mine = within(user, "results.read", region="station__ward", station="station")
    return in_region(standing(ResultRow.objects.filter(mine, contest=contest)), region)


def night_rows(user: Any, contest: Contest) -> list[NightRow]:
    """The rows a person may read, by station. At most six queries besides the rights."""
    photos = FormPhoto.objects.filter(row__contest=contest, side=Side.CREW)
    photographed = _first(photos, "received_at")
    by_people = ResultVersion.objects.filter(~Q(channel=Channel.PACK), row__contest=contest)
    entered = _first(by_people, "entered_at")
    covers = Covers(user)
    found = scoped(user, contest).order_by("station__code").values_list(*_FIELDS.values())
    rows = (NightRow(*row, photographed.get(row[0]), entered.get(row[0])) for row in found)
    return [replace(row, reason="", act="", covered=True) if covers.hides(row) else row for row in rows]


def _first(things: QuerySet[Any], moment: str) -> dict[int, datetime]:
    """The earliest moment of each row."""
    return dict(things.order_by().values_list("row").annotate(first=Min(moment)))
