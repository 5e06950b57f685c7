"""What one account can make the site keep or wait for is bounded, and the answer says what to do next."""

from __future__ import annotations

import threading
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from siaga.desks.results.darkroom import Busy
from siaga.desks.results.models import FormPhoto, PhotoClash
from siaga.desks.results.services import hold, send_back
from siaga.desks.results.services import photos as service
from siaga.desks.trail.models import StoredFile
from tests.kit.count import STATIONS, Town, healthy_figures
from tests.kit.people import person, signed_in
from tests.kit.photos import glance, jpeg

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    cache.clear()


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch):
    """What the darkroom says of the next photos."""

    def say(**seen: Any) -> None:
        monkeypatch.setattr(service, "examine", lambda content, sheet: glance(**seen))

    say()
    return say


def crew() -> Any:
    return person("station_officer", station=TPS)


def send(client: Client, content: bytes, contest: str = "mayor", **said: Any) -> Any:
    number = said.pop("client_id", "upload-" + sha256(content).hexdigest()[:12])
    plain = {"submission": "form-00000001", "order": 1, "sha256": sha256(content).hexdigest()}
    address = f"/api/desk/rows/uji-2024/{contest}/{TPS}/photos/{number}"
    return client.put(address, content, content_type="image/jpeg", query_params=plain | said)


def test_one_number_keeps_a_few_other_pictures_and_says_so(town: Town, sees: Any) -> None:
    client = signed_in(crew())
    said = [send(client, jpeg(n), client_id="upload-00000001") for n in range(1, 10)]
    assert [answer.status_code for answer in said] == [201] + [409] * 8
    assert PhotoClash.objects.count() == service.KEPT_CLASHES
    assert StoredFile.objects.count() == 1 + service.KEPT_CLASHES
    kept, refused = said[1].json()["detail"], said[-1].json()["detail"]
    assert kept != refused
    assert "tidak" in refused or "is not" in refused


def test_other_pictures_under_one_number_count_in_the_quota(town: Town, sees: Any, settings: Any) -> None:
    settings.SIAGA_PHOTOS_PER_FORM = 3
    client = signed_in(crew())
    for n in (1, 2, 3):
        send(client, jpeg(n), client_id="upload-00000001")
    assert send(client, jpeg(4)).status_code == 409
    assert FormPhoto.objects.count() == 1


def test_a_number_of_another_form_keeps_nothing(town: Town, sees: Any) -> None:
    by = crew()
    client = signed_in(by)
    assert send(client, jpeg(1)).status_code == 201
    for n in range(2, 12):
        assert send(client, jpeg(n), contest="governor").status_code == 409
    assert StoredFile.objects.count() == 1


def test_a_form_with_enough_photos_is_no_reason_to_come_again(town: Town, sees: Any, settings: Any) -> None:
    settings.SIAGA_PHOTOS_PER_FORM = 2
    client = signed_in(crew())
    said = [send(client, jpeg(n)) for n in (1, 2, 3)]
    assert [answer.status_code for answer in said] == [201, 201, 409]
    assert "Retry-After" not in said[-1]
    assert send(client, jpeg(1)).status_code == 200, "what was received is received still"


def test_too_many_within_an_hour_are_told_when(town: Town, sees: Any, settings: Any) -> None:
    settings.SIAGA_PHOTOS_PER_HOUR = 1
    client = signed_in(crew())
    send(client, jpeg(1))
    answer = send(client, jpeg(2))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_a_crowd_is_told_when_to_come_again(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(content: bytes, sheet: Any) -> Any:
        raise Busy

    monkeypatch.setattr(service, "examine", busy)
    answer = send(signed_in(crew()), jpeg(1))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


def test_one_photo_of_a_person_at_a_time(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, done, by = threading.Event(), threading.Event(), crew()

    def examine(content: bytes, sheet: Any) -> Any:
        raise AssertionError("a second photo was looked at")

    def held() -> None:
        with service._alone(by):
            looking.set()
            assert done.wait(20)

    monkeypatch.setattr(service, "examine", examine)
    first = threading.Thread(target=held)
    first.start()
    assert looking.wait(20)
    answer = send(signed_in(by), jpeg(1))
    assert (answer.status_code, answer["Retry-After"]) == (503, "2")
    done.set()
    first.join()
    monkeypatch.setattr(service, "examine", lambda content, sheet: glance())
    assert send(signed_in(by), jpeg(1)).status_code == 201


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "1970-01-01T00:00:00Z"]
)
def test_a_clock_at_the_end_of_time_is_one_sentence(town: Town, sees: Any, moment: str) -> None:
    answer = send(signed_in(crew()), jpeg(1), taken_at=moment)
    assert answer.status_code == 422
    [error] = answer.json()["errors"]
    assert error["parameter"] == "taken_at"
    assert "2000" in error["message"]
    sound = (timezone.now() - timedelta(hours=1)).isoformat()
    assert send(signed_in(crew()), jpeg(2), taken_at=sound).status_code == 201


def test_a_page_of_another_station_is_told_at_once(town: Town, sees: Any) -> None:
    sees(codes=(f"SIAGA1:{OTHER}:mayor:1",))
    said = send(signed_in(crew()), jpeg(1)).json()
    assert OTHER in said["sentence"]


def test_a_page_of_another_contest_is_named(town: Town, sees: Any) -> None:
    client = signed_in(crew())
    sees(codes=(f"SIAGA1:{TPS}:governor:1",))
    named = send(client, jpeg(1)).json()["sentence"]
    contest = town.row(TPS).contest
    assert str(contest.get_kind_display()) in named
    sees(page=None, reason="other_form", stranger=True)
    assert send(client, jpeg(2)).json()["sentence"] not in {"", named}
    sees()
    assert send(client, jpeg(3)).json()["sentence"] == ""


def test_that_another_form_has_the_same_picture_is_for_officers(town: Town, sees: Any) -> None:
    sees(look="ab" * 32)
    neighbour = signed_in(person("station_officer", station=OTHER))
    said = {"submission": "form-00000002", "order": 1, "sha256": sha256(jpeg(1)).hexdigest()}
    address = f"/api/desk/rows/uji-2024/mayor/{OTHER}/photos/upload-of-neighbour"
    neighbour.put(address, jpeg(1), content_type="image/jpeg", query_params=said)
    assert send(signed_in(crew()), jpeg(1)).json()["sentence"] == ""


# --- what the capture page shows of what was sent


def form_of(user: Any) -> dict[str, Any]:
    forms = signed_in(user).get("/api/desk/capture").json()["forms"]
    return next(form for form in forms if form["contest"] == "mayor")


def test_each_member_of_a_crew_sees_what_any_of_them_sent(town: Town) -> None:
    first, second = crew(), crew()
    assert (form_of(second)["sent"], form_of(second)["again"]) == (None, True)
    town.enter(TPS, by=first)
    mine, theirs = form_of(first), form_of(second)
    assert mine["sent"] == theirs["sent"]
    assert theirs["sent"]["figures"] == healthy_figures()
    assert theirs["sent"]["by"] == str(first)
    assert theirs["code"] == mine["code"] != ""
    assert (theirs["again"], theirs["open"]) == (False, True)


def test_a_form_sent_back_begins_without_a_receipt(town: Town) -> None:
    by = crew()
    town.enter(TPS, by=by)
    hold(town.row(TPS), town.checker, "Periksa", town.row(TPS).revision)
    send_back(town.row(TPS), town.checker, "Salin ulang", town.row(TPS).revision)
    form = form_of(by)
    assert (form["again"], form["sent"], form["code"], form["reason"]) == (True, None, "", "Salin ulang")


def test_who_may_still_read_second_sees_nothing_of_the_entry(town: Town) -> None:
    town.enter(TPS, by=crew())
    forms = signed_in(town.checker).get(f"/api/desk/capture?station={TPS}").json().get("forms", [])
    assert all(form["sent"] is None and form["code"] == "" for form in forms)


def test_the_supervisor_sees_nothing_the_crew_sent(town: Town) -> None:
    town.enter(TPS, by=crew())
    form = form_of(person("station_supervisor", station=TPS))
    assert (form["sent"], form["code"], form["again"]) == (None, "", True)


def test_the_page_tells_who_is_signed_in(town: Town) -> None:
    by = crew()
    assert signed_in(by).get("/api/desk/capture").json()["username"] == by.username
