"""Every setting an operator can change is in the table of docs/operations.md, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = ROOT / "siaga" / "project" / "settings.py"
OPERATIONS = ROOT / "docs" / "operations.md"


def test_every_setting_is_documented() -> None:
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', SETTINGS.read_text(encoding="utf-8")))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", OPERATIONS.read_text(encoding="utf-8"), re.M))
    assert len(read) > 15
    assert documented == read


def test_no_setting_is_read_from_the_environment_elsewhere() -> None:
    read = re.compile(r"environ(?:\.get)?[\[(]\s*\"(SIAGA_[A-Z_]+)")
    found = {
        str(file.relative_to(ROOT)): names
        for file in (ROOT / "siaga").rglob("*.py")
        if file != SETTINGS and (names := read.findall(file.read_text(encoding="utf-8")))
    }
    assert found == {}
