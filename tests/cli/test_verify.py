"""``siaga verify`` keeps the contract of the command line: exit codes, one line each, one JSON document."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from siaga.cli import main
from siaga.engines.ledger import checkpoints
from tests.kit.ledger import KEY, OTHER_KEY, entry_text, write_bundle

TEXTS = [entry_text(index) for index in range(7)]


@pytest.fixture
def bundle(tmp_path):
    return write_bundle(tmp_path / "bundle", TEXTS, [3, 7])


def verify(*arguments):
    return CliRunner().invoke(main, ["verify", *map(str, arguments), "--lang", "en"])


def alter(bundle):
    file = bundle / "entries.jsonl"
    file.write_bytes(file.read_bytes().replace(b"TPS 004", b"TPS 044"))


def test_all_is_as_signed(bundle):
    result = verify(bundle)
    assert result.exit_code == 0
    assert "OK  all is as it was signed; entries: 7, checkpoints: 2" in result.output
    assert "compare it with the published one" in result.output


def test_the_first_altered_entry_is_named_on_one_line(bundle):
    alter(bundle)
    result = verify(bundle)
    assert result.exit_code == 1
    assert "ALTERED  entries.jsonl:5: entry 4: the entry was altered" in result.output
    assert "First altered entry: 4" in result.output


def test_officers_are_told_in_indonesian_unless_they_ask(bundle):
    alter(bundle)
    shown = CliRunner().invoke(main, ["verify", str(bundle)]).output
    assert "DIUBAH  entries.jsonl:5: entri 4: entrinya diubah atau dihapus; sidik daunnya asli" in shown
    assert "Entri pertama yang diubah: 4" in shown
    document = json.loads(CliRunner().invoke(main, ["verify", str(bundle), "--json"]).stdout)
    assert document["findings"][0]["message"].startswith("entri 4: entrinya diubah")


def test_json_is_one_document_and_nothing_else(bundle):
    alter(bundle)
    result = verify(bundle, "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert document["first_altered"] == 4
    assert document["findings"][0]["place"] == "entries.jsonl:5"
    assert result.stderr == ""


def test_since_an_older_note(bundle, tmp_path):
    result = verify(bundle, "--since", bundle / "checkpoints" / "000000000003.note")
    assert result.exit_code == 0
    assert "nothing in the first 3 entries was altered" in result.output


@pytest.mark.parametrize("as_file", [True, False])
def test_the_key_may_be_given_as_text_or_file(bundle, as_file):
    result = verify(bundle, "--key", bundle / "key.txt" if as_file else KEY.public)
    assert result.exit_code == 0
    assert "Checked with the key you gave" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{tmp}/none"], "no such file or folder"),
        (["{tmp}"], "not a trail bundle, entries.jsonl is missing"),
        (["{bundle}", "--key", "nonsense"], "--key:"),
        (["{bundle}", "--since", "{tmp}/none"], "no such file or folder"),
        (
            ["{bundle}/key.txt"],
            "neither a trail bundle (a folder) nor a checkpoint (.note) nor a proof (JSON); nor is it a",
        ),
        (["{bundle}/key.txt", "--since", "{bundle}"], "--since goes with a bundle"),
    ],
)
def test_what_cannot_be_used_gets_one_line_and_code_2(bundle, tmp_path, arguments, said):
    result = verify(*(a.format(tmp=tmp_path, bundle=bundle) for a in arguments))
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_neither_django_nor_a_database_is_loaded(bundle):
    code = (
        "import sys; from siaga.cli import main\n"
        f"try: main(['verify', {str(bundle)!r}])\n"
        "except SystemExit as end: assert end.code == 0\n"
        "assert not {'django', 'sqlite3', 'psycopg'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_key_file_that_is_no_text_is_one_sentence(bundle, tmp_path):
    (tmp_path / "key.bin").write_bytes(b"\xff\xfe")
    result = verify(bundle, "--key", tmp_path / "key.bin")
    assert result.exit_code == 2
    assert result.stderr == "siaga: --key: byte 0 is not UTF-8 text\n"


def test_a_file_without_end_does_not_fill_the_memory(bundle, tmp_path):
    endless = tmp_path / "endless.json"
    with endless.open("wb") as file:
        file.truncate(1 << 40)  # a hole: a terabyte to read, nothing on the disk
    assert verify(endless).exit_code == 2
    with (bundle / "entries.jsonl").open("r+b") as file:
        file.seek(0, 2)
        file.truncate(file.tell() + (40 << 20))
    assert json.loads(verify(bundle, "--json").stdout)["first_altered"] == len(TEXTS)


NOTE = "checkpoints/000000000003.note"


def test_a_lone_checkpoint_with_the_key(bundle):
    result = verify(bundle / NOTE, "--key", KEY.public)
    assert result.exit_code == 0
    head = checkpoints.read((bundle / NOTE).read_text(), KEY.public).head
    assert f"OK  the checkpoint is signed; entries: 3, root: {head.root.hex()}" in result.output
    assert "Checked with the key you gave" in result.output


def test_a_lone_checkpoint_without_a_key_is_trusted_by_nobody(bundle):
    result = verify(bundle / NOTE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "a well-formed checkpoint of 3 entries" in result.stderr
    assert "give the published one with --key KEY" in result.stderr


def test_a_checkpoint_signed_by_another_key_or_altered_is_found(bundle):
    assert verify(bundle / NOTE, "--key", OTHER_KEY.public).exit_code == 1
    (bundle / NOTE).write_text((bundle / NOTE).read_text().replace("\n3\n", "\n4\n"))
    result = verify(bundle / NOTE, "--key", KEY.public, "--json")
    document = json.loads(result.stdout)
    assert (result.exit_code, document["kind"], document["ok"]) == (1, "checkpoint", False)
    assert "the signature by siaga.test/trail does not fit the text" in document["findings"][0]["message"]


@pytest.mark.parametrize("text", [b"", b"nothing", b"siaga.test/trail\n3\nroot\n\n", b"\xff"])
def test_what_is_no_checkpoint_is_one_sentence(tmp_path, text):
    (tmp_path / "x.note").write_bytes(text)
    result = verify(tmp_path / "x.note", "--key", KEY.public)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "x.note: not a signed checkpoint: " in result.stderr
