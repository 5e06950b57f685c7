"""``siaga verify`` of published results: the contract of the verb, and the first fault in one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest
from click.testing import CliRunner

from siaga.cli import main
from siaga.engines.publication import compose, write_zip
from tests.kit.ledger import KEY
from tests.kit.publications import (
    STATIONS,
    contest_of,
    corrected,
    counted,
    edition,
    resigned,
    signed,
    written,
)

ROWS = [counted(station) for station in STATIONS]


def verify(*arguments):
    return CliRunner().invoke(main, ["verify", *map(str, arguments), "--lang", "en"])


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path / "p")


def test_what_was_proved_is_said(folder):
    result = verify(folder, "--key", KEY.public)
    assert result.exit_code == 0
    assert "OK  publication 1 of uji-2024, 2024-11-28T01:00:00Z, as it was signed" in result.output
    assert "OK  mayor: 6 of 9 stations counted; every total is the sum of its stations" in result.output
    assert f"Digest: {compose(edition()).digest}" in result.output
    assert "Checked with the key you gave" in result.output
    assert "sample" not in result.output


def test_a_zip_is_as_good_as_a_folder(tmp_path):
    with (tmp_path / "p.zip").open("wb") as target:
        write_zip(signed(edition()), target)
    assert verify(tmp_path / "p.zip").exit_code == 0


def test_the_first_fault_is_one_line_with_its_place(folder):
    file = folder / "recap" / "mayor.csv"
    file.write_text(file.read_text().replace("Metro Pusat", "Metro  Pusat").replace(",4,1,1,", ",5,1,1,"))
    result = verify(resigned(folder))
    assert result.exit_code == 1
    assert result.output.splitlines()[0] == (
        "FAULT  recap/mayor.csv:3: counted of 187201 is 5, and its stations add up to 4"
    )


def test_json_is_one_document(folder):
    document = json.loads(verify(folder, "--json").stdout)
    assert document["ok"] and document["kind"] == "publication"
    assert document["contests"][1] == {"contest": "governor", "stations": 9, "counted": 9}
    assert document["findings"] == [] and document["since"] is None


def test_changes_since_are_listed_with_their_reason(tmp_path):
    first = edition(ROWS)
    second = edition(ROWS, 2, compose(first).digest)
    contests = (corrected(second.contests[0], STATIONS[0]), second.contests[1])
    old = written(tmp_path / "old", first)
    result = verify(written(tmp_path / "new", replace(second, contests=contests)), "--since", old)
    assert result.exit_code == 0
    assert "CHANGED  mayor 1872011001001: version 1: " in result.output
    assert "(correct: Pleno kecamatan: salah salin; confirm)" in result.output
    assert f"OK  nothing was altered or taken out since {compose(first).digest}" in result.output


def test_sample_data_is_said_to_be_sample_data(tmp_path):
    made_up = contest_of([replace(row, sample=True) for row in ROWS])
    whole = replace(edition(), contests=(made_up,), photos=())
    assert "NOTE  sample data made up for demonstration" in verify(written(tmp_path / "p", whole)).output


def test_a_hostile_archive_is_refused_in_one_line(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as target:
        target.writestr("../../evil", b"x")
    result = verify(tmp_path / "p.zip")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1 and "may lead outside" in result.stderr


def test_neither_django_nor_a_database_is_loaded(folder):
    script = (
        "import sys; from siaga.cli import main\n"
        f"try: main(['verify', {str(folder)!r}])\n"
        "except SystemExit as end: code = end.code\n"
        "sys.exit(code or (9 if 'django' in sys.modules else 0))"
    )
    assert subprocess.run([sys.executable, "-c", script], capture_output=True).returncode == 0
