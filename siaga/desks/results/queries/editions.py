"""The whole state of an election's results as the publication engine takes it: rows, versions, steps, photos.

Figures of rows that are not counted never leave the database here, nor do words about a version before it
counts, nor the name of any person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from siaga import __version__
from siaga.desks.elections.models import CandidatePair, Contest, Election
from siaga.desks.results.models import FormPhoto, Kind, ResultRow, ResultVersion
from siaga.desks.results.queries.leaves import Leaf, leaves_of, standing
from siaga.desks.results.queries.recap import STATES
from siaga.desks.results.states import Act, State
from siaga.desks.trail.models import Entry
from siaga.engines import publication as engine
from siaga.engines import recap
from siaga.engines.recap import Level

_FEED = {Contest.Kind.GOVERNOR: "pkwkp", Contest.Kind.MAYOR: "pkwkk", Contest.Kind.REGENT: "pkwkk"}
"""KPU's folder of a contest in its public store (domain: hhcw/pkwkp, hhcw/pkwkk)."""

_ACTS = "results."

_QUIET = frozenset({Act.CORRECT, Act.ADJUDICATE})
"""Acts whose reason the trail tells only when the version counts; it stands with the version."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What an edition says of itself beside the results."""

    number: int
    at: datetime
    issuer: str
    checkpoint: str
    previous: str = ""


def edition_of(election: Election, frame: Frame) -> engine.Edition:
    """The results of an election as they stand now. A few queries per contest, whatever its size."""
    contests = list(Contest.objects.filter(election=election).select_related("region").order_by("code"))
    leaves = {contest.code: leaves_of(contest) for contest in contests}
    steps = _steps(election)
    return engine.Edition(
        election=engine.Election(
            code=election.code,
            name=election.name,
            profile=election.profile,
            voting_date=election.voting_date.isoformat(),
            region=election.region_id.replace(".", ""),
        ),
        number=frame.number,
        at=_moment(frame.at),
        software=f"siaga {__version__}",
        issuer=frame.issuer,
        contests=tuple(_contest(contest, leaves[contest.code], steps) for contest in contests),
        places=tuple(_places(leaf for listed in leaves.values() for leaf in listed)),
        photos=tuple(_photos(election)),
        checkpoint=frame.checkpoint,
        previous=frame.previous,
    )


def _contest(contest: Contest, leaves: list[Leaf], steps: Mapping[int, list[_Told]]) -> engine.Contest:
    marks = {mark.station: mark for mark in _marks(contest)}
    return engine.Contest(
        code=contest.code,
        name=contest.name,
        feed=_FEED.get(Contest.Kind(contest.kind), ""),
        top=Level(contest.region.level),
        pairs=tuple(
            engine.Pair(pair.number, str(pair), pair.feed_id)
            for pair in CandidatePair.objects.filter(contest=contest).order_by("number")
        ),
        rows=tuple(_row(leaf, marks[leaf.station]) for leaf in leaves),
        versions=tuple(_versions(contest, marks, steps)),
        steps=tuple(step for mark in marks.values() for step in _told_now(mark, steps.get(mark.pk, []))),
    )


@dataclass(frozen=True, slots=True)
class _Mark:
    """Which version of a row is current, and how many steps it has taken."""

    pk: int
    station: str
    sample: bool
    state: str
    revision: int
    version: int

    @property
    def counted(self) -> bool:
        return self.state == State.COUNTED


@dataclass(frozen=True, slots=True)
class _Told:
    """A step of a row as the trail tells it."""

    revision: int
    act: str
    state: str
    version: int
    reason: str
    at: datetime


def _marks(contest: Contest) -> Iterator[_Mark]:
    rows = standing(ResultRow.objects.filter(contest=contest)).order_by("station__code")
    names = ("pk", "station__code", "sample", "state", "revision", "current__number")
    for pk, station, sample, state, revision, version in rows.values_list(*names):
        yield _Mark(pk, station, sample, state, revision, version or 0)


def _row(leaf: Leaf, mark: _Mark) -> engine.Row:
    return engine.Row(
        station=leaf.station,
        state=STATES.get(leaf.state, recap.State.MISSING),
        sample=leaf.sample,
        version=mark.version,
        revision=mark.revision,
        registered=leaf.voters,
        figures=leaf.figures if leaf.counted else {},
    )


def _versions(
    contest: Contest, marks: Mapping[str, _Mark], steps: Mapping[int, list[_Told]]
) -> Iterator[engine.Version]:
    """Every version of a counted row, with its figures; of another row those that were once counted,
    without.
    """
    names = (
        "row__station__code",
        "number",
        "kind",
        "level",
        "reason",
        "entered_at",
        "digest",
        "sample",
        "figures",
        "nonce",
    )
    found = ResultVersion.objects.filter(row__contest=contest).order_by("row__station__code", "number")
    for station, number, kind, level, reason, at, *bound, figures, nonce in found.values_list(*names):
        mark = marks.get(station)
        if mark is None or not (mark.counted or number in _once_counted(steps.get(mark.pk, ()))):
            continue
        shown = (figures, nonce) if mark.counted else ({}, "")
        yield engine.Version(station, number, kind, level, reason, _moment(at), *bound, *shown)


def _once_counted(steps: Iterable[_Told]) -> set[int]:
    """The versions that any step left counted."""
    return {step.version for step in steps if step.state == State.COUNTED}


def _steps(election: Election) -> dict[int, list[_Told]]:
    """The steps of every row of an election as the trail has them: entries that moved its revision."""
    rows = set(ResultRow.objects.filter(contest__election=election).values_list("pk", flat=True))
    said = _reasons(election)
    entries = Entry.objects.filter(subject_type=ResultRow._meta.label_lower, action__startswith=_ACTS)
    names = ("subject_id", "action", "before", "after", "reason", "at")
    found: dict[int, list[_Told]] = {}
    for row, action, before, after, reason, at in entries.order_by("index").values_list(*names).iterator():
        if int(row) in rows and _moved(before, after):
            act = action.removeprefix(_ACTS)
            why = reason or (said.get((int(row), after["version"]), "") if act in _QUIET else "")
            told = _Told(after["revision"], act, after["state"], after["version"], why, at)
            found.setdefault(int(row), []).append(told)
    return found


def _reasons(election: Election) -> dict[tuple[int, int], str]:
    """Why each version that decides something was written, by row and number of the version."""
    corrections = ResultVersion.objects.filter(row__contest__election=election, kind=Kind.CORRECTION)
    return {(row, number): why for row, number, why in corrections.values_list("row", "number", "reason")}


def _moved(before: Any, after: Any) -> bool:
    """Whether an entry tells of a step; photos, readings and notes leave the revision as it was."""
    if not isinstance(after, dict) or not {"revision", "state", "version"} <= after.keys():
        return False
    return not isinstance(before, dict) or before.get("revision") != after["revision"]


def _told_now(mark: _Mark, steps: list[_Told]) -> Iterator[engine.Step]:
    """The steps of a row, without the words about a version that has not counted: a second person or the
    supervisor may have to read it yet, and the words may tell what stands there.
    """
    last = max((step.revision for step in steps if step.state == State.COUNTED), default=0)
    known = _once_counted(steps)
    for step in steps:
        told = step.revision <= last or step.version in known
        yield _step(mark, step if told else replace(step, reason=""))


def _step(mark: _Mark, told: _Told) -> engine.Step:
    return engine.Step(
        station=mark.station,
        revision=told.revision,
        act=told.act,
        state=told.state,
        version=told.version,
        reason=told.reason,
        at=_moment(told.at),
        sample=mark.sample,
    )


def _places(leaves: Iterable[Leaf]) -> list[engine.Place]:
    names = {place.code.replace(".", ""): place.name for leaf in leaves for place in leaf.above}
    return [engine.Place(code, name) for code, name in sorted(names.items())]


def _photos(election: Election) -> Iterator[engine.Photo]:
    """The digests of the photographs of every form; a page that neither tag nor sender named is page 0."""
    rows = standing(ResultRow.objects.filter(contest__election=election))
    found = FormPhoto.objects.filter(row__in=rows).order_by("pk")
    names = (
        "row__contest__code",
        "row__station__code",
        "page",
        "page_said",
        "file_id",
        "file__size",
        "row__sample",
    )
    seen: set[tuple[str, str, str]] = set()
    for contest, station, page, said, digest, size, sample in found.values_list(*names):
        if (contest, station, digest) not in seen:
            seen.add((contest, station, digest))
            yield engine.Photo(contest, station, page or said or 0, digest, size, sample)


def _moment(at: datetime) -> str:
    """2024-11-27T13:00:00Z, in UTC, whole seconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
