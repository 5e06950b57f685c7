"""The closed lists of words that cells of a pack may hold."""

from __future__ import annotations

from enum import StrEnum


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


class MeetingRegime(StrEnum):
    """The election a meeting was about."""

    PILKADA = "pilkada"
    PEMILU = "pemilu"


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
    DISTRICT_GOVERNMENT = "district_government"
    WARD_GOVERNMENT = "ward_government"
    FORUM = "forum"
    PRISON = "prison"
    OTHER = "other"


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


class Visibility(StrEnum):
    """Who a meeting, or an item of it, is for; a pack of public sources is public."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class SeriesKind(StrEnum):
    """The kinds of meeting that follow one another."""

    FORUM = "forum"  # Forkopimda
    DISTRICT_FORUM = "district_forum"  # Forkopimcam
    COORDINATION = "coordination"  # rapat koordinasi
    DESK = "desk"  # Desk Pilkada
    SOCIALISATION = "socialisation"
    PRESS = "press"  # a statement to the press, not a sitting


class Presence(StrEnum):
    """Whether somebody who was asked to a meeting came."""

    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"
    NOT_STATED = "not_stated"


class ConclusionKind(StrEnum):
    """What a meeting as a whole held, decided or advised."""

    CONCLUSION = "conclusion"
    DECISION = "decision"
    ADVICE = "advice"


class Bound(StrEnum):
    """How a figure is to be read; a target "above 86" is no count of 86."""

    EQUAL = "equal"
    MORE = "more"
    LESS = "less"
    TARGET = "target"


class Priority(StrEnum):
    """How pressing an action is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class DutyArea(StrEnum):
    """What has to be ready in a city; the list recurs from city to city."""

    LOGISTICS = "logistics"
    SECURITY = "security"
    STATIONS = "stations"  # the sites of polling stations
    OFFICIALS = "officials"
    HEALTH = "health"
    NEUTRALITY = "neutrality"
    TURNOUT = "turnout"
    RECORDING = "recording"  # identity cards (KTP-el)
    COUNTING = "counting"
    DISASTER = "disaster"
    INFORMATION = "information"
    TRAFFIC = "traffic"
    ORDER = "order"
    GRANTS = "grants"
    OTHER = "other"


class DutyBasis(StrEnum):
    """Whether an institution promised it, or it is what cities usually have ready."""

    PROMISED = "promised"
    PRACTICE = "practice"


class GrantPurpose(StrEnum):
    """What a grant pays for."""

    ORGANISATION = "organisation"  # KPU
    SUPERVISION = "supervision"  # Bawaslu
    SECURITY = "security"  # police and army
    OTHER = "other"


class OpenTo(StrEnum):
    """Who a grant is for to read; money of the public is restricted to no table."""

    PUBLIC = "public"
    INTERNAL = "internal"


class Direction(StrEnum):
    """Which way money went: to the grantee, or the rest of it back to the treasury."""

    OUT = "out"
    BACK = "back"


class PaymentKind(StrEnum):
    """Whether money moved, or a source only announces that it will."""

    PAID = "paid"
    PLANNED = "planned"
