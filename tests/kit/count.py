"""A small count for tests: an election with stations and ballots, and figures as a healthy form has them.

town = small_election()                              # 2 districts, 3 wards, 6 stations, mayor and governor
row = town.row("1872011001001")
figures = healthy_figures(votes={1: 120, 2: 80})     # every identity of the form holds
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from siaga.desks.elections.models import CandidatePair, Contest, Election
from siaga.desks.places.models import PollingStation, StationMap
from siaga.desks.results.models import ResultRow
from siaga.desks.results.services import (
    Reading,
    Submission,
    confirm,
    enter,
    expect_rows,
)
from tests.kit.people import person, region, ward_of

WARDS = ("1872011001", "1872011002", "1872021001")
STATIONS = tuple(f"{ward}{number:03d}" for ward in WARDS for number in (1, 2))
DPT = 300
_receipts = count(1)


@dataclass(frozen=True)
class Town:
    """An election, its contests by code, and the people who count it."""

    election: Election
    contests: Mapping[str, Contest]
    clerk: Any
    checker: Any

    @property
    def mayor(self) -> Contest:
        return self.contests["mayor"]

    def row(self, station: str, contest: str = "mayor") -> ResultRow:
        """The row of a station as it stands now."""
        return ResultRow.objects.select_related("station", "contest__election", "current").get(
            contest=self.contests[contest], station__code=station
        )

    def enter(self, station: str, contest: str = "mayor", by: Any = None, **figures: Any) -> ResultRow:
        """Enter healthy figures, or those given, as the clerk."""
        row = self.row(station, contest)
        enter(
            row,
            by or self.clerk,
            submission(figures.pop("figures", None) or healthy_figures(**figures), row.revision),
        )
        return self.row(station, contest)

    def confirm(self, station: str, contest: str = "mayor", by: Any = None) -> ResultRow:
        """Confirm what was entered, reading the same votes."""
        row = self.row(station, contest)
        confirm(row, by or self.checker, reading(row))
        return self.row(station, contest)

    def count(self, station: str, contest: str = "mayor", **figures: Any) -> ResultRow:
        """Enter and confirm."""
        self.enter(station, contest, **figures)
        return self.confirm(station, contest)


def small_election(stations: Sequence[str] = STATIONS, voters: int | None = DPT) -> Town:
    """An election with a mayor's and a governor's ballot over the stations, its rows expected, its people
    ready.
    """
    city, province = region("18.72", "Kota Metro"), region("18", "Lampung")
    station_map = StationMap.objects.create(code="uji", name="Uji")
    for code in stations:
        PollingStation.objects.create(
            map=station_map, ward=region(ward_of(code)), code=code, number=int(code[-3:]), voters_total=voters
        )
    election = Election.objects.create(
        code="uji-2024",
        name="Pemilihan Kota Metro 2024",
        regime="pilkada",
        profile="pilkada-2024",
        region=city,
        station_map=station_map,
        voting_date=date(2024, 11, 27),
    )
    contests = {
        "mayor": _contest(election, "mayor", city, ["Ani", "Budi"]),
        "governor": _contest(election, "governor", province, ["Citra", "Dewi", "Eka"]),
    }
    expect_rows(election)
    return Town(election, contests, person("commission_staff"), person("commissioner"))


def _contest(election: Election, kind: str, where: Any, heads: Sequence[str]) -> Contest:
    contest = Contest.objects.create(election=election, code=kind, name=kind.title(), kind=kind, region=where)
    for number, head in enumerate(heads, start=1):
        CandidatePair.objects.create(contest=contest, number=number, head=head, deputy=f"Wakil {head}")
    return contest


def healthy_figures(
    votes: Mapping[int, int] | None = None, invalid: int = 3, dpt: int = DPT, moved: int = 1, **changed: int
) -> dict[str, int]:
    """The figures of a Pilkada form that holds every identity; `changed` overwrites figures by name."""
    votes = votes or {1: 120, 2: 80}
    valid = sum(votes.values())
    total = valid + invalid
    received = dpt - (-dpt // 40)
    voted = total - moved
    figures = {
        **_line("dpt", dpt),
        **_line("peng_dpt", voted),
        **_line("peng_dpph", moved),
        **_line("peng_dptb", 0),
        "ss_diterima": received,
        "ss_digunakan": total,
        "ss_rusak": 1,
        "ss_tidak_digunakan": received - total - 1,
        "disabilitas": 0,
        **{f"paslon{number}": value for number, value in votes.items()},
        "suara_sah": valid,
        "suara_tidak_sah": invalid,
        "suara_total": total,
    }
    for group in "lpj":
        figures[f"peng_total_{group}"] = sum(figures[f"peng_{x}_{group}"] for x in ("dpt", "dpph", "dptb"))
    return figures | changed


def submission(figures: Mapping[str, int], revision: int | None = None, **more: Any) -> Submission:
    """A submission under a receipt number of its own."""
    return Submission(figures, more.pop("client_id", None) or receipt(), revision, **more)


def reading(row: ResultRow, votes: Mapping[str, int] | None = None, client_id: str = "") -> Reading:
    """What an honest second person reads: the votes as entered, unless others are given."""
    honest = {name: value for name, value in row.current.figures.items() if name.startswith("paslon")}
    return Reading(honest | dict(votes or {}), client_id or receipt(), row.revision)


def receipt() -> str:
    """A receipt number nobody has used."""
    return f"receipt-{next(_receipts)}"


def _line(name: str, total: int) -> dict[str, int]:
    return {f"{name}_l": total // 2, f"{name}_p": total - total // 2, f"{name}_j": total}


def ticket(client: Any, url: str) -> dict[str, str]:
    """What the page of an act carries hidden: the receipt number, and the revision of the row it shows."""
    page = client.get(url).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(client_id|revision)" value="([^"]*)"', page))
