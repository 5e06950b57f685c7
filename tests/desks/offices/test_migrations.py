"""The guards can be taken away and put back with rows in the tables, and hold again afterwards."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import IntegrityError, connection
from django.db.migrations.state import ProjectState

from siaga.desks.offices.models import Membership
from siaga.desks.trail import triggers
from tests.kit.people import account, institution, member

guards = import_module("siaga.desks.offices.migrations.0002_guards").Migration


@pytest.mark.django_db(transaction=True)
def test_guards_go_and_come_back_with_rows():
    membership, state = member(account(), "auditor"), ProjectState()
    office = institution().offices.create(code="ketua", title="Ketua", seats=1)
    office.holders.create(person="A", starts="2024-01-01", ends="2024-01-31")
    before = triggers.promised(connection)
    with connection.schema_editor() as editor:
        for operation in reversed(guards.operations):
            operation.database_backwards("offices", editor, state, state)
    assert len(triggers.missing(connection)) > 5
    Membership.objects.filter(pk=membership.pk).update(role="forum_member")
    with connection.schema_editor() as editor:
        for operation in guards.operations:
            operation.database_forwards("offices", editor, state, state)
    assert triggers.missing(connection) == set()
    assert triggers.promised(connection) == before
    with pytest.raises(IntegrityError, match="not rewritten"):
        Membership.objects.filter(pk=membership.pk).update(role="auditor")
    with pytest.raises(IntegrityError, match="more holders"):
        office.holders.create(person="B", starts="2024-01-31")
