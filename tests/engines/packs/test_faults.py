"""Every kind of fault is reported once broken, at the file, line and column where it was broken."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from siaga.engines.packs import faults as faults_module
from siaga.engines.packs import folder as packs_folder
from siaga.engines.packs import read, tables, workbook
from siaga.engines.packs.catalogue import KINDS, PARCEL
from siaga.engines.packs.model.words import InstitutionKind
from tests.engines.packs.breaking import Case, cell, cells, text
from tests.engines.packs.breaking import workbook as as_workbook
from tests.engines.packs.cases import CASES
from tests.kit.packs import HEADER, write_pack

CAPS = {"too_large", "too_many_rows", "too_many_faults"}


def places(folder: Path) -> list[tuple[str, str]]:
    """Kind and place of every fault of the pack in a folder."""
    pack, faults = read(folder)
    assert (pack is None) == bool(faults)
    return [(fault.code, str(fault.place)) for fault in faults]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_fault_is_reported_where_it_is(tmp_path: Path, case: Case) -> None:
    folder = write_pack(tmp_path / "pack")
    case.break_it(folder)
    assert (case.code, case.place) in places(folder)


def test_every_kind_of_fault_has_a_case() -> None:
    assert {case.code for case in CASES} | CAPS == set(KINDS) - set(PARCEL)  # those: test_parcel.py


def test_file_over_the_cap_is_not_read(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    with (folder / "stages.csv").open("r+b") as file:
        file.truncate(packs_folder.LARGEST_FILE + 1)
    assert ("too_large", "stages.csv") in places(folder)


def test_header_over_the_cap_is_not_parsed(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, header=HEADER + "#" * packs_folder.LARGEST_HEADER)
    assert places(folder) == [("too_large", "pack.yaml")]


def test_workbook_that_unpacks_over_the_cap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1000)
    folder = write_pack(tmp_path)
    as_workbook("stages")(folder)
    assert ("too_large", "stages.xlsx") in places(folder)


def test_table_over_the_cap_of_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    assert ("too_many_rows", "stations.csv:4") in places(write_pack(tmp_path))


def test_more_faults_than_anybody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults_module, "MOST_FAULTS", 3)
    folder = write_pack(tmp_path)
    (folder / "sources.csv").write_text("code,title,publisher,address,date,note\nS9,Other,,,,\n")
    found = places(folder)
    assert [place for code, place in found if code == "unknown_code"] == [
        f"regions.csv:{line} [source]" for line in (2, 3, 4)
    ]
    assert ("too_many_faults", "stages.csv") in found


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text("pack.yaml", "2024-11-27", "27-11-2024")(folder)
    cell("stages 3 start", "45467")(folder)
    cell("regions 2 name", "=1+1")(folder)
    cell("published_totals 3 value", "1671")(folder)
    cell("office_holders 3 valid_from", "2024-11-20")(folder)
    assert places(folder) == [
        ("overlapping_holders", "office_holders.csv:3 [valid_from]"),
        ("bad_date", "pack.yaml:7 [election.voting_day]"),
        ("wrong_sum", "published_totals.csv:3 [value]"),
        ("wrong_sum", "published_totals.csv:3 [value]"),
        ("wrong_sum", "published_totals.csv:3 [value]"),
        ("formula", "regions.csv:2 [name]"),
        ("date_serial", "stages.csv:3 [start]"),
    ]


def test_a_bad_key_of_the_header_hides_no_other_fault(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text("pack.yaml", "2024-11-27", "27-11-2024")(folder)
    text("pack.yaml", "Asia/J", "J")(folder)
    cells("stations", 2, dpt_men="301", dpt_total="601")(folder)
    assert set(places(folder)) >= {
        ("bad_date", "pack.yaml:7 [election.voting_day]"),
        ("unknown_zone", "pack.yaml:8 [election.time_zone]"),
        ("over_cap", "stations.csv:2 [dpt_total]"),
    }


def test_an_empty_header_lacks_every_key(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, header="")
    assert ("missing_value", "pack.yaml:1 [election.city]") in places(folder)


def test_one_bad_key_does_not_make_every_reference_look_wrong(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    cell("sources 2 code", "1.8E+2")(folder)
    assert places(folder) == [("bad_code", "sources.csv:2 [code]")]


def test_a_missing_table_does_not_make_every_reference_look_wrong(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "sources.csv").unlink()
    assert places(folder) == [("missing_file", "sources.csv")]


def test_sentences_are_in_two_languages_and_say_what_to_do(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    cell("published_totals 3 value", "1.670")(folder)
    _pack, (fault,) = read(folder)
    assert fault.message_en == "1.670 has a thousands separator; it would be read as 1670"
    assert fault.message_id == "1.670 memakai pemisah ribuan; akan terbaca sebagai 1670"
    assert fault.remedy == "Write 1670, without dots or commas."
    assert fault.remedy_id == "Tulis 1670, tanpa titik atau koma."


def test_every_word_that_may_stand_in_a_cell_is_named(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    cell("institutions 2 kind", "dinas")(folder)
    _pack, (fault,) = read(folder)
    assert fault.remedy_id == f"Gunakan salah satu dari: {', '.join(InstitutionKind)}."


def test_a_hostile_cell_can_neither_flood_nor_forge_the_report(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    cell("regions 2 level", "{0.__class__}\n\x1b[2J" + "x" * 900)(folder)
    _pack, faults = read(folder)
    sentences = [fault.message_en + fault.message_id for fault in faults]
    assert all("\x1b" not in text and "\n" not in text and len(text) < 400 for text in sentences)


def test_neither_can_a_hostile_heading_or_map(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    text("stages.csv", "code,", "\x1b[2J" + "x" * 900 + ",code,")(folder)
    text("boundaries.geojson", "18.72.01.1001", "\\u001b[2J" + "x" * 900)(folder)
    found = places(folder)
    assert {code for code, _place in found} >= {"extra_column", "unknown_code"}
    assert all("\x1b" not in place and len(place) < 100 for _code, place in found)


def test_rows_with_a_bad_part_of_their_key_are_no_duplicates(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    file = folder / "results.csv"
    file.write_text(file.read_text().replace("mayor,1872011001", "mayor,187201"))
    assert {code for code, _place in places(folder)} == {"bad_code"}


def test_a_heading_of_a_million_cells_is_answered_at_once(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "stages.csv").write_text("x," * 1_000_000)
    assert {("extra_column", "stages.csv:1 [x]"), ("extra_cells", "stages.csv:1")} <= set(places(folder))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    folder = write_pack(tmp_path)
    (folder / "stages.csv").chmod(0)
    assert places(folder) == [("unreadable", "stages.csv")]
