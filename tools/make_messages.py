"""Collect every text of the interface into the Indonesian translation file (needs gettext's xgettext).

    python tools/make_messages.py [PACKAGE]

PACKAGE is the package folder to read and write, this checkout's own by default; a test points it at a copy.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def collect(package: Path) -> None:
    """Write the texts found under `package` into its own translation file; raise when gettext fails."""
    paths = [str(package.parent), str(ROOT)]
    subprocess.run(
        [sys.executable, "-m", "django", "makemessages", "-l", "id", "--no-location", "--no-obsolete", "-v0"],
        cwd=package,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(paths)},
        check=True,
    )


if __name__ == "__main__":
    collect(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "siaga")
