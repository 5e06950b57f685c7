"""The pages of institutions, and the answer to: who held this office on that day?"""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from siaga.desks.offices.models import Institution, OfficeHolder
from siaga.desks.offices.queries.institutions import Timeline, holders_on, holds, institutions, page_of
from siaga.desks.trail.models import Precision, Source
from tests.kit.people import institution, member, person, signed_in

DAY = date(2024, 11, 20)
days = st.one_of(st.none(), st.integers(-40, 40).map(lambda n: DAY + timedelta(days=n)))


@given(days, days, st.integers(-50, 50))
def test_holding_an_office_against_a_slow_oracle(starts, ends, offset):
    if starts and ends and ends < starts:
        starts, ends = ends, starts
    day = DAY + timedelta(days=offset)
    answer = holds(OfficeHolder(starts=starts, ends=ends), day)
    beginnings = [starts] if starts else [DAY - timedelta(days=n) for n in range(-100, 100)]
    endings = [ends] if ends else [DAY + timedelta(days=n) for n in range(-100, 100)]
    possible = {s <= day <= e for s in beginnings for e in endings if s <= e}
    assert answer is (possible.pop() if len(possible) == 1 else None)


@pytest.fixture
def mayor(db):
    """Metro's mayor as its pack has him: leave, a Pjs, a return of which no end is stated."""
    source = Source.objects.create(code="pjs", title="Pjs di Metro", address="https://example.org/pjs")
    office = institution(Institution.Kind.GOVERNMENT).offices.create(code="mayor", title="Wali Kota", seats=1)
    for person_, form, starts, ends in (
        ("Wahdi", "full", date(2021, 2, 26), date(2024, 9, 24)),
        ("Descatama", "pjs", date(2024, 9, 25), date(2024, 11, 23)),
        ("Wahdi", "full", date(2024, 11, 24), None),
    ):
        office.holders.create(
            person=person_, form=form, starts=starts, ends=ends, source=source, precision=Precision.EXACT
        )
    return office


@pytest.mark.parametrize(
    ("day", "names"),
    [
        (date(2021, 2, 25), []),
        (date(2024, 9, 24), ["Wahdi"]),
        (date(2024, 9, 25), ["Descatama"]),
        (date(2024, 11, 23), ["Descatama"]),
        (date(2024, 11, 24), ["Wahdi"]),
        (date(2024, 11, 27), []),
    ],
)
def test_who_held_the_office(mayor, day, names):
    assert [holder.person for holder in holders_on(mayor, day)] == names


def test_what_the_source_leaves_open_is_said_so(client, mayor):
    answer = client.get(reverse("offices:institution", args=[mayor.institution.code]), {"on": "2024-11-27"})
    (row,) = answer.context["page"].offices
    assert (row.sure, [held.holder.person for held in row.possible]) == ((), ["Wahdi"])
    page = answer.content.decode()
    assert "2024" in page
    assert "https://example.org/pjs" in page


def test_a_permalink_of_a_day(client, mayor):
    address = reverse("offices:institution", args=[mayor.institution.code])
    pjs = client.get(address, {"on": "2024-11-01"}).context["page"]
    assert [held.holder.get_form_display() for held in pjs.offices[0].sure] == ["Pjs (pejabat sementara)"]
    for nonsense in ("2024-13-45", "kemarin", ""):
        answer = client.get(address, {"on": nonsense})
        assert answer.status_code == 200
        assert answer.context["form"].errors


def test_bars_lie_within_the_picture_and_in_order(mayor):
    page = page_of(mayor.institution, date(2024, 11, 27))
    first, second, third = page.offices[0].holders
    assert first.left == 0
    assert first.right == pytest.approx(second.left, abs=0.02)
    assert second.right == pytest.approx(third.left, abs=0.5)
    assert third.right == pytest.approx(100, abs=0.02)
    assert 0 < page.mark < 100


def test_who_left_long_before_the_picture_has_no_bar(mayor):
    mayor.holders.create(person="Lama", starts=date(2010, 1, 1), ends=date(2015, 1, 1))
    rows = page_of(mayor.institution, date(2024, 11, 27)).offices[0].holders
    assert {row.holder.person: row.width for row in rows if row.holder.person == "Lama"} == {"Lama": 0}


def test_a_bar_of_one_day_can_still_be_seen():
    line = Timeline(date(2021, 1, 1), date(2024, 12, 31))
    assert line.share(line.first) == 0
    assert line.share(date(2030, 1, 1)) == 100
    assert line.share(date(2000, 1, 1)) == 0


def test_without_any_stated_day_there_is_no_timeline(client, db):
    office = institution().offices.create(code="chair", title="Ketua")
    office.holders.create(person="Budi")
    answer = client.get(reverse("offices:institution", args=[office.institution.code]))
    assert answer.context["page"].timeline is None
    assert [held.holder.person for held in answer.context["page"].offices[0].possible] == ["Budi"]


# --- the list


@pytest.fixture
def some(db):
    return [
        institution(Institution.Kind.COMMISSION, "18.72"),
        institution(Institution.Kind.COMMITTEE, "18.72.01"),
        institution(Institution.Kind.POLICE, "18.72"),
        institution(Institution.Kind.COMMISSION, "19.71"),
    ]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {0, 1, 2, 3}),
        ({"kind": "commission"}, {0, 3}),
        ({"region": "18.72"}, {0, 1, 2}),
        ({"region": "18.72", "kind": "committee"}, {1}),
        ({"words": "police 18"}, {2}),
        ({"words": "100% tidak ada"}, set()),
        ({"region": "18.7"}, set()),
    ],
)
def test_filters(some, filters, found):
    assert set(institutions(**filters)) == {some[n] for n in found}


def test_the_page_keeps_the_filter_in_its_address(client, some):
    answer = client.get(reverse("offices:institutions"), {"kind": "commission", "region": "18.72"})
    assert [row.code for row in answer.context["listing"].rows] == [some[0].code]
    assert "kind=commission" in answer.context["listing"].csv


def test_empty_lists_say_what_to_do(client, db):
    address = reverse("offices:institutions")
    assert "siaga pack load" in client.get(address).content.decode()
    assert client.get(address, {"words": "zzz"}).status_code == 200
    assert client.get(address, {"kind": "nonsense", "region": "nonsense"}).status_code == 200


def test_downloads_hold_source_and_doubt(client, some):
    some[0].doubt, some[0].name = "Printed twice.", "=KPU"
    some[0].save()
    address = reverse("offices:institutions")
    rows = list(
        csv.DictReader(io.StringIO(client.get(address, {"unduh": "csv"}).content.decode("utf-8-sig")))
    )
    assert len(rows) == len(some)
    (marked,) = [row for row in rows if row["doubt"]]
    assert marked["name"] == "'=KPU"
    book = load_workbook(io.BytesIO(client.get(address, {"unduh": "xlsx"}).content))
    assert book.active.max_row == len(some) + 1


def test_members_are_shown_to_those_who_may_see_accounts(client, some):
    body = some[0]
    member(person("forum_member", full_name="Rahasia Sekali"), "auditor", institution=body)
    address = reverse("offices:institution", args=[body.code])
    assert "Rahasia Sekali" not in client.get(address).content.decode()
    assert "Rahasia Sekali" not in signed_in(person("commissioner")).get(address).content.decode()
    assert "Rahasia Sekali" not in signed_in(person("administrator", "19.71")).get(address).content.decode()
    assert "Rahasia Sekali" in signed_in(person("administrator")).get(address).content.decode()


def test_pages_cost_few_queries(client, mayor, django_assert_max_num_queries):
    for number in range(12):
        office = mayor.institution.offices.create(code=f"o{number}", title=f"Office {number}")
        office.holders.create(person="A", starts=DAY)
    with django_assert_max_num_queries(9):
        client.get(reverse("offices:institution", args=[mayor.institution.code]))
    with django_assert_max_num_queries(6):
        client.get(reverse("offices:institutions"))
