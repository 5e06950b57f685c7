"""A real Chromium for the browser tests: Debian's, or the one Playwright brought."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """Path of a Chromium that is there, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def starts() -> bool:
    """Whether the driver and a browser really start; a bare machine may lack a library of either."""
    from playwright.sync_api import sync_playwright

    try:
        path = executable()
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=path, args=FLAGS).close()
    except Exception:  # the driver reports a library it lacks as a bare Exception
        return False
    return path is not None


if __name__ == "__main__":
    sys.exit(0 if starts() else 1)
