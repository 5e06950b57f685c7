"""A database of its own for a test that kills processes: SQLite or PostgreSQL, as the run is.

environment = own_database(tmp_path)     # for subprocess.run(..., env=environment)
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def own_database(home: Path) -> dict[str, str]:
    """Create and migrate a fresh database; return the environment in which the site uses it."""
    environment = os.environ | {"SIAGA_HOME": str(home), "DJANGO_SETTINGS_MODULE": "siaga.project.settings"}
    environment["PYTHONPATH"] = str(ROOT)
    if connection.vendor == "postgresql":
        environment["DATABASE_URL"] = _postgresql_database(f"kill_{os.getpid()}_{home.name[-20:]}")
    else:
        environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return environment


def _postgresql_database(name: str) -> str:
    import psycopg

    server = os.environ["DATABASE_URL"]
    name = "".join(c if c.isalnum() else "_" for c in name).lower()
    with psycopg.connect(server, autocommit=True) as own:
        own.execute(f'CREATE DATABASE "{name}"')
    return urlsplit(server)._replace(path=f"/{name}").geturl()
