"""What a refusal costs: as few questions to the database as any page, and no traceback in the log."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.kit.city import tiny_city
from tests.kit.people import person, signed_in
from tests.kit.queries import check

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "status"), [("/lembaga/akun/", 403), ("/tidak/ada/", 404), ("/akun/logout/x/", 404)]
)
def test_a_refusal_reads_each_thing_once(address: str, status: int) -> None:
    tiny_city()
    client = signed_in(person("commission_staff"))
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    assert answer.status_code == status
    assert "Papan kesiapan" in answer.content.decode(), "the rail of who asks stands on the page"
    check(f"{status} {address}", len(seen), [query["sql"] for query in seen.captured_queries])


def test_the_log_names_a_refusal_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "django.request"):
        signed_in(person("commission_staff")).get("/lembaga/akun/")
    assert [record.getMessage() for record in caplog.records] == [
        "Forbidden (Permission denied): /lembaga/akun/"
    ]
    assert "Traceback" not in caplog.text
