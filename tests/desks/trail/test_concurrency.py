"""Many writers at once: no gap, no fork, nothing lost."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from siaga.desks.trail.models import Entry, Head
from siaga.desks.trail.services import Subject, checkpoint, record
from siaga.engines.ledger.tree import Tree, leaf_hash

WRITERS, ACTS = 6, 15


class UndoneError(Exception):
    """Some acts fail after their entry was written."""


def write(writer: int) -> int:
    """Do some acts, of which a third fail; return how many stand."""
    dice, done = random.Random(writer), 0
    for number in range(ACTS):
        try:
            with transaction.atomic():
                record("a.b", Subject("x.y", f"{writer}-{number}"))
                if dice.random() < 1 / 3:
                    raise UndoneError
            done += 1
        except UndoneError:
            pass
    connection.close()
    return done


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_make_one_unbroken_log(settings, tmp_path):
    settings.SIAGA_SIGNING_KEY_FILE = tmp_path / "signing.key"
    with ThreadPoolExecutor(WRITERS) as pool:
        done = sum(pool.map(write, range(WRITERS)))
    entries = list(Entry.objects.order_by("index"))
    assert [entry.index for entry in entries] == list(range(done))
    tree = Tree(leaf_hash(entry.canonical.encode()) for entry in entries)
    assert Head.objects.get().open().head() == tree.head() == checkpoint().head
    for writer in range(WRITERS):
        mine = [entry.subject_id for entry in entries if entry.subject_id.startswith(f"{writer}-")]
        assert mine == sorted(mine, key=lambda subject: int(subject.split("-")[1]))
