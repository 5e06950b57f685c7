"""A publisher who holds the key and lies: the manifest and its signature fit whatever the folder holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from hashlib import sha256

import pytest

from siaga.desks.results import states
from siaga.engines.publication import manifest, parquet, tables
from siaga.engines.publication.verify import verify_publication
from siaga.engines.publication.verify.steps import EXPECTED, LAWFUL
from siaga.engines.recap import State
from tests.kit.ledger import KEY, OTHER_KEY
from tests.kit.publications import (
    AT,
    STATIONS,
    Step,
    contest_of,
    corrected,
    counted,
    edition,
    figures_of,
    resigned,
    restated,
    sealed,
    written,
)

STATION = STATIONS[0]
ROW = "kpu/hhcw/pkwkk/18/1872/187201/1872011001/1872011001001.json"
COLUMNS = {"rows": tables.ROWS, "recap": tables.RECAP}


def findings(folder, **options):
    report = verify_publication(folder, KEY.public, **options)
    return [f"{f.place}: {f.message}" for f in report.findings]


def first(folder):
    return findings(resigned(folder))[0]


def change(folder, name, alter):
    """Alter the lines of a table, in Parquet too where it is there; `alter` gets and gives lists of cells."""
    file = folder / name
    header, *lines = csv.reader(io.StringIO(file.read_text(), newline=""))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *alter(header, lines)])
    file.write_text(text.getvalue())
    if (of := COLUMNS.get(file.parent.name)) is not None:
        whole = of + tables.figures(header[len(of.names) :])
        file.with_suffix(".parquet").write_bytes(parquet.written(whole, file.read_bytes()))


def put(folder, file, line, **cells):
    """Put other values into the line that starts with these cells."""

    def alter(header, lines):
        for found in lines:
            if found[: len(line)] == list(line):
                for column, value in cells.items():
                    found[header.index(column)] = value
        return lines

    change(folder, file, alter)


def spoil(file, alter):
    """Alter a JSON file and write it in the form of its own."""
    document = json.loads(file.read_text())
    alter(document)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


# The same thing twice


@pytest.mark.parametrize(
    ("name", "key", "column", "value", "said"),
    [
        ("recap/mayor.csv", "1872", "paslon1", "9999", "recap/mayor.csv:3: the total of 1872 is there twice"),
        ("rows/mayor.csv", STATION, "paslon1", "1", f"rows/mayor.csv:3: station {STATION} is there twice"),
        (
            "versions/mayor.csv",
            STATION,
            "paslon1",
            "1",
            f"versions/mayor.csv:3: version 1 of station {STATION} is there twice",
        ),
        (
            "steps/mayor.csv",
            STATION,
            "reason",
            "x",
            f"steps/mayor.csv:3: step 1 of station {STATION} is there twice",
        ),
        ("regions.csv", "187201", "name", "Metro Utara", "regions.csv:5: region 187201 is there twice"),
    ],
)
def test_a_line_that_comes_twice_the_first_time_false(folder, name, key, column, value, said):
    def twice(header, lines):
        at = next(n for n, line in enumerate(lines) if line[0] == key)
        false = list(lines[at])
        false[header.index(column)] = value
        return [*lines[:at], false, *lines[at:]]

    change(folder, name, twice)
    assert first(folder).startswith(said)


def test_a_photo_that_comes_twice(folder):
    change(folder, "photos.csv", lambda _, lines: [lines[0], [*lines[0][:2], "9", *lines[0][3:]], *lines[1:]])
    assert first(folder).startswith("photos.csv:3: photo ") and "is there twice" in first(folder)


# What follows from the tables


def test_names_of_two_regions_exchanged_in_the_totals(folder):
    put(folder, "recap/mayor.csv", ["187201"], name="Metro Utara")
    put(folder, "recap/mayor.csv", ["187202"], name="Metro Pusat")
    said = first(folder)
    assert said.startswith("recap/mayor.csv:3: reads '187201,district,Metro Utara,1872,")
    assert ", and the tables and the manifest give '187201,district,Metro Pusat,1872," in said


@pytest.mark.parametrize(("column", "value"), [("level", "city"), ("parent", "18")])
@pytest.mark.parametrize("name", ["recap/mayor.csv", "regions.csv"])
def test_a_region_moved_to_another_place_in_the_tree(folder, name, column, value):
    put(folder, name, ["187201"], **{column: value})
    assert first(folder).startswith(f"{name}:")


def test_names_of_candidates_exchanged_in_the_nist_report(folder):
    def exchange(document):
        one, other = document["Election"][0]["Candidate"]
        one["BallotName"], other["BallotName"] = other["BallotName"], one["BallotName"]

    spoil(folder / "nist/mayor.json", exchange)
    assert first(folder).startswith("nist/mayor.json:")


def test_candidates_of_two_selections_exchanged(folder):
    def exchange(document):
        one, other = document["Election"][0]["Contest"][0]["BallotSelection"]
        one["CandidateIds"], other["CandidateIds"] = other["CandidateIds"], one["CandidateIds"]

    spoil(folder / "nist/mayor.json", exchange)
    assert first(folder).startswith("nist/mayor.json:")


@pytest.fixture
def made_up(tmp_path):
    rows = [counted(station, sample=True) for station in STATIONS]
    return written(tmp_path / "p", replace(edition(), contests=(contest_of(rows),), photos=()))


@pytest.mark.parametrize("part", [{"Status": "certified"}, {"IsTest": False}, {"Notes": ""}])
def test_a_report_that_calls_sample_data_something_else(made_up, part):
    spoil(made_up / "nist/mayor.json", lambda document: document.update(part))
    assert first(made_up).startswith("nist/mayor.json:")


def test_a_station_of_the_feed_without_the_mark_of_sample_data(made_up):
    spoil(made_up / ROW, lambda document: document.pop("contoh"))
    assert first(made_up).startswith(f"{ROW}:")


def test_a_page_for_readers_that_says_something_else(made_up):
    (made_up / "BACA-SAYA.txt").write_text("Hasil resmi dan sah. Pemenang: Pasangan 2.\n")
    assert first(made_up).startswith("BACA-SAYA.txt:1: reads 'Hasil resmi")


def test_a_manifest_that_denies_the_sample_data(made_up):
    said = manifest.decode((made_up / "manifest.json").read_bytes())
    assert "sample" in findings(restated(made_up, said | {"sample": False}))[0]


def test_images_of_the_feed_that_are_no_photos(folder):
    spoil(folder / ROW, lambda document: document.update(images=["sha256:" + "0" * 64]))
    assert first(folder).startswith(f"{ROW}:")


def test_ids_of_the_feed_exchanged_in_the_manifest(folder):
    said = manifest.decode((folder / "manifest.json").read_bytes())
    one, other = said["contests"][0]["pairs"]
    one["feed_id"], other["feed_id"] = other["feed_id"], one["feed_id"]
    assert findings(restated(folder, said))[0].startswith("kpu/")


def test_a_file_that_no_publication_has(folder):
    (folder / "hasil-resmi.txt").write_text("Pemenang: 2\n")
    assert findings(resigned(folder)) == ["hasil-resmi.txt: is no part of a publication"]


@pytest.mark.parametrize("place", ["election", "contests", "pairs"])
def test_a_word_too_many_in_the_manifest(folder, place):
    said = manifest.decode((folder / "manifest.json").read_bytes())
    contest = said["contests"][0]
    {"election": said["election"], "contests": contest, "pairs": contest["pairs"][0]}[place]["winner"] = "2"
    assert "winner: not a part of a manifest" in findings(restated(folder, said))[0]


def test_another_key_is_enclosed(folder):
    (folder / "key.txt").write_text(f"{OTHER_KEY.public}\n")
    assert findings(folder) == ["key.txt: another key than the one that signed the manifest"]


# The steps of a row


def test_the_steps_that_are_lawful_are_those_of_the_desk():
    desk = {(str(s.before), str(s.act)): (str(s.after), s.brings_version) for s in states.STEPS}
    assert desk == LAWFUL and states.State.EXPECTED == EXPECTED
    only_second = {act for (_, act), (after, _) in LAWFUL.items() if after == "counted"}
    assert only_second == {"confirm", "match"}


def test_a_counted_row_without_any_step(folder):
    put(folder, "rows/mayor.csv", [STATION], revision="0")
    change(folder, "steps/mayor.csv", lambda _, lines: [line for line in lines if line[0] != STATION])
    said = f"steps/mayor.csv: the last step of station {STATION} leads to 'expected', its row is counted"
    assert first(folder) == said


@pytest.mark.parametrize(
    ("line", "cells", "said"),
    [
        ("2", {"act": "enter"}, "step 2 of station {}: enter leads to entered, not to 'counted'"),
        ("2", {"act": "wave"}, "step 2 of station {}: 'wave' is not lawful in the state entered"),
        ("1", {"act": "confirm", "state": "counted"}, "step 1 of station {}: 'confirm' is not lawful in the"),
        ("2", {"version": "2"}, "step 2 of station {}: version 2 where confirm leaves version 1"),
        ("1", {"act": "declare", "state": "held"}, "step 1 of station {}: declare without a reason"),
        ("2", {"sample": "true"}, "step 2 of station {}: its sample mark is not that of the row"),
        ("2", {"revision": "3"}, "the steps of station {} are not numbered 1 to 2"),
    ],
)
def test_a_row_that_did_not_come_lawfully_to_where_it_stands(folder, line, cells, said):
    put(folder, "steps/mayor.csv", [STATION, line], **cells)
    assert first(folder).startswith("steps/mayor.csv: " + said.format(STATION))


def test_a_row_that_names_an_endless_number_of_steps_and_versions(folder):
    put(folder, "rows/mayor.csv", [STATION], revision="2147483647", version="2147483647")
    assert "are not numbered 1 to 2147483647" in first(folder)


def test_a_reason_may_be_withheld_only_until_the_version_has_counted(folder):
    """The held row (STATIONS[1]) never counted: who reads the paper next must not know what was said."""
    put(folder, "steps/mayor.csv", [STATIONS[1], "1"], reason="")
    assert findings(resigned(folder)) == []
    put(folder, "steps/mayor.csv", [STATION, "1"], act="declare", state="held")
    assert "declare without a reason" in first(folder)


# The versions of a row


@pytest.mark.parametrize(
    "cells",
    [
        {"digest": "0" * 64},
        {"nonce": ""},
        {"nonce": "00"},
        {"digest": sha256(b"").hexdigest(), "nonce": ""},
        {"sample": "true"},
    ],
)
def test_a_digest_that_is_not_of_what_the_version_says(folder, cells):
    put(folder, "versions/mayor.csv", [STATION], **cells)
    said = f"versions/mayor.csv: version 1 of station {STATION}: its digest is not that of what it says"
    assert said in findings(resigned(folder))


def with_mayor(tmp_path, contest):
    first = edition()
    return written(tmp_path / "p", replace(first, contests=(contest, first.contests[1])))


def of_station(contest, **changes):
    """The contest with other versions of STATION, sealed again: the liar knows how digests are made."""
    versions = (
        sealed(replace(v, **changes), contest.code) if v.station == STATION else v for v in contest.versions
    )
    return replace(contest, versions=tuple(versions))


def test_an_entry_that_a_correction_brought(tmp_path):
    contest = corrected(edition().contests[0], STATION)
    versions = (
        sealed(replace(v, kind="entry", level=""), "mayor") if v.number == 2 else v for v in contest.versions
    )
    said = findings(with_mayor(tmp_path, replace(contest, versions=tuple(versions))))
    assert said[0].endswith(f"version 2 of station {STATION}: entry, and step 3 brought it by 'correct'")


def test_a_reason_that_is_not_that_of_its_step(tmp_path):
    said = findings(with_mayor(tmp_path, of_station(edition().contests[0], reason="Kertas robek")))
    assert said[0].endswith(f"version 1 of station {STATION}: its reason is not that of step 1")


def test_an_earlier_version_left_out(tmp_path):
    contest = corrected(edition().contests[0], STATION)
    versions = (v for v in contest.versions if (v.station, v.number) != (STATION, 1))
    said = findings(with_mayor(tmp_path, replace(contest, versions=tuple(versions))))
    assert said[0].endswith(f"version 1 of station {STATION} is not listed")


def test_what_was_never_counted_is_not_shown(tmp_path):
    contest = edition().contests[0]
    held = sealed(replace(contest.versions[0], station=STATIONS[1]), "mayor")
    said = findings(with_mayor(tmp_path, replace(contest, versions=(*contest.versions, held))))
    assert said[0].endswith(f"version 1 of station {STATIONS[1]} is listed, and was never counted")


# Since an older publication


def pair(tmp_path, alter, before=None):
    """An older publication and the next one, altered."""
    first = before or edition()
    older = written(tmp_path / "a", first)
    digest = manifest.digest_of((older / "manifest.json").read_bytes())
    return older, written(tmp_path / "b", alter(replace(first, number=2, previous=digest)))


def altered(tmp_path, alter, before=None):
    older, newer = pair(tmp_path, alter, before)
    report = verify_publication(newer, KEY.public, older)
    return [f.message for f in report.findings], [n.message for n in report.notes]


def mayor(alter):
    return lambda given: replace(given, contests=(alter(given.contests[0]), *given.contests[1:]))


def test_candidates_exchanged_between_two_publications(tmp_path):
    def exchange(contest):
        one, other = contest.pairs
        return replace(contest, pairs=(replace(one, name=other.name), replace(other, name=one.name)))

    assert altered(tmp_path, mayor(exchange))[0] == [
        "the contest mayor: number 1 is 'Pasangan 2', and was 'Pasangan 1'",
        "the contest mayor: number 2 is 'Pasangan 1', and was 'Pasangan 2'",
    ]


def test_ids_of_the_feed_may_become_known_and_then_stay(tmp_path):
    def forgotten(contest):
        return replace(contest, pairs=tuple(replace(p, feed_id="") for p in contest.pairs))

    early = mayor(forgotten)(edition())
    learned = altered(tmp_path / "1", lambda e: replace(e, contests=edition().contests), early)
    assert learned == ([], [])
    assert altered(tmp_path / "2", mayor(forgotten))[0] == [
        "the contest mayor: number 1 is '' in KPU's feed, and was '1000017'",
        "the contest mayor: number 2 is '' in KPU's feed, and was '1000018'",
    ]


@pytest.mark.parametrize(
    ("part", "value"),
    [("voting_date", "2020-01-01"), ("region", "18"), ("name", "Pemilihan lain")],
)
def test_the_election_is_another(tmp_path, part, value):
    was = getattr(edition().election, part)
    said = altered(tmp_path, lambda e: replace(e, election=replace(e.election, **{part: value})))
    assert said == ([f"{part} of the election is {value!r}, and was {was!r}"], [])


def test_a_corrected_register_is_no_fault_and_is_named(tmp_path):
    def shrunk(contest):
        rows = (replace(r, registered=1) if r.state is not State.COUNTED else r for r in contest.rows)
        return replace(contest, rows=tuple(rows))

    before = sum(row.registered for row in edition().contests[0].rows)
    after = sum(row.registered for row in shrunk(edition().contests[0]).rows)
    shown = ", ".join(STATIONS[n] for n in (1, 4, 8))
    assert altered(tmp_path, mayor(shrunk)) == (
        [],
        [f"the register of 3 stations is another, {after} voters after {before}: {shown}"],
    )


def test_a_station_that_was_added_is_named(tmp_path):
    early = mayor(lambda _: contest_of([counted(station) for station in STATIONS[1:]]))(edition())
    early = replace(early, photos=early.photos[1:])
    grown = mayor(lambda _: contest_of([counted(station) for station in STATIONS]))
    assert altered(tmp_path, grown, early) == ([], [f"1 stations were added: {STATION}"])


def test_the_mark_of_sample_data_taken_away(tmp_path):
    def rows(sample):
        return contest_of([counted(station, sample=sample) for station in STATIONS])

    early = replace(edition(), contests=(rows(True),), photos=())
    messages, _ = altered(tmp_path, lambda e: replace(e, contests=(rows(False),)), early)
    assert f"station {STATION}: another sample mark on the same version 1" in messages
    assert f"version 1 of station {STATION} was altered" in messages


def held(contest):
    """The contest after STATION was stopped: its figures and the nonce are withheld."""
    rows = (
        replace(r, state=State.HELD, revision=3, figures={}) if r.station == STATION else r
        for r in contest.rows
    )
    versions = (replace(v, figures={}, nonce="") if v.station == STATION else v for v in contest.versions)
    step = Step(STATION, 3, "hold", "held", 1, "Keberatan saksi", AT)
    return replace(contest, rows=tuple(rows), versions=tuple(versions), steps=(*contest.steps, step))


def released(contest, figures):
    """The contest after STATION was released and counted again, with these figures as its version 1."""
    rows = (
        replace(r, state=State.COUNTED, revision=5, figures=figures, registered=figures["dpt_j"])
        if r.station == STATION
        else r
        for r in contest.rows
    )
    steps = (
        Step(STATION, 4, "release", "entered", 1, "Kertas benar", AT),
        Step(STATION, 5, "confirm", "counted", 1, "", AT),
    )
    again = replace(contest, rows=tuple(rows), steps=(*contest.steps, *steps))
    digest = next(v.digest for v in contest.versions if v.station == STATION)
    shown = of_station(again, figures=figures)
    kept = (replace(v, digest=digest) if v.station == STATION else v for v in shown.versions)
    return replace(shown, versions=tuple(kept))


def test_figures_that_come_back_after_a_stop_are_those_that_were_there(tmp_path):
    stopped = mayor(held)(edition())
    same = next(row.figures for row in edition().contests[0].rows if row.station == STATION)
    assert altered(tmp_path / "1", mayor(held)) == ([], [])
    assert altered(tmp_path / "2", mayor(lambda c: released(c, same)), stopped) == ([], [])


def test_other_figures_do_not_come_back_under_the_same_version(tmp_path):
    stopped, other = mayor(held)(edition()), figures_of("other")
    messages, _ = altered(tmp_path, mayor(lambda c: released(c, other)), stopped)
    assert messages == [f"version 1 of station {STATION}: its digest is not that of what it says"]


def test_a_new_digest_for_the_other_figures_is_another_version(tmp_path):
    stopped, other = mayor(held)(edition()), figures_of("other")
    forged = mayor(lambda c: of_station(released(c, other)))
    assert altered(tmp_path, forged, stopped)[0] == [f"version 1 of station {STATION} was altered"]


def test_a_reason_that_was_empty_may_be_filled_in_and_no_other_changes(tmp_path):
    def with_reason(reason):
        def steps(contest):
            told = (replace(s, reason=reason) if s.act == "confirm" else s for s in contest.steps)
            return replace(contest, steps=tuple(told))

        return mayor(steps)

    assert altered(tmp_path / "1", with_reason("Dibaca ulang")) == ([], [])
    early = with_reason("Dibaca ulang")(edition())
    assert (
        f"the steps of station {STATION} were altered or taken out"
        in altered(tmp_path / "2", with_reason("Lain"), early)[0]
    )


def test_a_number_between_is_to_be_compared_too(tmp_path):
    messages, notes = altered(tmp_path, lambda e: replace(e, number=3, previous="f" * 64))
    assert messages == []
    [note] = notes
    assert note.startswith(f"it follows {'f' * 64}, numbered between 1 and 3")


def test_one_that_follows_nothing_although_there_was_one_before(tmp_path):
    messages, _ = altered(tmp_path, lambda e: replace(e, number=3, previous=""))
    assert messages[0].startswith("the publication before it is None, not ")


def test_a_region_of_another_name_is_named(tmp_path):
    def renamed(given):
        return replace(
            given,
            places=tuple(replace(p, name="Metro Timur") if p.code == "187202" else p for p in given.places),
        )

    assert altered(tmp_path, renamed) == ([], ["187202 is 'Metro Timur', and was 'Metro Utara'"])
