"""``siaga recap``: published totals come out, broken rows stay out, and the contract holds."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from siaga.cli import main
from siaga.law.form import check_row, completeness
from siaga.law.profiles import load
from tests.kit.shared import data_file

PACKS = Path(__file__).resolve().parents[2] / "packs"
PEMILU = load("pemilu-2024")
METRO_MAYOR = {
    "18.72": (56_385, 37_255, 235),
    "18.72.01": (16_609, 11_273, 71),
    "18.72.02": (10_158, 7_676, 44),
    "18.72.03": (9_558, 6_129, 39),
    "18.72.04": (13_143, 8_500, 55),
    "18.72.05": (6_917, 3_677, 26),
}
METRO_GOVERNOR = {
    "18": (15_999, 69_540, 235),
    "18.72": (15_999, 69_540, 235),
    "18.72.01": (4_422, 20_837, 71),
    "18.72.02": (3_017, 13_234, 44),
    "18.72.03": (2_573, 11_682, 39),
    "18.72.04": (4_004, 16_137, 55),
    "18.72.05": (1_983, 7_650, 26),
}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["recap", *map(str, words)], catch_exceptions=False)


def regions_of(result: Result, contest: int = 0) -> dict[str, dict[str, Any]]:
    return {region["code"]: region for region in json.loads(result.stdout)["contests"][contest]["regions"]}


def write_rows(folder: Path, *rows: str, name: str = "hasil.csv") -> Path:
    file = folder / name
    head = "kode_tps,paslon1,paslon2,dpt_j,peng_dpk_j,suara_sah,suara_tidak_sah,suara_total"
    file.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(("contest", "expected"), [(0, METRO_MAYOR), (1, METRO_GOVERNOR)])
def test_kota_metro_adds_up_to_the_published_totals(
    contest: int, expected: dict[str, tuple[int, ...]]
) -> None:
    result = run(PACKS / "kota-metro-2024", "--json", "--level", "district")
    assert result.exit_code == 0
    found = {
        code: (*region["votes"].values(), region["counted"])
        for code, region in regions_of(result, contest).items()
    }
    assert found == expected


def test_pangkalpinang_adds_up_to_the_published_totals() -> None:
    city = regions_of(run(PACKS / "kota-pangkalpinang-2024", "--json"))["19.71"]
    assert city["votes"] == {"1": 48_528, "2": 35_177}
    assert (city["stations"], city["counted"], city["held"], city["could_change_order"]) == (
        311,
        311,
        0,
        False,
    )


def test_every_level_down_to_the_station_is_in_the_document() -> None:
    regions = regions_of(run(PACKS / "kota-metro-2024", "--json"))
    levels = Counter(region["level"] for region in regions.values())
    assert levels == {"station": 235, "ward": 22, "district": 5, "city": 1}
    assert regions["1872011001001"]["name"] == "TPS 001"


def test_a_made_up_row_is_said_to_be_made_up() -> None:
    document = json.loads(run(PACKS / "kota-metro-2024", "--json").stdout)
    assert [contest["samples"] for contest in document["contests"]] == [235, 235]
    assert "235 rows are made-up samples" in run(PACKS / "kota-metro-2024", "--lang", "en").stdout


def test_the_real_rows_of_kota_metro_are_counted_as_the_law_judges_them() -> None:
    file = data_file("sirekap-2024/kota_metro_pilpres2024_tps.csv")
    result = run(file, "--json")
    regions = regions_of(result)
    votes: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for row in csv.DictReader(file.open(encoding="utf-8")):
        figures = {name: int(value) if value else None for name, value in row.items() if name in FIGURES}
        sound = completeness(PEMILU, figures) == "complete"
        sound &= not any(finding.is_error for finding in check_row(PEMILU, figures))
        states["counted" if sound else "held"] += 1
        if sound:
            votes.update({number: int(row[f"paslon{number}"]) for number in "123"})
    assert result.exit_code == 1
    assert regions["1872"]["votes"] == votes
    assert (regions["1872"]["counted"], regions["1872"]["held"]) == (states["counted"], states["held"])
    assert len(json.loads(result.stdout)["held"]) == states["held"] > 0


FIGURES = {field.name for field in PEMILU.form_fields([1, 2, 3])}


def test_held_missing_and_doubled_rows_stay_out_and_are_named(tmp_path: Path) -> None:
    file = write_rows(
        tmp_path,
        "1872011001001,100,40,200,0,140,2,142",
        "1872011001002,617,40,200,0,140,2,142",
        "1872011001003,,,,,,,",
        "1872011001004,90,10,,,,,",
    )
    result = run(file, "--json", "--profile", "pemilu-2024")
    ward = regions_of(result)["1872011001"]
    assert ward["votes"] == {"1": 100, "2": 40}
    assert (ward["stations"], ward["counted"], ward["held"], ward["missing"]) == (4, 1, 2, 1)
    held = {entry["station"]: entry["reasons"] for entry in json.loads(result.stdout)["held"]}
    assert "R8" in held["1872011001002"]
    assert held["1872011001004"] == ["incomplete"]
    assert ward["order"]["inputs"]["ballots"] == 3 * 306
    assert result.exit_code == 1


def test_a_station_given_twice_is_held(tmp_path: Path) -> None:
    row = {"kode_tps": "1872011001001", "paslon1": 100, "paslon2": 40}
    row |= {"suara_sah": 140, "suara_tidak_sah": 2, "suara_total": 142}
    file = tmp_path / "rows.json"
    file.write_text(json.dumps([row, row, row | {"kode_tps": "1872011001002"}]), encoding="utf-8")
    result = run(file, "--json", "--profile", "pemilu-2024")
    assert [entry["reasons"] for entry in json.loads(result.stdout)["held"]] == [["twice"]]
    assert regions_of(result)["1872"]["votes"] == {"1": 100, "2": 40}


def test_one_station_in_two_files_is_reported(tmp_path: Path) -> None:
    write_rows(tmp_path, "1872011001001,100,40,200,0,140,2,142", name="a.csv")
    write_rows(tmp_path, "1872011001001,10,40,200,0,50,2,52", name="b.csv")
    result = run(tmp_path, "--json", "--profile", "pemilu-2024")
    assert len(json.loads(result.stdout)["problems"]) == 1
    assert result.exit_code == 1


def test_the_register_limits_what_a_held_row_can_bring(tmp_path: Path) -> None:
    rows = ["1872011001001,100,40,200,0,140,2,142", "1872011001002,617,40,50,0,140,2,142"]
    file = write_rows(tmp_path, *rows)
    register = tmp_path / "dpt.csv"
    register.write_text("kode_tps,dpt_j\n1872011001001,200\n1872011001002,50\n", encoding="utf-8")
    words = (file, "--json", "--profile", "pemilu-2024")
    assert regions_of(run(*words))["1872"]["could_change_order"] is True
    certain = regions_of(run(*words, "--register", register))["1872"]
    assert certain["order"]["inputs"]["ballots"] == 51
    assert certain["could_change_order"] is False


def test_several_provinces_are_added_up_for_the_nation(tmp_path: Path) -> None:
    file = write_rows(
        tmp_path, "1872011001001,100,40,200,0,140,2,142", "1971011001001,100,40,200,0,140,2,142"
    )
    regions = regions_of(run(file, "--json", "--profile", "pemilu-2024"))
    assert regions[""]["level"] == "nation"
    assert regions[""]["votes"] == {"1": 200, "2": 80}


def test_junk_lines_are_reported_and_the_rest_is_counted(tmp_path: Path) -> None:
    file = write_rows(tmp_path, "1872011001001,100,40,200,0,140,2,142", "junk,x,y", "12,1,1,1,1,1,1,1")
    result = run(file, "--json", "--profile", "pemilu-2024")
    assert regions_of(result)["1872"]["counted"] == 1
    assert [problem["line"] for problem in json.loads(result.stdout)["problems"]] == [3, 4]
    assert result.exit_code == 1


@pytest.mark.parametrize("language", ["id", "en"])
def test_people_get_a_table_and_a_sentence(tmp_path: Path, language: str) -> None:
    file = write_rows(
        tmp_path, "1872011001001,1000,40,200,0,1040,2,1042", "1872011001002,100,40,200,0,140,2,142"
    )
    result = run(file, "--profile", "pemilu-2024", "--lang", language)
    assert "187201" in result.stdout
    assert {"id": "urutan masih dapat berubah", "en": "the order could still change"}[language] in " ".join(
        result.stdout.split()
    )
    assert "hasil.csv:2" in result.stdout


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n"])
def test_what_cannot_be_used_ends_with_2_and_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(content, encoding="utf-8")
    for source in (file, tmp_path / "absent.csv"):
        result = run(source, "--json")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert len(result.stderr.strip().splitlines()) == 1


def test_totals_of_regions_are_refused_with_a_hint() -> None:
    result = run(data_file("pilkada-2024/feed/walikota-1872.json"), "--json")
    assert result.exit_code == 2
    assert "siaga check" in result.stderr


def test_a_faulty_pack_ends_with_2_and_says_what_to_run(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("format: 1\n", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 2
    assert "siaga pack check" in result.stderr
