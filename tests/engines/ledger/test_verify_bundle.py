"""A bundle in which any one byte was changed is found out, and the right entry is named."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from siaga.engines.ledger.bundle import BundleError, Contents, note_name, write
from siaga.engines.ledger.verify import UnusableError, verify_bundle
from tests.kit.ledger import KEY, OTHER_KEY, entry_text, write_bundle

TEXTS = [entry_text(index) for index in range(23)]
SIZES = (0, 5, 6, 16, 23)


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    return write_bundle(tmp_path_factory.mktemp("whole") / "bundle", TEXTS, SIZES)


@pytest.fixture
def copy(whole, tmp_path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "bundle"))


def put(folder: Path, name: str, data: bytes) -> None:
    (folder / name).write_bytes(data)


def relist(folder: Path, changes: dict[int, str]) -> None:
    """Alter entries together with their leaf hashes, as someone who knows the format would."""
    texts = [changes.get(index, text) for index, text in enumerate(TEXTS)]
    twin = write_bundle(folder.parent / "twin", texts, ())
    for name in ("entries.jsonl", "leaves.txt"):
        shutil.copy(twin / name, folder / name)


def test_a_whole_bundle_is_in_order(whole):
    report = verify_bundle(whole)
    assert report.ok, report.findings
    assert (report.entries, report.checkpoints, report.pinned) == (23, 5, False)
    assert report.key == str(KEY.public)


@pytest.mark.parametrize("name", ["entries.jsonl", "leaves.txt"])
def test_every_byte_of_every_entry_counts_and_the_entry_is_named(copy, name):
    data = (copy / name).read_bytes()
    dice = random.Random(name)
    for at in range(0, len(data), 1 if name == "leaves.txt" else 3):
        changed = bytearray(data)
        changed[at] ^= 1 << dice.randrange(8)
        put(copy, name, changed)
        report = verify_bundle(copy)
        assert report.first_altered == data[:at].count(b"\n"), (at, report.findings)
        assert report.findings[0].place.startswith(name)
    put(copy, name, data)
    assert verify_bundle(copy).ok


def test_every_byte_of_every_checkpoint_and_of_the_key_counts(copy):
    for file in [*(copy / "checkpoints").iterdir(), copy / "key.txt"]:
        data = file.read_bytes()
        for at in range(len(data)):
            file.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
            report = verify_bundle(copy)
            assert report.findings[0].place == str(file.relative_to(copy)), at
            assert report.first_altered is None
        file.write_bytes(data)


def test_altered_entries_and_altered_hashes_are_told_apart(copy):
    entries = (copy / "entries.jsonl").read_bytes().replace(b"TPS 003", b"TPS 333")
    leaves = (copy / "leaves.txt").read_bytes().splitlines(keepends=True)
    leaves[12] = leaves[11]
    put(copy, "entries.jsonl", entries)
    put(copy, "leaves.txt", b"".join(leaves))
    found = [(f.place, f.entry) for f in verify_bundle(copy).findings]
    assert found == [("entries.jsonl:4", 3), ("leaves.txt:13", 12)]


def test_an_entry_altered_with_its_hash_is_placed_between_two_checkpoints(copy):
    relist(copy, {9: entry_text(9, "results.correct")})
    (finding,) = verify_bundle(copy).findings
    assert finding.entry == 6
    assert "from 6 to 15" in finding.message


def test_an_older_bundle_names_it_exactly(copy, whole, tmp_path):
    relist(copy, {9: entry_text(9, "results.correct")})
    older = write_bundle(tmp_path / "older", TEXTS[:12], [12])
    findings = verify_bundle(copy, since=older).findings
    assert [f.entry for f in findings] == [6, 9]
    assert "altered since" in findings[1].message


@pytest.mark.parametrize("sizes", [(4, 8), (8,), (0,), (23,)])
def test_a_log_that_only_grew_is_consistent(whole, tmp_path, sizes):
    older = write_bundle(tmp_path / "older", TEXTS[: sizes[-1]], sizes)
    by_bundle = verify_bundle(whole, since=older)
    by_note = verify_bundle(whole, since=older / "checkpoints" / note_name(sizes[-1]))
    assert by_bundle.ok and by_note.ok
    assert by_bundle.since == by_note.since == sizes[-1]
    assert by_bundle.pinned and not by_note.pinned


def test_a_history_rewritten_by_the_holder_of_the_key_is_found_out(whole, tmp_path):
    """Every signature of the new bundle is right; only who kept the older state can tell."""
    rewritten = [*TEXTS[:7], entry_text(7, "results.void"), *TEXTS[8:], entry_text(23)]
    newer = write_bundle(tmp_path / "newer", rewritten, [12, 24])
    assert verify_bundle(newer).ok
    assert verify_bundle(newer, since=whole).first_altered == 7
    report = verify_bundle(newer, since=whole / "checkpoints" / note_name(16))
    assert "history was rewritten" in report.findings[0].message


def test_a_log_cut_short_by_the_holder_of_the_key_is_found_out(whole, tmp_path):
    newer = write_bundle(tmp_path / "newer", TEXTS[:20], [20])
    (finding,) = verify_bundle(newer, since=whole).findings
    assert finding.entry == 20
    assert "removed" in finding.message


def test_the_last_entries_cannot_be_dropped(copy):
    relist(copy, {})
    for name in ("entries.jsonl", "leaves.txt"):
        put(copy, name, b"".join((copy / name).read_bytes().splitlines(keepends=True)[:21]))
    (finding,) = verify_bundle(copy).findings
    assert finding.entry == 21
    assert "missing" in finding.message


@pytest.mark.parametrize("name", ["entries.jsonl", "leaves.txt"])
@pytest.mark.parametrize("index", [0, 9, 22])
def test_a_dropped_line_is_named(copy, name, index):
    lines = (copy / name).read_bytes().splitlines(keepends=True)
    put(copy, name, b"".join(lines[:index] + lines[index + 1 :]))
    assert verify_bundle(copy).first_altered == index


@pytest.mark.parametrize("index", [0, 9, 23])
def test_a_line_slipped_in_is_named(copy, index):
    lines = (copy / "entries.jsonl").read_bytes().splitlines(keepends=True)
    put(copy, "entries.jsonl", b"".join([*lines[:index], lines[3], *lines[index:]]))
    assert verify_bundle(copy).first_altered == index


def test_entries_after_the_last_checkpoint_are_not_believed(tmp_path):
    folder = write_bundle(tmp_path / "bundle", TEXTS, [20])
    (finding,) = verify_bundle(folder).findings
    assert finding.entry == 20
    assert "no checkpoint covers it" in finding.message


def test_a_bundle_signed_afresh_with_another_key_is_found_out_by_who_pins_the_key(whole, tmp_path):
    forged = write_bundle(tmp_path / "forged", TEXTS, SIZES, OTHER_KEY)
    assert verify_bundle(forged).ok
    for report in (verify_bundle(forged, KEY.public), verify_bundle(forged, since=whole)):
        assert report.findings[0].place == "key.txt"
        assert len([f for f in report.findings if f.place.startswith("checkpoints/")]) == len(SIZES)


def test_a_checkpoint_under_a_wrong_name_is_told(copy):
    (copy / "checkpoints" / note_name(16)).rename(copy / "checkpoints" / note_name(17))
    (finding,) = verify_bundle(copy).findings
    assert "size 16" in finding.message


@pytest.mark.parametrize("name", ["entries.jsonl", "leaves.txt", "key.txt", "checkpoints"])
def test_what_is_no_bundle_is_refused(copy, name):
    gone = copy / name
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    with pytest.raises(UnusableError, match=f"{name} is missing"):
        verify_bundle(copy)


def test_a_bundle_without_checkpoints_is_refused(tmp_path):
    with pytest.raises(UnusableError, match="no checkpoint"):
        verify_bundle(write_bundle(tmp_path / "bundle", TEXTS, []))


def test_an_older_state_must_be_whole_itself(whole, copy, tmp_path):
    put(copy, "leaves.txt", (copy / "leaves.txt").read_bytes()[:-65])
    with pytest.raises(UnusableError, match="damaged itself: leaves"):
        verify_bundle(whole, since=copy)
    (copy / "checkpoints" / note_name(5)).write_text("x")
    with pytest.raises(UnusableError, match="damaged itself: the checkpoint"):
        verify_bundle(whole, since=copy)
    with pytest.raises(UnusableError, match="no such file"):
        verify_bundle(whole, since=tmp_path / "nothing")
    (copy / "key.txt").write_text("x")
    with pytest.raises(UnusableError, match=r"key\.txt"):
        verify_bundle(whole, since=copy)
    with pytest.raises(UnusableError, match="not a signed note"):
        verify_bundle(whole, since=whole / "leaves.txt")


def test_a_bundle_is_not_written_over_another(whole):
    with pytest.raises(BundleError, match="not empty"):
        write(whole, Contents([], [], KEY.public))


def test_an_empty_log_can_be_exported(tmp_path):
    report = verify_bundle(write_bundle(tmp_path / "bundle", [], [0]))
    assert report.ok and report.entries == 0
