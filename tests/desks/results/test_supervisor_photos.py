"""Photos of the supervisor: of their own form, covered to the crew and the crew's to them, side by side for
who decides; a paper photographed once is no second source.
"""

from __future__ import annotations

import re
from typing import Any

import cv2
import numpy as np
import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from siaga.desks.offices.roles import STATION_ROLES, Role, may
from siaga.desks.results.darkroom import FormRead, Glance
from siaga.desks.results.darkroom.reading import sprite
from siaga.desks.results.errors import SamePerson
from siaga.desks.results.errors_photos import PhotoClashed
from siaga.desks.results.models import FormPhoto, PhotoFinding, ResultRow
from siaga.desks.results.queries.desk import held_rows, questioned_rows
from siaga.desks.results.queries.photos import one_paper, photos_of, received
from siaga.desks.results.queries.sight import sight_of
from siaga.desks.results.services import enter, photos, read_photos, reading, send_back, supervise, take_photo
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, submission
from tests.kit.people import member, person, signed_in
from tests.kit.photos import glance, jpeg, photograph

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]
ROW = f"/api/desk/rows/uji-2024/mayor/{TPS}"
OTHERS = tuple(f"figure{number}" for number in range(20))
CREW, SUPERVISOR = "form-of-the-crew", "form-of-the-ptps"


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Any) -> None:
    settings.HOME = tmp_path
    cache.clear()


@pytest.fixture(autouse=True)
def looks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the darkroom sees: pages in the order they are sent, each unlike every other, unless told."""
    told: list[Glance] = []

    def examine(content: bytes, sheet: Any) -> Glance:
        return told.pop(0) if told else glance()

    monkeypatch.setattr(photos, "examine", examine)
    return told


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reading of the votes of both pairs, with a cut-out of each; those of twenty other figures stand above
    them, as on a form.
    """

    def read_form(paths: Any, sheet: Any, register: Any) -> FormRead:
        strips = {name: np.full((72, 200), 200, np.uint8) for name in (*OTHERS, "paslon1", "paslon2")}
        places, picture = sprite(strips)
        figure = {"value": 120, "probability": 0.999, "state": "certain", "alternatives": []}
        fields = {"paslon1": figure, "paslon2": figure}
        return FormRead("layout", "model 1", fields, True, "", "", (), places, picture)

    monkeypatch.setattr(reading, "read_form", read_form)


def send(town: Town, looks: list[Glance], by: Any, form: str, seed: int = 0) -> list[FormPhoto]:
    """All three pages of the form under one receipt number."""
    looks[:] = [glance(page=page) for page in (1, 2, 3)]
    first = seed or (100 if form == CREW else 200)
    return [
        take_photo(
            town.row(TPS),
            by,
            photograph(jpeg(first + page), submission=form, order=page, client_id=f"{form}-{page}"),
        ).photo
        for page in (1, 2, 3)
    ]


def both_read(town: Town, looks: list[Glance], kpps: Any, ptps: Any, seed: int = 0) -> None:
    """Both sides photograph the form, have it read, and hand in figures that differ in two votes."""
    for by, form in ((kpps, CREW), (ptps, SUPERVISOR)):
        send(town, looks, by, form, seed)
        read_photos(town.row(TPS), by, form)
    row = town.row(TPS)
    enter(row, kpps, submission(healthy_figures(), row.revision, client_id=CREW))
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 121, 2: 79}), client_id=SUPERVISOR))


def seen(town: Town, user: Any) -> set[str]:
    """The sides whose photos the page of the row shows somebody."""
    row = town.row(TPS)
    return {line.photo.side for line in photos_of(row, user, sight_of(row, user))}


def shown(client: Client, photo: FormPhoto) -> int:
    address = reverse("results:photo", args=["uji-2024", "mayor", TPS, photo.pk])
    return client.get(address).status_code


# --- taking


def test_a_photo_of_the_supervisor_belongs_to_their_form(town: Town, looks: Any, ptps: Any) -> None:
    send(town, looks, ptps, SUPERVISOR)
    handed = supervise(town.row(TPS), ptps, submission(healthy_figures(), client_id=SUPERVISOR))
    row = town.row(TPS)
    lines = photos_of(row, ptps, sight_of(row, ptps))
    assert {(line.photo.side, line.number) for line in lines} == {("supervisor", handed.form.number)}


def test_nobody_adds_to_what_the_other_side_sends(town: Town, looks: Any, kpps: Any, ptps: Any) -> None:
    send(town, looks, ptps, SUPERVISOR)
    with pytest.raises(PhotoClashed):
        take_photo(town.row(TPS), kpps, photograph(submission=SUPERVISOR))
    supervise(town.row(TPS), ptps, submission(healthy_figures(), client_id="form-alone"))
    with pytest.raises(PhotoClashed):
        take_photo(town.row(TPS), kpps, photograph(submission="form-alone"))
    town.enter(TPS, by=kpps)
    number = town.row(TPS).current.client_id
    with pytest.raises(PhotoClashed):
        take_photo(town.row(TPS), ptps, photograph(submission=number))


def test_who_made_the_other_source_takes_no_photo(town: Town) -> None:
    clerk = person("commission_staff")
    town.enter(TPS, by=clerk)
    member(clerk, "station_supervisor", station=TPS)
    with pytest.raises(SamePerson):
        take_photo(town.row(TPS), clerk, photograph())
    assert FormPhoto.objects.count() == 0


def test_the_reader_proposes_figures_to_the_supervisor(town: Town, looks: Any, reads: Any, ptps: Any) -> None:
    send(town, looks, ptps, SUPERVISOR)
    client = signed_in(ptps)
    asked = {"data": {"submission": SUPERVISOR}, "content_type": "application/json"}
    answer = client.post(f"{ROW}/readings", **asked).json()
    assert answer["figures"]["paslon1"]["value"] == 120
    assert client.get(f"{ROW}/readings/{SUPERVISOR}/cuttings").status_code == 200
    assert town.row(TPS).state == State.EXPECTED, "what was read enters nothing"


def test_nobody_has_the_photos_of_the_other_side_read(
    town: Town, looks: Any, reads: Any, kpps: Any, ptps: Any
) -> None:
    send(town, looks, kpps, CREW)
    send(town, looks, ptps, SUPERVISOR)
    for user, form in ((kpps, SUPERVISOR), (ptps, CREW)):
        asked = {"data": {"submission": form}, "content_type": "application/json"}
        assert signed_in(user).post(f"{ROW}/readings", **asked).status_code == 409


@pytest.mark.parametrize("role", Role.values)
def test_every_role_at_the_doors_of_a_photo(town: Town, looks: Any, reads: Any, ptps: Any, role: str) -> None:
    """Before both are in nobody but its author sees a photo of the supervisor, its cut-outs or its
    reading.
    """
    [photo, *_] = send(town, looks, ptps, SUPERVISOR)
    read_photos(town.row(TPS), ptps, SUPERVISOR)
    client = signed_in(person(role, "18.72", TPS if role in STATION_ROLES else ""))
    closed = 404 if may(role, "results.read") else 403
    assert shown(client, photo) == closed
    assert client.get(f"{ROW}/readings/{SUPERVISOR}/cuttings").status_code == closed
    asked = {"data": {"submission": SUPERVISOR}, "content_type": "application/json"}
    expected = 409 if may(role, "results.photograph") else 403
    assert client.post(f"{ROW}/readings", **asked).status_code == expected
    assert client.get("/api/desk/capture").status_code == (200 if expected == 409 else 403)


def test_neighbours_and_visitors_are_turned_away(town: Town, looks: Any, ptps: Any) -> None:
    [photo, *_] = send(town, looks, ptps, SUPERVISOR)
    neighbour = person("station_supervisor", station=OTHER)
    assert shown(signed_in(neighbour), photo) == 403
    with pytest.raises(PermissionDenied):
        take_photo(town.row(TPS), neighbour, photograph())
    assert Client().get(f"{ROW}/readings/{SUPERVISOR}/cuttings").status_code == 401


# --- the capture page


def work(user: Any) -> dict[str, Any]:
    forms = signed_in(user).get("/api/desk/capture").json()["forms"]
    return next(form for form in forms if form["contest"] == "mayor")


def test_the_supervisor_gets_the_forms_of_their_station_and_nothing_of_the_crew(
    town: Town, kpps: Any, ptps: Any
) -> None:
    row = town.row(TPS)
    broken = healthy_figures() | {"suara_sah": 999}
    enter(row, kpps, submission(broken, row.revision, declared="Tertulis 999 di plano"))
    form = work(ptps)
    assert (form["side"], form["open"], form["revision"]) == ("supervisor", True, 0)
    assert (form["reason"], form["code"]) == ("", "")
    assert work(kpps)["side"] == "crew"
    assert work(kpps)["code"]


def test_the_crews_steps_outdate_nothing_the_supervisor_began(town: Town, kpps: Any, ptps: Any) -> None:
    before = work(ptps)["revision"]
    town.enter(TPS, by=kpps)
    assert work(ptps)["revision"] == before
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 121, 2: 79})))
    after = work(ptps)
    assert (after["revision"], after["open"]) == (1, False), "compared, a second thought is not independent"
    send_back(town.row(TPS), town.checker, "Salin ulang", town.row(TPS).revision)
    assert work(ptps)["open"]


def test_the_supervisor_gets_a_receipt_too(town: Town, looks: Any, ptps: Any) -> None:
    taken = send(town, looks, ptps, SUPERVISOR)
    body = {"client_id": SUPERVISOR, "figures": healthy_figures()}
    said = signed_in(ptps).post(f"{ROW}/supervisions", body, content_type="application/json").json()
    [found] = received(said["code"])
    assert (found.digest, found.side) == (said["digest"], "supervisor")
    assert found.photos == tuple(photo.file_id for photo in taken)
    page = Client().get(reverse("receipts:receipt", args=[said["code"].replace(" ", "-")]))
    assert said["digest"] in page.content.decode()
    assert work(ptps)["code"] == said["code"]


def test_what_another_supervisor_wrote_is_not_sent_as_mine(town: Town, ptps: Any) -> None:
    body = {"client_id": SUPERVISOR, "figures": healthy_figures(), "sender": "0" * 16}
    answer = signed_in(ptps).post(f"{ROW}/supervisions", body, content_type="application/json")
    assert answer.status_code == 409


# --- blindness


def test_each_side_sees_its_own_photos_until_the_row_is_counted(
    town: Town, looks: Any, kpps: Any, ptps: Any
) -> None:
    mine, theirs = send(town, looks, kpps, CREW)[0], send(town, looks, ptps, SUPERVISOR)[0]
    assert (seen(town, kpps), seen(town, ptps)) == ({"crew"}, {"supervisor"})
    assert [shown(signed_in(kpps), one) for one in (mine, theirs)] == [200, 404]
    assert [shown(signed_in(ptps), one) for one in (mine, theirs)] == [404, 200]
    row = town.row(TPS)
    enter(row, kpps, submission(healthy_figures(), row.revision, client_id=CREW))
    assert seen(town, ptps) == {"supervisor"}
    supervise(town.row(TPS), ptps, submission(healthy_figures(), client_id=SUPERVISOR))
    assert town.row(TPS).state == State.COUNTED
    assert seen(town, kpps) == seen(town, ptps) == {"crew", "supervisor"}
    assert shown(signed_in(ptps), mine) == shown(signed_in(kpps), theirs) == 200


def test_two_that_differ_stay_covered_to_each_other_and_open_to_who_decides(
    town: Town, looks: Any, reads: Any, kpps: Any, ptps: Any
) -> None:
    decider = person("district_committee", "18.72.01")
    send(town, looks, ptps, "form-before-all")
    assert seen(town, decider) == set(), "handed in by one side alone"
    both_read(town, looks, kpps, ptps)
    assert (seen(town, kpps), seen(town, ptps)) == ({"crew"}, {"supervisor"})
    assert seen(town, decider) == {"crew", "supervisor"}
    for form, user in ((CREW, ptps), (SUPERVISOR, kpps)):
        address = f"{ROW}/readings/{form}/cuttings"
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(decider).get(address).status_code == 200


def test_the_second_reader_reads_the_crews_photo_alone(town: Town, looks: Any, kpps: Any, ptps: Any) -> None:
    send(town, looks, kpps, CREW)
    send(town, looks, ptps, SUPERVISOR)
    town.enter(TPS, by=kpps)
    assert seen(town, person("district_committee", "18.72.01")) == {"crew"}


# --- one paper


def findings(town: Town) -> set[str]:
    return set(PhotoFinding.objects.filter(photo__row=town.row(TPS)).values_list("kind", flat=True))


def test_the_same_picture_from_both_sides_is_flagged(town: Town, looks: Any, kpps: Any, ptps: Any) -> None:
    send(town, looks, kpps, CREW, seed=300)
    send(town, looks, ptps, SUPERVISOR, seed=300)
    assert findings(town) == {"twice"}
    pairs = one_paper(town.row(TPS))
    assert [
        (p.same, p.crew.side, p.supervisor.side, p.crew.file_id == p.supervisor.file_id) for p in pairs
    ] == [(True, "crew", "supervisor", True)] * 3


def test_a_picture_the_crew_sent_with_every_try_is_told_once(
    town: Town, looks: Any, kpps: Any, ptps: Any
) -> None:
    for number in range(3):
        send(town, looks, kpps, f"{CREW}-{number}", seed=300)
    send(town, looks, ptps, SUPERVISOR, seed=300)
    send(town, looks, ptps, f"{SUPERVISOR}-again", seed=300)
    assert PhotoFinding.objects.filter(kind="twice", photo__row=town.row(TPS)).count() > 3
    pairs = one_paper(town.row(TPS))
    assert [pair.crew.page for pair in pairs] == [1, 2, 3]
    assert {pair.crew.submission for pair in pairs} == {f"{CREW}-2"}, "the newest of them"


@pytest.mark.parametrize("bits", [26, 27])
def test_a_picture_that_looks_the_same_is_flagged(
    town: Town, looks: Any, kpps: Any, ptps: Any, bits: int
) -> None:
    look = int("0f" * 32, 16)
    looks[:] = [glance(look=f"{look:064x}"), glance(look=f"{look ^ ((1 << bits) - 1):064x}")]
    take_photo(town.row(TPS), kpps, photograph())
    take_photo(town.row(TPS), ptps, photograph())
    assert findings(town) == ({"resembles"} if bits == 26 else set())


def test_the_flag_is_for_who_decides_and_not_for_the_two(
    town: Town, looks: Any, kpps: Any, ptps: Any
) -> None:
    send(town, looks, kpps, CREW, seed=300)
    send(town, looks, ptps, SUPERVISOR, seed=300)
    told = [questioned_rows(user, town.election) for user in (town.checker, kpps, ptps)]
    assert [len(lines) for lines in told] == [1, 0, 0]
    row = town.row(TPS)
    for user in (kpps, ptps):
        assert [line.findings for line in photos_of(row, user, sight_of(row, user))] == [()] * 3


def test_what_is_noticed_of_one_side_is_not_told_the_other(
    town: Town, looks: Any, kpps: Any, ptps: Any
) -> None:
    for by in (kpps, ptps):
        looks[:] = [glance(screen=by is kpps, page=None, reason="no_tag")]
        take_photo(town.row(TPS), by, photograph())
    [(_, to_crew)], [(_, to_supervisor)] = (questioned_rows(user, town.election) for user in (kpps, ptps))
    assert (len(to_crew), len(to_supervisor)) == (2, 1)


# --- deciding


def page_of(user: Any) -> str:
    address = reverse("results:adjudicate", args=["uji-2024", "mayor", TPS])
    return signed_in(user).get(address).content.decode()


def test_who_decides_sees_each_figure_cut_from_both_papers(
    town: Town, looks: Any, reads: Any, kpps: Any, ptps: Any
) -> None:
    both_read(town, looks, kpps, ptps)
    text = page_of(town.checker)
    figures = re.findall(r'<h3 id="figure-(\w+)">(.*?)</li>', text, re.DOTALL)
    assert [name for name, _ in figures] == ["paslon1", "paslon2"]
    for name, part in figures:
        cut = re.findall(r'viewBox="([^"]*)".*?<image href="([^"]*)"', part, re.DOTALL)
        addresses = [reverse("api:cuttings", args=["uji-2024", "mayor", TPS, f]) for f in (CREW, SUPERVISOR)]
        assert [address for _, address in cut] == addresses
        for place, address in cut:
            assert int(place.split()[1]) > 1000, "plain digits, without separators"
            kept = b"".join(signed_in(town.checker).get(address).streaming_content)
            picture = cv2.imdecode(np.frombuffer(kept, np.uint8), 0)
            left, top, width, height = map(int, place.split())
            assert picture[top : top + height, left : left + width].shape == (72, 200), name
    assert len(re.findall(r'class="photo-card"', text)) == 6
    assert 'id="one-paper"' not in text
    assert "style=" not in text.split("<main")[1].split("</main>")[0]


def test_a_figure_without_a_photo_says_so(town: Town, kpps: Any, ptps: Any) -> None:
    town.enter(TPS, by=kpps)
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 121, 2: 79})))
    text = page_of(town.checker)
    assert "<svg" not in text.split('id="differs"')[1].split("</ol>")[0]
    assert 'name="paslon1"' in text


def test_who_decides_is_told_that_one_paper_stands_on_both_sides(
    town: Town, looks: Any, reads: Any, kpps: Any, ptps: Any
) -> None:
    both_read(town, looks, kpps, ptps, seed=300)
    text = page_of(town.checker)
    part = text.split('id="one-paper"')[1].split("</section>")[0]
    assert part.count("<li>") == 3
    [held] = held_rows(town.checker, town.election)
    assert len(held.photos) == 1
    body = signed_in(town.checker).get(f"{ROW}/sources").json()
    assert [pair["same"] for pair in body["one_paper"]] == [True] * 3
    assert ResultRow.objects.get(pk=town.row(TPS).pk).state == State.HELD
