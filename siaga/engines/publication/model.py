"""What a publication holds: plain frozen data, handed in by whoever keeps the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from siaga.engines.recap import Level, State

ENTRY: Final = "entry"
CORRECTION: Final = "correction"
"""The kinds of a version: as written on the form, and as corrected by a level that says why."""


@dataclass(frozen=True, slots=True)
class Election:
    """The election that is counted; ``profile`` names the rules its forms must keep."""

    code: str
    name: str
    profile: str
    voting_date: str
    region: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the ballot; ``feed_id`` is its number in KPU's public feed, where known."""

    number: int
    name: str
    feed_id: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A region above the stations, its code in digits."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One contest at one station (13 digits). ``figures`` by the form's names, of a counted row only.

    ``version`` and ``revision`` say which entry is current and how many steps the row has taken;
    ``registered`` is the station's DPT by the register, None when not stated.
    """

    station: str
    state: State
    sample: bool = False
    version: int = 0
    revision: int = 0
    registered: int | None = None
    figures: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """Figures as somebody wrote them down: ``kind`` `ENTRY`, or `CORRECTION` with level and reason.

    ``digest`` ties them to what was said even where the figures are not published (a row no longer counted);
    with the ``nonce``, published together with the figures, everyone can recompute it.
    """

    station: str
    number: int
    kind: str
    level: str
    reason: str
    at: str
    digest: str
    sample: bool = False
    figures: Mapping[str, int] = field(default_factory=dict)
    nonce: str = ""

    @property
    def said(self) -> dict[str, Any]:
        """What its digest is taken of, with election, contest, station and nonce."""
        parts = {"level": self.level, "reason": self.reason, "sample": self.sample}
        return {"figures": dict(self.figures)} | {name: part for name, part in parts.items() if part}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a row: the act, the state it led to, the version it left current, and why."""

    station: str
    revision: int
    act: str
    state: str
    version: int
    reason: str
    at: str
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Photo:
    """One photographed page of a form: its digest and size in bytes; the picture itself is elsewhere."""

    contest: str
    station: str
    page: int
    sha256: str
    size: int
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Contest:
    """What one ballot decides, with the row of every expected station and what was done to it.

    ``feed`` is the contest's folder in KPU's store (pkwkp governor, pkwkk mayor or regent).
    """

    code: str
    name: str
    feed: str
    top: Level
    pairs: tuple[Pair, ...]
    rows: tuple[Row, ...]
    versions: tuple[Version, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication of one election: the whole state at one moment (``at``, UTC, ISO 8601).

    ``previous`` is the digest of the publication before it, empty for the first. ``checkpoint`` is the signed
    note of the trail at that moment. ``issuer`` answers for it.
    """

    election: Election
    number: int
    at: str
    software: str
    issuer: str
    contests: tuple[Contest, ...]
    places: tuple[Place, ...]
    photos: tuple[Photo, ...] = ()
    checkpoint: str = ""
    previous: str = ""

    @property
    def sample(self) -> bool:
        """Whether any counted figure, version or photo is made up for demonstration."""
        rows = any(row.sample for contest in self.contests for row in contest.rows)
        versions = any(version.sample for contest in self.contests for version in contest.versions)
        return rows or versions or any(photo.sample for photo in self.photos)
