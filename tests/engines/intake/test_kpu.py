"""KPU's public JSON: a station with its administration, the feed of a region, and what is neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.intake import Problem, ResultRow, Sheet, SourceError, items_of, read
from siaga.law.profiles import load
from tests.kit.shared import data_file

PEMILU, PILKADA = load("pemilu-2024"), load("pilkada-2024")
ADMINISTRATION = {
    "suara_sah": 221,
    "suara_total": 224,
    "suara_tidak_sah": 3,
    "pemilih_dpt_j": 279,
    "pengguna_dpt_j": 222,
    "pengguna_dptb_j": 1,
    "pengguna_non_dpt_j": 1,
    "pengguna_total_j": 224,
}
CHART = {"null": None, "100025": 44, "100027": 42, "100026": 135}


def station(**changes: object) -> dict[str, object]:
    return {
        "mode": "hhcw",
        "chart": CHART,
        "images": ["a.jpg", None],
        "administrasi": ADMINISTRATION,
        "psu": None,
    } | changes


@pytest.mark.parametrize(
    "document",
    [station(), {"mode": "hhcw", "tungsura": {"chart": CHART, "administrasi": ADMINISTRATION}}],
)
def test_a_station_with_its_administration(document: dict[str, object]):
    (row,) = items_of(json.dumps(document).encode(), PEMILU, "ppwp/1872011001001.json")
    assert isinstance(row, ResultRow)
    assert (row.station, row.contest) == ("1872011001001", "ppwp")
    assert [row.figures[f"paslon{n}"] for n in (1, 2, 3)] == [44, 135, 42]
    assert row.figures["dpt_j"] == 279
    assert (row.figures["peng_dptb_j"], row.figures["peng_dpk_j"]) == (1, 1)


def test_a_pilkada_has_other_names_for_the_same_voters():
    (row,) = items_of(json.dumps(station()).encode(), PILKADA, "pkwkk/1872011001001.json")
    assert isinstance(row, ResultRow)
    assert (row.figures["peng_dpph_j"], row.figures["peng_dptb_j"]) == (1, 1)


def test_a_station_not_counted_yet_states_nothing():
    (row,) = items_of(
        json.dumps(station(chart=None, administrasi=None)).encode(), PEMILU, "1872011001001.json"
    )
    assert isinstance(row, ResultRow)
    assert dict(row.figures) == {}


@pytest.mark.parametrize(
    ("file", "first", "second", "stations"),
    [
        ("walikota-1872", 56_385, 37_255, 235),
        ("gubernur-1872", 15_999, 69_540, 235),
        ("walikota-1971", 35_177, 48_528, 311),
    ],
)
def test_the_feed_of_a_city(file: str, first: int, second: int, stations: int):
    (sheet,) = read(str(data_file(f"pilkada-2024/feed/{file}.json")), PILKADA)
    assert isinstance(sheet, Sheet)
    assert dict(sheet.totals) == {"paslon1": first, "paslon2": second}
    assert sheet.stations == (stations, stations)
    assert sum(part["paslon1"] or 0 for part in sheet.parts.values()) == first
    assert sum(counted or 0 for counted, _ in sheet.part_stations.values()) == stations


def test_a_feed_of_stations_gives_their_rows_too():
    table = {"1872011001001": {"psu": "Reguler", "11": 5, "12": 6}, "1872011001002": {"11": "x", "12": 6}}
    document = {"tungsura": {"chart": {"11": 5, "12": 6}, "table": table}}
    row, problem, sheet = items_of(json.dumps(document).encode(), PILKADA, "1872011001.json")
    assert isinstance(row, ResultRow) and dict(row.figures) == {"paslon1": 5, "paslon2": 6}
    assert isinstance(problem, Problem) and (problem.line, problem.column) == (2, "paslon1")
    assert isinstance(sheet, Sheet) and list(sheet.parts) == ["1872011001001"]


def test_a_list_of_flat_rows():
    rows = [{"kode_tps": 1872011001001, "suara_sah": "1.234"}, 7, {"suara_sah": 3}]
    first, second, third = items_of(json.dumps(rows).encode(), PEMILU, "rows.json")
    assert isinstance(first, ResultRow) and first.figures["suara_sah"] == 1234
    assert isinstance(second, Problem) and second.line == 2
    assert isinstance(third, Problem) and third.column == "kode_tps"


@pytest.mark.parametrize(
    "text", ["{", '{"a": 1}', "[" * 100_000, '{"tungsura": 5}', '{"tungsura": {"table": 4}}']
)
def test_other_json_is_refused_in_one_line(text: str):
    with pytest.raises(SourceError) as fault:
        list(items_of(text.encode(), PEMILU, "x.json"))
    assert "\n" not in str(fault.value)


def test_a_folder_is_read_file_by_file_and_a_station_counts_once_per_contest(tmp_path: Path):
    for folder in ("pkwkp/a", "pkwkp/b", "pkwkk/a"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "1872011001001.json").write_text(json.dumps(station()))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "notes.md").write_text("not a result")
    found = list(read(str(tmp_path), PILKADA))
    rows = [item for item in found if isinstance(item, ResultRow)]
    problems = [item for item in found if isinstance(item, Problem)]
    assert sorted(row.contest for row in rows) == ["pkwkk", "pkwkp"]
    assert len(problems) == 2
    assert any("already in" in problem.en for problem in problems)


def test_a_sheet_that_repeats_the_forms_of_its_ward_says_nothing_twice(tmp_path: Path):
    (tmp_path / "1872011001001.json").write_text(json.dumps(station()))
    votes = {key: count for key, count in station()["chart"].items() if key.isdigit()}
    (tmp_path / "rekap").mkdir()
    sheet = tmp_path / "rekap" / "1872011001.json"
    sheet.write_text(json.dumps({"table": {"1872011001001": votes}, "chart": votes}))
    assert [type(item) for item in read(str(tmp_path), PILKADA)] == [ResultRow, Sheet]
    sheet.write_text(json.dumps({"table": {"1872011001001": votes | {min(votes): 999}}, "chart": votes}))
    problems = [item for item in read(str(tmp_path), PILKADA) if isinstance(item, Problem)]
    assert len(problems) == 1 and "already in" in problems[0].en


def test_an_empty_folder_is_refused(tmp_path: Path):
    with pytest.raises(SourceError, match="no file ending"):
        list(read(str(tmp_path), PILKADA))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**10) | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["tungsura", "table", "chart", "administrasi", "progres", "total", "11", "kode_tps", "dpt_j"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_items_or_one_refusal(document: object):
    try:
        found = list(items_of(json.dumps(document).encode(), PILKADA, "x.json"))
    except SourceError:
        return
    assert all(isinstance(item, ResultRow | Sheet | Problem) for item in found)
