"""Run by test_server_killed.py: fill a fresh database with a small election, and print what a client needs
to sign in.
"""

from __future__ import annotations

import json
import sys

import django

django.setup()

from tests.kit.count import small_election  # noqa: E402
from tests.kit.people import signed_in  # noqa: E402


def main(stations: int) -> None:
    codes = [f"1872011001{number:03d}" for number in range(1, stations + 1)]
    town = small_election(codes)
    sessions = {who: signed_in(getattr(town, who)).cookies["sessionid"].value for who in ("clerk", "checker")}
    print(json.dumps({"stations": codes, "sessions": sessions}))  # noqa: T201


if __name__ == "__main__":
    main(int(sys.argv[1]))
