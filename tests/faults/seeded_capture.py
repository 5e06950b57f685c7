"""Run by test_capture_faults.py: fill a fresh database with a small election whose clerk has a session, and
gather the files a browser asks for.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from tests.kit.count import small_election  # noqa: E402
from tests.kit.people import signed_in  # noqa: E402


def main(stations: int) -> None:
    call_command("collectstatic", verbosity=0, interactive=False)
    codes = [f"1872011001{number:03d}" for number in range(1, stations + 1)]
    town = small_election(codes)
    session = signed_in(town.clerk).cookies["sessionid"].value
    print(json.dumps({"stations": codes, "session": session}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
