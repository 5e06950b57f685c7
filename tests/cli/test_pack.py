"""``siaga pack`` keeps the contract of the command line: exit codes, one JSON document, all or nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from siaga.cli import main
from siaga.engines.packs.schema import TABLES
from tests.engines.packs.breaking import cell
from tests.kit.packs import write_pack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def pack(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["pack", *map(str, arguments)])


def test_a_whole_pack_ends_with_zero_and_says_what_it_holds(folder: Path) -> None:
    result = pack("check", folder)
    assert result.exit_code == 0
    assert result.stdout.startswith("kota-contoh: tidak ada kesalahan. 1 sumber, 5 wilayah")
    english = pack("check", folder, "--lang", "en")
    assert english.stdout.startswith("kota-contoh: no faults. 1 sources, 5 regions")


def test_a_faulty_pack_ends_with_one_and_a_table(folder: Path) -> None:
    cell("stages 3 start", "45467")(folder)
    result = pack("check", folder)
    assert result.exit_code == 1
    assert "1 kesalahan" in result.stdout
    assert "stages.csv:3 [start]" in result.stdout
    assert "artinya 2024-06-24" in " ".join(result.stdout.split())


@pytest.mark.parametrize("verb", ["check", "load"])
def test_faults_are_told_in_the_language_asked_for(folder: Path, verb: str) -> None:
    cell("stages 3 start", "45467")(folder)
    indonesian, english = (
        " ".join(pack(verb, folder, "--lang", lang).stdout.split()) for lang in ("id", "en")
    )
    assert "Perbaikannya" in indonesian and "Tulis tanggal sebagai TTTT-BB-HH" in indonesian
    assert "What to do" in english and "Write the date as YYYY-MM-DD" in english
    assert "Write" not in indonesian and "Tulis" not in english


def test_the_same_fault_on_many_lines_is_told_once(folder: Path) -> None:
    file = folder / "regions.csv"
    file.write_text(file.read_text().replace("S1", "S9"))
    result = pack("check", folder, "--lang", "en")
    assert "regions.csv:2…6 [source], 5 lines" in " ".join(result.stdout.split())
    assert result.stdout.count("S9 is not in sources.csv") == 1


def test_what_is_no_pack_ends_with_two_and_one_line(tmp_path: Path) -> None:
    result = pack("check", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"siaga: {tmp_path}: no pack.yaml in this folder\n"


def test_json_is_one_document_in_both_cases(folder: Path) -> None:
    good = json.loads(pack("check", folder, "--json").stdout)
    assert (good["pack"], good["faults"], good["counts"]["stations"]) == ("kota-contoh", [], 3)
    cell("stages 3 start", "45467")(folder)
    result = pack("check", folder, "--json")
    bad = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (bad["pack"], bad["digest"], bad["counts"]) == (None, None, {})
    assert [(f["file"], f["line"], f["column"], f["code"]) for f in bad["faults"]] == [
        ("stages.csv", 3, "start", "date_serial")
    ]


def test_checking_needs_no_django(folder: Path) -> None:
    script = f"""
import sys
from siaga.cli import main
try:
    main(["pack", "check", {str(folder)!r}], standalone_mode=False)
finally:
    assert "django" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


@pytest.mark.django_db
def test_loading_tells_what_changed_and_a_second_time_changes_nothing(folder: Path) -> None:
    first = pack("load", folder)
    assert first.exit_code == 0, first.output
    assert "3 added" in first.stdout
    assert "loaded already, nothing to do" in pack("load", folder).stdout


@pytest.mark.django_db
def test_a_changed_row_is_named(folder: Path) -> None:
    pack("load", folder)
    cell("offices 2 title", "Ketua KPU Kota Contoh")(folder)
    result = pack("load", folder)
    assert "1 changed" in result.stdout
    assert "changed: Ketua KPU Kota Contoh" in result.stdout


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(folder: Path) -> None:
    from siaga.desks.elections.models import Election

    result = pack("load", folder, "--dry-run")
    assert result.exit_code == 0, result.output
    assert "would be loaded, nothing was changed" in result.stdout
    assert not Election.objects.exists()


@pytest.mark.django_db
def test_loading_as_json(folder: Path) -> None:
    document = json.loads(pack("load", folder, "--json").stdout)
    assert (document["pack"], document["already_loaded"]) == ("kota-contoh", False)


@pytest.mark.django_db
def test_a_faulty_pack_is_not_loaded_at_all(folder: Path) -> None:
    from siaga.desks.elections.models import Election

    cell("stages 3 start", "45467")(folder)
    result = pack("load", folder)
    assert result.exit_code == 1
    assert "stages.csv:3 [start]" in result.stdout
    assert not Election.objects.exists()


@pytest.mark.django_db
def test_a_refusal_of_the_database_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import IntegrityError

    def refuse(*_arguments: object, **_options: object) -> None:
        raise IntegrityError("NOT NULL constraint failed")

    monkeypatch.setattr("siaga.desks.elections.services.load_pack", refuse)
    result = pack("load", folder)
    assert result.exit_code == 2
    assert result.stderr.startswith("siaga: kota-contoh: the database refused the pack, nothing was changed")


def test_new_writes_every_table_with_its_headings(tmp_path: Path) -> None:
    folder = tmp_path / "kota-uji"
    result = pack("new", folder, "--city", "33.74", "--name", 'Kota "Uji": satu')
    assert (result.exit_code, result.stderr) == (0, "")
    names = {f"{table.name}.csv" for table in TABLES}
    assert {file.name for file in folder.iterdir()} == names | {"pack.yaml", "PETUNJUK.md"}
    for table in TABLES:
        (heading,) = (folder / f"{table.name}.csv").read_text(encoding="utf-8").splitlines()
        assert heading.split(",") == [column.name for column in table.columns]
    faults = json.loads(pack("check", folder, "--json").stdout)["faults"]
    required = {f"{table.name}.csv" for table in TABLES if not table.optional}
    assert {(fault["file"], fault["code"]) for fault in faults} == {(name, "no_rows") for name in required}


@pytest.mark.parametrize(
    ("name", "city", "says"),
    [("kota-uji", "3374", "3374"), ("Kota Uji", "33.74", "Kota Uji"), ("full", "33.74", "not empty")],
)
def test_new_refuses_what_would_be_no_pack(tmp_path: Path, name: str, city: str, says: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    result = pack("new", tmp_path / name, "--city", city, "--name", "Kota Uji")
    assert result.exit_code == 2
    assert says in result.stderr and result.stderr.count("\n") == 1
    assert sorted(file.name for file in tmp_path.rglob("*")) == ["full", "notes.txt"]
