"""The two shipped packs: no fault, every published figure met, and nothing made up that is not marked."""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from siaga.engines.packs import Pack, load, read, schema
from siaga.engines.packs.model import Measure, Precision, RegionLevel, ResultRow, StationKind, TitleForm
from siaga.law import profiles
from siaga.law.form import check_row
from siaga.law.form.across import check_pair_of_contests
from tests.kit.packs import SHIPPED
from tests.kit.shared import data_file
from tests.kit.workbooks import write_workbook
from tools.sample_rows.__main__ import sample_tables
from tools.sample_rows.stations import SCALE, contains

METRO, PANGKALPINANG = SHIPPED

METRO_TABLE = {  # district: stations, voters, mayor 1, mayor 2, governor 1, governor 2
    "18.72.01": (71, 40790, 16609, 11273, 4422, 20837),
    "18.72.02": (44, 25157, 10158, 7676, 3017, 13234),
    "18.72.03": (39, 21491, 9558, 6129, 2573, 11682),
    "18.72.04": (55, 30517, 13143, 8500, 4004, 16137),
    "18.72.05": (26, 13527, 6917, 3677, 1983, 7650),
    "18.72": (235, 131482, 56385, 37255, 15999, 69540),
}
PANGKALPINANG_TABLE = {  # district: stations, mayor 1 (the empty column), mayor 2
    "19.71.01": (56, 7259, 6559),
    "19.71.02": (30, 5103, 2896),
    "19.71.03": (29, 4405, 3819),
    "19.71.04": (52, 7861, 5882),
    "19.71.05": (65, 12254, 6771),
    "19.71.06": (52, 8169, 5572),
    "19.71.07": (27, 3477, 3678),
    "19.71": (311, 48528, 35177),
}


@cache
def pack_in(folder: Path) -> Pack:
    return load(folder)


@pytest.fixture(params=SHIPPED, ids=lambda folder: folder.name)
def pack(request: pytest.FixtureRequest) -> Pack:
    return pack_in(request.param)


def wards(pack: Pack) -> dict[str, str]:
    """The ward of every station."""
    return {station.code: station.ward for station in pack.stations}


def rows(pack: Pack, contest: str, region: str) -> list[ResultRow]:
    """The result rows of a contest in a region."""
    ward = wards(pack)
    return [row for row in pack.results if row.contest == contest and ward[row.station].startswith(region)]


def figures(row: ResultRow) -> dict[str, int]:
    """All figures of a row under the names of the form."""
    return {**row.figures, **{f"paslon{number}": votes for number, votes in row.votes.items()}}


def published(pack: Pack, region: str, measure: Measure, contest: str | None = None) -> dict[str, int | None]:
    """What sources print of one total, by source."""
    return {
        total.origin.source: total.value
        for total in pack.published_totals
        if (total.region, total.measure, total.contest) == (region, measure, contest)
    }


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_no_fault(folder: Path) -> None:
    _pack, faults = read(folder)
    assert faults == []


@pytest.mark.parametrize("region", METRO_TABLE)
def test_metro_adds_up_to_the_published_table(region: str) -> None:
    pack = pack_in(METRO)
    stations = [station for station in pack.stations if station.ward.startswith(region)]
    mayor, governor = (rows(pack, contest, region) for contest in ("mayor", "governor"))
    assert len(mayor) == len(governor) == len(stations)
    assert METRO_TABLE[region] == (
        len(stations),
        sum(station.dpt_total for station in stations),
        *(sum(row.votes[number] for row in mayor) for number in (1, 2)),
        *(sum(row.votes[number] for row in governor) for number in (1, 2)),
    )


@pytest.mark.parametrize("region", PANGKALPINANG_TABLE)
def test_pangkalpinang_adds_up_to_the_published_table(region: str) -> None:
    mayor = rows(pack_in(PANGKALPINANG), "mayor", region)
    votes = tuple(sum(row.votes[number] for row in mayor) for number in (1, 2))
    assert PANGKALPINANG_TABLE[region] == (len(mayor), *votes)


@pytest.mark.parametrize(
    ("folder", "contest", "users", "valid", "invalid"),
    [(METRO, "mayor", 97419, 93640, 3779), (PANGKALPINANG, "mayor", 86874, 83705, 3169)],
)
def test_users_valid_and_invalid_votes(
    folder: Path, contest: str, users: int, valid: int, invalid: int
) -> None:
    forms = [row.figures for row in pack_in(folder).results if row.contest == contest]
    names = ("peng_total_j", "suara_sah", "suara_tidak_sah")
    assert tuple(sum(form[name] for form in forms) for name in names) == (users, valid, invalid)


def test_metro_voters_by_sex_and_the_prison() -> None:
    stations = pack_in(METRO).stations
    assert sum(station.dpt_men for station in stations) == 65127
    assert sum(station.dpt_women for station in stations) == 66355
    (prison,) = [station for station in stations if station.kind is StationKind.SPECIAL]
    assert (prison.name, prison.dpt_total) == ("TPS 901 Lapas Kelas IIA Metro", 512)
    assert "tidak diumumkan" in prison.origin.doubt


def test_pangkalpinang_voters_are_known_for_the_city_only() -> None:
    pack = pack_in(PANGKALPINANG)
    assert sum(station.dpt_total for station in pack.stations) == 164330
    districts = [region.code for region in pack.regions if region.level is RegionLevel.DISTRICT]
    assert [published(pack, code, Measure.DPT) for code in districts] == [{"dpt-babel": None}] * 7


def test_numbers_of_regions() -> None:
    levels = [Counter(region.level for region in pack_in(folder).regions) for folder in SHIPPED]
    assert [(c[RegionLevel.DISTRICT], c[RegionLevel.WARD]) for c in levels] == [(5, 22), (7, 42)]


def test_the_empty_column_is_number_one_on_the_ballot_whatever_the_feed_says() -> None:
    empty, pair = [pair for pair in pack_in(PANGKALPINANG).pairs if pair.contest == "mayor"]
    assert (empty.number, empty.empty_column, empty.head, empty.feed_id) == (1, True, None, "1000529")
    assert (pair.number, pair.head, pair.feed_id) == (2, "Maulan Aklil", "1000528")


def test_every_row_keeps_every_identity_of_the_form(pack: Pack) -> None:
    profile = profiles.load(pack.election.profile)
    voters = {station.code: station.dpt_total for station in pack.stations}
    broken = [
        (row.contest, row.station, finding.rule)
        for row in pack.results
        for finding in check_row(profile, figures(row), {"dpt_j": voters[row.station]})
    ]
    assert broken == []


def test_both_contests_of_a_station_agree(pack: Pack) -> None:
    profile = profiles.load(pack.election.profile)
    mayor = {row.station: row for row in pack.results if row.contest == "mayor"}
    for row in pack.results:
        if row.contest == "governor":
            assert check_pair_of_contests(profile, figures(row), figures(mayor[row.station])) == []


def test_every_station_has_a_row_for_every_contest(pack: Pack) -> None:
    expected = {(contest.code, station.code) for contest in pack.contests for station in pack.stations}
    assert {(row.contest, row.station) for row in pack.results} == expected


def test_rows_without_a_source_are_marked_as_sample_and_no_others(pack: Pack) -> None:
    made_up = [*pack.stations, *pack.results]
    assert all(row.origin.sample and row.origin.precision is Precision.NOT_STATED for row in made_up)
    others = [*pack.regions, *pack.pairs, *pack.office_holders, *pack.stages, *pack.published_totals]
    assert not any(row.origin.sample for row in others)


def test_sample_shapes_are_plausible(pack: Pack) -> None:
    regular = {station.code for station in pack.stations if station.kind is StationKind.REGULAR}
    voters = [station.dpt_total for station in pack.stations if station.code in regular]
    assert min(voters) > 400 and max(voters) <= 600
    for row in pack.results:
        if row.station in regular:
            assert 0.35 < row.figures["peng_total_j"] / row.figures["dpt_j"] < 0.95
            assert 0 < row.figures["suara_tidak_sah"] < row.figures["suara_sah"]


def test_stations_lie_inside_their_ward(pack: Pack) -> None:
    outlines = {boundary.region: boundary for boundary in pack.boundaries}
    for station in pack.stations:
        rings = [polygon[0] for polygon in outlines[station.ward].polygons]
        scaled = [[(round(x * SCALE), round(y * SCALE)) for x, y in ring] for ring in rings]
        point = round(station.longitude * SCALE), round(station.latitude * SCALE)
        assert any(contains(ring, *point) for ring in scaled)


def test_every_region_of_the_city_has_an_outline(pack: Pack) -> None:
    regions = {region.code for region in pack.regions if region.level is not RegionLevel.PROVINCE}
    assert {boundary.region for boundary in pack.boundaries} == regions


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_sample_rows_can_be_made_again_byte_for_byte(folder: Path) -> None:
    for name, text in sample_tables(folder).items():
        assert (folder / name).read_bytes() == text.encode()


@pytest.mark.slow
@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_a_pack_kept_in_excel_is_the_same_pack(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        if file.suffix != ".csv":
            (tmp_path / file.name).write_bytes(file.read_bytes())
            continue
        with file.open(encoding="utf-8", newline="") as text:
            rows = list(csv.DictReader(text))
        numbers = ["number", "value", "claimed", "seats", "dpt_total", "suara_sah", "latitude"]
        write_workbook(tmp_path / f"{file.stem}.xlsx", list(rows[0]), rows, numbers=numbers)
    assert load(tmp_path).digest == pack_in(folder).digest


def test_metro_offices_at_the_turn_of_november() -> None:
    holders = pack_in(METRO).office_holders
    (acting,) = [holder for holder in holders if holder.form is TitleForm.PJS]
    days = (str(acting.valid_from), str(acting.valid_to))
    assert (acting.person, *days) == ("Descatama Paksi Moeda", "2024-09-25", "2024-11-23")
    ended = [
        h.person for h in holders if h.office.startswith("kpu-metro") and str(h.valid_to) == "2024-11-20"
    ]
    assert len(ended) == 5 and "Nurris Septa Pratama" in ended
    assert any(h.office == "bawaslu-metro-chair" and h.person == "Badawi Idham" for h in holders)


def test_metro_staffing_claims() -> None:
    claims = {claim.code: claim for claim in pack_in(METRO).staffing}
    assert [claims[code].claimed for code in ("ppk", "pps", "kpps", "supervisors")] == [25, 66, 1645, 275]
    parts = [claim for claim in claims.values() if claim.part_of == "supervisors"]
    assert sum(part.claimed for part in parts) == 275
    assert all(part.inferred and part.origin.doubt for part in parts)


def test_what_looks_wrong_in_a_source_is_kept_and_flagged() -> None:
    pack = pack_in(PANGKALPINANG)
    (district,) = [t for t in pack.published_totals if (t.region, t.measure) == ("19.71.02", Measure.DPS)]
    assert (district.value, district.as_printed) == (14447, "14.447")
    assert "14.477" in district.origin.doubt
    (crews,) = [claim for claim in pack.staffing if claim.code == "kpps"]
    assert crews.claimed == 2187 and "2.177" in crews.origin.doubt


def test_unsure_stages_say_so(pack: Pack) -> None:
    unsure = [stage for stage in pack.stages if stage.confidence.value in {"unsure", "recalled"}]
    assert len(unsure) >= 7
    assert all(stage.origin.doubt for stage in unsure)


def test_no_source_is_left_unused(pack: Pack) -> None:
    named = [table.name for table in schema.TABLES if table.name != "sources"]
    rows = [row for name in (*named, "results") for row in getattr(pack, name)]
    used = {row.origin.source for row in rows}
    assert {source.code for source in pack.sources} - used <= {"prison-feb-2024"}


@pytest.mark.parametrize(
    ("file", "folder", "contest", "numbers"),
    [
        ("walikota-1872", METRO, "mayor", {"1000512": 1, "1000513": 2}),
        ("gubernur-1872", METRO, "governor", {"1000017": 1, "1000018": 2}),
        ("walikota-1971", PANGKALPINANG, "mayor", {"1000528": 2, "1000529": 1}),
    ],
)
def test_votes_equal_the_feed(file: str, folder: Path, contest: str, numbers: dict[str, int]) -> None:
    feed = json.loads(data_file(f"pilkada-2024/feed/{file}.json").read_text())["tungsura"]["table"]
    for district, line in feed.items():
        code = ".".join((district[:2], district[2:4], district[4:]))
        here = rows(pack_in(folder), contest, code)
        assert len(here) == line["progres"]["total"]
        for feed_id, number in numbers.items():
            assert sum(row.votes[number] for row in here) == line[feed_id]


def test_regions_equal_the_register() -> None:
    known = {}
    for name in ("kecamatan", "kelurahan"):
        with data_file(f"regions/{name}_metro_pangkalpinang.csv").open() as file:
            known |= {row["code"]: row["name"] for row in csv.DictReader(file)}
    shipped = {r.code: r.name for folder in SHIPPED for r in pack_in(folder).regions if r.code.count(".") > 1}
    assert shipped == known
