"""The bodies of an election and how many people each has in a place, from the numbers of a rule profile.

``quota(BODIES["kpps"], load("pilkada-2024")).seats`` is 7. No number stands here: a body names the parameters
of the profile that hold its numbers, and a profile that does not state one leaves the body without a quota.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from siaga.law.profiles.model import Basis, Profile

Unit = Literal["city", "district", "ward", "station"]
Side = Literal["commission", "supervision"]
"""Who appoints and answers for a body: KPU and its committees, or Bawaslu and its supervisors."""


@dataclass(frozen=True, slots=True)
class Larger:
    """The number for a station whose voters are more than a limit; both are parameters of the profile."""

    limit: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the election.

    ``parameter``: persons per ``unit``. ``formed_at``: the lowest level that appoints its members.
    ``chaired``: the first seat is the chair's. ``at_stations``: its members are at the polling station on
    voting day. ``permanent``: an office with members of its own, not a crew that is recruited.
    """

    code: str
    parameter: str
    unit: Unit
    side: Side
    formed_at: Unit
    chaired: bool = False
    at_stations: bool = False
    permanent: bool = False
    larger: Larger | None = None

    def position(self, number: int) -> str:
        """What the holder of the seat with this number is: chair or member."""
        return "chair" if self.chaired and number == 1 else "member"


_LARGE = Larger("large_station_voters", "enumerators_per_large_station")

BODIES: Mapping[str, Body] = MappingProxyType(
    {
        body.code: body
        for body in (
            Body("ppk", "ppk_per_district", "district", "commission", "city", chaired=True),
            Body("pps", "pps_per_ward", "ward", "commission", "city", chaired=True),
            Body("kpps", "kpps_per_station", "station", "commission", "ward", chaired=True, at_stations=True),
            Body("linmas", "order_officers_per_station", "station", "commission", "ward", at_stations=True),
            Body("pantarlih", "enumerators_per_station", "station", "commission", "ward", larger=_LARGE),
            Body(
                "panwascam",
                "district_supervisors_per_district",
                "district",
                "supervision",
                "city",
                chaired=True,
            ),
            Body("pkd", "ward_supervisors_per_ward", "ward", "supervision", "district"),
            Body(
                "ptps",
                "station_supervisors_per_station",
                "station",
                "supervision",
                "district",
                at_stations=True,
            ),
            Body("bawaslu", "bawaslu_members", "city", "supervision", "city", permanent=True),
        )
    }
)
"""Every body by its code, KPU's before Bawaslu's, each side from the city downwards.

UU 1/2015 and PKPU 8/2022 for KPU's side. Order officers (Linmas) are appointed with the crew of the station
by the ward committee. Who appoints whom is from memory of these regulations (M); docs/staff.md says so.
"""

CREWS = tuple(body for body in BODIES.values() if not body.permanent)
"""The bodies whose members are recruited for one election."""


@dataclass(frozen=True, slots=True)
class Quota:
    """Seats of a body in one place, and in a station with more voters than ``limit`` (None: the same)."""

    seats: int
    limit: int | None
    larger: int
    bases: tuple[Basis, ...]

    def at(self, voters: int | None) -> int:
        """Seats at a station with so many voters; where their number is not stated, the usual seats."""
        above = self.limit is not None and voters is not None and voters > self.limit
        return self.larger if above else self.seats

    @property
    def most(self) -> int:
        return max(self.seats, self.larger)

    @property
    def unsure(self) -> bool:
        return any(basis.unsure for basis in self.bases)


def quota(body: Body, profile: Profile) -> Quota | None:
    """The seats of a body by the profile; None where it does not state them."""
    stated = profile.parameters.get(body.parameter)
    if stated is None:
        return None
    seats, bases = int(stated.value), (stated.basis,)
    rule = body.larger
    limit = profile.parameters.get(rule.limit) if rule else None
    larger = profile.parameters.get(rule.parameter) if rule else None
    if limit is None or larger is None:
        return Quota(seats, None, seats, bases)
    return Quota(seats, int(limit.value), int(larger.value), (*bases, limit.basis, larger.basis))
