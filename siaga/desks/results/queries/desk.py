"""Rows as the room sees them: everything that stands, within the places a person may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from siaga.desks.elections.models import Contest, Election
from siaga.desks.offices.access import within
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.leaves import in_region, standing
from siaga.desks.results.queries.photos import findings_by_row, findings_seen
from siaga.desks.results.queries.sight import Covers
from siaga.desks.results.states import CONFIRMABLE, ENTERABLE, Act, State

_FIELDS = {
    "pk": "pk",
    "election": "contest__election__code",
    "contest": "contest__code",
    "contest_name": "contest__name",
    "contest_kind": "contest__kind",
    "station": "station__code",
    "number": "station__number",
    "station_name": "station__name",
    "ward": "station__ward_id",
    "ward_name": "station__ward__name",
    "district": "station__ward__parent_id",
    "district_name": "station__ward__parent__name",
    "state": "state",
    "act": "act",
    "reason": "reason",
    "errors": "errors",
    "sample": "sample",
    "revision": "revision",
    "changed_at": "changed_at",
    "entered_by": "entered_by__full_name",
    "confirmed_by": "confirmed_by__full_name",
}


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One row for those who work on it. It carries no figures; a `covered` one neither words about it, nor
    its last act, nor (None) how many identities are broken.
    """

    pk: int
    election: str
    contest: str
    contest_name: str
    contest_kind: str
    station: str
    number: int
    station_name: str
    ward: str
    ward_name: str
    district: str
    district_name: str
    state: str
    act: str
    reason: str
    errors: int | None
    sample: bool
    revision: int
    changed_at: datetime | None
    entered_by: str | None
    confirmed_by: str | None
    covered: bool = False

    @property
    def label(self) -> str:
        return self.station_name or f"TPS {self.number:03d}"

    @property
    def office(self) -> str:
        """What the contest decides, in one or two words: the mayor, the governor."""
        return str(Contest.Kind(self.contest_kind).label)

    @property
    def state_label(self) -> str:
        return str(State(self.state).label)

    @property
    def light(self) -> str:
        """The colour of the state: good, warn, bad or none."""
        return LIGHTS[State(self.state)]

    @property
    def enterable(self) -> bool:
        return self.state in ENTERABLE

    @property
    def confirmable(self) -> bool:
        return self.state in CONFIRMABLE


LIGHTS: Mapping[State, str] = {
    State.EXPECTED: "none",
    State.ENTERED: "warn",
    State.HELD: "bad",
    State.RETURNED: "warn",
    State.CORRECTED: "warn",
    State.COUNTED: "good",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of rows is narrowed to; empty parts do not narrow. `region` is a dotted code of any
    level.
    """

    contest: str = ""
    region: str = ""
    states: frozenset[str] = frozenset()
    sample: bool | None = None


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A held row with why: what its version broke, and what the second person read where that was the
    cause; `photos`: what was noticed about the photos of its form.
    """

    line: DeskLine
    findings: tuple[Mapping[str, Any], ...]
    differences: tuple[tuple[int, int | None, int], ...] = field(default=())
    photos: tuple[str, ...] = ()

    @property
    def why(self) -> str:
        return str(Act(self.line.act).label) if self.line.act else self.line.state_label


def desk_rows(
    user: Any, election: Election, wanted: Wanted = Wanted(), action: str = "results.read"
) -> list[DeskLine]:
    """The rows a person may see (or act on, by `action`), by contest and station. One query besides the
    rights.
    """
    rows = _values(_visible(user, election, action).filter(_matching(wanted)), wanted)
    return _covered([DeskLine(**row) for row in rows], user)


def held_rows(user: Any, election: Election, wanted: Wanted = Wanted()) -> list[HeldLine]:
    """The held rows a person may see, the longest held first, each with what stopped it. Four queries."""
    rows = in_region(_visible(user, election, "results.read"), wanted.region).filter(
        _matching(wanted), state=State.HELD
    )
    held = list(
        rows.select_related("current").prefetch_related("current__readings").order_by("changed_at", "pk")
    )
    lines = {line.pk: line for line in _covered([DeskLine(**line) for line in _values(rows, wanted)], user)}
    noticed = findings_by_row(lines, user)
    return [_held(r, lines[r.pk], noticed.get(r.pk, ())) for r in held]


def _held(row: ResultRow, line: DeskLine, photos: tuple[str, ...]) -> HeldLine:
    """Why a row is held; of a covered one only that it is."""
    if line.covered:
        return HeldLine(line, (), (), photos)
    return HeldLine(line, tuple(row.current.findings), differences(row), photos)


def _covered(lines: list[DeskLine], user: Any) -> list[DeskLine]:
    """The lines, without what was said of rows of which the user makes or may make another reading, and
    without whether they add up. Three queries besides the rights.
    """
    covers = Covers(user)
    return [
        replace(line, reason="", act="", errors=None, covered=True) if covers.hides(line) else line
        for line in lines
    ]


def questioned_rows(
    user: Any, election: Election, wanted: Wanted = Wanted()
) -> list[tuple[DeskLine, tuple[str, ...]]]:
    """The rows a person may see that are not held and whose photos raise a question, with what was noticed.
    Two queries.
    """
    rows = _visible(user, election, "results.read").filter(_matching(wanted)).exclude(state=State.HELD)
    asked = rows.filter(pk__in=findings_seen(user).values("photo__row"))
    lines = _covered([DeskLine(**line) for line in _values(asked, wanted)], user)
    noticed = findings_by_row((line.pk for line in lines), user)
    return [(line, noticed[line.pk]) for line in lines]


def differences(row: ResultRow) -> tuple[tuple[int, int | None, int], ...]:
    """Pairs on which the last second reading of the current version differs: number, as entered, as read."""
    read = [reading for reading in row.current.readings.all() if not reading.agrees]
    if row.act != Act.DIFFER or not read:
        return ()
    votes, entered = read[-1].votes, row.current.figures
    return tuple(
        (int(name.removeprefix("paslon")), entered.get(name), value)
        for name, value in votes.items()
        if entered.get(name) != value
    )


def _visible(user: Any, election: Election, action: str) -> QuerySet[ResultRow]:
    rows = standing(ResultRow.objects.filter(contest__election=election))
    return rows.filter(within(user, action, region="station__ward", station="station"))


def _matching(wanted: Wanted) -> Q:
    found = Q()
    if wanted.contest:
        found &= Q(contest__code=wanted.contest)
    if wanted.states:
        found &= Q(state__in=wanted.states)
    if wanted.sample is not None:
        found &= Q(sample=wanted.sample)
    return found


def _values(rows: QuerySet[ResultRow], wanted: Wanted) -> list[dict[str, Any]]:
    ordered = in_region(rows, wanted.region).order_by("contest__code", "station__code")
    return [dict(zip(_FIELDS, row, strict=True)) for row in ordered.values_list(*_FIELDS.values())]
