"""Collect every text of the interface into the Indonesian translation file (needs gettext's xgettext)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

if __name__ == "__main__":
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "makemessages", "-l", "id", "--no-location", "--no-obsolete", "-v0"],
        cwd=ROOT / "siaga",
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)},
        check=True,
    )
