"""A real Chromium on the real site: one site and one browser for all browser tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit import site as sites
from tests.kit.browser import FLAGS, executable

PATIENCE = 90_000
"""Milliseconds somebody at a screen waits for anything. A busy machine is slow, and that is no fault here;
what must be fast is measured alone, under the mark "speed".
"""
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.hookimpl(tryfirst=True)  # before xdist looks for groups
def pytest_collection_modifyitems(items):
    """Browser tests share one site, so they run on one worker."""
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(1200))
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[sites.Site]:
    with sites.running(tmp_path_factory.mktemp("site"), sites.METRO) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    path = executable()
    if path is None:
        pytest.skip("Chromium could not be had")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


class Visitor:
    """One person at one screen: opens pages and keeps what went wrong on them."""

    def __init__(self, browser, site: sites.Site, width: int = 1280, language: str = "id-ID") -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 800}, locale=language)
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.width = width
        self.faults: list[str] = []
        self.page.on(
            "console", lambda m: self.faults.append(f"console: {m.text}") if m.type == "error" else None
        )
        self.page.on("pageerror", lambda e: self.faults.append(f"script: {e}"))
        self.page.on("request", self._stays_home)

    def _stays_home(self, request) -> None:
        if not request.url.startswith((self.site.url, "data:", "blob:")):
            self.faults.append(f"a request left the machine: {request.url}")

    def open(self, path: str):
        return self.page.goto(self.site.url + path if path.startswith("/") else path)

    def go(self, target) -> None:
        """Click what leads to another page, and be there: a click alone does not wait for a slow server."""
        with self.page.expect_navigation():
            target.click()

    def sign_in(self, username: str) -> None:
        self.open("/akun/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", self.site.accounts[username])
        self.go(self.page.locator("main form button[type=submit], main form button:not([type])").first)
        assert not {"login", "2fa"} & set(self.page.url.split("/")), self.page.inner_text("main")

    def axe(self) -> list[str]:
        """Violations on the page, one line each: rule, impact, and where."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{v['id']} ({v['impact']}): {v['nodes'][0]['target']} {v['nodes'][0]['html'][:160]}"
            for v in found
        ]

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        return self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(browser, site):
    """Make visitors: visit(), visit(width=360), visit(language='en-GB')."""
    made: list[Visitor] = []

    def make(**options) -> Visitor:
        made.append(Visitor(browser, site, **options))
        return made[-1]

    yield make
    for visitor in made:
        visitor.close()
