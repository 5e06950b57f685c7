"""The command post in a real browser, half way through the night: it keeps itself fresh, keeps what was
opened and where the keyboard was, pauses out of sight and says when the connection is lost.
"""

from __future__ import annotations

import pytest

PAGE = "/hasil/malam/"
NEWS = "**/hasil/malam/terbaru/**"
QUICK = """document.addEventListener("DOMContentLoaded", () => {
  const news = document.getElementById("night");
  if (news) news.dataset.every = "1";
})"""
"""Before the page's own script reads it: news every second."""


@pytest.fixture
def commissioner(visit):
    def make(**options):
        visitor = visit(**options)
        visitor.page.add_init_script(QUICK)
        visitor.sign_in("komisioner")
        visitor.open(PAGE)
        return visitor

    return make


def computed(visitor) -> str:
    return visitor.page.get_attribute("#night-computed time", "datetime")


def wait_for_news(visitor) -> None:
    before = computed(visitor)
    visitor.page.wait_for_function(
        "b => document.querySelector('#night-computed time').dateTime !== b", arg=before
    )


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["id-ID", "en-GB"])
def test_it_is_accessible_fits_and_fails_nowhere(commissioner, width, language):
    visitor = commissioner(width=width, language=language)
    visitor.page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    visitor.page.wait_for_selector("#map path.leaflet-interactive")
    assert visitor.axe() == []
    assert visitor.overflow() <= 0
    assert visitor.faults == []


def test_news_keep_what_is_open_the_keyboard_and_the_map(commissioner):
    visitor = commissioner()
    page = visitor.page
    page.wait_for_selector("#map path.leaflet-interactive")
    summary = page.locator("details[data-keep=pace] > summary")
    summary.click()
    summary.focus()
    page.evaluate("document.getElementById('map').dataset.mine = 'yes'")
    wait_for_news(visitor)
    wait_for_news(visitor)
    assert page.evaluate("document.activeElement.closest('details').dataset.keep") == "pace"
    assert page.evaluate("document.querySelector('details[data-keep=pace]').open")
    assert page.get_attribute("#map", "data-mine") == "yes"
    assert page.locator("#map path.leaflet-interactive").count()
    assert visitor.faults == []


def test_it_pauses_out_of_sight_and_asks_at_once_when_it_is_back(commissioner):
    visitor = commissioner()
    page = visitor.page
    hide = """hidden => {
      Object.defineProperty(document, 'hidden', {configurable: true, get: () => hidden});
      document.dispatchEvent(new Event('visibilitychange'));
    }"""
    page.evaluate(hide, True)
    page.wait_for_selector("#night-fresh[data-state=paused]")
    page.wait_for_timeout(1500)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "terbaru" in request.url else None)
    page.wait_for_timeout(2500)
    assert asked == []
    page.evaluate(hide, False)
    wait_for_news(visitor)
    assert page.get_attribute("#night-fresh", "data-state") == "live"


@pytest.mark.parametrize("how", ["abort", "error", "login"])
def test_what_is_no_news_never_takes_the_place_of_figures(commissioner, how):
    visitor = commissioner()
    page = visitor.page
    answers = {
        "abort": lambda route: route.abort(),
        "error": lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
        "login": lambda route: route.fulfill(status=200, body="<h1>Masuk</h1>"),
    }
    page.route(NEWS, answers[how])
    page.wait_for_selector("#night-fresh[data-state=lost]")
    stood = computed(visitor)
    assert page.locator("#h-held").count() == 1
    assert page.inner_text("#night-fresh [role=status]") != ""
    page.unroute(NEWS)
    page.wait_for_selector("#night-fresh[data-state=live]")
    page.wait_for_function("b => document.querySelector('#night-computed time').dateTime !== b", arg=stood)
