"""Nobody who makes one source of a form sees the other: pages, lists, downloads and the API are read for
planted numbers.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.results.errors import Clashed
from siaga.desks.results.services import (
    EventSaid,
    ObjectionSaid,
    enter,
    note_event,
    note_objection,
    send_back,
    supervise,
)
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, small_election, submission
from tests.kit.people import person, signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
CREW, SUPERVISOR, SAID = 187, 191, 193
"""Votes of pair 1 as the crew reads them, as the supervisor does, and as a witness says: no sum is any."""

PAGES = ("row", "entry", "confirm", "correct", "supervise", "adjudicate", "events")
LISTS = ("desk", "held", "sources", "sheets", "plenaries")


@pytest.fixture
def town() -> Town:
    return small_election(STATIONS[:1])


def votes(first: int) -> dict[str, int]:
    return healthy_figures({1: first, 2: 233 - first})


def addresses() -> list[str]:
    rows = [reverse(f"results:{page}", args=["uji-2024", "mayor", TPS]) for page in PAGES]
    lists = [reverse(f"results:{page}") for page in LISTS]
    files = [f"{reverse('results:desk')}?unduh=csv", f"{reverse('results:sources')}?unduh=csv"]
    sheets = [f"/hasil/lembar/kejadian/uji-2024/mayor/18.72.01.{ending}" for ending in ("xlsx",)]
    api = ["/api/desk/rows", f"/api/desk/rows/uji-2024/mayor/{TPS}", "/api/desk/sources", "/api/desk/capture"]
    return [*rows, *lists, *files, *sheets, *api]


def read(user: Any) -> dict[str, str]:
    """Every answer that somebody gets at all."""
    client = signed_in(user)
    answers = {address: client.get(address) for address in addresses()}
    return {
        address: (b"".join(answer) if answer.streaming else answer.content).decode("utf-8", "replace")
        for address, answer in answers.items()
        if answer.status_code == 200 and "spreadsheet" not in answer["Content-Type"]
    }


def seen(user: Any, number: int) -> list[str]:
    """Where somebody sees a number."""
    return [address for address, text in read(user).items() if states(number, text)]


def crew_enters(town: Town, by: Any, first: int = CREW, **more: Any) -> None:
    row = town.row(TPS)
    enter(row, by, submission(votes(first), row.revision, **more))


def test_the_supervisor_sees_nothing_of_a_waiting_entry(town: Town, kpps: Any, ptps: Any) -> None:
    crew_enters(town, kpps)
    assert seen(ptps, CREW) == []
    assert seen(kpps, CREW), "the search finds what is shown"


def test_the_supervisor_sees_nothing_of_a_held_entry_and_its_words(town: Town, kpps: Any, ptps: Any) -> None:
    row = town.row(TPS)
    broken = votes(CREW) | {"suara_sah": 999}
    enter(row, kpps, submission(broken, row.revision, declared=f"Tertulis {CREW} di plano"))
    assert seen(ptps, CREW) == []
    assert seen(ptps, 999) == []
    assert seen(kpps, CREW)


@pytest.mark.parametrize(
    "role", ["station_officer", "district_committee", "commissioner", "commission_staff"]
)
def test_nobody_sees_a_form_that_is_not_compared(town: Town, ptps: Any, role: str) -> None:
    supervise(town.row(TPS), ptps, submission(votes(SUPERVISOR)))
    user = person(role, "18.72.01", TPS if role == "station_officer" else "")
    assert seen(user, SUPERVISOR) == []
    assert seen(ptps, SUPERVISOR), "their own they see"


def differing(town: Town, kpps: Any, ptps: Any) -> None:
    crew_enters(town, kpps)
    supervise(town.row(TPS), ptps, submission(votes(SUPERVISOR)))
    assert town.row(TPS).state == State.HELD


def test_two_sources_that_differ_see_each_their_own_only(town: Town, kpps: Any, ptps: Any) -> None:
    differing(town, kpps, ptps)
    assert seen(kpps, SUPERVISOR) == []
    assert seen(ptps, CREW) == []
    assert seen(kpps, CREW)
    assert seen(ptps, SUPERVISOR)


def test_who_decides_sees_both(town: Town, kpps: Any, ptps: Any) -> None:
    differing(town, kpps, ptps)
    decider = person("district_committee", "18.72.01")
    page = reverse("results:adjudicate", args=["uji-2024", "mayor", TPS])
    assert page in seen(decider, CREW)
    assert page in seen(decider, SUPERVISOR)


def test_who_made_a_source_does_not_see_the_other_though_they_decide_elsewhere(town: Town, ptps: Any) -> None:
    ppk = person("district_committee", "18.72.01")
    differing(town, ppk, ptps)
    assert seen(ppk, SUPERVISOR) == []


def test_sent_back_the_two_are_covered_again(town: Town, kpps: Any, ptps: Any) -> None:
    differing(town, kpps, ptps)
    send_back(town.row(TPS), person("commissioner"), "Salin ulang", town.row(TPS).revision)
    other = person("district_committee", "18.72.01")
    for user in (kpps, other):
        assert seen(user, SUPERVISOR) == []
    assert seen(ptps, CREW) == []


def test_a_clash_of_the_supervisor_is_not_the_crews_to_see(town: Town, kpps: Any, ptps: Any) -> None:
    sent = submission(votes(201))
    supervise(town.row(TPS), ptps, sent)
    with pytest.raises(Clashed):
        supervise(town.row(TPS), ptps, submission(votes(SUPERVISOR), client_id=sent.client_id))
    crew_enters(town, kpps)
    assert seen(kpps, SUPERVISOR) == []
    assert seen(person("district_committee", "18.72.01"), SUPERVISOR) != []


def test_words_about_a_figure_are_covered_to_the_other_source(town: Town, kpps: Any, ptps: Any) -> None:
    said = ObjectionSaid(receipt(), 1, f"Turus {SAID}", field="paslon1", claimed=SAID)
    note_objection(town.row(TPS), kpps, said)
    happened = EventSaid(receipt(), f"Dihitung dua kali, {SAID}", "2024-11-27T14:00:00+07:00")
    note_event(town.row(TPS), kpps, happened)
    crew_enters(town, kpps)
    assert seen(ptps, SAID) == []
    assert seen(person("district_committee", "18.72.01"), SAID) == [], "the second reader"
    assert seen(kpps, SAID)


def test_counted_everything_lies_open(town: Town, kpps: Any, ptps: Any) -> None:
    crew_enters(town, kpps)
    supervise(town.row(TPS), ptps, submission(votes(CREW)))
    for user in (kpps, ptps, person("commissioner")):
        assert seen(user, CREW)


def test_the_public_sees_an_objection_without_names_and_words(town: Town, kpps: Any) -> None:
    said = ObjectionSaid(
        receipt(),
        1,
        "Kata Pak Rahmat terlalu banyak",
        field="paslon1",
        claimed=SAID,
        witness="Rahmat Hidayat",
    )
    note_objection(town.row(TPS), kpps, said)
    page = f"/hasil-publik/uji-2024/mayor/tps/{TPS}/"
    assert not states(SAID, Client().get(page).content.decode())
    town.count(TPS)
    text = Client().get(page).content.decode()
    assert states(SAID, text)
    assert "Rahmat" not in text
    assert "terlalu banyak" not in text
