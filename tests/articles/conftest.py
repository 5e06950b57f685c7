"""Both shipped cities in one database, loaded once for all tests of the articles, which only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction

from siaga.desks.elections.services import load_pack
from siaga.engines import packs
from tests.kit.packs import SHIPPED
from tests.kit.people import person, signed_in

from .reading import Reading


@pytest.fixture(scope="package")
def reading(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Reading]:
    """The site with both packs, read by a visitor and, where only the election room reads, by an officer."""
    with django_db_blocker.unblock(), transaction.atomic():
        for folder in SHIPPED:
            load_pack(packs.load(folder))
        officers = {city: signed_in(person("auditor", city)) for city in ("18.72", "19.71")}
        yield Reading(officers)
        transaction.set_rollback(True)
