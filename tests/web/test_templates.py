"""What every template of the site obeys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import siaga

HOME = Path(siaga.__file__).parent
TEMPLATES = sorted(HOME.rglob("templates/**/*.html"))
KEY = re.compile(r"\{\{(?![^}]*\|(?:unlocalize|stringformat:'[ds]')\s*\}\})[^}]*\.pk\b[^}]*\}\}")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(HOME).as_posix())
def test_a_key_is_written_without_separators(template: Path) -> None:
    """The thousandth row is 1000 in an address or a form; 1.000 would be another row, or none."""
    assert KEY.findall(template.read_text(encoding="utf-8")) == []


def test_the_search_finds_a_key() -> None:
    assert KEY.findall('value="{{ s.pk }}"') and KEY.findall("{{ s.pk|intcomma }}")
    assert not KEY.findall('value="{{ s.pk|unlocalize }}"')
