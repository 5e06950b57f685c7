"""Whatever happens to the files of a pack, the reader answers with faults and never with a crash."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from siaga.engines.packs import NotAPackError, read
from tests.kit.packs import columns, csv_text, small_tables, write_pack
from tests.kit.workbooks import write_workbook

TABLES = sorted(small_tables())
FILES = ["pack.yaml", "boundaries.geojson", *(f"{table}.csv" for table in TABLES)]
NASTY = [
    "", "0", "-1", "1.234", "1,5", "1E+12", "1.87E+12", "NaN", "inf", "45623", "2024-13-01", "٣٤", "²", "½",
    "=1", "+1", "@x", "\t", "\x00", "\ufeff", "'", '"', ",", ";", "\r\n", "true", "null", "&a", "*a", "[",
    "{", "18", "18.72", "18.72.01.1001", "1872011001001", "mayor", "exact", "not_stated", "9" * 400,
    "x" * 5000,
]  # fmt: skip
anything = st.one_of(st.sampled_from(NASTY), st.text(max_size=40))


def must_answer(folder: Path) -> None:
    """Read a folder; a pack or faults, each with a place and sentences."""
    try:
        pack, faults = read(folder)
    except NotAPackError:
        return
    assert (pack is None) == bool(faults)
    for fault in faults:
        assert fault.file and fault.line >= 0 and fault.message_en and fault.message_id and fault.remedy


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(TABLES), st.data())
def test_any_cell_may_hold_anything(table: str, data: st.DataObject) -> None:
    tables = small_tables()
    for _ in range(data.draw(st.integers(1, 3))):
        row = data.draw(st.sampled_from(tables[table]))
        row[data.draw(st.sampled_from(columns(table)))] = data.draw(anything)
    with tempfile.TemporaryDirectory() as folder:
        must_answer(write_pack(Path(folder), tables))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FILES), st.integers(0, 10**6), st.integers(0, 200), st.binary(max_size=60))
def test_any_bytes_may_be_cut_out_or_put_in(name: str, start: int, length: int, new: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = write_pack(Path(folder)) / name
        content = file.read_bytes()
        at = start % (len(content) + 1)
        file.write_bytes(content[:at] + new + content[at + length :])
        must_answer(Path(folder))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_any_token_may_be_another(name: str, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = write_pack(Path(folder)) / name
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        number = data.draw(st.integers(0, len(lines) - 1))
        words = lines[number].split(data.draw(st.sampled_from([",", ":", " ", '"', "["])))
        words[data.draw(st.integers(0, len(words) - 1))] = data.draw(anything)
        lines[number] = data.draw(st.sampled_from([",", ":", " ", '"', "["])).join(words)
        file.write_text("".join(lines), encoding="utf-8", newline="")
        must_answer(Path(folder))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(TABLES), st.data())
def test_any_cell_of_a_workbook_may_hold_anything(table: str, data: st.DataObject) -> None:
    values = st.one_of(
        st.integers(-(10**18), 10**18), st.floats(), st.booleans(), st.just("date"),
        st.sampled_from(["=A1", "#N/A", "18.72", "mayor", ""]),
    )  # fmt: skip
    spots = st.tuples(st.sampled_from(columns(table)), st.integers(1, 6))
    put = data.draw(st.dictionaries(spots, values, max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        root = write_pack(Path(folder))
        (root / f"{table}.csv").unlink()
        write_workbook(root / f"{table}.xlsx", columns(table), small_tables()[table], put=put)
        must_answer(root)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_a_fault(start: int, new: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_pack(Path(folder))
        (root / "stages.csv").unlink()
        write_workbook(root / "stages.xlsx", columns("stages"), small_tables()["stages"])
        content = bytearray((root / "stages.xlsx").read_bytes())
        at = start % len(content)
        content[at : at + len(new)] = new
        (root / "stages.xlsx").write_bytes(content)
        must_answer(root)


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from(FILES), min_size=1))
def test_any_files_may_be_missing(names: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_pack(Path(folder))
        for name in names:
            (root / name).unlink()
        must_answer(root)


@settings(max_examples=50, deadline=None)
@given(st.sampled_from(TABLES), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(table: str, random: object) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_pack(Path(folder))
        before, _faults = read(root)
        rows = small_tables()[table]
        random.shuffle(rows)
        (root / f"{table}.csv").write_text(csv_text(columns(table), rows), encoding="utf-8")
        after, _faults = read(root)
        assert before and after and before.digest == after.digest
