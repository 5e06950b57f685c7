"""Proof files: every byte that carries meaning counts."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest

from siaga.engines.ledger.proofs import consistency_proof, inclusion_proof
from siaga.engines.ledger.tree import Tree, leaf_hash
from siaga.engines.ledger.verify import UnusableError, verify_proof
from siaga.engines.ledger.verify.proof import Inclusion, consistency_document, inclusion_document
from tests.kit.ledger import KEY, OTHER_KEY, entry_text, notes_at

TEXTS = [entry_text(index) for index in range(13)]
TREE = Tree(leaf_hash(text.encode()) for text in TEXTS)
NOTES = dict(notes_at(TEXTS, [5, 13]))
FOUND = Inclusion(6, leaf_hash(TEXTS[6].encode()), inclusion_proof(6, 13, TREE.hash_of), NOTES[13], TEXTS[6])
INCLUSION = inclusion_document(FOUND, KEY.public)
HASH_ONLY = inclusion_document(replace(FOUND, entry=None), KEY.public)
CONSISTENCY = consistency_document(NOTES[5], NOTES[13], consistency_proof(5, 13, TREE.hash_of), KEY.public)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "proof.json"


@pytest.mark.parametrize("document", [INCLUSION, HASH_ONLY, CONSISTENCY])
def test_a_proof_holds(file, document):
    file.write_text(json.dumps(document))
    for pinned in (None, KEY.public):
        report = verify_proof(file, pinned)
        assert report.ok, report.findings
        assert report.pinned is (pinned is not None)


@pytest.mark.parametrize("document", [INCLUSION, HASH_ONLY, CONSISTENCY])
def test_no_byte_can_be_changed(file, document):
    data = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    for at in range(len(data)):
        for bit in (0, 5):
            file.write_bytes(data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :])
            with suppress(UnusableError):
                assert not verify_proof(file).ok, (at, bit, data[at - 10 : at + 10])


def test_the_altered_entry_is_named(file):
    text = INCLUSION["entry"].replace("TPS 006", "TPS 007")
    file.write_text(json.dumps(INCLUSION | {"entry": text}))
    report = verify_proof(file)
    assert report.first_altered == 6


def test_an_entry_cannot_take_another_place(file):
    for other in ({"entry": TEXTS[7]}, {"index": 7}, {"leaf": leaf_hash(TEXTS[7].encode()).hex()}):
        file.write_text(json.dumps(INCLUSION | other))
        assert not verify_proof(file).ok


def test_the_text_must_be_that_of_the_index_it_names(file):
    """A log whose keeper wrote a wrong index into an entry: hash and path fit, the text does not."""
    wrong = [entry_text(index + 1) for index in range(13)]
    tree = Tree(leaf_hash(text.encode()) for text in wrong)
    note = dict(notes_at(wrong, [13]))[13]
    found = Inclusion(6, leaf_hash(wrong[6].encode()), inclusion_proof(6, 13, tree.hash_of), note, wrong[6])
    file.write_text(json.dumps(inclusion_document(found, KEY.public)))
    assert "the text was altered" in verify_proof(file).findings[0].message


def test_a_pinned_key_is_the_only_one_believed(file):
    file.write_text(json.dumps(INCLUSION))
    (finding,) = verify_proof(file, OTHER_KEY.public).findings
    assert "no signature by" in finding.message


@pytest.mark.parametrize("entry", ["[]", '{"index":"6"}', '{"index": 6}', "x", "\ud800"])
def test_an_entry_that_is_none(file, entry):
    file.write_text(json.dumps(INCLUSION | {"entry": entry}))
    assert not verify_proof(file).ok


@pytest.mark.parametrize(
    "document",
    [
        [],
        {},
        1,
        {"proof": "x"},
        INCLUSION | {"path": "ab"},
        INCLUSION | {"key": 1},
        INCLUSION | {"index": "6"},
        INCLUSION | {"entry": None},
        INCLUSION | {"more": 1},
        CONSISTENCY | {"proof": "leaf-inclusion"},
        {"proof": []},
    ],
)
def test_other_json_is_no_proof(file, document):
    file.write_text(json.dumps(document))
    with pytest.raises(UnusableError, match="neither"):
        verify_proof(file)


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 99999])
def test_junk_is_no_proof(file, data):
    file.write_bytes(data)
    with pytest.raises(UnusableError, match="neither"):
        verify_proof(file)
