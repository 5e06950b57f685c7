"""What each role meets on lists and forms: only what is theirs to do, in their places, by their clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from siaga.desks.offices.roles import ACTION_NAMES
from siaga.desks.results.queries.rowpage import next_steps
from siaga.desks.results.services import supervise
from siaga.desks.results.states import Act
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
FIRST = {"18.72.01", "18.72.01.1001", "18.72.01.1002"}
SECOND = {"18.72.02", "18.72.02.1001"}


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_a_supervisor_is_offered_what_still_waits_for_them(town: Town) -> None:
    ptps = person("station_supervisor", station=TPS)
    client, row = signed_in(ptps), town.row(TPS)
    both = {row.pk, town.row(TPS, "governor").pk}
    assert client.get(reverse("results:desk")).context["to_supervise"] == both
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert client.get(reverse("results:desk")).context["to_supervise"] == both - {row.pk}
    address = reverse("results:supervise", args=["uji-2024", "mayor", TPS])
    assert address not in client.get(reverse("results:desk")).content.decode()


def test_nobody_is_told_they_entered_what_they_only_read(town: Town) -> None:
    ptps = person("station_supervisor", station=TPS)
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert not any(step.why_not for step in next_steps(town.row(TPS), ptps))
    crew = town.row(TPS).entered_by
    assert "entered" not in " ".join(step.why_not for step in next_steps(town.row(TPS), crew))


def test_who_entered_is_told_why_another_confirms(town: Town) -> None:
    both = person("district_committee", "18.72.01")
    town.enter(TPS, by=both)
    [confirming] = [step for step in next_steps(town.row(TPS), both) if step.act == Act.CONFIRM]
    assert (confirming.allowed, confirming.why_not) == (False, "not by you: you entered these figures")


@pytest.mark.parametrize("page", ["desk", "held", "sources"])
@pytest.mark.parametrize(
    ("role", "code", "seen"),
    [
        ("station_officer", "", set()),
        ("station_supervisor", "", set()),
        ("district_committee", "18.72.01", {"18.72.01", "18.72.01.1001", "18.72.01.1002"}),
        (
            "commissioner",
            "18.72",
            {"18.72.01", "18.72.01.1001", "18.72.01.1002", "18.72.02", "18.72.02.1001"},
        ),
        ("auditor", "18.72", {"18.72.01", "18.72.01.1001", "18.72.01.1002", "18.72.02", "18.72.02.1001"}),
    ],
)
def test_filters_hold_the_regions_of_ones_own_places(
    town: Town, page: str, role: str, code: str, seen: set[str]
) -> None:
    user = person(role, code) if code else person(role, station=TPS)
    choices = signed_in(user).get(reverse(f"results:{page}")).context["choices"]
    assert {region.code for region in choices["regions"]} == seen


def test_a_plenary_opens_now_by_the_clock_of_the_city(town: Town) -> None:
    town.election.time_zone = "Asia/Jayapura"
    town.election.save()
    client = signed_in(person("commissioner"))
    form = client.get(reverse("results:plenaries")).context["form"]
    there = datetime.now(ZoneInfo("Asia/Jayapura")).replace(tzinfo=None)
    assert abs((form.initial["opened_at"] - there).total_seconds()) < 60
    sent: dict[str, Any] = {
        "client_id": form.initial["client_id"],
        "region": "18.72",
        "presided_by": "Ketua",
        "opened_at": "2024-11-29T09:00",
    }
    assert client.post(reverse("results:plenary-open"), sent).status_code == 302
    opened = town.election.plenaries.get().opened_at
    assert opened.astimezone(ZoneInfo("Asia/Jayapura")).hour == 9


@pytest.mark.parametrize("role", ["station_officer", "station_supervisor", "commissioner", "auditor"])
def test_rights_are_told_in_words(town: Town, role: str) -> None:
    user = person(role, station=TPS) if role.startswith("station") else person(role)
    text = signed_in(user).get(reverse("offices:me")).content.decode()
    assert "results.read" not in text
    with translation.override("id"):
        assert capfirst(str(ACTION_NAMES["results.read"])) in text
