"""The filter "in this region" finds what Python says lies in it."""

from __future__ import annotations

import pytest
from django.db.models import Value
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import contains, inside
from tests.kit.city import tiny_city

pytestmark = pytest.mark.django_db

_parts = st.tuples(*(st.text("127", min_size=n, max_size=n) for n in (2, 2, 2, 4)))
_codes = st.builds(lambda parts, depth: ".".join(parts[:depth]), _parts, st.integers(1, 4))


@pytest.fixture
def regions():
    tiny_city()
    return Region.objects.all()


def codes(wanted):
    return set(Region.objects.filter(wanted).values_list("code", flat=True))


def test_a_region_and_what_lies_in_it(regions):
    assert codes(inside("code", "18.72.01")) == {c.code for c in regions if contains("18.72.01", c.code)}
    assert codes(inside("code", "18.72.01")) > {"18.72.01"}
    assert codes(inside("code", "18")) == codes(inside("code", "18", "18.72.01")) == {c.code for c in regions}


@pytest.mark.parametrize("damaged", [(), ("",), ("18.7",), ("18.72.",), ("1",), ("%",), ("1872",)])
def test_no_code_and_a_damaged_one_find_nothing(regions, damaged):
    assert codes(inside("code", *damaged)) == set()


def test_the_way_to_the_code_may_lead_over_other_rows(regions):
    found = PollingStation.objects.filter(inside("ward__code", "18.72.01"))
    assert {s.pk for s in found} == {
        s.pk for s in PollingStation.objects.all() if contains("18.72.01", s.ward_id)
    }
    assert found.exists()


@given(outer=st.lists(_codes, max_size=3), inner=_codes)
def test_the_database_and_python_agree(outer, inner):
    if not Region.objects.exists():
        tiny_city()
    one = Region.objects.order_by("code")[:1].values("code")
    found = Region.objects.filter(code__in=one).annotate(told=Value(inner)).filter(inside("told", *outer))
    assert found.exists() is any(contains(code, inner) for code in outer)
