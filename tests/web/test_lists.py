"""Lists: sorted, paged, with their state in the address, and deaf to nonsense in it."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from siaga.web.exports import Column
from siaga.web.lists import Listing
from siaga.web.templatetags.siaga import filter_acts

COLUMNS = [
    Column("name", "Name", lambda row: row[0]),
    Column("votes", "Votes", lambda row: row[1], numeric=True),
]
ROWS = [("b", 2), ("A", None), ("c", 10)]


def listing(query: str = "", **options) -> Listing:
    return Listing(RequestFactory().get(f"/?{query}"), ROWS, COLUMNS, sort="name", **options)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", "Abc"),
        ("urut=-name", "cbA"),
        ("urut=votes", "bcA"),
        ("urut=-votes", "cbA"),
        ("urut=password", "Abc"),
        ("urut=--name", "cbA"),
    ],
)
def test_sorting_puts_unknown_values_last_and_ignores_unknown_keys(query, names):
    assert "".join(row[0] for row in listing(query).all_rows) == names


def test_pages_keep_the_filter_and_fall_back():
    second = listing("kind=special&hal=2", page_size=2)
    assert [row[0] for row in second.rows] == ["c"]
    assert second.previous == "?kind=special&hal=1"
    assert second.following == ""
    assert listing("hal=99", page_size=2).page.number == 2
    assert listing("hal=x", page_size=2).page.number == 1


def test_downloads_carry_filter_and_order_but_every_page():
    page = listing("kind=special&urut=-votes&hal=2", page_size=1)
    assert page.csv == "?kind=special&urut=-votes&unduh=csv"
    assert page.download("csv", "x").content.decode("utf-8-sig").splitlines() == [
        "name,votes",
        "c,10",
        "b,2",
        "A,",
    ]


def test_header_tells_the_order_and_turns_it():
    page = listing("urut=votes")
    assert [(head.order, head.address) for head in page.heads] == [
        ("none", "?urut=name"),
        ("ascending", "?urut=-votes"),
    ]
    html = render_to_string("web/list_head.html", {"listing": page})
    assert 'aria-sort="ascending"' in html
    assert html.count('scope="col"') == 2


def test_foot_counts_rows_and_offers_downloads():
    html = render_to_string("web/list_foot.html", {"listing": listing(page_size=2)})
    assert "unduh=csv" in html
    assert "unduh=xlsx" in html
    assert 'rel="next"' in html


@pytest.mark.parametrize(
    ("query", "way_back"),
    [
        ("", ""),
        ("election=kota-a&urut=name&hal=2", ""),
        ("kind=", ""),
        ("kind=special&hal=2", "/rapat/"),
        ("pemilihan=kota-a&kind=special", "/rapat/?pemilihan=kota-a"),
    ],
)
def test_a_bar_of_filters_leads_back_to_all_rows_while_it_leaves_some_out(query, way_back):
    request = RequestFactory().get(f"/rapat/?{query}")
    assert filter_acts({"request": request}) == {"all_rows": way_back}
