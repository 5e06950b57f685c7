"""Signed notes and checkpoints: a published note of another implementation, and every byte of our own."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.ledger import checkpoints, keys
from siaga.engines.ledger.checkpoints import Checkpoint
from siaga.engines.ledger.notes import NoteError, PublicKey, SigningKey, open_note
from siaga.engines.ledger.tree import EMPTY_ROOT, TreeHead, leaf_hash
from tests.kit.ledger import KEY, OTHER_KEY

GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcEl"
    "ZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The example in the documentation of golang.org/x/mod/sumdb/note, the first implementation of the form."""

HEAD = TreeHead(1234, leaf_hash(b"root"))
NOTE = checkpoints.sign(HEAD, KEY)


def test_a_note_signed_elsewhere_opens():
    key = PublicKey.parse(GO_KEY)
    assert str(key) == GO_KEY
    assert open_note(GO_NOTE, key).startswith("If you think")


def test_a_checkpoint_is_three_lines_that_people_can_read():
    origin, size, root, empty, signature, end = NOTE.split("\n")
    assert (origin, size, empty, end) == ("siaga.test/trail", "1234", "", "")
    assert base64.b64decode(root) == HEAD.root
    assert signature.startswith("— siaga.test/trail ")
    assert checkpoints.read(NOTE, KEY.public) == Checkpoint("siaga.test/trail", HEAD)


def test_no_byte_of_a_checkpoint_can_be_changed():
    data = NOTE.encode()
    for at in range(len(data)):
        for bit in range(8):
            changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            with pytest.raises((NoteError, UnicodeDecodeError)):
                checkpoints.read(changed.decode(), KEY.public)


def test_no_byte_of_a_public_key_can_be_changed():
    data = str(KEY.public).encode()
    for at in range(len(data)):
        for bit in range(8):
            changed = data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]
            with pytest.raises((NoteError, UnicodeDecodeError)):
                PublicKey.parse(changed.decode())


def test_another_key_of_the_same_name_is_told_apart():
    with pytest.raises(NoteError, match="no signature by"):
        open_note(NOTE, OTHER_KEY.public)


def test_the_signature_of_a_witness_is_left_alone():
    witness = SigningKey("bawaslu.test", OTHER_KEY.private)
    text = open_note(NOTE, KEY.public)
    line = witness.sign(text).rpartition("\n\n")[2]
    assert open_note(NOTE + line, KEY.public) == open_note(NOTE + line, witness.public) == text


def test_a_note_of_another_log_is_refused():
    stranger = KEY.sign(Checkpoint("elsewhere", HEAD).text())
    with pytest.raises(NoteError, match="of elsewhere"):
        checkpoints.read(stranger, KEY.public)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\nb\nc\n",
        "o\n1\nAA==\n",
        "o\n-1\n{root}\n",
        "o\n01\n{root}\n",
        "o\n1\n{root}\nmore\n",
        "o\n1\n{root}",
    ],
)
def test_what_is_no_checkpoint(text):
    with pytest.raises(NoteError):
        checkpoints.parse(text.format(root=base64.b64encode(EMPTY_ROOT).decode()))


@given(st.text(max_size=60))
def test_any_text_is_refused_in_words(text):
    with pytest.raises(NoteError):
        checkpoints.read(text, KEY.public)
    with pytest.raises(NoteError):
        PublicKey.parse(text)


@pytest.mark.parametrize("text", ["no newline", "an\n\nempty line\n"])
def test_only_whole_lines_are_signed(text):
    with pytest.raises(NoteError):
        KEY.sign(text)


def test_a_name_must_fit_on_a_signature_line():
    with pytest.raises(NoteError, match="space"):
        PublicKey("two words", bytes(32))


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path):
    file = tmp_path / "var" / "signing.key"
    made = keys.load_or_create(file, "log")
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.load_or_create(file, "log").public == made.public
    assert list(file.parent.iterdir()) == [file]


def test_a_key_others_may_read_is_refused(tmp_path):
    file = tmp_path / "signing.key"
    keys.load_or_create(file, "log")
    file.chmod(0o644)
    with pytest.raises(NoteError, match="chmod 600"):
        keys.load_or_create(file, "log")


def test_a_file_that_is_no_key_is_refused(tmp_path):
    file = tmp_path / "signing.key"
    file.touch(0o600)
    with pytest.raises(NoteError, match="not a private key"):
        keys.load_or_create(file, "log")
