"""``siaga check`` keeps its contract: one JSON document, exit codes, one-line refusals, no Django."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from siaga.cli import main
from siaga.engines.publication import write_zip
from tests.kit.publications import STATIONS, counted, edition, signed, written
from tests.kit.shared import data_file
from tests.law.form.repairs import oracle

GOOD = "1872011001001,44,135,42,221,3,224,224,0"
BROKEN = "1872011001002,44,145,42,221,3,224,224,1"
HEADER = "kode_tps,paslon1,paslon2,paslon3,suara_sah,suara_tidak_sah,suara_total,peng_total_j,peng_dpk_j"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "hasil.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n{BROKEN}\n")
    return path


def check(*arguments: object, **more: Any) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], **more)


def document(*arguments: object, **more: Any) -> dict[str, Any]:
    result = check(*arguments, "--json", **more)
    assert result.stderr == ""
    return json.loads(result.stdout)


def test_the_document_has_the_shape_of_the_contract(file: Path):
    found = document(file, "--profile", "pemilu-2024")
    assert list(found) == ["rows", "flagged", "findings", "repairs", "problems"]
    assert (found["rows"], found["flagged"], found["problems"]) == (2, 1, [])
    (finding,) = found["findings"]
    assert list(finding) == [
        "line",
        "station",
        "rule",
        "severity",
        "formula",
        "inputs",
        "difference",
        "message",
    ]
    assert (finding["line"], finding["station"], finding["rule"]) == (3, "1872011001002", "R8")
    assert finding["formula"] == "suara_sah = paslon1 + paslon2 + paslon3"
    assert finding["inputs"] == {"suara_sah": 221, "paslon1": 44, "paslon2": 145, "paslon3": 42}
    assert finding["difference"] == -10
    (repair,) = found["repairs"]
    assert list(repair) == ["station", "candidates", "unique"]
    assert repair["unique"] is False
    first = repair["candidates"][0]
    assert list(first) == ["changes", "score", "balances"]
    assert first["balances"] is True
    change = {"field": "paslon2", "from": 145, "to": 135, "slip": "digit_changed"}
    assert [change] in [candidate["changes"] for candidate in repair["candidates"]]


def test_a_publication_is_checked_by_its_counted_rows(tmp_path: Path):
    whole = written(tmp_path / "p")
    found = document(whole)
    assert (found["rows"], found["findings"], found["problems"]) == (15, [], [])
    assert check(whole).exit_code == 0
    with (tmp_path / "p.zip").open("wb") as target:
        write_zip(signed(edition()), target)
    assert document(tmp_path / "p.zip") == found
    rows = whole / "rows" / "mayor.csv"
    head, first, *rest = rows.read_text().split("\n")
    rows.write_text("\n".join([head, first[:-1] + ("1" if first[-1] != "1" else "2"), *rest]))
    assert document(whole)["findings"][0]["station"] == "1872011001001"
    (whole / "manifest.json").write_text("{}")
    result = check(whole)
    assert result.exit_code == 2 and "terbitan yang tidak dapat dibaca" in result.stderr


def test_the_feed_of_a_publication_says_nothing_twice(tmp_path: Path):
    all_counted = edition([counted(station) for station in STATIONS])
    whole = written(tmp_path / "p", all_counted)
    assert document(whole / "kpu")["problems"] == []
    assert document(whole / "kpu")["findings"] == []


def test_exit_codes(file: Path, tmp_path: Path):
    good = tmp_path / "good.csv"
    good.write_text(f"{HEADER}\n{GOOD}\n")
    assert check(good).exit_code == 0
    assert check(file).exit_code == 1
    good.write_text(f"{HEADER}\n{GOOD}\nx\n")
    assert check(good).exit_code == 1
    for unusable in (["no-such-file.csv"], [good, "--profile", "pilkada-1999"], [tmp_path / "empty"]):
        (tmp_path / "empty").write_bytes(b"")
        result = check(*unusable)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("siaga: ")
        assert result.stderr.count("\n") == 1


def test_lines_that_cannot_be_read_are_reported_and_the_rest_is_checked(tmp_path: Path):
    path = tmp_path / "junk.csv"
    path.write_text(f"{HEADER}\n1,satu,2,3,4,5,6,7,8\n{BROKEN}\n1,2\n")
    found = document(path)
    assert [(problem["line"], problem["column"]) for problem in found["problems"]] == [
        (2, "paslon1"),
        (4, ""),
    ]
    assert "bukan bilangan bulat" in found["problems"][0]["message"]
    assert (found["rows"], found["flagged"]) == (1, 1)
    assert "not a whole number" in document(path, "--lang", "en")["problems"][0]["message"]


def test_standard_input_needs_the_profile_and_gives_the_same(file: Path):
    refused = check("-", input=file.read_text())
    assert refused.exit_code == 2
    assert "--profile" in refused.stderr
    piped = document("-", "--profile", "pemilu-2024", input=file.read_text())
    assert piped == document(file, "--profile", "pemilu-2024")


def test_the_register_is_trusted(tmp_path: Path):
    rows, register = tmp_path / "rows.csv", tmp_path / "dpt.csv"
    rows.write_text("kode_tps,dpt_j,peng_dpk_j\n1,23,0\n2,236,0\n")
    register.write_text("kode_tps,dpt_j\n1,236\n2,236\n")
    assert document(rows)["flagged"] == 0
    found = document(rows, "--register", register)
    assert [(finding["station"], finding["rule"]) for finding in found["findings"]] == [("1", "R2")]
    assert found["repairs"][0]["unique"] is True
    assert found["repairs"][0]["candidates"][0]["changes"][0]["to"] == 236


def test_no_repairs_are_searched_when_none_are_wanted(file: Path):
    found = document(file, "--no-repairs")
    assert (found["flagged"], found["repairs"]) == (1, [])


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("id", ("Temuan", "jumlah suara semua", "lihat formulir", "2 baris: 1 melanggar")),
        ("en", ("Finding", "Add the votes", "look at the paper", "2 rows checked, 1 broken")),
    ],
)
def test_people_get_a_table_in_their_language(file: Path, lang: str, words: tuple[str, ...]):
    printed = " ".join(check(file, "--lang", lang, env={"COLUMNS": "200"}).stdout.split())
    for word in words:
        assert word in printed


def test_kota_metro_every_broken_row_and_no_other():
    path = data_file("sirekap-2024/kota_metro_pilpres2024_tps.csv")
    found = document(path)
    with path.open() as lines:
        stated = {
            row["kode_tps"]: {
                k: int(v) for k, v in row.items() if k.startswith(("paslon", "dpt", "peng", "suara"))
            }
            for row in csv.DictReader(lines)
        }
    broken = {code for code, row in stated.items() if not oracle.keeps_identities(row)}
    errors = {finding["station"] for finding in found["findings"] if finding["severity"] == "error"}
    assert (found["rows"], found["flagged"]) == (462, len(broken))
    assert errors == broken == {repair["station"] for repair in found["repairs"]}
    for repair in found["repairs"]:
        for candidate in repair["candidates"]:
            repaired = stated[repair["station"]] | {c["field"]: c["to"] for c in candidate["changes"]}
            assert candidate["balances"] and oracle.keeps_identities(repaired)


def test_the_feed_of_a_city_is_compared_level_by_level(tmp_path: Path):
    feed = json.loads(data_file("pilkada-2024/feed/walikota-1872.json").read_text())
    path = tmp_path / "walikota-1872.json"
    path.write_text(json.dumps(feed))
    assert document(path) == {"rows": 5, "flagged": 0, "findings": [], "repairs": [], "problems": []}
    feed["tungsura"]["table"]["187203"]["1000512"] += 1
    path.write_text(json.dumps(feed))
    (finding,) = document(path)["findings"]
    assert (finding["rule"], finding["station"], finding["difference"]) == ("R16", "walikota-1872", -1)


def test_checking_starts_without_django_and_without_a_database(file: Path):
    program = (
        "import sys; from siaga.cli import main\n"
        "try: main(['check', sys.argv[1], '--json'])\n"
        "except SystemExit: pass\n"
        "heavy = [m for m in ('django', 'rich.table', 'duckdb', 'numpy') if m in sys.modules]\n"
        "sys.exit(len(heavy))"
    )
    result = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True)
    assert result.returncode == 0, result
