"""Shared fixtures; the database is chosen by SIAGA_TEST_DB in tests/settings.py."""

from __future__ import annotations

import pytest
from django.conf import settings as site
from django.utils import translation
from hypothesis import HealthCheck, settings

from tests.kit.guards import flush_past_guards  # noqa: F401 - for every transactional test
from tests.kit.keys import raise_keys

settings.register_profile(
    "siaga",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("siaga")

LONGEST_NAME = 100


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A file or a long text names its test by its argument: archives carry the second at which they were
    made, and all workers must collect the same names.
    """
    return argname if isinstance(val, bytes | str) and len(val) > LONGEST_NAME else None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Keys as large as in a database of some years, in every test."""
    with django_db_blocker.unblock():
        raise_keys()


@pytest.fixture(autouse=True)
def _in_indonesian():
    """Every test starts in the language of the interface, whatever the one before it chose."""
    with translation.override(site.LANGUAGE_CODE):
        yield
