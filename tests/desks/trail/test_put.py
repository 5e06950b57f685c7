"""`put`, the verb behind every load: what it refuses, and that it never touches what is not the source's."""

from __future__ import annotations

import pytest
from django.db import transaction

from siaga.desks.trail.models import Entry, Source
from siaga.desks.trail.services.put import put
from siaga.desks.trail.services.record import Subject

pytestmark = pytest.mark.django_db

ABOUT = Subject("trail.source", "", "sources")


def put_sources(*wanted: Source, ours=()):
    with transaction.atomic():
        return put(Source.objects.all(), wanted, key=("code",), about=ABOUT, ours=ours)


def test_the_same_key_twice_is_refused_before_anything_is_written():
    with pytest.raises(ValueError, match="twice"):
        put_sources(Source(code="a", title="A"), Source(code="a", title="B"))
    assert not Source.objects.exists()


def test_only_what_differs_is_written_and_told():
    put_sources(Source(code="a", title="A"), Source(code="b", title="B"))
    changes = put_sources(Source(code="a", title="A"), Source(code="b", title="B", note="new"))
    (change,) = changes.written
    assert (change.key, change.before, change.after) == ("b", {"note": ""}, {"note": "new"})
    assert changes.unchanged == 1
    assert Entry.objects.count() == 2


def test_fields_that_are_ours_stay():
    put_sources(Source(code="a", title="A", note="ours"))
    assert not put_sources(Source(code="a", title="A", note=""), ours=("note",))
    assert Source.objects.get().note == "ours"


def test_nothing_to_say_leaves_no_entry():
    put_sources(Source(code="a", title="A"))
    changes = put_sources()
    assert [row.key for row in changes.missing] == ["a"]
    assert not changes
    assert Source.objects.count() == Entry.objects.count() == 1


def test_wanted_rows_know_their_primary_key_afterwards():
    put_sources(Source(code="a", title="A"))
    again, new = Source(code="a", title="A"), Source(code="b", title="B")
    put_sources(again, new)
    assert {again.pk, new.pk} == set(Source.objects.values_list("pk", flat=True))
