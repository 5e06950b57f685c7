"""Vendored assets are what they were when they were looked at."""

from __future__ import annotations

import hashlib
from pathlib import Path

VENDOR = Path(__file__).resolve().parents[2] / "siaga" / "web" / "static" / "vendor"


def test_every_vendored_file_has_its_checksum():
    listed = dict(
        reversed(line.split("  ./", 1)) for line in (VENDOR / "checksums.sha256").read_text().splitlines()
    )
    found = {
        str(f.relative_to(VENDOR)): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in VENDOR.rglob("*")
        if f.is_file() and f.parent != VENDOR
    }
    assert found == listed


def test_no_vendored_file_asks_another_host():
    for sheet in VENDOR.rglob("*.css"):
        assert "url(http" not in sheet.read_text(encoding="utf-8")
        assert "@import" not in sheet.read_text(encoding="utf-8")
