"""Compile the translation files (.po) that are newer than their compiled form (.mo); no gettext needed."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "siaga" / "web" / "locale"

for source in LOCALE.glob("*/LC_MESSAGES/*.po"):
    target = source.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        polib.pofile(str(source)).save_as_mofile(str(target))
