"""From the database to the offline verifier, and the refusal to sign a log that was tampered with."""

from __future__ import annotations

import json

import pytest
from django.db import connection, transaction

from siaga.desks.trail import queries
from siaga.desks.trail.models import Checkpoint, Entry
from siaga.desks.trail.services import (
    Act,
    DamagedLogError,
    Subject,
    checkpoint,
    export,
    record,
    record_all,
)
from siaga.engines.ledger import checkpoints, keys
from siaga.engines.ledger.bundle import BundleError
from siaga.engines.ledger.verify import verify_bundle, verify_proof
from tests.kit.guards import lifted
from tests.kit.ledger import public_key

RAISE_DPT = """UPDATE trail_entry SET canonical = replace(canonical, '"dpt":', '"dpt":9') WHERE "index" """
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "keys" / "signing.key"


def grow(count: int) -> Checkpoint:
    record_all(
        [Act("results.enter", Subject("results.resultrow", str(n)), after={"dpt": n}) for n in range(count)]
    )
    return checkpoint()


def tamper(sql: str) -> None:
    """Change the past as only the owner of the database can: with the guards taken down."""
    with lifted(connection), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_checkpoint_is_a_note_that_anyone_can_check():
    signed = grow(7)
    assert checkpoints.read(signed.note, public_key()).head == signed.head
    assert signed.size == 7


def test_nothing_new_nothing_signed():
    assert grow(3) == checkpoint()
    assert Checkpoint.objects.count() == 1


def test_an_empty_log_can_be_signed():
    assert checkpoint().size == 0
    assert grow(2).size == 2


def test_an_export_passes_the_verifier_and_an_older_one_proves_the_newer(tmp_path):
    for count in (3, 1, 9):
        grow(count)
    assert export(tmp_path / "older").size == 13
    grow(6)
    record("results.confirm", Subject("results.resultrow", "1"))
    assert export(tmp_path / "newer").size == 20
    report = verify_bundle(tmp_path / "newer", public_key(), tmp_path / "older")
    assert report.ok, report.findings
    assert (report.entries, report.checkpoints, report.since) == (20, 5, 13)


def test_an_export_never_overwrites(tmp_path):
    grow(1)
    export(tmp_path / "bundle")
    with pytest.raises(BundleError, match="not empty"):
        export(tmp_path / "bundle")


@pytest.mark.parametrize("index", [0, 4, 6])
def test_what_the_owner_of_the_database_altered_is_named_by_the_verifier(tmp_path, index):
    grow(7)
    tamper(f"{RAISE_DPT} = {index}")
    export(tmp_path / "bundle")
    assert verify_bundle(tmp_path / "bundle").first_altered == index


@pytest.mark.parametrize(
    "sql",
    [
        f"{RAISE_DPT} = 5",
        'DELETE FROM trail_entry WHERE "index" = 5',
        'DELETE FROM trail_entry WHERE "index" = 3',
        "UPDATE trail_head SET size = size - 1",
        "UPDATE trail_checkpoint SET root = leaf_hash FROM trail_entry",
    ],
)
def test_a_tampered_log_is_not_signed(sql):
    grow(4)
    record_all([Act("a.b", Subject("x.y", str(n)), after={"dpt": n}) for n in range(4)])
    tamper(sql)
    with pytest.raises(DamagedLogError):
        checkpoint()
    assert Checkpoint.objects.count() == 1


def test_another_key_does_not_go_on_signing(settings, tmp_path):
    grow(2)
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "other.key"
    keys.load_or_create(tmp_path / "other.key", settings.SIAGA_ORIGIN)
    with pytest.raises(DamagedLogError, match="restore that key"):
        grow(1)


def test_a_lost_key_is_not_made_anew(settings):
    grow(2)
    settings.SIAGA_SIGNING_KEY_FILE.unlink()
    with pytest.raises(DamagedLogError, match="the signing key is not there"):
        checkpoint()
    assert not settings.SIAGA_SIGNING_KEY_FILE.exists()
    assert queries.inclusion(1, with_text=False)["key"] == Checkpoint.objects.get().key


def test_another_name_does_not_go_on_signing(settings):
    grow(2)
    settings.SIAGA_ORIGIN = "elsewhere/trail"
    with pytest.raises(DamagedLogError, match="that key and name"):
        checkpoint()


def test_every_entry_has_a_proof_in_few_queries(tmp_path, django_assert_max_num_queries):
    grow(21)
    for index in range(21):
        for with_text in (True, False):
            with django_assert_max_num_queries(3):
                document = queries.inclusion(index, with_text=with_text)
            file = tmp_path / "proof.json"
            file.write_text(json.dumps(document))
            assert verify_proof(file, public_key()).ok
            assert ("entry" in document) is with_text


def test_every_two_checkpoints_are_consistent(tmp_path):
    sizes = [grow(count).size for count in (1, 2, 5, 4)]
    for old in sizes:
        for new in sizes[sizes.index(old) :]:
            file = tmp_path / "proof.json"
            file.write_text(json.dumps(queries.consistency(old, new)))
            assert verify_proof(file).ok


def test_there_is_no_proof_before_a_checkpoint():
    with pytest.raises(queries.NotSignedYetError):
        queries.inclusion(0, with_text=True)
    grow(2)
    record("a.b", Subject("x.y", "1"))
    for index in (2, -1, 99):
        with pytest.raises(queries.NotSignedYetError):
            queries.inclusion(index, with_text=True)
    with pytest.raises(queries.NotSignedYetError, match="of 1 entries"):
        queries.consistency(1, 2)


def test_the_story_of_one_record_is_in_order():
    row, other = Subject("results.resultrow", "1", "TPS 001"), Subject("results.resultrow", "11", "TPS 011")
    record_all([Act("a.first", row), Act("a.other", other), Act("a.second", row)])
    assert [entry.action for entry in queries.timeline("results.resultrow", "1")] == ["a.first", "a.second"]


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_brings_its_own_transaction():
    with transaction.atomic():
        record("a.b", Subject("x.y", "1"))
    assert checkpoint().size == Entry.objects.count() == 1
