"""A publication proves itself, and every way of spoiling one is named with its file and place."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from siaga.engines.ledger.verify import UnusableError
from siaga.engines.publication import compose, parquet, tables, write_zip
from siaga.engines.publication.compose import rows_name
from siaga.engines.publication.verify import proven, verify_publication
from siaga.engines.recap import State
from tests.kit.ledger import KEY, OTHER_KEY
from tests.kit.publications import (
    STATIONS,
    contest_of,
    counted,
    edition,
    resigned,
    restated,
    sealed,
    signed,
    written,
)

ROW = "kpu/hhcw/pkwkk/18/1872/187201/1872011001/1872011001001.json"


def first(report):
    finding = report.findings[0]
    return f"{finding.place}: {finding.message}"


def rewrite(file, old, new):
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def spoil_json(file, change):
    document = json.loads(file.read_text())
    change(document)
    file.write_text(json.dumps(document))


def cell(folder, name, line, column, value):
    """Put another value into one cell of a CSV; returns the one that was there."""
    file = folder / name
    lines = file.read_text().splitlines()
    at = lines[0].split(",").index(column)
    cells = lines[line - 1].split(",")
    before, cells[at] = cells[at], value
    lines[line - 1] = ",".join(cells)
    file.write_text("\n".join(lines) + "\n")
    return before


def test_a_folder_and_its_zip_prove_themselves(original, tmp_path):
    with (tmp_path / "p.zip").open("wb") as target:
        write_zip(signed(edition()), target)
    for path in (original, tmp_path / "p.zip"):
        report = verify_publication(path, KEY.public)
        assert report.ok and report.pinned, first(report)
        assert report.contests == [
            {"contest": "mayor", "stations": 9, "counted": 6},
            {"contest": "governor", "stations": 9, "counted": 9},
        ]


def test_another_key_is_not_believed(original):
    report = verify_publication(original, OTHER_KEY.public)
    assert first(report).startswith("manifest.note: the manifest is not signed: no signature by")


def test_the_enclosed_key_is_believed_but_not_called_pinned(original):
    assert not verify_publication(original).pinned


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False))
def test_any_changed_byte_of_any_file_is_found_in_that_file(original, tmp_path_factory, rng):
    names = sorted(p.relative_to(original).as_posix() for p in original.rglob("*") if p.is_file())
    name = rng.choice([n for n in names if n not in ("key.txt", "manifest.note")])
    copy = shutil.copytree(original, tmp_path_factory.mktemp("spoilt") / "p")
    data = bytearray((copy / name).read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    (copy / name).write_bytes(data)
    report = verify_publication(copy, KEY.public)
    assert not report.ok
    assert report.findings[0].place in (name, "manifest.note")
    shutil.rmtree(copy)


def test_a_missing_and_an_added_file(folder):
    (folder / "photos.csv").unlink()
    (folder / "rows" / "extra.csv").write_text("x")
    report = verify_publication(folder)
    assert [f"{f.place}: {f.message}" for f in report.findings] == [
        "photos.csv: missing: the manifest lists it",
        "rows/extra.csv: added: the manifest does not list it",
    ]


def test_two_swapped_files_are_both_named(folder):
    a, b = folder / "rows/mayor.csv", folder / "rows/governor.csv"
    one, other = a.read_bytes(), b.read_bytes()
    a.write_bytes(other)
    b.write_bytes(one)
    places = {finding.place for finding in verify_publication(folder).findings}
    assert places == {"rows/mayor.csv", "rows/governor.csv"}


def test_the_note_of_another_publication_does_not_fit(folder, tmp_path):
    other = written(tmp_path / "other", edition(number=2))
    shutil.copy(other / "manifest.note", folder / "manifest.note")
    assert "the signature is of another manifest" in first(verify_publication(folder))


# From here on the forger has the key: the manifest and its signature fit what the folder holds.


def test_a_total_that_is_not_the_sum_of_its_stations(folder):
    before = cell(folder, "recap/mayor.csv", 2, "paslon1", "999")
    report = verify_publication(resigned(folder))
    message = f"recap/mayor.csv:2: paslon1 of 1872 is 999, and its stations add up to {before}"
    assert first(report) == message


@pytest.mark.parametrize("column", ["counted", "held", "registered", "sample", "registered_counted", "dpt_l"])
def test_any_other_figure_of_a_total(folder, column):
    cell(folder, "recap/governor.csv", 4, column, "12345")
    assert first(verify_publication(resigned(folder))).startswith(f"recap/governor.csv:4: {column} of ")


def test_a_region_left_out_and_one_invented(folder):
    rewrite(folder / "recap/mayor.csv", "\n187202,", "\n187209,")
    messages = [f.message for f in verify_publication(resigned(folder)).findings[:2]]
    assert messages == ["totals of 187209, where no station lies", "no totals of 187202"]


def test_a_row_that_breaks_an_identity(folder):
    cell(folder, "rows/mayor.csv", 2, "suara_total", "1")
    said = first(verify_publication(resigned(folder)))
    assert said.startswith("rows/mayor.csv:2: station 1872011001001 breaks R9")


def test_the_misread_of_2024_is_found(folder):
    """A 117 read as 617, published with totals that add up: the form itself says no (domain.md §4.2)."""
    cell(folder, "rows/mayor.csv", 2, "paslon1", "617")
    assert "breaks R8" in first(verify_publication(resigned(folder)))


def test_figures_of_a_row_that_is_not_counted(folder):
    cell(folder, "rows/mayor.csv", 3, "suara_sah", "7")
    said = first(verify_publication(resigned(folder)))
    assert said == "rows/mayor.csv:3: station 1872011001002 is held and has figures"


def test_a_counted_row_without_all_its_votes(folder):
    cell(folder, "rows/mayor.csv", 2, "paslon2", "")
    assert "figures of its votes are missing" in first(verify_publication(resigned(folder)))


def test_figures_that_are_not_those_of_their_version(folder):
    cell(folder, "versions/mayor.csv", 2, "disabilitas", "60")
    said = first(verify_publication(resigned(folder)))
    assert said == "rows/mayor.csv:2: station 1872011001001: disabilitas is not that of its version 1"


def test_a_row_whose_steps_do_not_lead_to_it(folder):
    rewrite(
        folder / "steps/mayor.csv",
        "1872011001001,2,false,confirm,counted",
        "1872011001001,2,false,differ,held",
    )
    assert "leads to 'held', its row is counted" in first(verify_publication(resigned(folder)))


def test_parquet_that_says_otherwise(folder):
    name, of = rows_name("mayor"), tables.ROWS + tables.figures(compose_names(folder))
    lines = tables.read((folder / name).read_bytes(), of)
    spoilt = [(*lines[0][:-1], 1), *lines[1:]]
    (folder / "rows/mayor.parquet").write_bytes(parquet.written(of, tables.written(of, spoilt)))
    assert (
        first(verify_publication(resigned(folder)))
        == "rows/mayor.parquet: says otherwise than rows/mayor.csv:2"
    )


def compose_names(folder):
    header = (folder / "rows/mayor.csv").read_text().splitlines()[0].split(",")
    return header[len(tables.ROWS.names) :]


@pytest.mark.parametrize("spoilt", [b"PAR1", b"", b"PAR1" + bytes(1000) + b"PAR1"])
def test_parquet_that_is_none(folder, spoilt):
    (folder / "recap/mayor.parquet").write_bytes(spoilt)
    assert first(verify_publication(resigned(folder))).startswith("recap/mayor.parquet: not a Parquet table")


def test_a_station_of_the_feed_that_says_otherwise(folder):
    spoil_json(folder / ROW, lambda d: d["tungsura"]["chart"].update({"1000017": 1}))
    said = first(verify_publication(resigned(folder)))
    assert said.startswith(f"{ROW}: paslon1 is 1, and ")
    assert said.endswith(" on rows/mayor.csv:2")


def test_a_station_of_the_feed_that_shows_a_held_row(folder):
    held = ROW.replace("1001.json", "1002.json")
    spoil_json(folder / held, lambda d: d["tungsura"].update(chart={"1000017": 4, "1000018": 2}))
    assert first(verify_publication(resigned(folder))).startswith(f"{held}: paslon1 is 4, and None")


def test_a_sheet_of_the_feed_that_says_otherwise(folder):
    sheet = folder / "kpu/rekap/hhcw/pkwkk/18/1872.json"
    spoil_json(sheet, lambda d: d["tungsura"]["table"]["187202"].update({"1000018": 1}))
    said = first(verify_publication(resigned(folder)))
    assert said == "kpu/rekap/hhcw/pkwkk/18/1872.json: the line of 187202 is not the sum of its stations"


def test_a_file_of_the_feed_too_few_and_one_too_many(folder):
    (folder / ROW).rename(folder / ROW.replace("1001.json", "1009.json"))
    messages = [f.message for f in verify_publication(resigned(folder)).findings]
    assert messages == ["missing", "belongs to no station or region of the contest"]


def test_a_nist_report_that_says_otherwise(folder):
    def change(document):
        counts = document["Election"][0]["Contest"][0]["BallotSelection"][1]["VoteCounts"]
        counts[0]["Count"] += 1

    spoil_json(folder / "nist/governor.json", change)
    assert first(verify_publication(resigned(folder))).startswith(
        "nist/governor.json: selection-governor-2 of gpunit-18 is "
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not a report"),
        ('{"GpUnit": [], "GpUnit": []}', "the key 'GpUnit' comes twice"),
        ('{"GpUnit": NaN}', "NaN is not a number"),
        ("[" * 100_000, "nested too deeply"),
        ('{"GpUnit": [], "Election": 7}', "not a report"),
        ('{"GpUnit": [{"@id": "gpunit-18", "TotalSubUnits": 9.5}], "Election": []}', "not a whole number"),
        ('{"GpUnit": ' + "9" * 5000 + "}", "not a report"),
        ('{"GpUnit": [{"@id": null, "TotalSubUnits": 9}], "Election": []}', "without the name of its unit"),
    ],
)
def test_a_report_that_is_none_is_named_and_not_followed(folder, text, said):
    (folder / "nist/mayor.json").write_text(text)
    report = first(verify_publication(resigned(folder)))
    assert report.startswith("nist/mayor.json: ") and said in report


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("007", "is not a whole number"),
        ("-3", "is not a whole number"),
        ("1e3", "is not a whole number"),
        ("NaN", "is not a whole number"),
        ("9" * 4000, "is not a whole number"),
        ("9" * 9000, "a cell of 9000 characters"),
        ("٣", "is not a whole number"),
        ('"3"', "not in its one form"),
    ],
)
def test_a_cell_has_one_form(folder, value, said):
    cell(folder, "rows/mayor.csv", 2, "disabilitas", value)
    report = first(verify_publication(resigned(folder)))
    assert report.startswith("rows/mayor.csv:") and said in report


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda m: m.update(number=0), "number: 0 is less than 1"),
        (lambda m: m.update(number=True), "number: missing or of the wrong kind"),
        (lambda m: m.update(extra=1), "extra: not a part of a manifest"),
        (lambda m: m.pop("sample"), "sample: missing or of the wrong kind"),
        (lambda m: m.update(previous="xyz"), "is no SHA-256"),
        (lambda m: m["election"].update(profile="pilkada-1999"), "no rule profile"),
        (lambda m: m["election"].update(code="../x"), "election.code"),
        (lambda m: m["contests"].append(m["contests"][0]), "a contest is there twice"),
        (lambda m: m["contests"][0].update(code="../../x"), "is no code of a contest"),
        (lambda m: m["contests"][0].update(top="galaxy"), "is no level"),
        (lambda m: m["contests"][0].update(pairs=[]), "pairs: missing or too many"),
        (lambda m: m["contests"][0]["pairs"].reverse(), "do not ascend"),
        (lambda m: m["files"].reverse(), "not in order, or a file is there twice"),
        (lambda m: m["files"].append(m["files"][-1]), "not in order, or a file is there twice"),
        (lambda m: m["files"][0].update(size=-1), "is less than 0"),
        (lambda m: m.update(at="yesterday"), "is no moment"),
    ],
)
def test_a_signed_manifest_that_is_none(folder, change, said):
    document = json.loads((folder / "manifest.json").read_text())
    change(document)
    report = first(verify_publication(restated(folder, document)))
    assert report.startswith("manifest.json: the manifest was altered: ") and said in report


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[]\n",
        b'{"format":"siaga-publication/1","format":"x"}\n',
        b'{"number":NaN}\n',
        b"\xff\n",
        b"[" * 99999,
    ],
)
def test_a_manifest_that_is_no_manifest(folder, data):
    (folder / "manifest.json").write_bytes(data)
    assert first(verify_publication(folder)).startswith("manifest.json: the manifest was altered: ")


def test_sample_rows_under_a_manifest_that_denies_them(folder):
    cell(folder, "rows/mayor.csv", 2, "sample", "true")
    assert "the manifest does not say so" in first(verify_publication(resigned(folder)))


def test_proven_gives_the_content_or_refuses(original, folder):
    found = proven(original, KEY.public)
    assert [t.contest.code for t in found.tables] == ["mayor", "governor"]
    assert found.checkpoint is not None and found.checkpoint.head.size == 3
    cell(folder, "recap/mayor.csv", 2, "paslon1", "999")
    with pytest.raises(UnusableError, match="does not prove itself: recap"):
        proven(folder)


@settings(max_examples=12, deadline=None)
@given(st.data())
def test_whatever_is_published_proves_itself(tmp_path_factory, data):
    """Any mixture of states, versions and pairs (no first number, gaps in the numbers) is consistent."""
    rng = data.draw(st.randoms(use_true_random=False))
    stations = rng.sample(STATIONS, rng.randint(1, len(STATIONS)))
    rows = [_row(rng, station) for station in stations]
    contest = contest_of(rows)
    if rng.random() < 0.5:  # a pair was struck from the ballot: number 1 does not stand
        contest = _renumbered(contest)
    whole = replace(edition(), contests=(contest,), photos=())
    report = verify_publication(written(tmp_path_factory.mktemp("any") / "p", whole), KEY.public)
    assert report.ok, first(report)


def _row(rng, station):
    row = counted(station, rng.random(), sample=rng.random() < 0.2)
    state = rng.choice([*State, State.COUNTED, State.COUNTED])
    if state is State.COUNTED:
        return row
    kept = {State.HELD: (1, 1), State.WAITING: (1, 1), State.MISSING: (0, 0)}[state]
    return replace(row, state=state, version=kept[0], revision=kept[1], figures={})


def _renumbered(contest):
    def moved(figures):
        return {{"paslon1": "paslon2", "paslon2": "paslon5"}.get(n, n): v for n, v in figures.items()}

    return replace(
        contest,
        pairs=tuple(replace(p, number={1: 2, 2: 5}[p.number]) for p in contest.pairs),
        rows=tuple(replace(row, figures=moved(row.figures)) for row in contest.rows),
        versions=tuple(sealed(replace(v, figures=moved(v.figures)), contest.code) for v in contest.versions),
    )


def test_the_digest_of_a_publication_is_that_of_its_manifest(original):
    assert verify_publication(original).digest == compose(edition()).digest


def test_random_is_only_the_seed():
    assert counted(STATIONS[0]) == counted(STATIONS[0])
    assert random.Random("a").random() == random.Random("a").random()
