"""What lies in a publication: the same figures in every format, and none of a row that is not counted."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import jsonschema
import pytest

from siaga.engines import publication
from siaga.engines.intake import ResultRow, Sheet, read
from siaga.engines.publication import compose, write_zip
from siaga.engines.recap import State
from siaga.law.profiles import load
from tests.kit.publications import STATIONS, contest_of, counted, edition, signed, written

PILKADA = load("pilkada-2024")
SCHEMA_HOME = files(publication) / "schema"
SCHEMA = "NIST_V2_election_results_reporting.json"


@pytest.fixture(scope="module")
def composed():
    return compose(edition())


def table(composed, name):
    return list(csv.DictReader(io.StringIO(composed.files[name].decode())))


def test_equal_editions_are_equal_bytes(composed):
    again = compose(edition())
    assert again.digest == composed.digest
    assert dict(again.files) == dict(composed.files)


def test_the_manifest_lists_every_file_with_its_digest(composed):
    listed = {file["name"]: (file["size"], file["sha256"]) for file in composed.said["files"]}
    assert listed == {n: (len(d), sha256(d).hexdigest()) for n, d in composed.files.items()}
    assert json.loads(composed.manifest) == composed.said


def test_every_expected_row_is_there_and_only_counted_ones_have_figures(composed):
    rows = table(composed, "rows/mayor.csv")
    assert [row["kode_tps"] for row in rows] == sorted(STATIONS)
    for row in rows:
        assert bool(row["suara_total"]) == (row["state"] == "counted")
    assert {row["state"] for row in rows} == {state.value for state in State}


def test_totals_are_there_at_every_level_of_the_contest(composed):
    assert {row["level"] for row in table(composed, "recap/mayor.csv")} == {"city", "district", "ward"}
    governor = table(composed, "recap/governor.csv")
    assert governor[0]["level"] == "province"
    rows = table(composed, "rows/governor.csv")
    assert int(governor[0]["paslon2"]) == sum(int(row["paslon2"]) for row in rows)


def test_the_rows_are_read_back_by_our_own_intake(tmp_path):
    folder = written(tmp_path / "p")
    for source in (folder / "rows/governor.csv", folder / "rows/governor.parquet", folder / "kpu/hhcw/pkwkp"):
        rows = list(read(str(source), PILKADA))
        assert all(isinstance(row, ResultRow) for row in rows)
        figures = {row.station: dict(row.figures) for row in rows}
        assert figures == {s: dict(counted(s, "governor", 3).figures) for s in STATIONS}


def test_sheets_of_regions_are_read_back_with_their_stations_counted_and_expected(tmp_path):
    folder = written(tmp_path / "p")
    sheets = [item for item in read(str(folder / "kpu/rekap"), PILKADA) if isinstance(item, Sheet)]
    mayor = {sheet.code: sheet for sheet in sheets if "pkwkk" in sheet.file}
    assert mayor["1872"].stations == (6, 9)
    assert dict(mayor["1872"].part_stations) == {"187201": (4, 6), "187202": (2, 3)}
    total = {n: sum(part[n] or 0 for part in mayor["1872"].parts.values()) for n in ("paslon1", "paslon2")}
    assert dict(mayor["1872"].totals) == total


def test_ids_of_the_feed_are_used_only_when_they_ascend_with_the_ballot():
    contest = contest_of([counted(STATIONS[0])])
    swapped = tuple(replace(pair, feed_id=str(9 - pair.number)) for pair in contest.pairs)
    name = "kpu/hhcw/pkwkk/18/1872/187201/1872011001/1872011001001.json"
    charts = []
    for pairs in (contest.pairs, swapped):
        whole = replace(edition(), contests=(replace(contest, pairs=pairs),))
        charts.append(json.loads(compose(whole).files[name])["tungsura"]["chart"])
    assert [list(chart) for chart in charts] == [["1000017", "1000018"], ["1", "2"]]


@pytest.mark.parametrize("contest", ["mayor", "governor"])
def test_the_nist_report_keeps_the_schema_of_nist(composed, contest):
    schema = json.loads((SCHEMA_HOME / SCHEMA).read_text())
    report = json.loads(composed.files[f"nist/{contest}.json"])
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    jsonschema.Draft4Validator(schema, format_checker=checker).validate(report)
    units = {unit["@id"] for unit in report["GpUnit"]}
    counts = [c for s in report["Election"][0]["Contest"][0]["BallotSelection"] for c in s["VoteCounts"]]
    assert {count["GpUnitId"] for count in counts} <= units


def test_the_schema_refuses_a_report_that_is_none(composed):
    schema = json.loads((SCHEMA_HOME / SCHEMA).read_text())
    report = json.loads(composed.files["nist/mayor.json"])
    report["Election"][0]["Contest"][0]["BallotSelection"][0]["VoteCounts"][0]["Count"] = "many"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(report)


def test_the_schema_is_the_file_that_was_fetched():
    digest, name = (SCHEMA_HOME / "checksums.sha256").read_text().split()
    assert (name, digest) == (SCHEMA, sha256((SCHEMA_HOME / SCHEMA).read_bytes()).hexdigest())


def test_sample_data_says_so_in_every_file_that_has_figures():
    row = replace(counted(STATIONS[0]), sample=True)
    made_up = compose(replace(edition(), contests=(contest_of([row]),)))
    assert made_up.said["sample"] is True
    assert "DATA CONTOH" in made_up.files["BACA-SAYA.txt"].decode()
    assert json.loads(made_up.files["nist/mayor.json"])["IsTest"] is True
    for name in made_up.files:
        if name.startswith("kpu/"):
            assert json.loads(made_up.files[name])["contoh"] is True
    for name in ("rows/mayor.csv", "versions/mayor.csv", "steps/mayor.csv"):
        assert {line["sample"] for line in table(made_up, name)} == {"true"}
    assert {line["sample"] for line in table(made_up, "recap/mayor.csv")} == {"1"}


def test_real_data_is_not_marked(composed):
    assert composed.said["sample"] is False
    assert "DATA CONTOH" not in composed.files["BACA-SAYA.txt"].decode()
    assert json.loads(composed.files["nist/mayor.json"])["IsTest"] is False


def test_the_zip_holds_the_same_files_and_depends_on_nothing_else():
    sealed = signed(edition())
    first, second = io.BytesIO(), io.BytesIO()
    write_zip(sealed, first)
    write_zip(sealed, second)
    assert first.getvalue() == second.getvalue()
    with zipfile.ZipFile(first) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == dict(sealed.files())
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_no_cell_runs_as_a_formula():
    contest = contest_of([counted(STATIONS[0])])
    step = replace(contest.steps[0], reason="=HYPERLINK(1)")
    whole = replace(edition(), contests=(replace(contest, steps=(step, *contest.steps[1:])),))
    assert table(compose(whole), "steps/mayor.csv")[0]["reason"] == "'=HYPERLINK(1)"
