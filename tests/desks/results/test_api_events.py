"""Objections, events, recounts, plenaries and decisions through the API: the services of the pages, the same
doors, and everything a phone sends twice is written once.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from siaga.desks.offices.roles import STATION_ROLES, Role, may
from siaga.desks.results.models import (
    Adjudication,
    FollowUp,
    Ground,
    Objection,
    Plenary,
    PlenaryMinutes,
    Recount,
    SpecialEvent,
)
from siaga.desks.results.senders import sender_of
from siaga.desks.results.services import supervise
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, submission
from tests.kit.people import person, signed_in

pytestmark = pytest.mark.django_db
TPS, ELSEWHERE = STATIONS[0], STATIONS[4]
ROW = f"/api/desk/rows/uji-2024/mayor/{TPS}"
NIGHT = "2024-11-27T21:00:00+07:00"
PLENARIES = "/api/desk/plenaries"

OBJECTION = {"pair": 2, "field": "paslon1", "claimed": 119, "text": "Turus paslon 1 lebih satu"}
EVENT = {"happened_at": NIGHT, "text": "Lampu padam", "measure": "Memakai lampu darurat"}
RECOUNT = {"level": "district", "reason": "Surat suara dihitung dua kali"}
FOLLOWUP = {"outcome": "accepted", "text": "Dibuka di pleno"}
OPENED = {
    "election": "uji-2024",
    "region": "18.72.01",
    "presided_by": "Sri Wahyuni, Ketua PPK",
    "opened_at": NIGHT,
}
MINUTES = {"number": "12/BA/PPK/2024", "closed_at": "2024-11-30T18:00:00+07:00"}


@pytest.fixture
def ppk() -> Client:
    return signed_in(person("district_committee", "18.72.01"))


def post(client: Client, path: str, said: dict[str, Any], **more: Any) -> Any:
    body = {"client_id": f"number-{receipt()}"} | said | more
    return client.post(path, body, content_type="application/json")


def opened(client: Client) -> int:
    return post(client, PLENARIES, OPENED).json()["number"]


def objected(client: Client) -> int:
    return post(client, f"{ROW}/objections", OBJECTION).json()["number"]


# --- written once


@pytest.mark.parametrize(
    ("path", "said", "model", "changed"),
    [
        (f"{ROW}/objections", OBJECTION, Objection, {"claimed": 118}),
        (f"{ROW}/events", EVENT, SpecialEvent, {"measure": ""}),
        (f"{ROW}/recounts", RECOUNT, Recount, {"reason": "Lain"}),
        (PLENARIES, OPENED, Plenary, {"presided_by": "Orang lain"}),
    ],
)
def test_what_is_sent_twice_is_written_once(
    town: Town, ppk: Client, path: str, said: dict[str, Any], model: Any, changed: dict[str, Any]
) -> None:
    first, again = (post(ppk, path, said, client_id="sent-0001") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"repeated": True}
    other = post(ppk, path, said | changed, client_id="sent-0001")
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")
    assert len(other.json()["detail"]) > 20
    assert model.objects.get().digest == first.json()["digest"]


def test_what_another_person_wrote_is_not_sent_as_mine(town: Town) -> None:
    mine, other = (person("station_officer", station=TPS) for _ in range(2))
    client = signed_in(mine)
    for path, said in ((f"{ROW}/objections", OBJECTION), (f"{ROW}/events", EVENT)):
        assert post(client, path, said, sender=sender_of(other)).status_code == 409
        assert post(client, path, said, sender=sender_of(mine)).status_code == 201


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (f"{ROW}/objections", OBJECTION | {"pair": 7}),
        (f"{ROW}/objections", OBJECTION | {"field": "suara_siapa"}),
        (f"{ROW}/objections", OBJECTION | {"level": "source"}),
        (f"{ROW}/objections", OBJECTION | {"text": "  "}),
        (f"{ROW}/objections", OBJECTION | {"text": "a\0b"}),
        (f"{ROW}/objections", OBJECTION | {"claimed": -1}),
        (f"{ROW}/objections", OBJECTION | {"plenary": 999}),
        (f"{ROW}/events", EVENT | {"happened_at": "2024-11-27T21:00:00"}),
        (f"{ROW}/events", EVENT | {"text": ""}),
        (f"{ROW}/recounts", RECOUNT | {"level": "village"}),
        (f"{ROW}/recounts", RECOUNT | {"client_id": "short"}),
        (PLENARIES, OPENED | {"region": "18.72.01.1001"}),
        (PLENARIES, OPENED | {"presided_by": " "}),
    ],
    ids=ascii,
)
def test_what_does_not_belong_is_refused(town: Town, path: str, said: dict[str, Any]) -> None:
    answer = post(signed_in(town.checker), path, said)
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert len(answer.json()["detail"]) > 10
    for model in (Objection, SpecialEvent, Recount, Plenary):
        assert not model.objects.exists()


@pytest.mark.parametrize("part", [{"election": "lain-2024"}, {"region": "99"}])
def test_a_plenary_of_nowhere(town: Town, part: dict[str, str]) -> None:
    assert post(signed_in(town.checker), PLENARIES, OPENED | part).status_code == 404


# --- doors


@pytest.mark.parametrize("role", Role.values)
def test_each_role_at_every_door(town: Town, ppk: Client, role: str) -> None:
    """A door opens to the right its page asks for, and to no other."""
    number, thing = opened(ppk), objected(ppk)
    client = signed_in(person(role, "18.72", TPS if role in STATION_ROLES else ""))
    of_region = role not in STATION_ROLES
    doors = {
        f"{ROW}/objections": (OBJECTION, "results.note", True),
        f"{ROW}/events": (EVENT, "results.note", True),
        f"{ROW}/objections/{thing}/followups": (FOLLOWUP, "results.correct", True),
        f"{ROW}/recounts": (RECOUNT, "results.correct", True),
        PLENARIES: (OPENED, "results.correct", of_region),
        f"{PLENARIES}/{number}/events": (EVENT | {"contest": "mayor"}, "results.note", of_region),
        f"{PLENARIES}/{number}/minutes": (MINUTES, "results.correct", of_region),
    }
    for path, (said, right, in_place) in doors.items():
        expected = 201 if may(role, right) and in_place else 403
        assert post(client, path, said).status_code == expected, path
    for path, in_place in ((f"{ROW}/events", True), (PLENARIES, True), (f"{PLENARIES}/{number}", of_region)):
        expected = 200 if may(role, "results.read") and in_place else 403
        assert client.get(path).status_code == expected, path
    expected = 409 if may(role, "results.correct") else 403
    assert client.get(f"{ROW}/sources").status_code == expected
    assert post(client, f"{ROW}/adjudications", decision(town)).status_code == expected


def test_a_visitor_and_a_neighbour(town: Town, ppk: Client) -> None:
    number = opened(ppk)
    neighbour = signed_in(person("station_officer", station=ELSEWHERE))
    other_ppk = signed_in(person("district_committee", "18.72.02"))
    for path, said in ((f"{ROW}/objections", OBJECTION), (f"{ROW}/events", EVENT)):
        assert post(Client(), path, said).status_code == 401
        assert post(neighbour, path, said).status_code == 403
    assert Client().get(PLENARIES).status_code == 401
    assert post(other_ppk, f"{PLENARIES}/{number}/minutes", MINUTES).status_code == 403
    assert other_ppk.get(f"{PLENARIES}/{number}").status_code == 403
    assert other_ppk.get(PLENARIES).json() == []
    assert post(other_ppk, f"{ROW}/recounts", RECOUNT).status_code == 403
    assert ppk.get(f"{PLENARIES}/999").status_code == 404


def test_a_call_without_the_token_against_forgery_is_refused(town: Town) -> None:
    client = signed_in(person("station_officer", station=TPS), csrf=True)
    assert post(client, f"{ROW}/objections", OBJECTION).status_code == 403
    assert not Objection.objects.exists()


# --- what is told


def test_all_that_was_said_about_a_form(town: Town, ppk: Client) -> None:
    number, happened = objected(ppk), post(ppk, f"{ROW}/events", EVENT).json()["number"]
    assert post(ppk, f"{ROW}/objections/{number}/followups", FOLLOWUP).status_code == 201
    path = f"{ROW}/events/{happened}/followups"
    told_twice = [post(ppk, path, FOLLOWUP, client_id="told-0001") for _ in range(2)]
    assert [answer.status_code for answer in told_twice] == [201, 200]
    assert FollowUp.objects.count() == 2
    town.count(TPS)
    post(ppk, f"{ROW}/recounts", RECOUNT)
    assert town.row(TPS).state == State.HELD
    told = signed_in(person("auditor")).get(f"{ROW}/events").json()
    assert told["objections"][0]["covered"], "held, whoever has not both sources in sight reads no words"
    post(ppk, f"{ROW}/objections", OBJECTION)
    own = ppk.get(f"{ROW}/events").json()
    [objection, _], [event], [recount] = own["objections"], own["events"], own["recounts"]
    assert (objection["number"], objection["pair"], objection["claimed"]) == (number, 2, 119)
    assert (objection["text"], objection["covered"]) == (OBJECTION["text"], False)
    assert [one["text"] for one in objection["followups"]] == [FOLLOWUP["text"]]
    assert (event["text"], event["measure"]) == (EVENT["text"], EVENT["measure"])
    assert (recount["reason"], recount["version"]) == (RECOUNT["reason"], None)


def test_words_are_covered_while_the_sources_must_stay_independent(town: Town) -> None:
    kpps, ptps = (person(role, station=TPS) for role in STATION_ROLES)
    post(signed_in(kpps), f"{ROW}/objections", OBJECTION | {"witness": "Rahmat"})
    post(signed_in(town.checker), f"{ROW}/recounts", RECOUNT | {"reason": "Tertulis 187"})
    told = signed_in(ptps).get(f"{ROW}/events").json()
    [covered] = told["objections"]
    assert (covered["covered"], covered["claimed"], covered["text"], covered["witness"]) == (
        True,
        None,
        "",
        "",
    )
    assert [r["reason"] for r in told["recounts"]] == [""]
    own = signed_in(kpps).get(f"{ROW}/events").json()
    assert [o["claimed"] for o in own["objections"]] == [119]


def test_a_followup_names_something_of_this_form(town: Town, ppk: Client) -> None:
    number = objected(ppk)
    other = ROW.replace(TPS, STATIONS[1])
    assert post(ppk, f"{other}/objections/{number}/followups", FOLLOWUP).status_code == 404
    assert post(ppk, f"{ROW}/events/{number}/followups", FOLLOWUP).status_code == 404
    assert post(ppk, f"{ROW}/objections/{number}/followups", FOLLOWUP | {"outcome": "x"}).status_code == 422


def test_a_plenary_from_its_opening_to_its_minutes(town: Town, ppk: Client) -> None:
    number = opened(ppk)
    event = EVENT | {"contest": "mayor"}
    assert post(ppk, f"{PLENARIES}/{number}/events", event).status_code == 201
    assert post(ppk, f"{PLENARIES}/{number}/events", event | {"contest": "x"}).status_code == 404
    closing = f"{PLENARIES}/{number}/minutes"
    first, again = (post(ppk, closing, MINUTES, client_id="minutes-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert post(ppk, closing, MINUTES).status_code == 409
    assert PlenaryMinutes.objects.count() == 1
    [listed] = ppk.get(PLENARIES).json()
    assert (listed["number"], listed["minutes"]) == (number, MINUTES["number"])
    told = ppk.get(f"{PLENARIES}/{number}").json()
    assert [one["text"] for one in told["events"]] == [EVENT["text"]]
    assert told["corrected"] == []


# --- deciding between two sources


def decision(town: Town, **more: Any) -> dict[str, Any]:
    said = {"revision": town.row(TPS).revision, "figures": healthy_figures(), "level": "district"}
    return said | {"reason": "Turus dibuka di pleno"} | more


@pytest.fixture
def differing(town: Town) -> Town:
    """The crew read 120, the supervisor 121."""
    town.enter(TPS, by=person("station_officer", station=TPS))
    votes = healthy_figures(votes={1: 121, 2: 79})
    supervise(town.row(TPS), person("station_supervisor", station=TPS), submission(votes))
    return town


def test_both_readings_and_the_decision(differing: Town, ppk: Client) -> None:
    both = ppk.get(f"{ROW}/sources").json()
    told = {f["name"]: (f["crew"], f["supervisor"]) for f in both["figures"] if f["differs"]}
    assert told == {"paslon1": (120, 121), "paslon2": (80, 79)}
    assert len(both["figures"]) == len(healthy_figures())
    said = decision(differing, client_id="decided-1", revision=both["revision"])
    first, again = (post(ppk, f"{ROW}/adjudications", said) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["state"] == State.CORRECTED
    assert Adjudication.objects.get().version.channel == "api"
    assert ppk.get(f"{ROW}/sources").status_code == 409


def test_who_made_a_source_decides_nothing_and_sees_nothing(town: Town) -> None:
    author = person("district_committee", "18.72.01")
    town.enter(TPS, by=author)
    votes = healthy_figures(votes={1: 121, 2: 79})
    supervise(town.row(TPS), person("station_supervisor", station=TPS), submission(votes))
    client = signed_in(author)
    assert client.get(f"{ROW}/sources").status_code == 403
    assert post(client, f"{ROW}/adjudications", decision(town)).status_code == 403


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"level": "station"}, 403),
        ({"level": "source"}, 403),
        ({"reason": " "}, 422),
        ({"figures": healthy_figures(suara_sah=201)}, 422),
        ({"figures": healthy_figures() | {"paslon9": 1}}, 422),
        ({"revision": 0}, 409),
        ({"plenary": 999}, 422),
    ],
    ids=ascii,
)
def test_a_decision_that_cannot_stand(
    differing: Town, ppk: Client, changed: dict[str, Any], status: int
) -> None:
    answer = post(ppk, f"{ROW}/adjudications", decision(differing, **changed))
    assert (answer.status_code, Adjudication.objects.exists()) == (status, False)
    assert answer.json()["detail"]


def test_a_level_that_has_held_a_plenary_decides_at_one(differing: Town, ppk: Client) -> None:
    number = opened(ppk)
    answer = post(ppk, f"{ROW}/adjudications", decision(differing))
    assert (answer.status_code, differing.row(TPS).state) == (422, State.HELD)
    kept = post(ppk, f"{ROW}/adjudications", decision(differing, plenary=number))
    assert kept.status_code == 201
    assert Ground.objects.get().plenary_id == number
    [corrected] = ppk.get(f"{PLENARIES}/{number}").json()["corrected"]
    assert (corrected["station"], corrected["version"]) == (TPS, 2)
    assert corrected["reason"] == "Turus dibuka di pleno", "their own"
    second = signed_in(person("district_committee", "18.72.01"))
    [covered] = second.get(f"{PLENARIES}/{number}").json()["corrected"]
    assert covered["reason"] == "", "whoever may be the second reader does not see it"
