"""CSV and Parquet, as they come out of spreadsheets and accidents."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.intake import Problem, ResultRow, SourceError, items_of, read
from siaga.law.profiles import load

PEMILU = load("pemilu-2024")
HEADER = "kode_tps,paslon1,paslon2,suara_sah"


def items(data: bytes | str, encoding: str = "utf-8") -> list[ResultRow | Problem]:
    raw = data.encode(encoding) if isinstance(data, str) else data
    return [item for item in items_of(raw, PEMILU, "rows.csv") if isinstance(item, ResultRow | Problem)]


def figures(data: bytes | str, encoding: str = "utf-8") -> list[tuple[str, int, dict[str, int | None]]]:
    rows = items(data, encoding)
    assert all(isinstance(row, ResultRow) for row in rows), rows
    return [(row.station, row.line, dict(row.figures)) for row in rows if isinstance(row, ResultRow)]


ONE = [("1872011001001", 2, {"paslon1": 44, "paslon2": 135, "suara_sah": 179})]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADER}\n1872011001001,44,135,179\n",
        f"{HEADER}\r\n1872011001001,44,135,179\r\n",
        f"{HEADER}\r1872011001001,44,135,179\r",
        "\ufeff" + f"{HEADER}\n1872011001001,44,135,179\n",
        "kode_tps;paslon1;paslon2;suara_sah\n1872011001001;44;135;179;;;\n",
        "kode_tps\tpaslon1\tpaslon2\tsuara_sah\n1872011001001\t44\t135\t179\n",
        'KODE_TPS,"Paslon1", paslon2 ,suara_sah\n"1872011001001","44","135","179"\n',
        "kode_tps,paslon1,paslon2,suara_sah\n'1872011001001,44,135,179",
        f"{HEADER}\n1872011001001,44,135,179\n\n,,,\n",
    ],
)
def test_the_same_row_however_it_was_saved(text: str):
    assert figures(text) == ONE


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_encodings_with_a_mark(encoding: str):
    assert figures(f"{HEADER}\n1872011001001,44,135,179\n", encoding) == ONE


def test_latin_1_names_do_not_stop_the_rows():
    data = "kode_tps,kel,paslon1,paslon2,suara_sah\n1872011001001,Nambah D\xe9,44,135,179\n".encode("latin-1")
    assert figures(data) == ONE


def test_excels_separator_line_and_thousands():
    text = "sep=;\nkode_tps;dpt_j;suara_sah\n1872011001001;1.234;224,0\n"
    assert figures(text) == [("1872011001001", 3, {"dpt_j": 1234, "suara_sah": 224})]


def test_a_quoted_cell_may_hold_a_line_break():
    text = 'kode_tps,catatan,suara_sah\n1,"hujan\nderas",5\n2,x,6\n'
    assert [(station, line) for station, line, _ in figures(text)] == [("1", 2), ("2", 4)]


def test_empty_cells_are_not_stated():
    assert figures(f"{HEADER}\n1,,135,\n") == [("1", 2, {"paslon1": None, "paslon2": 135, "suara_sah": None})]


BAD_LINES = [
    ("2,1,2", "", "3 cells where the header has 4"),
    ("2,1,2,3,4,5", "", "6 cells"),
    ("2,satu,2,3", "paslon1", "not a whole number"),
    ("2,1,-2,3", "paslon2", "negative"),
    ("2,1,2,99999999999", "suara_sah", "too many digits"),
    (",1,2,3", "kode_tps", "no usable station code"),
    ("1.87201E+12,1,2,3", "kode_tps", "no usable station code"),
    ("1,1,2,3", "kode_tps", "already on line 2"),
    ('2,"1,2,3', "", "quote does not close"),
    ("2,1\0,2,3", "", "NUL"),
]


@pytest.mark.parametrize(("line", "column", "reason"), BAD_LINES)
def test_a_bad_line_is_a_problem_with_its_place_and_the_rest_is_read(line: str, column: str, reason: str):
    first, problem, last = items(f"{HEADER}\n1,1,2,3\n{line}\n3,1,2,3\n")
    assert isinstance(first, ResultRow) and isinstance(last, ResultRow)
    assert isinstance(problem, Problem)
    assert (problem.line, problem.column) == (3, column)
    assert reason in problem.en
    assert problem.id != problem.en
    assert last.line == 4


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b\n1,2\n", "no station column"),
        (b"kode_tps,nama\n1,2\n", "no figure column"),
        (b"kode_tps,dpt_j,dpt_j\n1,2,3\n", "dpt_j comes twice"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"\x1f\x8bjunk", "spoilt"),
        (b"PAR1junkPAR1", "not a Parquet table"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(data: bytes, reason: str):
    with pytest.raises(SourceError, match=reason):
        items(data)


def test_a_cut_compressed_file_gives_the_rows_before_the_cut():
    text = HEADER + "".join(f"\n{code},44,135,179" for code in range(1, 2000)) + "\n"
    packed = gzip.compress(text.encode())
    assert len(items(packed)) == 1999
    found = items(packed[: len(packed) // 2])
    assert isinstance(found[0], ResultRow)
    assert isinstance(found[-1], Problem)
    assert "cut off" in found[-1].en


def test_parquet_gives_the_rows_of_the_table(tmp_path: Path):
    path = tmp_path / "rows.parquet"
    duckdb.sql(
        "SELECT * FROM (VALUES ('1872011001001', 44, 135.0, '179'), ('1872011001002', NULL, 3.5, '1'),"
        " ('1872011001001', 1, 2, '3')) AS t(kode_tps, paslon1, paslon2, suara_sah)"
    ).write_parquet(str(path))
    row, wrong, twice = read(str(path), PEMILU)
    assert isinstance(row, ResultRow) and dict(row.figures) == ONE[0][2]
    assert isinstance(wrong, Problem) and (wrong.line, wrong.column) == (2, "paslon2")
    assert isinstance(twice, Problem) and "already on line 1" in twice.en


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_problems_or_one_refusal(data: bytes):
    try:
        found = list(items_of(data, PEMILU, "junk"))
    except SourceError as fault:
        assert "\n" not in str(fault)
        return
    assert all(isinstance(item, ResultRow | Problem) for item in found)


@given(st.lists(st.text(alphabet='0123456789,;"\n\r\0.-eE abc\u00a0', max_size=40), max_size=12))
def test_any_lines_under_a_good_header_lose_nothing(lines: list[str]):
    """Every line that is not blank ends as a row or a problem, and the good last line is always read."""
    text = HEADER + "\n" + "\n".join(lines) + "\n9872011001001,1,2,3\n"
    found = items(text)
    rows = [item for item in found if isinstance(item, ResultRow)]
    assert rows and rows[-1].station == "9872011001001"
    assert all(0 <= value < 10**9 for row in rows for value in row.figures.values() if value is not None)
    assert [item.line for item in found] == sorted({item.line for item in found})
