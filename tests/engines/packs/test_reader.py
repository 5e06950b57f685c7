"""What a whole pack becomes, in whatever form a spreadsheet has saved it."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from siaga.engines.packs import FaultyPackError, NotAPackError, Pack, load, read, schema
from siaga.engines.packs.model import Origin, Precision, StationKind, TitleForm, Visibility
from tests.engines.packs.breaking import cell, text, workbook
from tests.kit.packs import HEADER, columns, csv_text, small_tables, write_pack
from tests.kit.workbooks import write_workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "pack")


def whole(folder: Path) -> Pack:
    """The pack in a folder, which must have no fault."""
    pack, faults = read(folder)
    assert faults == []
    assert pack is not None
    return pack


def test_rows_become_what_they_say(folder: Path) -> None:
    pack = whole(folder)
    assert (pack.id, pack.election.voting_day, pack.election.city) == (
        "kota-contoh",
        date(2024, 11, 27),
        "18.72",
    )
    special = pack.stations[2]
    assert (special.kind, special.dpt_total, special.latitude) == (StationKind.SPECIAL, 510, -5.193)
    assert special.origin == Origin("S1", precision=Precision.NOT_STATED, sample=True)
    assert (special.origin.file, special.origin.line) == ("stations.csv", 4)
    assert pack.results[0].votes == {1: 245, 2: 236}
    assert pack.results[0].figures["suara_sah"] == 481
    assert pack.office_holders[1].form is TitleForm.PLT


def test_meetings_and_what_belongs_to_them(folder: Path) -> None:
    pack = whole(folder)
    sitting, press = pack.meetings
    assert (sitting.starts, sitting.ends, sitting.visibility) == (time(9), time(11, 30), Visibility.PUBLIC)
    assert (press.day, press.during, press.visibility) == (None, "coklit", Visibility.INTERNAL)
    assert [claim.value for claim in pack.claims] == [Decimal(21), Decimal("90.5")]
    assert (pack.actions[0].partners, pack.actions[0].due) == (("ppk", "kpu"), None)
    assert pack.grants[0].amount == Decimal("1000000.50")
    assert (pack.duties[0].due, pack.payments[1].paid) == (None, None)


def test_most_tables_may_come_later(folder: Path) -> None:
    """A city may begin with its institutions and the timetable, long before anybody is on a ballot."""
    for table in schema.TABLES:
        if table.optional:
            (folder / f"{table.name}.csv").unlink()
    (folder / "results.csv").unlink()
    rows = [{**row, "legal_basis": ""} for row in small_tables()["stages"]]
    (folder / "stages.csv").write_text(csv_text(columns("stages"), rows), encoding="utf-8")
    pack = whole(folder)
    assert {getattr(pack, table.name) for table in schema.TABLES if table.optional} == {()}
    required = {table.name for table in schema.TABLES if not table.optional}
    assert required == {"sources", "regions", "institutions", "offices", "stages"}


def test_an_hour_of_a_spreadsheet(folder: Path) -> None:
    (folder / "meetings.csv").unlink()
    rows = small_tables()["meetings"]
    write_workbook(folder / "meetings.xlsx", columns("meetings"), rows, put={("starts", 2): time(9, 15)})
    assert whole(folder).meetings[0].starts == time(9, 15)


def test_the_digest_follows_every_cell_of_the_coordination(folder: Path) -> None:
    before = whole(folder).digest
    cell("claims 2 value", "21.00")(folder)
    assert whole(folder).digest == before
    cell("claims 2 value", "22")(folder)
    assert whole(folder).digest != before


def test_what_is_not_stated_is_none_and_never_zero(folder: Path) -> None:
    pack = whole(folder)
    empty_column, pair = pack.pairs
    assert (empty_column.head, empty_column.empty_column, pair.empty_column) == (None, True, False)
    assert pack.stations[0].address is None
    assert pack.office_holders[1].valid_to is None
    assert pack.sources[0].address == ""
    cell("results 2 disabilitas", "")(folder)
    assert "disabilitas" not in whole(folder).results[0].figures


def test_boundaries_are_closed_rings(folder: Path) -> None:
    boundary = whole(folder).boundaries[0]
    assert boundary.geometry() == {
        "type": "MultiPolygon",
        "coordinates": [[[[105.3, -5.2], [105.31, -5.2], [105.31, -5.19], [105.3, -5.19], [105.3, -5.2]]]],
    }


def test_results_and_map_may_be_absent(folder: Path) -> None:
    (folder / "results.csv").unlink()
    (folder / "boundaries.geojson").unlink()
    pack = whole(folder)
    assert (pack.results, pack.boundaries) == ((), ())


def test_notes_may_lie_beside_the_tables(folder: Path) -> None:
    (folder / "README.md").write_text("notes")
    (folder / "~$stations.xlsx").write_text("lock file of an open spreadsheet")
    whole(folder)


def test_semicolons_bom_and_line_ends_of_an_indonesian_excel(folder: Path) -> None:
    before = whole(folder)
    for file in folder.glob("*.csv"):
        rows = file.read_text(encoding="utf-8").replace(",", ";").replace("\n", "\r\n")
        file.write_bytes(b"\xef\xbb\xbf" + rows.encode())
    assert whole(folder).digest == before.digest


def test_a_workbook_says_the_same_as_the_csv(folder: Path) -> None:
    before = whole(folder)
    for table in ("stations", "stages", "results", "published_totals", "office_holders"):
        workbook(table, numbers=["number", "dpt_men", "dpt_total", "value", "paslon1"])(folder)
    assert whole(folder).digest == before.digest


def test_real_date_cells_of_a_workbook_are_dates(folder: Path) -> None:
    workbook("stages", put={("start", 2): "date"})(folder)
    assert whole(folder).stages[0].start == date(2024, 1, 25)


def test_empty_rows_and_empty_columns_at_the_end_are_nothing(folder: Path) -> None:
    before = whole(folder)
    file = folder / "offices.csv"
    file.write_text("".join(f"{line},,\n" for line in file.read_text().splitlines()) + ",,,\n\n")
    assert whole(folder).digest == before.digest


def test_an_empty_line_does_not_shift_the_line_numbers(folder: Path) -> None:
    file = folder / "contests.csv"
    heading, row = file.read_text().splitlines()
    file.write_text(f"{heading}\n\n\n{row.replace('mayor,18.72', 'mayor,18')}\n")
    _pack, (fault,) = read(folder)
    assert fault.line == 4


def test_a_line_break_inside_a_cell_does_not_shift_the_line_numbers(folder: Path) -> None:
    rows = small_tables()["regions"]
    rows[0]["name"] = "Lam\npung"
    rows[1]["name"] = "=1+1"
    (folder / "regions.csv").write_text(csv_text(columns("regions"), rows))
    _pack, faults = read(folder)
    assert [str(fault.place) for fault in faults] == ["regions.csv:4 [name]"]


def test_digest_follows_content_not_order(folder: Path) -> None:
    first = whole(folder).digest
    tables = {name: rows[::-1] for name, rows in small_tables().items()}
    assert whole(write_pack(folder, tables)).digest == first
    cell("stations 2 name", "TPS 1")(folder)
    assert whole(folder).digest != first


@pytest.mark.parametrize("change", ["A made-up", "Pemilihan Kota", "Jakarta"])
def test_digest_follows_the_header(folder: Path, change: str) -> None:
    first = whole(folder).digest
    text("pack.yaml", change, {"Jakarta": "Makassar"}.get(change, "Other"))(folder)
    assert whole(folder).digest != first


def test_a_doubt_excuses_a_sum(folder: Path) -> None:
    rows = small_tables()["published_totals"]
    rows[1] |= {"value": "1671", "doubt": "printed 1,671; the districts make 1,670"}
    (folder / "published_totals.csv").write_text(csv_text(columns("published_totals"), rows))
    assert whole(folder).published_totals[1].value == 1671


def test_two_sources_may_print_the_same_total(folder: Path) -> None:
    rows = small_tables()["published_totals"]
    more = [{**rows[1], "source": "S2"}, {**rows[1], "source": "S3", "value": "1671", "doubt": "misprint"}]
    sources = [*small_tables()["sources"], {"code": "S2", "title": "B"}, {"code": "S3", "title": "C"}]
    (folder / "published_totals.csv").write_text(csv_text(columns("published_totals"), rows + more))
    (folder / "sources.csv").write_text(csv_text(columns("sources"), sources))
    assert len(whole(folder).published_totals) == len(rows) + 2


def test_terms_with_an_unstated_end_do_not_overlap_by_guessing(folder: Path) -> None:
    rows = small_tables()["office_holders"]
    rows[0]["valid_to"] = ""
    (folder / "office_holders.csv").write_text(csv_text(columns("office_holders"), rows))
    whole(folder)


def test_an_office_of_two_seats_holds_two(folder: Path) -> None:
    cell("offices 2 seats", "2")(folder)
    cell("office_holders 3 valid_from", "2024-11-01")(folder)
    whole(folder)


def test_header_scalars_are_words_whatever_yaml_makes_of_them(folder: Path) -> None:
    (folder / "pack.yaml").write_text(HEADER.replace("A made-up city.", "no"))
    assert whole(folder).note == "no"


def test_what_is_no_pack(tmp_path: Path) -> None:
    for path in (tmp_path / "absent", tmp_path, __file__):
        with pytest.raises(NotAPackError, match=r"no such folder|no pack\.yaml"):
            read(path)


def test_load_gives_the_pack_or_all_its_faults(folder: Path) -> None:
    assert load(folder).id == "kota-contoh"
    cell("stages 3 start", "45467")(folder)
    with pytest.raises(FaultyPackError, match=r"1 faults, the first at stages\.csv:3 \[start\]") as caught:
        load(folder)
    assert [fault.code for fault in caught.value.faults] == ["date_serial"]
