"""D.HASIL: the figures of the sheet are the totals, the workbook's formulas compute them anew, text stays
text.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from siaga.desks.elections.models import CandidatePair, Contest
from siaga.desks.places.models import Region
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries import contest_recap
from siaga.desks.results.services import correct
from siaga.desks.results.sheets import RecapSheet, excel, pdf, recap_sheet
from tests.kit.count import STATIONS, Town, healthy_figures, small_election, submission
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "https://siaga.example/hasil-publik/uji-2024/mayor/18.72/"


@pytest.fixture
def town() -> Town:
    town = small_election()
    for number, station in enumerate(STATIONS):
        town.count(station, votes={1: 100 + number, 2: 50 + number})
    return town


def sheet_of(town: Town, code: str = "18.72") -> RecapSheet:
    contest = Contest.objects.select_related("election__region", "region").get(pk=town.mayor.pk)
    sheet = recap_sheet(contest, Region.objects.get(code=code))
    assert sheet is not None
    return sheet


def text_of(content: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return re.sub(r"\s+", " ", text)


def computed(content: bytes) -> dict[str, list[int]]:
    """The figures of a workbook by their wording, with the formulas worked out by a small reader of our
    own.
    """
    page = load_workbook(io.BytesIO(content))["D.HASIL"]

    def value(cell: Any) -> int:
        if not isinstance(cell.value, str) or cell.data_type != "f":
            return int(cell.value)
        if total := re.fullmatch(r"=SUM\((\w+):(\w+)\)", cell.value):
            return sum(value(c) for line in page[f"{total[1]}:{total[2]}"] for c in line)
        return sum(value(page[name]) for name in cell.value.removeprefix("=").split("+"))

    lines = [row for row in page.iter_rows() if row[2].value is not None and row[0].value != "Blok"]
    return {line[1].value: [value(cell) for cell in line[2:]] for line in lines}


def test_the_sheet_of_a_city_has_a_column_per_district(town: Town) -> None:
    sheet = sheet_of(town)
    assert sheet.title == "D.HASIL KABKO-KWK-WALIKOTA"
    assert [column.code for column in sheet.columns] == ["18.72.01", "18.72.02"]
    votes = {line.name: (line.values, line.total) for line in sheet.lines}
    assert votes["paslon1"] == ((406, 209), 615)
    assert votes["suara_total"] == ((406 + 206 + 12, 209 + 109 + 6), 948)
    assert sheet.complete


def test_the_sheet_of_a_district_has_a_column_per_ward(town: Town) -> None:
    sheet = sheet_of(town, "18.72.01")
    assert sheet.title == "D.HASIL KECAMATAN-KWK-WALIKOTA"
    assert [column.code for column in sheet.columns] == ["18.72.01.1001", "18.72.01.1002"]


def test_only_districts_and_cities_have_sheets(town: Town) -> None:
    contest = Contest.objects.select_related("election__region", "region").get(pk=town.mayor.pk)
    assert recap_sheet(contest, Region.objects.get(code="18.72.01.1001")) is None
    assert recap_sheet(contest, Region.objects.get(code="18")) is None


def test_the_workbook_computes_what_the_recap_computes(town: Town) -> None:
    figures = computed(excel(sheet_of(town), ADDRESS))
    recap = contest_recap(town.mayor)
    total = recap.total
    assert figures["1. Ani – Wakil Ani"] == [r.votes[1] for r in recap.parts("18.72")] + [total.votes[1]]
    assert figures["Suara sah"][-1] == total.valid
    assert figures["Suara sah dan tidak sah"][-1] == total.valid + total.invalid
    assert figures["Jumlah pengguna hak pilih"][-1] == total.users
    by_name = {line.label: [*line.values, line.total] for line in sheet_of(town).lines}
    assert {k: v for k, v in figures.items() if k in by_name} == {
        k: by_name[k] for k in by_name if k in figures
    }


def test_totals_in_the_workbook_are_formulas(town: Town) -> None:
    page = load_workbook(io.BytesIO(excel(sheet_of(town), ADDRESS)))["D.HASIL"]
    last = [row[4].value for row in page.iter_rows() if isinstance(row[2].value, int)]
    assert last
    assert all(value.startswith("=SUM(") for value in last)


def test_a_name_never_runs_as_a_formula(town: Town) -> None:
    CandidatePair.objects.filter(contest=town.mayor, number=1).update(
        head='=HYPERLINK("http://x")', deputy=""
    )
    Region.objects.filter(code="18.72.01").update(name="+62 Pusat")
    for page in load_workbook(io.BytesIO(excel(sheet_of(town), ADDRESS))):
        for row in page.iter_rows():
            for cell in row:
                formula = cell.data_type == "f"
                assert not formula or re.fullmatch(r"=SUM\(\w+:\w+\)|=\w+\+\w+", cell.value)


def test_the_pdf_says_what_the_sheet_says(town: Town) -> None:
    text = text_of(pdf(sheet_of(town), ADDRESS))
    for part in ("D.HASIL KABKO-KWK-WALIKOTA", "Kota Metro", "27 November 2024", "Ani – Wakil Ani", "615"):
        assert part in text
    assert sheet_of(town).digest in text
    assert ADDRESS in text
    assert "DATA CONTOH" not in text
    assert "DRAF" not in text


def test_a_sheet_that_lacks_stations_is_a_draft(town: Town) -> None:
    another = ResultRow.objects.get(contest=town.mayor, station__code=STATIONS[0])
    from siaga.desks.results.services import hold

    hold(another, town.checker, "Foto tidak cocok", another.revision)
    text = text_of(pdf(sheet_of(town), ADDRESS))
    assert "DRAF" in text
    assert "5 dari 6" in text
    assert "ditahan 1" in text


def test_corrections_are_listed_as_differences_with_both_values(town: Town) -> None:
    row = town.row(STATIONS[0])
    corrected = healthy_figures(votes={1: 99, 2: 51})
    said = submission(corrected, row.revision, level="district", reason="Turus dihitung ulang")
    correct(row, town.checker, said)
    town.confirm(STATIONS[0], by=person("commissioner"))
    sheet = sheet_of(town, "18.72.01")
    assert [(d.label, d.written, d.corrected) for d in sheet.differences] == [
        ("Suara pasangan calon nomor urut 1", 100, 99),
        ("Suara pasangan calon nomor urut 2", 50, 51),
    ]
    text = text_of(pdf(sheet, ADDRESS))
    assert "pleno kecamatan: Turus dihitung ulang" in text
    assert "Perbedaan" in load_workbook(io.BytesIO(excel(sheet, ADDRESS))).sheetnames


def test_equal_content_has_an_equal_digest(town: Town) -> None:
    first = sheet_of(town).digest
    assert sheet_of(town).digest == first
    town.count(STATIONS[0], "governor", votes={1: 1, 2: 2, 3: 3})
    assert sheet_of(town).digest == first
    assert sheet_of(town, "18.72.01").digest != first


def test_figures_some_forms_leave_out_are_named(town: Town) -> None:
    row = town.row(STATIONS[0])
    figures = healthy_figures(votes={1: 100, 2: 50})
    del figures["disabilitas"]
    correct(row, town.checker, submission(figures, row.revision, level="city", reason="Baris III kosong"))
    town.confirm(STATIONS[0], by=person("commissioner"))
    assert {line.name: line.unstated for line in sheet_of(town).lines if line.unstated} == {"disabilitas": 1}
    assert "Tidak tercantum pada sebagian formulir" in text_of(pdf(sheet_of(town), ADDRESS))


def test_the_files_through_the_site(town: Town) -> None:
    client = signed_in(town.checker)
    answers = [client.get(f"/hasil/lembar/uji-2024/mayor/18.72.01.{ending}") for ending in ("pdf", "xlsx")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content.startswith(b"%PDF")
    assert answers[1]["Content-Disposition"].endswith('d-hasil-kecamatan-mayor-18.72.01.xlsx"')
    assert client.get("/hasil/lembar/uji-2024/mayor/18.72.01.1001.pdf").status_code == 404
    listed = client.get("/hasil/lembar/").context["groups"]
    assert [[region.code for region in regions] for _, regions in listed] == [
        ["18.72", "18.72.01", "18.72.02"]
    ] * 2


def test_few_queries(town: Town, django_assert_num_queries) -> None:
    contest = Contest.objects.select_related("election__region", "region").get(pk=town.mayor.pk)
    city = Region.objects.get(code="18.72")
    with django_assert_num_queries(4):
        recap_sheet(contest, city)
