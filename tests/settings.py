"""Settings of the test runs: a throw-away home, fast passwords, and SQLite or PostgreSQL by SIAGA_TEST_DB."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "SIAGA_TEST_HOME" not in os.environ:  # the first process makes it, its parallel workers inherit it
    memory = Path("/dev/shm")  # noqa: S108 - memory when there is some, a temporary folder otherwise
    folder = memory if os.access(memory, os.W_OK) else None
    os.environ["SIAGA_TEST_HOME"] = tempfile.mkdtemp(prefix="siaga-test-", dir=folder)
    atexit.register(shutil.rmtree, os.environ["SIAGA_TEST_HOME"], ignore_errors=True)
os.environ["SIAGA_HOME"] = os.environ["SIAGA_TEST_HOME"]
os.environ.setdefault("SIAGA_PLAIN_STATIC", "1")
os.environ.setdefault("SIAGA_SECRET_KEY", "tests only")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser driver keeps a loop in the test thread

if os.environ.get("SIAGA_TEST_DB", "sqlite") == "postgresql" and "SIAGA_TEST_PG_STARTED" not in os.environ:
    from tests.kit import postgres

    os.environ["DATABASE_URL"] = postgres.start()
    os.environ["SIAGA_TEST_PG_STARTED"] = "1"  # inherited by the parallel workers

from siaga.project.settings import *  # noqa: F403
from siaga.project.settings import DATABASES, HOME

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
