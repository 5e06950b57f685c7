"""What a pack holds: a city and its election as plain, frozen data.

The reader builds these objects, the desks load them; nothing here knows of files or of a database.
``None`` always means *not stated by the source*, never zero and never "to be filled in later".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

Ring = tuple[tuple[float, float], ...]
"""A closed line of (longitude, latitude) in degrees WGS 84; the first point is repeated at the end."""


class Precision(StrEnum):
    """How sharply a source states a value."""

    EXACT = "exact"
    ABOUT = "about"
    AMBIGUOUS = "ambiguous"
    NOT_STATED = "not_stated"


class Confidence(StrEnum):
    """How well a date or a rule is established (the confidence marks of the project's domain notes)."""

    CONFIRMED = "confirmed"  # stated by two independent sources or more
    STATED = "stated"  # stated by one source
    COMPUTED = "computed"  # our own arithmetic on stated values
    RECALLED = "recalled"  # from memory, no source seen
    UNSURE = "unsure"  # sources conflict, or it is an inference


class Regime(StrEnum):
    """Which body of law an election or a regulation belongs to."""

    PILKADA = "pilkada"
    PEMILU = "pemilu"
    BOTH = "both"
    GOVERNMENT = "government"


class RegionLevel(StrEnum):
    """The four levels of a result, from the Ministry of Home Affairs' code."""

    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    WARD = "ward"


class ContestKind(StrEnum):
    """The ballots a regional election can have."""

    GOVERNOR = "governor"
    REGENT = "regent"
    MAYOR = "mayor"


class StationKind(StrEnum):
    """A regular station, or one at a special location (prison, dormitory, workplace)."""

    REGULAR = "regular"
    SPECIAL = "special"


class InstitutionKind(StrEnum):
    """The bodies that meet in a city's election room."""

    ELECTION_COMMISSION = "election_commission"
    DISTRICT_COMMITTEE = "district_committee"
    WARD_COMMITTEE = "ward_committee"
    SUPERVISOR = "supervisor"
    DISTRICT_SUPERVISOR = "district_supervisor"
    CITY_GOVERNMENT = "city_government"
    COUNCIL = "council"
    POLICE = "police"
    ARMY = "army"
    PROSECUTOR = "prosecutor"
    AGENCY = "agency"
    PRISON = "prison"


class TitleForm(StrEnum):
    """In what capacity a person holds an office; the four acting forms are not interchangeable.

    ``pj`` fills a vacancy; ``pjs`` replaces an incumbent on campaign leave (Permendagri 74/2016); ``plt`` is
    the deputy acting; ``plh`` covers a day-to-day absence.
    """

    DEFINITIVE = "definitive"
    PJ = "pj"
    PJS = "pjs"
    PLT = "plt"
    PLH = "plh"


class Measure(StrEnum):
    """What a published total counts. ``votes`` also names a pair."""

    STATIONS = "stations"
    SPECIAL_STATIONS = "special_stations"
    DPS = "dps"
    DPS_MEN = "dps_men"
    DPS_WOMEN = "dps_women"
    DPT = "dpt"
    DPT_MEN = "dpt_men"
    DPT_WOMEN = "dpt_women"
    USERS = "users"
    VALID = "valid"
    INVALID = "invalid"
    VOTES = "votes"


class Unit(StrEnum):
    """What a staffing formula multiplies with."""

    CITY = "city"
    DISTRICT = "district"
    WARD = "ward"
    STATION = "station"


def lies_in(code: str, region: str) -> bool:
    """Whether the dotted code is that of the region or of a part of it."""
    return code == region or code.startswith(f"{region}.")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the values of one row come from.

    ``source`` is a code of ``sources.csv`` and ``place`` the place in it; ``doubt`` says why a value should
    not be trusted as it stands; ``sample`` marks generated values that stand in for what no source states.
    ``file`` and ``line`` lead back to the row of the pack.
    """

    source: str
    place: str = ""
    precision: Precision = Precision.EXACT
    doubt: str = ""
    sample: bool = False
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Source:
    """A document, article or data file that values are taken from."""

    code: str
    title: str
    publisher: str
    address: str
    date: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Election:
    """The header of a pack: one voting day in one city."""

    name: str
    regime: Regime
    voting_day: date
    time_zone: str
    profile: str
    city: str


@dataclass(frozen=True, slots=True)
class Region:
    """A province, city, district (kecamatan) or ward (kelurahan), by its dotted Kemendagri code."""

    code: str
    name: str
    level: RegionLevel
    parent: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Boundary:
    """The outline of a region: polygons, each an outer ring followed by its holes."""

    region: str
    polygons: tuple[tuple[Ring, ...], ...]
    source: str

    def geometry(self) -> dict[str, Any]:
        """The outline as a GeoJSON MultiPolygon (RFC 7946)."""
        coordinates = [[[list(point) for point in ring] for ring in polygon] for polygon in self.polygons]
        return {"type": "MultiPolygon", "coordinates": coordinates}


@dataclass(frozen=True, slots=True)
class Contest:
    """One ballot. ``region`` is the area that elects: the province for a governor, the city for a mayor."""

    code: str
    name: str
    kind: ContestKind
    region: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of the ballot under its printed number: two candidates, or the empty column.

    ``feed_id`` is the number that the KPU's public feed gives the line; it is no ballot number.
    """

    contest: str
    number: int
    head: str | None
    deputy: str | None
    empty_column: bool
    feed_id: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PollingStation:
    """A TPS: 13 digits = the ward's 10 and the station's 3. Registered voters are the DPT, in persons."""

    code: str
    ward: str
    number: int
    kind: StationKind
    name: str
    address: str | None
    latitude: float | None
    longitude: float | None
    dpt_men: int | None
    dpt_women: int | None
    dpt_total: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Institution:
    """A body of the election room, within the region it serves."""

    code: str
    name: str
    short_name: str
    kind: InstitutionKind
    region: str
    parent: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Office:
    """A chair at an institution. ``seats`` is how many persons may hold it at once; None is not stated."""

    code: str
    institution: str
    title: str
    seats: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person in an office, first and last day included; an unknown day is None."""

    office: str
    person: str
    form: TitleForm
    valid_from: date | None
    valid_to: date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the timetable, first and last day included; ``parent`` names the step it is part of."""

    code: str
    name: str
    name_en: str
    parent: str | None
    start: date | None
    end: date | None
    legal_basis: str | None
    confidence: Confidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A regulation and the regime it belongs to, so that a Pemilu rule quoted in a Pilkada can be flagged."""

    code: str
    title: str
    topic: str
    regime: Regime
    confidence: Confidence
    origin: Origin


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """A total that a source prints. ``contest`` is None for voters and stations; ``pair`` only for votes."""

    contest: str | None
    region: str
    measure: Measure
    pair: int | None
    value: int | None
    as_printed: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class StaffingClaim:
    """A number of persons that a source claims, with the formula that should yield it.

    ``claimed`` is a head count; ``per_unit`` persons for every ``unit``, or None where the claim is the sum
    of the claims that name it in ``part_of``. ``inferred`` marks a part that no source prints.
    """

    code: str
    role: str
    role_en: str
    part_of: str | None
    per_unit: int | None
    unit: Unit | None
    claimed: int | None
    inferred: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class ResultRow:
    """The figures of one C.HASIL form: one station, one contest.

    ``figures`` holds the form's fields by their names in the rule profile, ``votes`` the votes by ballot
    number. A figure the source leaves out is absent.
    """

    contest: str
    station: str
    figures: Mapping[str, int]
    votes: Mapping[int, int]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Pack:
    """One city and one election, whole and checked. ``digest`` is the same for the same content."""

    format: int
    id: str
    note: str
    election: Election
    sources: tuple[Source, ...]
    regions: tuple[Region, ...]
    boundaries: tuple[Boundary, ...]
    contests: tuple[Contest, ...]
    pairs: tuple[Pair, ...]
    stations: tuple[PollingStation, ...]
    institutions: tuple[Institution, ...]
    offices: tuple[Office, ...]
    office_holders: tuple[OfficeHolder, ...]
    stages: tuple[Stage, ...]
    legal_bases: tuple[LegalBasis, ...]
    published_totals: tuple[PublishedTotal, ...]
    staffing: tuple[StaffingClaim, ...]
    results: tuple[ResultRow, ...]
    digest: str
