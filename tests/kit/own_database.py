"""A database of its own for a test that kills processes: SQLite or PostgreSQL, as the run is.

environment = own_database(tmp_path)     # for subprocess.run(..., env=environment)

Each is a copy of one empty database, which the first of a run to ask migrates; all workers share it.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
FILE = "siaga.sqlite3"


def own_database(home: Path) -> dict[str, str]:
    """Make a fresh, migrated database; return the environment in which the site uses it."""
    environment = os.environ | {"SIAGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "siaga.project.settings"}
    environment["PYTHONPATH"] = str(ROOT)
    if connection.vendor == "postgresql":
        return environment | {"DATABASE_URL": _postgresql_copy(environment, home)}
    environment.pop("DATABASE_URL", None)
    shutil.copyfile(_empty(environment, _migrate) / FILE, home / FILE)
    return environment


def _empty(environment: dict[str, str], make: Callable[[dict[str, str]], None]) -> Path:
    """Home of the empty database of this run, made by the first process that comes here."""
    home = Path(os.environ["SIAGA_TEST_HOME"]) / "empty"
    home.mkdir(exist_ok=True)
    with (home / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := home / "done").exists():
            make(environment | {"SIAGA_HOME": str(home)})
            done.touch()
    return home


def _migrate(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def _postgresql_copy(environment: dict[str, str], home: Path) -> str:
    empty = _postgresql_name("empty", Path(os.environ["SIAGA_TEST_HOME"]))

    def make(environment: dict[str, str]) -> None:
        _migrate(environment | {"DATABASE_URL": _postgresql_database(empty, "template1")})

    _empty(environment, make)
    return _postgresql_database(_postgresql_name(f"kill_{os.getpid()}", home), empty)


def _postgresql_name(kind: str, home: Path) -> str:
    """The name of the database of a home; a server given from outside may hold those of earlier runs."""
    return re.sub(r"\W", "_", f"{kind}_{home.name[-20:]}").lower()


def _postgresql_database(name: str, template: str) -> str:
    """Create a database as a copy of another; return its address. One of that name was left half made."""
    import psycopg

    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as own:
        own.execute(f'DROP DATABASE IF EXISTS "{name}"')
        own.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()
