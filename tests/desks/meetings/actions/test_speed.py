"""A year of a large city: the reminders of a day for 6,000 actions and 2,000 people, and the pages."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from siaga.desks.meetings.models import Action, Channel, Progress, Reminder
from siaga.desks.meetings.services.audience import audience
from siaga.desks.meetings.services.reminders import write_reminders
from siaga.desks.meetings.services.sending import send_reminders
from tests.kit.actions import small_room
from tests.kit.people import signed_in
from tests.kit.year import Year, year_of

SECONDS = 30
MILLISECONDS = 200
pytestmark = [pytest.mark.django_db, pytest.mark.speed, pytest.mark.slow]


class Postbox:
    """A notifier that takes everything at once."""

    def __init__(self) -> None:
        self.letters = 0

    def deliver(self, address: str, title: str, body: str) -> bool:
        self.letters += 1
        return True


@pytest.fixture
def year() -> Year:
    return year_of(small_room().election)


def test_the_reminders_of_a_day(year: Year) -> None:
    """The worst day: every open action is due in the past, and everybody has a channel."""
    Channel.objects.bulk_create(
        Channel(user=user, label="x", address="tgram://a/1", quiet_from="00:00", quiet_until="00:00")
        for user in year.users
    )
    began, notifier = time.perf_counter(), Postbox()
    everybody = audience()
    write_reminders(timezone.localdate(), everybody)
    outcome = send_reminders(timezone.now(), everybody, notifier)
    took = time.perf_counter() - began
    unsettled = Action.objects.filter(state__in=(Progress.OPEN, Progress.REPORTED)).count()
    print(f"{Action.objects.count()} actions ({unsettled} unsettled), {len(year.users)} people: ", end="")  # noqa: T201
    print(f"{Reminder.objects.count()} reminders, {notifier.letters} messages in {took:.1f} s")  # noqa: T201
    assert outcome.sent == Reminder.objects.count() > 10_000
    assert notifier.letters <= len(year.users)
    assert took < SECONDS


@pytest.mark.parametrize("address", ["", "?late=overdue", "milik-saya/", "ringkasan/"])
def test_the_pages_of_a_year(year: Year, address: str, settings: Any) -> None:
    client: Client = signed_in(year.users[0])
    code = year.election.code
    times = []
    for _ in range(5):
        began = time.perf_counter()
        answer = client.get(f"/tindak-lanjut/{address}", {"pemilihan": code} if "?" not in address else {})
        times.append(1000 * (time.perf_counter() - began))
        assert answer.status_code == 200
    print(f"{address or 'list'}: {median(times):.0f} ms")  # noqa: T201
    assert median(times) < MILLISECONDS
