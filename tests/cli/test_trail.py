"""``siaga trail checkpoint`` and ``siaga trail export``: one line of refusal, or what was asked for."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from siaga.cli import main
from siaga.desks.trail.services import Subject, record
from siaga.engines.ledger import checkpoints
from siaga.engines.ledger.verify import verify_bundle
from tests.kit.ledger import public_key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.key"


def trail(*arguments):
    return CliRunner().invoke(main, ["trail", *map(str, arguments)])


def test_a_checkpoint_is_printed_as_the_note_to_publish():
    record("a.b", Subject("x.y", "1"))
    result = trail("checkpoint")
    assert result.exit_code == 0
    assert checkpoints.read(result.stdout, public_key()).head.size == 1
    assert json.loads(trail("checkpoint", "--json").stdout)["note"] == result.stdout


def test_an_export_can_be_verified(tmp_path):
    record("a.b", Subject("x.y", "1"))
    result = trail("export", tmp_path / "bundle")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 entries written to")
    assert verify_bundle(tmp_path / "bundle").ok
    document = json.loads(trail("export", tmp_path / "other", "--json").stdout)
    assert (document["entries"], document["folder"]) == (1, str(tmp_path / "other"))


def test_a_full_folder_is_refused_in_one_line(tmp_path):
    (tmp_path / "notes.txt").touch()
    result = trail("export", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not empty" in result.stderr and result.stderr.count("\n") == 1


def test_an_unusable_key_is_refused_in_one_line(settings):
    trail("checkpoint")
    settings.SIAGA_SIGNING_KEY_FILE.chmod(0o644)
    result = trail("checkpoint")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "chmod 600" in result.stderr
