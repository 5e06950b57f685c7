"""Take the README's pictures from a real site with the Kota Metro pack: ``python -m tools.screenshots``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.kit import site as sites
from tests.kit.browser import FLAGS, executable

OUT = Path(__file__).resolve().parent.parent / "docs" / "images"
SHOTS = [
    ("home", "/", None, 1280),
    ("board", "/papan/", "kpu", 1280),
    ("result", "/hasil-publik/kota-metro-2024/mayor/18.72/", None, 1280),
    ("map", "/wilayah/", None, 1280),
    ("phone", "/hasil/", "kpps", 360),
]


def main() -> None:
    """Write one PNG per shot; only those named on the command line, if any."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as home,
        sites.running(Path(home), sites.METRO) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        for shot in SHOTS:
            if len(sys.argv) < 2 or shot[0] in sys.argv:
                take(browser, site, *shot)
        browser.close()


def take(browser, site: sites.Site, name: str, path: str, user: str | None, width: int) -> None:
    """Sign in when a user is named, open the page, keep the picture."""
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="id-ID")
    page = context.new_page()
    if user:
        page.goto(f"{site.url}/akun/login/")
        page.fill("input[name=login]", user)
        page.fill("input[name=password]", site.accounts[user])
        page.locator("main form button").first.click()
        page.wait_for_load_state()
    page.goto(site.url + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=str(OUT / f"{name}.png"))
    context.close()


if __name__ == "__main__":
    main()
