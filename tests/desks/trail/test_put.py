"""`put`, the verb behind every load: what it refuses, and that it never touches what is not the source's."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

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
    assert str(changes) == "1 changed, 1 as before"
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


def test_what_is_gone_is_told_in_the_order_of_its_keys():
    put_sources(*(Source(code=code, title=title) for code, title in (("c", "1"), ("a", "3"), ("b", "2"))))
    assert [row.key for row in put_sources().missing] == ["a", "b", "c"]


def test_wanted_rows_know_their_primary_key_afterwards():
    put_sources(Source(code="a", title="A"))
    again, new = Source(code="a", title="A"), Source(code="b", title="B")
    put_sources(again, new)
    assert {again.pk, new.pk} == set(Source.objects.values_list("pk", flat=True))


def test_how_a_row_is_told_is_decided_by_the_desk():
    def covered(row, values):
        return {name: len(value) if isinstance(value, str) else value for name, value in values.items()}

    with transaction.atomic():
        put(Source.objects.all(), [Source(code="a", title="Ab")], key=("code",), about=ABOUT, told=covered)
    assert Entry.objects.get().after["a"]["title"] == 2


def test_two_rows_change_places_in_a_unique_column():
    """`dated` stands for a nullable column of a unique rule: it is emptied before the rows are written."""
    day, other = date(2024, 1, 1), date(2024, 1, 2)
    put_sources(Source(code="a", title="A", dated=day), Source(code="b", title="B", dated=other))
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        swapped = [Source(code="a", title="A", dated=other), Source(code="b", title="B", dated=day)]
        put(Source.objects.all(), swapped, key=("code",), about=ABOUT, freed=("dated",))
    updates = [query["sql"] for query in queries if query["sql"].startswith('UPDATE "trail_source"')]
    assert "NULL" in updates[0] and len(updates) == 2
    assert {s.code: s.dated for s in Source.objects.all()} == {"a": other, "b": day}
