"""The city the year is lived in: districts, wards and a thousand polling stations, two ballots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from siaga.desks.elections.models import Election
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.results.services import expect_rows
from tests.kit.city import CITY, tiny_city, tiny_pack
from tests.kit.year.making import BATCH

DISTRICTS, WARDS, STATIONS = 10, 8, 12
"""Ten districts with eight wards each, with twelve stations each."""
FIRST_DISTRICT = 11
VOTERS = 500


def large_city(voting_day: date | None = None) -> Election:
    """The tiny city with a thousand stations more; 960 to be exact."""
    pack = tiny_pack()
    if voting_day:
        pack = tiny_pack(election=replace(pack.election, voting_day=voting_day))
    election = tiny_city(pack).election
    districts = [f"{CITY}.{FIRST_DISTRICT + n}" for n in range(DISTRICTS)]
    wards = [f"{district}.{1001 + n}" for district in districts for n in range(WARDS)]
    _regions(districts, Level.DISTRICT)
    _regions(wards, Level.WARD)
    PollingStation.objects.bulk_create(
        (_station(election, ward, number) for ward in wards for number in range(1, STATIONS + 1)),
        batch_size=BATCH,
    )
    expect_rows(election)
    return election


def _regions(codes: list[str], level: str) -> None:
    Region.objects.bulk_create(
        Region(code=code, name=f"Wilayah {code}", level=level, parent_id=code.rpartition(".")[0])
        for code in codes
    )


def _station(election: Election, ward: str, number: int) -> PollingStation:
    digits = ward.replace(".", "")
    return PollingStation(
        map_id=election.station_map_id,
        ward_id=ward,
        code=f"{digits}{number:03d}",
        number=number,
        voters_total=VOTERS,
    )
