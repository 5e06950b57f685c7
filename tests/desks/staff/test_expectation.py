"""The seats a map and its rules ask for: all of them, once, and none too many."""

from __future__ import annotations

from dataclasses import replace

import pytest

from siaga.desks.elections.services import load_pack
from siaga.desks.places.models import Level, PollingStation, Region
from siaga.desks.staff.kinds import Kind
from siaga.desks.staff.models import Post
from siaga.desks.staff.services import expect_seats
from siaga.desks.trail.models import Entry
from siaga.law.profiles import load
from siaga.law.staffing import quota
from tests.kit.city import tiny_city, tiny_pack
from tests.kit.staff import STATION, crewed_city

pytestmark = pytest.mark.django_db


def slow_seats(election) -> set[tuple]:
    """Every expected seat, place by place and number by number: the oracle of the statements."""
    found, profile = set(), load(election.profile)
    inside = Region.objects.filter(code__startswith=f"{election.region_id}.")
    for kind in Kind:
        law = quota(kind.body, profile)
        if kind.body.unit == "station":
            places = PollingStation.objects.filter(map=election.station_map_id, closed_at=None)
            seats = [(s.ward_id, s.code, law.at(s.voters_total)) for s in places] if law else []
        else:
            places = inside.filter(level=Level(kind.body.unit))
            seats = [(r.code, None, law.seats) for r in places] if law else []
        for region, station, how_many in seats:
            for n in range(1, how_many + 1):
                found.add((kind.value, region, station, n, kind.body.position(n)))
    return found


def open_seats(election) -> set[tuple]:
    rows = Post.objects.filter(election=election, closed_at=None)
    return set(rows.values_list("kind", "region_id", "station__code", "number", "position"))


def test_a_loaded_pack_has_every_seat() -> None:
    election = tiny_city().election
    assert open_seats(election) == slow_seats(election)
    assert Post.objects.filter(election=election, kind="kpps").count() == 7 * 7
    assert Post.objects.filter(election=election, kind="ppk").count() == 2 * 5


def test_a_large_station_has_a_second_enumerator() -> None:
    city = crewed_city()
    seats = {
        code: Post.objects.filter(kind="pantarlih", station__code=code).count()
        for code in ("1872011001001", "1872011001003", "1872021001002")
    }
    assert seats == {"1872011001001": 2, "1872011001003": 1, "1872021001002": 1}
    assert city.post("pantarlih", 2).position == "member"


def test_the_second_time_nothing_happens() -> None:
    election = tiny_city().election
    entries = Entry.objects.count()
    assert expect_seats(election) == []
    assert Entry.objects.count() == entries


def test_a_station_that_goes_closes_its_seats_and_coming_back_reopens_them() -> None:
    pack = tiny_pack()
    city = tiny_city(pack)
    less = tiny_pack(stations=pack.stations[1:])
    load_pack(less)
    assert open_seats(city.election) == slow_seats(city.election)
    assert Post.objects.filter(station__code=STATION, closed_at=None).count() == 0
    assert Post.objects.filter(station__code=STATION).count() == 7 + 2 + 2 + 1
    load_pack(pack)
    assert open_seats(city.election) == slow_seats(city.election)


def test_a_station_that_shrinks_closes_the_second_enumerator() -> None:
    city = crewed_city()
    PollingStation.objects.filter(code=STATION).update(voters_total=400, voters_men=200, voters_women=200)
    [line] = expect_seats(city.election)
    assert (line.kind, line.added, line.closed, line.reopened) == ("pantarlih", 0, 1, 0)
    assert open_seats(city.election) == slow_seats(city.election)


def test_a_body_without_a_stated_number_has_no_seats() -> None:
    pack = tiny_pack()
    other = tiny_pack(id="pemilu-contoh-2024", election=replace(pack.election, profile="pemilu-2024"))
    load_pack(other)
    kinds = set(Post.objects.filter(election__code=other.id).values_list("kind", flat=True))
    assert kinds == {"ppk", "pps", "kpps", "linmas", "ptps", "pkd", "panwascam"}


def test_the_trail_tells_how_many() -> None:
    tiny_city()
    entry = Entry.objects.get(action="staff.expect", after__kind="kpps")
    assert entry.after == {"kind": "kpps", "added": 49, "closed": 0, "reopened": 0, "open": 49}
