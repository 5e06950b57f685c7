"""A tiny city for tests: one province, one city, two districts, three wards, seven stations, two contests.

    city = tiny_city()                       # in the database, loaded as every city is: from a pack
    city.mayor, city.governor                # contests; the mayor's second line is the empty column
    city.stations[0], city.election
    pack = tiny_pack(stations=())            # the pack alone, with parts replaced

Every figure is invented; the regions carry real codes so that prefix rules hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from siaga.desks.elections.models import Contest, Election
from siaga.desks.elections.services import load_pack
from siaga.desks.places.models import PollingStation, Region
from siaga.engines.packs import model as packs

PROVINCE, CITY = "18", "18.72"
DISTRICTS = ("18.72.01", "18.72.02")
WARDS = ("18.72.01.1001", "18.72.01.1002", "18.72.02.1001")
VOTERS = {  # men and women on the voter list, station by station
    "1872011001001": (281, 290),
    "1872011001002": (270, 275),
    "1872011001003": (150, 12),
    "1872011002001": (266, 301),
    "1872011002002": (299, 300),
    "1872021001001": (245, 251),
    "1872021001002": (None, None),
}
SPECIAL = "1872011001003"
VOTING_DAY = date(2024, 11, 27)
SOURCE = packs.Source(
    code="berita-1",
    title="Berita acara penetapan DPT",
    publisher="KPU Kota Contoh",
    address="https://example.org/dpt",
    date=date(2024, 9, 20),
    note="",
)


@dataclass(frozen=True)
class TinyCity:
    """The city as it stands in the database."""

    election: Election
    city: Region
    mayor: Contest
    governor: Contest
    stations: tuple[PollingStation, ...]

    @property
    def wards(self) -> list[Region]:
        return list(Region.objects.filter(code__in=WARDS))


def tiny_city(pack: packs.Pack | None = None) -> TinyCity:
    """Load the tiny pack (or a changed one) and return what it put into the database."""
    pack = pack or tiny_pack()
    load_pack(pack)
    election = Election.objects.get(code=pack.id)
    contests = {contest.code: contest for contest in election.contests.all()}
    return TinyCity(
        election=election,
        city=Region.objects.get(code=CITY),
        mayor=contests["mayor"],
        governor=contests["governor"],
        stations=tuple(election.station_map.stations.select_related("ward")),
    )


def tiny_pack(**parts: Any) -> packs.Pack:
    """The tiny pack with some parts replaced; its digest follows its content."""
    pack = replace(_pack(), **parts)
    content = repr([getattr(pack, field.name) for field in fields(pack) if field.name != "digest"])
    return replace(pack, digest=hashlib.sha256(content.encode()).hexdigest())


def origin(place: str = "", **more: Any) -> packs.Origin:
    """Where an invented value comes from."""
    return packs.Origin(source=SOURCE.code, place=place, **more)


def square(west: float, south: float, side: float = 0.02) -> packs.Ring:
    """A closed square ring, its lower left corner at west and south, in degrees."""
    east, north = west + side, south + side
    return ((west, south), (east, south), (east, north), (west, north), (west, south))


def _pack() -> packs.Pack:
    return packs.Pack(
        format=1,
        id="kota-contoh-2024",
        note="A tiny invented city.",
        election=packs.Election(
            name="Pilkada Kota Contoh 2024",
            regime=packs.Regime.PILKADA,
            voting_day=VOTING_DAY,
            time_zone="Asia/Jakarta",
            profile="pilkada-2024",
            city=CITY,
        ),
        sources=(SOURCE,),
        regions=tuple(_regions()),
        boundaries=tuple(_boundaries()),
        contests=tuple(_contests()),
        pairs=tuple(_pairs()),
        stations=tuple(_stations()),
        institutions=tuple(_institutions()),
        offices=(packs.Office("kpu-contoh-ketua", "kpu-contoh", "Ketua KPU", 1, origin()),),
        office_holders=tuple(_holders()),
        stages=tuple(_stages()),
        legal_bases=tuple(_legal_bases()),
        published_totals=tuple(_published_totals()),
        staffing=tuple(_staffing()),
        results=(),
        digest="",
    )


def _regions() -> Iterable[packs.Region]:
    level = packs.RegionLevel
    yield packs.Region(PROVINCE, "Lampung", level.PROVINCE, None, origin())
    yield packs.Region(CITY, "Kota Contoh", level.CITY, PROVINCE, origin())
    for number, code in enumerate(DISTRICTS, 1):
        yield packs.Region(code, f"Kecamatan {number}", level.DISTRICT, CITY, origin())
    for number, code in enumerate(WARDS, 1):
        yield packs.Region(code, f"Kelurahan {number}", level.WARD, code[:8], origin())


def _boundaries() -> Iterable[packs.Boundary]:
    for number, code in enumerate(DISTRICTS):
        yield packs.Boundary(code, ((square(105.30 + 0.02 * number, -5.12),),), SOURCE.code)


def _contests() -> Iterable[packs.Contest]:
    kind = packs.ContestKind
    yield packs.Contest("mayor", "Wali Kota dan Wakil Wali Kota Contoh", kind.MAYOR, CITY, origin())
    yield packs.Contest("governor", "Gubernur dan Wakil Gubernur Lampung", kind.GOVERNOR, PROVINCE, origin())


def _pairs() -> Iterable[packs.Pair]:
    yield packs.Pair("mayor", 1, "Ani", "Budi", False, "100001", origin())
    yield packs.Pair("mayor", 2, None, None, True, "100002", origin())
    yield packs.Pair("governor", 1, "Citra", "Dedi", False, "100003", origin())
    yield packs.Pair("governor", 2, "Eka", None, False, "100004", origin())


def _stations() -> Iterable[packs.PollingStation]:
    for index, (code, (men, women)) in enumerate(VOTERS.items()):
        ward, number = f"{code[:2]}.{code[2:4]}.{code[4:6]}.{code[6:10]}", int(code[10:])
        special = code == SPECIAL
        yield packs.PollingStation(
            code=code,
            ward=ward,
            number=number,
            kind=packs.StationKind.SPECIAL if special else packs.StationKind.REGULAR,
            name=f"TPS {number:03d} " + ("Lapas" if special else f"Kelurahan {WARDS.index(ward) + 1}"),
            address=f"Jalan Contoh {index + 1}" if index else None,
            latitude=-5.115 + 0.001 * index if index < 5 else None,
            longitude=105.305 + 0.003 * index if index < 5 else None,
            dpt_men=men,
            dpt_women=women,
            dpt_total=None if men is None else men + women,
            origin=origin(f"baris {index + 2}", sample=index == 4),
        )


def _institutions() -> Iterable[packs.Institution]:
    kind = packs.InstitutionKind
    yield packs.Institution(
        "kpu-contoh", "KPU Kota Contoh", "KPU", kind.ELECTION_COMMISSION, CITY, None, origin()
    )
    yield packs.Institution(
        "ppk-contoh-1",
        "PPK Kecamatan 1",
        "PPK 1",
        kind.DISTRICT_COMMITTEE,
        DISTRICTS[0],
        "kpu-contoh",
        origin(),
    )


def _holders() -> Iterable[packs.OfficeHolder]:
    form = packs.TitleForm
    end = date(2024, 11, 20)
    yield packs.OfficeHolder("kpu-contoh-ketua", "Fitri", form.DEFINITIVE, None, end, origin())


def _stages() -> Iterable[packs.Stage]:
    def stage(code, name, start, end, parent=None, mark=packs.Confidence.CONFIRMED, doubt=""):
        basis = "pkpu-2-2024"
        return packs.Stage(
            code, name, name.title(), parent, start, end, basis, mark, origin("lampiran", doubt=doubt)
        )

    unsure = packs.Confidence.UNSURE
    yield stage("voter-list", "pemutakhiran daftar pemilih", date(2024, 5, 31), date(2024, 9, 23))
    yield stage("coklit", "coklit", date(2024, 6, 24), date(2024, 7, 24), "voter-list")
    yield stage("supervisors", "pembentukan PTPS", None, None)
    yield stage("campaign", "kampanye", date(2024, 9, 25), date(2024, 11, 23))
    yield stage("quiet", "masa tenang", date(2024, 11, 24), date(2024, 11, 26))
    yield stage("voting", "pemungutan suara", VOTING_DAY, VOTING_DAY)
    yield stage(
        "recap", "rekapitulasi", date(2024, 11, 28), date(2024, 12, 6), None, unsure, "Sumber berbeda."
    )


def _legal_bases() -> Iterable[packs.LegalBasis]:
    mark = packs.Confidence
    yield packs.LegalBasis(
        "pkpu-2-2024", "PKPU 2/2024", "tahapan dan jadwal", packs.Regime.PILKADA, mark.CONFIRMED, origin()
    )
    yield packs.LegalBasis(
        "perbawaslu-1-2024", "Perbawaslu 1/2024", "pengawasan", packs.Regime.PEMILU, mark.STATED, origin()
    )


def _published_totals() -> Iterable[packs.PublishedTotal]:
    measure = packs.Measure
    yield packs.PublishedTotal(None, CITY, measure.STATIONS, None, 7, "", origin())
    yield packs.PublishedTotal(None, CITY, measure.DPT, None, 2940, "2.940", origin())
    doubtful = origin(
        "halaman 2", precision=packs.Precision.AMBIGUOUS, doubt="Tercetak 14.447; jumlahnya 14.477."
    )
    yield packs.PublishedTotal(None, DISTRICTS[0], measure.DPS, None, 14447, "14.447", doubtful)
    yield packs.PublishedTotal("mayor", CITY, measure.VOTES, 1, 1200, "", origin())
    yield packs.PublishedTotal("mayor", CITY, measure.VOTES, 2, 800, "", origin())


def _staffing() -> Iterable[packs.StaffingClaim]:
    unit = packs.Unit
    yield packs.StaffingClaim("ppk", "PPK", "District committee", None, 5, unit.DISTRICT, 10, False, origin())
    yield packs.StaffingClaim("supervision", "Pengawas", "Supervisors", None, None, None, 13, False, origin())
    yield packs.StaffingClaim(
        "ptps", "PTPS", "Station supervisors", "supervision", 1, unit.STATION, None, True, origin()
    )
