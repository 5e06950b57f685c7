"""``siaga form`` prints the forms of a pack, says which layout reads them, and refuses in one line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

from siaga.cli import main
from siaga.engines.reading.sheets import is_kwk

PACKS = Path(__file__).resolve().parents[2] / "packs"
METRO, PANGKALPINANG = PACKS / "kota-metro-2024", PACKS / "kota-pangkalpinang-2024"
FIRST, SECOND = "1872011001001", "1872011001002"


def form(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["form", *map(str, arguments)])


def test_one_file_for_some_stations(tmp_path: Path) -> None:
    out = tmp_path / "new" / "forms.pdf"
    result = form(
        METRO, "--contest", "walikota", "--out", out, "--station", SECOND, "--station", FIRST, "--json"
    )
    assert result.exit_code == 0 and result.stderr == ""
    told = json.loads(result.stdout)
    assert told == {
        "contest": "mayor",
        "layout": "c-hasil-kwk-walikota-2",
        "pages": 3,
        "stations": 2,
        "files": [str(out)],
    }
    assert is_kwk(told["layout"])
    pages = PdfReader(out).pages
    assert len(pages) == 6
    assert FIRST in pages[0].extract_text() and SECOND in pages[3].extract_text()


def test_a_folder_gets_one_file_each(tmp_path: Path) -> None:
    assert form(METRO, "--contest", "governor", "--out", tmp_path, "--station", FIRST).exit_code == 0
    file = tmp_path / f"{FIRST}-governor.pdf"
    text = " ".join(PdfReader(file).pages[1].extract_text().split())
    assert "Rahmat Mirzani Djausal" in text and "GUBERNUR" in text


def test_the_empty_column_is_a_row_of_the_ballot(tmp_path: Path) -> None:
    from siaga.cli.form import forms_of
    from siaga.engines.packs import load

    found = forms_of(load(PANGKALPINANG), "walikota")
    assert len(found) == len({f.station for f in found}) > 300
    assert [(p.number, p.empty_column) for p in found[0].pairs] == [(1, True), (2, False)]
    assert found[0].city == "Kota Pangkalpinang"
    assert "paslon1" in [place.name for place in found[0].layout.fields]


@pytest.mark.parametrize(
    ("lang", "said"), [("id", "1 formulir, masing-masing 3 halaman"), ("en", "Forms: 1, of 3")]
)
def test_people_are_told_which_layout_reads_it(tmp_path: Path, lang: str, said: str) -> None:
    shown = form(
        METRO, "--contest", "mayor", "--out", tmp_path / "x.pdf", "--station", FIRST, "--lang", lang
    ).stdout
    assert said in shown
    assert "siaga read --form c-hasil-kwk-walikota-2" in shown


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ((METRO, "--contest", "bupati"), "no contest 'bupati'; there are: mayor, governor"),
        ((METRO, "--contest", "mayor", "--station", "1"), "no station 1"),
        ((PACKS, "--contest", "mayor"), "pack.yaml"),
    ],
)
def test_what_cannot_be_printed_is_refused_in_one_line(
    arguments: tuple[str | Path, ...], reason: str, tmp_path: Path
) -> None:
    result = form(*arguments, "--out", tmp_path / "x.pdf", "--lang", "en")
    assert result.exit_code == 2 and result.stdout == ""
    assert reason in result.stderr and result.stderr.count("\n") == 1
    assert not (tmp_path / "x.pdf").exists()


def test_no_django_and_no_reader_before_they_are_needed() -> None:
    heavy = "{'django', 'cv2', 'typst', 'onnxruntime'}"
    code = f"import sys, siaga.cli.form; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
