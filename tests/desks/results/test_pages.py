"""The pages, as people with different roles meet them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.offices.roles import STATION_ROLES, Role, may
from siaga.desks.results.figures import Paper
from siaga.desks.results.models import ResultVersion
from siaga.desks.results.services import enter, hold
from siaga.desks.results.states import State
from tests.kit.count import STATIONS, Town, healthy_figures, submission, ticket
from tests.kit.people import person, signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]


def at(page: str, station: str = TPS, contest: str = "mayor") -> str:
    return reverse(f"results:{page}", args=["uji-2024", contest, station])


def post(client: Client, url: str, **data: Any) -> Any:
    return client.post(url, ticket(client, url) | {k: str(v) for k, v in data.items()})


# --- doors
# ------------------------------------------------------------------------------------------------------

DOORS = [
    ("desk", "results.read", "get"),
    ("held", "results.read", "get"),
    ("row", "results.read", "get"),
    ("entry", "results.enter", "get"),
    ("entry", "results.enter", "post"),
    ("confirm", "results.confirm", "get"),
    ("confirm", "results.confirm", "post"),
    ("correct", "results.correct", "get"),
    ("decide", "results.correct", "post"),
    ("supervise", "results.supervise", "get"),
    ("supervise", "results.supervise", "post"),
    ("adjudicate", "results.correct", "get"),
    ("adjudicate", "results.correct", "post"),
    ("events", "results.read", "get"),
    ("objection", "results.note", "post"),
    ("special-event", "results.note", "post"),
    ("recount", "results.correct", "post"),
    ("followup", "results.correct", "post"),
    ("sources", "results.read", "get"),
    ("plenaries", "results.read", "get"),
    ("plenary-open", "results.correct", "post"),
    ("events-pdf", "results.sheet", "get"),
    ("events-excel", "results.sheet", "get"),
    ("sheets", "results.sheet", "get"),
    ("sheet-pdf", "results.sheet", "get"),
    ("sheet-excel", "results.sheet", "get"),
]


LISTS = ("desk", "held", "sheets", "sources", "plenaries", "plenary-open")


def address(page: str) -> str:
    if page in LISTS:
        return reverse(f"results:{page}")
    return at(page, "18.72.01") if page.startswith(("sheet-", "events-")) else at(page)


def someone(role: str, code: str, station: str) -> Any:
    """A person with the role in the region, or at the station where the role belongs to one."""
    return person(role, code, station if role in STATION_ROLES else "")


@pytest.mark.parametrize("role", Role.values)
def test_each_role_at_each_door(town: Town, role: str) -> None:
    client = signed_in(someone(role, "18.72", TPS))
    for page, action, method in DOORS:
        status = getattr(client, method)(address(page)).status_code
        opens = may(role, action)
        assert (status != 403) == opens, (page, method, status)


@pytest.mark.parametrize("role", Role.values)
def test_each_role_at_each_door_of_another_district(town: Town, role: str) -> None:
    client = signed_in(someone(role, "18.72.02", STATIONS[4]))
    inside = [door for door in DOORS if door[0] not in LISTS]
    assert {getattr(client, method)(address(page)).status_code for page, _, method in inside} == {403}


def test_a_visitor_is_asked_to_sign_in(town: Town, client: Client) -> None:
    for page, _, method in DOORS:
        answer = getattr(client, method)(address(page))
        assert answer.status_code == 302
        assert "login" in answer.url


@pytest.mark.parametrize(
    "path", ["uji-2024/mayor/1872011001999/", "uji-2024/regent/1872011001001/", "x/y/z/"]
)
def test_an_unknown_row_is_not_there(town: Town, path: str) -> None:
    assert signed_in(town.checker).get(f"/hasil/{path}").status_code == 404


def test_the_form_carries_a_token_against_forgery(town: Town) -> None:
    client = signed_in(town.clerk, csrf=True)
    assert client.post(at("entry"), {}).status_code == 403
    assert town.row(TPS).state == State.EXPECTED


# --- lists
# ------------------------------------------------------------------------------------------------------


def test_the_list_holds_the_visitors_places_only(town: Town) -> None:
    officer = signed_in(person("station_officer", station=TPS)).get(reverse("results:desk"))
    assert {line.station for line in officer.context["listing"].all_rows} == {TPS}
    district = signed_in(person("district_committee", "18.72.02")).get(reverse("results:desk"))
    assert {line.station for line in district.context["listing"].all_rows} == set(STATIONS[4:])


def test_filters(town: Town) -> None:
    town.count(TPS)
    client = signed_in(town.checker)

    def rows(**filters: str) -> set[str]:
        page = client.get(reverse("results:desk"), filters)
        return {f"{line.contest} {line.station}" for line in page.context["listing"].all_rows}

    assert rows(keadaan="counted") == {f"mayor {TPS}"}
    town.enter(STATIONS[1])
    assert rows(keadaan="periksa") == {f"mayor {STATIONS[1]}"}
    assert rows(keadaan="isi") == rows() - rows(keadaan="counted") - rows(keadaan="periksa")
    assert rows(jenis="governor", wilayah="18.72.02") == {f"governor {s}" for s in STATIONS[4:]}
    assert rows(contoh="ya") == set()
    assert len(rows(keadaan="nonsense", contoh="maybe")) == 12


def test_the_work_to_do_leads_to_its_rows(town: Town) -> None:
    town.enter(TPS)
    page = signed_in(town.checker).get(reverse("results:desk")).content.decode()
    assert 'href="?keadaan=periksa"' in page


def test_confirming_comes_before_entering_again(town: Town) -> None:
    town.enter(TPS)
    page = signed_in(town.checker).get(at("row"))
    assert [step.act for step in page.context["page"].next][:2] == ["confirm", "enter"]
    assert page.content.decode().count('class="btn btn-primary" href') == 1


def test_the_list_can_be_taken_along(town: Town) -> None:
    town.enter(TPS)
    answer = signed_in(town.checker).get(reverse("results:desk"), {"unduh": "csv", "keadaan": "entered"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("station,name,ward")
    assert len(lines) == 2
    assert lines[1].startswith(TPS)


def test_few_queries_however_many_rows(town: Town, django_assert_max_num_queries) -> None:
    client = signed_in(town.checker)
    client.get(reverse("results:desk"))
    with django_assert_max_num_queries(16):
        client.get(reverse("results:desk"))


# --- entry
# ------------------------------------------------------------------------------------------------------


def test_the_form_stands_in_the_order_of_the_paper(town: Town) -> None:
    page = signed_in(town.clerk).get(at("entry"))
    assert [block.number for block in page.context["blocks"]] == ["I.A", "I.B", "II", "III", "IV", "V"]
    text = page.content.decode()
    places = [text.index(f'id="id_{name}"') for name in Paper.of(town.mayor).names]
    assert places == sorted(places)
    assert len(places) == len(healthy_figures())


def test_healthy_figures_are_received(town: Town) -> None:
    client = signed_in(town.clerk)
    answer = post(client, at("entry"), **healthy_figures())
    assert answer.status_code == 302
    row = town.row(TPS)
    assert (row.state, row.current.channel, row.current.figures) == (State.ENTERED, "web", healthy_figures())
    assert [str(m.level_tag) for m in client.get(answer.url).context["messages"]] == ["success"]


def test_broken_figures_come_back_with_findings_and_hints(town: Town) -> None:
    client = signed_in(town.clerk)
    answer = post(client, at("entry"), **healthy_figures(paslon1=170))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert [finding["rule"] for finding in answer.context["findings"]] == ["R8"]
    slips = [[(s.seen, s.meant) for s in hint.slips] for hint in answer.context["hints"].found]
    assert [(170, 120)] in slips
    assert 'value="170"' in text, "what was typed must not be lost"
    assert "suara_sah = paslon1 + paslon2" in text
    assert not ResultVersion.objects.exists()


def test_a_declared_form_is_kept_and_held(town: Town) -> None:
    client = signed_in(town.clerk)
    post(client, at("entry"), **healthy_figures(paslon1=170), declared="Tertulis 170 di formulir")
    row = town.row(TPS)
    assert (row.state, row.reason) == (State.HELD, "Tertulis 170 di formulir")


@pytest.mark.parametrize("reason", ["x" * 501, "Tertulis\0begitu"])
def test_a_declaration_that_cannot_be_kept_is_refused(town: Town, reason: str) -> None:
    answer = post(signed_in(town.clerk), at("entry"), **healthy_figures(paslon1=170), declared=reason)
    assert answer.status_code == 422
    assert 'value="170"' in answer.content.decode()
    assert town.row(TPS).state == State.EXPECTED


def test_whoever_cannot_confirm_corrects_from_the_figures_that_stand(town: Town) -> None:
    first = person("district_committee", "18.72.01")
    town.enter(TPS, by=first, votes={1: 187, 2: 46})
    assert 'value="187"' in signed_in(first).get(at("correct")).content.decode()


def test_letters_are_named_beside_their_field(town: Town) -> None:
    answer = post(signed_in(town.clerk), at("entry"), **(healthy_figures() | {"paslon1": "12O"}))
    assert answer.status_code == 422
    cells = [cell for block in answer.context["blocks"] for line in block.lines for cell in line.cells]
    assert {cell.name for cell in cells if cell.problem} == {"paslon1"}


def test_zeros_in_front_are_read_however_many(town: Town) -> None:
    figures = {name: str(value).zfill(5000) for name, value in healthy_figures().items()}
    assert post(signed_in(town.clerk), at("entry"), **figures).status_code == 302
    assert town.row(TPS).current.figures == healthy_figures()


def test_a_damaged_page_loses_nothing_and_does_nothing(town: Town) -> None:
    answer = signed_in(town.clerk).post(at("entry"), {k: str(v) for k, v in healthy_figures().items()})
    assert answer.status_code == 400
    assert 'value="120"' in answer.content.decode()
    assert town.row(TPS).state == State.EXPECTED


def test_sending_the_same_page_twice_enters_once(town: Town) -> None:
    client = signed_in(town.clerk)
    data = ticket(client, at("entry")) | {k: str(v) for k, v in healthy_figures().items()}
    assert [client.post(at("entry"), data).status_code for _ in range(2)] == [302, 302]
    assert ResultVersion.objects.count() == 1


def test_going_back_and_changing_the_page_is_a_clash(town: Town) -> None:
    client = signed_in(town.clerk)
    data = ticket(client, at("entry")) | {k: str(v) for k, v in healthy_figures().items()}
    client.post(at("entry"), data)
    changed = {k: str(v) for k, v in healthy_figures(votes={1: 121, 2: 79}).items()}
    assert client.post(at("entry"), data | changed).status_code == 409
    assert town.row(TPS).state == State.HELD


def test_whoever_was_slower_is_told(town: Town) -> None:
    client = signed_in(town.clerk)
    data = ticket(client, at("entry")) | {k: str(v) for k, v in healthy_figures().items()}
    town.enter(TPS, by=person("commission_staff"))
    assert client.post(at("entry"), data).status_code == 409


def test_own_entry_may_be_amended_but_a_new_one_starts_empty(town: Town) -> None:
    town.enter(TPS)
    own = signed_in(town.clerk).get(at("entry"))
    other = signed_in(person("commission_staff")).get(at("entry"))
    assert 'value="120"' in own.content.decode()
    assert 'value="120"' not in other.content.decode()


# --- confirmation
# -----------------------------------------------------------------------------------------------


def test_the_second_person_sees_nothing_of_the_first_entry(town: Town) -> None:
    town.enter(TPS, votes={1: 187, 2: 46})
    client = signed_in(town.checker)
    for page in ("confirm", "row", "entry", "correct"):
        text = client.get(at(page)).content.decode()
        assert not states(187, text), page


def test_equal_votes_count_at_once(town: Town) -> None:
    town.enter(TPS)
    client = signed_in(town.checker)
    assert post(client, at("confirm"), paslon1=120, paslon2="80").status_code == 302
    assert town.row(TPS).state == State.COUNTED


def test_other_votes_hold_the_row_and_the_desk_sees_both(town: Town) -> None:
    town.enter(TPS)
    client = signed_in(town.checker)
    post(client, at("confirm"), paslon1=120, paslon2=81)
    assert town.row(TPS).state == State.HELD
    [held] = client.get(reverse("results:held")).context["rows"]
    assert held.differences == ((2, 80, 81),)
    assert held.why


def test_a_missing_vote_is_asked_for(town: Town) -> None:
    town.enter(TPS)
    answer = post(signed_in(town.checker), at("confirm"), paslon1=120)
    assert answer.status_code == 422
    assert town.row(TPS).state == State.ENTERED


def test_the_first_person_is_told_that_another_must_confirm(town: Town) -> None:
    both = person("district_committee", "18.72.01")
    town.enter(TPS, by=both)
    client = signed_in(both)
    page = client.get(at("confirm"))
    assert 'name="paslon1"' not in page.content.decode()
    data = {"client_id": "receipt-by-hand", "revision": "1", "paslon1": "120", "paslon2": "80"}
    assert client.post(at("confirm"), data).status_code == 403
    assert town.row(TPS).state == State.ENTERED


# --- decisions
# --------------------------------------------------------------------------------------------------


def test_the_held_list_explains(town: Town) -> None:
    broken = submission(healthy_figures(suara_sah=201), 0, declared="Begitu di formulir")
    enter(town.row(TPS), town.clerk, broken)
    text = signed_in(town.checker).get(reverse("results:held")).content.decode()
    assert "suara_sah = paslon1 + paslon2" in text
    assert "PKPU 17/2024" in text
    assert "Begitu di formulir" in text


def test_a_decision_needs_a_reason_and_is_offered_only_where_it_fits(town: Town) -> None:
    row = town.count(TPS)
    client = signed_in(town.checker)
    page = client.get(at("row"))
    assert [value for value, _ in page.context["decision"].fields["act"].choices] == ["hold"]
    assert client.post(at("decide"), {"act": "hold", "revision": row.revision}).status_code == 422
    said = {"act": "hold", "reason": "Foto tidak cocok", "revision": row.revision}
    assert client.post(at("decide"), said).status_code == 302
    assert client.post(at("decide"), said).status_code == 409
    assert town.row(TPS).reason == "Foto tidak cocok"


def test_a_correction_through_the_page(town: Town) -> None:
    row = town.count(TPS)
    hold(row, town.checker, "Salah hitung", row.revision)
    client = signed_in(town.checker)
    figures = healthy_figures(votes={1: 110, 2: 90})
    assert post(client, at("correct"), **figures, level="district").status_code == 422
    done = post(client, at("correct"), **figures, level="district", reason="Turus dihitung ulang di pleno")
    assert done.status_code == 302
    row = town.row(TPS)
    assert (row.state, row.current.level, row.current.kind) == (State.CORRECTED, "district", "correction")
    text = client.get(at("row")).content.decode()
    assert "Turus dihitung ulang di pleno" in text
    assert 'class="changed"' in text


def test_the_row_says_who_may_do_what_next(town: Town) -> None:
    town.enter(TPS)
    page = signed_in(person("station_officer", station=TPS)).get(at("row")).context["page"]
    assert {step.act: step.allowed for step in page.next} == {
        "enter": True,
        "confirm": False,
        "hold": False,
        "correct": False,
    }
    assert all(step.roles for step in page.next)


def test_the_two_ballots_of_a_station_are_compared(town: Town) -> None:
    three = {1: 60, 2: 70, 3: 60}
    town.count(TPS, votes={1: 120, 2: 80})
    town.count(TPS, "governor", votes=three)
    page = signed_in(town.checker).get(at("row"))
    assert [finding["rule"] for finding in page.context["across"]] == ["R14"]
    assert "R14" in page.content.decode()


def test_an_unconfirmed_ballot_is_not_shown_beside_the_other(town: Town) -> None:
    town.count(TPS, votes={1: 120, 2: 80})
    town.enter(TPS, "governor", votes={1: 60, 2: 70, 3: 60})
    assert signed_in(town.checker).get(at("row")).context["across"] == []


def test_reading_a_row_takes_few_queries(town: Town, django_assert_max_num_queries) -> None:
    town.count(TPS)
    client = signed_in(town.checker)
    client.get(at("row"))
    with django_assert_max_num_queries(21):
        client.get(at("row"))
