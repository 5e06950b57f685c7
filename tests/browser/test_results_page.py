"""The public page of results in a real browser: map, bars, and the board that asks for its lights again."""

from __future__ import annotations

import pytest

REGION = "/hasil-publik/kota-metro-2024/mayor/18.72/"


@pytest.mark.parametrize("width", [1280, 360])
def test_the_map_carries_every_district_with_its_figure(visit, width: int) -> None:
    visitor = visit(width=width)
    visitor.open(REGION)
    visitor.page.wait_for_selector(".map-label")
    labels = visitor.page.locator(".map-label").all_inner_texts()
    assert len(labels) == 5
    assert all("%" in label for label in labels)
    assert visitor.faults == []


def test_the_map_can_be_painted_by_coverage(visit) -> None:
    visitor = visit()
    visitor.open(REGION)
    visitor.page.wait_for_selector(".map-label")
    button = visitor.page.locator("[data-paint=coverage]")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    visitor.page.wait_for_function(  # the labels of the votes, "1: 57,0 %", fade away
        """() => {
          const labels = [...document.querySelectorAll('.map-label')];
          return labels.length === 5 && labels.every(label => !label.textContent.includes(':'));
        }"""
    )
    labels = visitor.page.locator(".map-label").all_inner_texts()
    assert len(labels) == 5
    assert any("100" in label for label in labels), "all but the station other tests work on are counted"


def test_an_area_of_the_map_leads_to_its_page(visit) -> None:
    visitor = visit()
    visitor.open(REGION)
    visitor.page.wait_for_selector("path.leaflet-interactive")
    visitor.page.locator("path.leaflet-interactive").first.dispatch_event("click")
    visitor.page.wait_for_url("**/mayor/18.72.0*/")


def test_the_bars_are_drawn(visit) -> None:
    visitor = visit()
    visitor.open(REGION)
    visitor.page.wait_for_selector("#chart canvas")
    assert visitor.faults == []


def test_a_light_that_was_opened_stays_open_when_the_board_refreshes(visit) -> None:
    visitor = visit()
    visitor.sign_in("bawaslu")
    visitor.open("/papan/")
    visitor.page.locator("#staffing summary").click()
    marker = visitor.page.locator(".board-summary")
    marker.evaluate("e => e.dataset.old = '1'")
    visitor.page.evaluate("htmx.ajax('GET', '/papan/lampu/', {target: '#lights', swap: 'innerHTML'})")
    visitor.page.wait_for_function("() => !document.querySelector('.board-summary').dataset.old")
    assert visitor.page.locator("#staffing details").get_attribute("open") is not None
    assert visitor.faults == []


def test_the_board_prints_on_one_page(visit) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    visitor = visit()
    visitor.sign_in("bawaslu")
    visitor.open("/papan/")
    link = visitor.page.locator("a[href$='cetak.pdf']").first.get_attribute("href")
    pdf = visitor.context.request.get(visitor.site.url + link).body()
    assert len(PdfReader(BytesIO(pdf)).pages) == 1
