"""Whatever a publisher who holds the key changes in a single place is found, but for what is listed here.

The oracle is plain csv and json: it changes one cell, one leaf, one line or one file, sees to it that the
result says something else than before, and signs again.
"""

from __future__ import annotations

import csv
import io
import json
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from siaga.engines.publication import parquet, tables
from siaga.engines.publication.verify import verify_publication
from tests.engines.publication.test_lying_publisher import held
from tests.kit.ledger import KEY
from tests.kit.publications import STATIONS, corrected, edition, resigned, restated, written

CANNOT_BE_KNOWN = {
    ("versions", "at"),
    ("versions", "level"),
    ("versions", "digest"),
    ("steps", "act"),
    ("steps", "at"),
    ("steps", "reason"),
    ("photos", "page"),
    ("photos", "size"),
}
"""What one publication alone cannot prove (docs/publication.md): when something was done; which of two lawful
acts it was, and why; level and digest of a version whose figures are withheld; page and size of a picture
that is elsewhere. With an older publication all of it is held to what it was.
"""
MANIFEST_ALONE = {("election", "region"), ("previous",)}
"""The region may be wider than where the stations lie, and what came before is elsewhere."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    first = edition(number=2, previous="ab" * 32)
    mayor = corrected(held(first.contests[0]), STATIONS[2])
    whole = replace(first, contests=(mayor, first.contests[1]))
    made = written(tmp_path_factory.mktemp("publication") / "p", whole)
    assert verify_publication(made, KEY.public).ok
    return made


@contextmanager
def undone(folder, *names):
    """Put the files back afterwards, and with them manifest and signature."""
    files = [folder / name for name in (*names, "manifest.json", "manifest.note")]
    before = {file: file.read_bytes() for file in files if file.exists()}
    try:
        yield
    finally:
        for file in files:
            file.unlink(missing_ok=True)
        for file, data in before.items():
            file.write_bytes(data)


def found(folder):
    return verify_publication(folder, KEY.public).findings


def names(folder, ending):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob(f"*{ending}") if p.is_file())


def lines_of(data):
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def as_csv(lines):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(lines)
    return text.getvalue().encode()


def other(data, cell, column):
    """Another value of the same kind for a cell."""
    if cell in ("true", "false"):
        return "false" if cell == "true" else "true"
    if column == "at":
        return data.draw(st.sampled_from(["2024-11-27T00:00:00Z", "2031-01-01T00:00:00Z"]))
    if cell.isdigit() and len(cell) < 10:
        return str(data.draw(st.integers(0, 999)))
    if len(cell) == 64:
        return data.draw(st.sampled_from(["0" * 64, "ab" * 32]))
    words = ("", "x", "1", "held", "counted", "enter", "confirm", "match", "hold", "city", STATIONS[5])
    return data.draw(st.sampled_from(words))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_cell_of_any_table(folder, data):
    name = data.draw(st.sampled_from(names(folder, ".csv")))
    original = (folder / name).read_bytes()
    lines = lines_of(original)
    assume(len(lines) > 1)
    row = data.draw(st.integers(1, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[0]) - 1))
    column = lines[0][at]
    lines[row][at] = other(data, lines[row][at], column)
    assume(as_csv(lines) != original)
    with undone(folder, name, name.replace(".csv", ".parquet")):
        (folder / name).write_bytes(as_csv(lines))
        twin = folder / name.replace(".csv", ".parquet")
        if twin.exists() and data.draw(st.booleans()):
            twin.write_bytes(as_parquet(name, as_csv(lines)))
        said = found(resigned(folder))
    kind = name.removesuffix(".csv").partition("/")[0]
    assert said or (kind, column) in CANNOT_BE_KNOWN, (name, row, column, lines[row])


def as_parquet(name, table):
    of = tables.ROWS if name.startswith("rows") else tables.RECAP
    figures = tables.figures(lines_of(table)[0][len(of.names) :])
    try:
        return parquet.written(of + figures, table)
    except Exception:  # DuckDB refuses what has no type of its column: then there is no such file
        return b"PAR1"


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_any_line_of_any_table_lost_doubled_or_moved(folder, data):
    name = data.draw(st.sampled_from(names(folder, ".csv")))
    original = (folder / name).read_bytes()
    header, *lines = lines_of(original)
    row = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["lose", "double", "move"]))
    taken = lines.pop(row)
    if change == "double":
        lines[row:row] = [taken, taken]
    elif change == "move":
        lines.insert(data.draw(st.integers(0, len(lines))), taken)
    assume(as_csv([header, *lines]) != original)
    with undone(folder, name):
        (folder / name).write_bytes(as_csv([header, *lines]))
        assert found(resigned(folder)), (name, row, change)


def leaves(value, path=()):
    """Every leaf of a JSON value with the way to it."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, dict | list):
        yield path
    for key, part in parts:
        yield from leaves(part, (*path, key))


def changed(data, value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return data.draw(st.integers(0, 2000).filter(lambda n: n != value))
    if isinstance(value, float):
        return value + 1
    return data.draw(
        st.sampled_from([None, "", "x", "18", "2020-01-01", "cd" * 32]).filter(lambda v: v != value)
    )


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_leaf_of_any_document(folder, data):
    name = data.draw(st.sampled_from([n for n in names(folder, ".json") if n != "manifest.json"]))
    document = json.loads((folder / name).read_text())
    *way, last = data.draw(st.sampled_from(list(leaves(document))))
    inside = document
    for key in way:
        inside = inside[key]
    if data.draw(st.booleans()):
        inside[last] = changed(data, inside[last])
    else:
        del inside[last]
    with undone(folder, name):
        (folder / name).write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        assert found(resigned(folder)), (name, way, last)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_leaf_of_the_manifest(folder, data):
    document = json.loads((folder / "manifest.json").read_text())
    *way, last = data.draw(st.sampled_from(list(leaves(document))))
    inside = document
    for key in way:
        inside = inside[key]
    inside[last] = changed(data, inside[last])
    assume(document["election"]["code"])  # without one there is nothing that can be signed
    with undone(folder):
        said = found(restated(folder, document))
    assert said or (*way, last) in MANIFEST_ALONE, (way, last, inside[last])


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_byte_of_any_text(folder, data):
    endings = (".csv", ".json", ".txt", ".note")
    chosen = [n for ending in endings for n in names(folder, ending)]
    name = data.draw(st.sampled_from([n for n in chosen if not n.startswith("manifest")]))
    before = (folder / name).read_bytes()
    content = bytearray(before)
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= 1 << data.draw(st.integers(0, 7))
    with undone(folder, name):
        (folder / name).write_bytes(content)
        said = found(resigned(folder))
    if not said:
        pairs = zip(lines_of(before)[1:], lines_of(bytes(content))[1:], strict=True)
        header, kind = lines_of(before)[0], name.removesuffix(".csv").partition("/")[0]
        cells = (cell for old, new in pairs for cell in zip(header, old, new, strict=True))
        assert {(kind, column) for column, old, new in cells if old != new} <= CANNOT_BE_KNOWN, (name, at)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_file_lost_added_or_in_place_of_another(folder, data):
    chosen = [n for n in names(folder, "") if n not in ("manifest.json", "manifest.note", "key.txt")]
    name, another = (data.draw(st.sampled_from(chosen)) for _ in range(2))
    content = (folder / another).read_bytes()
    change = data.draw(st.sampled_from(["lose", "replace", "add"]))
    target = f"{name}.bak" if change == "add" else name
    assume(change != "replace" or content != (folder / name).read_bytes())
    with undone(folder, target):
        if change == "lose":
            (folder / name).unlink()
        else:
            (folder / target).write_bytes(content)
        assert found(resigned(folder)), (name, another, change)
