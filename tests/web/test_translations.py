"""Indonesian is the language of the interface: every text has its translation, and none is out of date."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import allauth
import django
import polib
import pytest

from siaga.web import borrowed

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "siaga" / "web" / "locale" / "id" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_.]*\}|</?[a-z]+")


def entries() -> list[polib.POEntry]:
    return [e for e in polib.pofile(str(PO)) if not e.obsolete]


def test_every_text_is_translated():
    lacking = [e.msgid for e in entries() if not e.translated() or e.fuzzy]
    assert lacking == []


def test_translations_keep_their_placeholders():
    for entry in entries():
        for translated in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            want = entry.msgid_plural or entry.msgid
            assert sorted(PLACEHOLDER.findall(translated)) == sorted(PLACEHOLDER.findall(want)), entry.msgid


def test_borrowed_texts_are_still_those_of_the_libraries():
    homes = [Path(django.__file__).parent / part for part in ("conf", "contrib/auth")]
    homes.append(Path(allauth.__file__).parent)
    catalogues = [polib.pofile(str(home / "locale/id/LC_MESSAGES/django.po")) for home in homes]
    theirs = {entry.msgid for catalogue in catalogues for entry in catalogue}
    assert [text for text in borrowed.TEXTS if text not in theirs] == []


@pytest.mark.slow
def test_no_text_is_missing_from_the_file(tmp_path):
    if shutil.which("xgettext") is None:
        pytest.skip("gettext could not be had")
    copy = tmp_path / "siaga"
    shutil.copytree(ROOT / "siaga", copy, ignore=shutil.ignore_patterns("*.pyc", "static", "__pycache__"))
    command = [sys.executable, str(ROOT / "tools" / "make_messages.py"), str(copy)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    fresh = polib.pofile(str(copy / "web" / "locale" / "id" / "LC_MESSAGES" / "django.po"))
    assert {e.msgid for e in fresh if not e.obsolete} == {e.msgid for e in entries()}
