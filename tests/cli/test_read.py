"""``siaga read`` keeps its contract: a JSON line per form, exit codes, one-line refusals, light start-up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from siaga.cli import main
from siaga.engines.reading import batch
from siaga.engines.reading.batch import FormPhotos
from siaga.engines.reading.layout import layout_ids, load_layout
from siaga.engines.reading.model import FieldReading, FormReading, PageReport
from siaga.law.profiles import Text

FORM = "c-hasil-ppwp-2024"
KEYS = ["form", "key", "pages", "fields", "accepted", "why"]


def read(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, arguments), "--form", FORM])


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Three forms of which no file is a photograph."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("1-p1.jpg", "1-p2.jpg", "2-p1.png", "3.jpg"):
        (folder / name).write_bytes(b"this is no photograph")
    return folder


@pytest.fixture
def one_form(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader for which every single form is settled but for one figure."""

    def read_one(form: FormPhotos, layout_id: str) -> FormReading:
        fields = {
            "paslon1": FieldReading(41, 0.99999, "certain"),
            "paslon2": FieldReading(617, 0.31, "doubt", ((117, 0.68),)),
            "dpt_j": FieldReading(None, 0.0, "missing"),
        }
        pages = (PageReport("a.jpg", 2, True), PageReport("b.jpg", 3, False, "too_dark"))
        return FormReading(layout_id, form.key, pages, fields, False, Text("Ragu.", "In doubt."))

    monkeypatch.setattr(batch, "read_one", read_one)


def test_the_line_has_the_shape_of_the_contract(one_form: None, photos: Path) -> None:
    result = read(photos / "3.jpg", "--json", "--lang", "en")
    (line,) = lines(result.stdout)
    assert list(line) == KEYS
    assert (line["form"], line["key"], line["accepted"], line["why"]) == (FORM, "3", False, "In doubt.")
    assert line["pages"][0] == {"file": "a.jpg", "page": 2, "placed": True, "reason": ""}
    assert line["pages"][1]["reason"].startswith("The photo is too dark.")
    assert line["fields"]["paslon2"] == {
        "value": 617,
        "probability": 0.31,
        "state": "doubt",
        "alternatives": [[117, 0.68]],
    }
    assert line["fields"]["dpt_j"]["value"] is None
    assert result.exit_code == 1


def test_people_get_a_table(one_form: None, photos: Path) -> None:
    result = read(photos / "3.jpg")
    assert "617" in result.stdout
    assert "117 (68,0 %)" in result.stdout
    assert "DITAHAN: Ragu." in result.stdout
    assert "Foto terlalu gelap" in result.stdout


def test_nothing_is_certain_and_every_figure_has_a_name(
    monkeypatch: pytest.MonkeyPatch, photos: Path
) -> None:
    def read_one(form: FormPhotos, layout_id: str) -> FormReading:
        names = [place.name for place in load_layout(layout_id).fields if place.page != 2]
        fields = {name: FieldReading(None, 0.0, "missing") for name in names}
        fields["disabilitas_l"] = FieldReading(1, 1.0, "certain")
        fields["disabilitas_p"] = FieldReading(2, 0.99989, "certain")
        pages = (PageReport("a.jpg", 1, True), PageReport("b.jpg", 3, False, "too_dark"))
        return FormReading(layout_id, form.key, pages, fields, False, Text("Ragu.", "In doubt."))

    monkeypatch.setattr(batch, "read_one", read_one)
    shown = read(photos / "3.jpg").stdout
    assert "hak pilih, laki-laki" in " ".join(shown.replace("│", " ").split())
    assert "> 99,99 %" in shown and "99,98 %" in shown
    assert "100" not in shown and "disabilitas_" not in shown


def test_a_page_without_a_figure_is_one_line(one_form: None, photos: Path) -> None:
    shown = read(photos / "3.jpg", "--lang", "en").stdout
    assert "Page 1 not photographed; figures: 1" in shown
    assert "missing" not in shown


def test_files_that_are_no_photographs_are_named(one_form: None, photos: Path) -> None:
    for name in ("catatan.txt", "daftar.csv", ".hidden"):
        (photos / name).write_text("x")
    result = read(photos / "3.jpg", photos / "catatan.txt", "--json")
    assert len(lines(result.stdout)) == 1
    assert result.stderr == "1 berkas dilewati karena bukan foto (JPEG, PNG, WebP): catatan.txt\n"
    result = read(photos, "--json", "--jobs", 1, "--lang", "en")
    assert len(lines(result.stdout)) == 3
    assert "no photographs (JPEG, PNG, WebP): 2: catatan.txt, daftar.csv" in result.stderr
    alone = read(photos / "catatan.txt")
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert alone.stderr.endswith("catatan.txt: bukan foto; yang dibaca JPEG, PNG, atau WebP\n")


def test_held_forms_are_named_with_their_reason(photos: Path, tmp_path: Path) -> None:
    shown = read(photos, "--out", tmp_path / "hasil.jsonl", "--jobs", 1).stdout.splitlines()
    assert [line.partition(":")[0] for line in shown[:3]] == ["DITAHAN  1", "DITAHAN  2", "DITAHAN  3"]
    assert all("bukan foto JPEG" in line for line in shown[:3])
    assert shown[3] == "3 formulir: 0 diterima, 3 ditahan untuk diperiksa orang"


def test_an_earlier_run_is_never_lost(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil.jsonl"
    read(photos, "--out", out, "--jobs", 1)
    kept = [file.read_bytes() for file in (out, tmp_path / "hasil.jsonl.journal")]
    again = read(photos, "--out", out, "--jobs", 1)
    assert again.exit_code == 2
    assert "pembacaan sebelumnya meninggalkan 3 formulir di sini; lanjutkan dengan --resume" in again.stderr
    assert [file.read_bytes() for file in (out, tmp_path / "hasil.jsonl.journal")] == kept


def test_help_names_every_layout() -> None:
    shown = CliRunner().invoke(main, ["read", "--help"]).stdout
    assert all(f"  {layout_id}\n" in shown for layout_id in layout_ids())


def test_a_folder_is_read_to_its_end_whatever_is_in_it(photos: Path) -> None:
    result = read(photos, "--json", "--jobs", 2)
    assert [line["key"] for line in lines(result.stdout)] == ["1", "2", "3"]
    assert all(
        not page["placed"] and page["reason"] for line in lines(result.stdout) for page in line["pages"]
    )
    assert result.exit_code == 1


def test_results_are_kept_and_taken_up(photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "hasil.jsonl"
    assert read(photos, "--out", out, "--jobs", 1).exit_code == 1
    first = out.read_text()
    journal = (tmp_path / "hasil.jsonl.journal").read_text()
    (photos / "4.jpg").write_bytes(b"nor is this")
    assert read(photos, "--out", out, "--resume", "--jobs", 1).exit_code == 1
    assert [line["key"] for line in lines(out.read_text())] == ["1", "2", "3", "4"]
    assert out.read_text().startswith(first)
    assert (tmp_path / "hasil.jsonl.journal").read_text().startswith(journal)
    assert not (tmp_path / "hasil.jsonl.part").exists()


def test_what_cannot_be_used_is_said_in_one_line(photos: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    unusable = [
        read(tmp_path / "no-such.jpg"),
        read(tmp_path / "empty"),
        read(photos, "--resume"),
        read(photos, "--out", tmp_path / "no" / "such" / "folder.jsonl"),
        CliRunner().invoke(main, ["read", str(photos), "--form", "c-hasil-1999"]),
    ]
    for result in unusable:
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("siaga: ")
        assert result.stderr.count("\n") == 1


def test_other_verbs_start_without_the_machinery_of_reading() -> None:
    code = (
        "import sys, siaga.cli.check, siaga.cli.recap, siaga.cli.read\n"
        "print(sorted({'cv2', 'onnxruntime', 'numpy', 'django'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "cv2" not in done.stdout
    assert "onnxruntime" not in done.stdout
