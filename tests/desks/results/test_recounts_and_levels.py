"""Nothing counts while its ballots are counted again; nobody decides above their own level; what was written
down by mistake is withdrawn and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from siaga.desks.results.errors import (
    DocumentMissing,
    LevelTooHigh,
    Misplaced,
    NotNow,
    NotTheAuthor,
    RecountNotNamed,
    RecountOpen,
)
from siaga.desks.results.levels import decides_at, notes_at
from siaga.desks.results.models import FollowUp, Ground, Objection, Recount, ResultVersion, Ruling
from siaga.desks.results.queries import public_objections
from siaga.desks.results.queries.rowpage import next_steps
from siaga.desks.results.services import (
    FollowUpSaid,
    ObjectionSaid,
    PlenaryOpened,
    RecountSaid,
    WithdrawalSaid,
    adjudicate,
    confirm,
    correct,
    follow_up,
    note_objection,
    open_plenary,
    order_recount,
    release,
    send_back,
    supervise,
    withdraw_objection,
)
from siaga.desks.results.states import Act, State
from tests.desks.results.test_guards import step
from tests.desks.results.test_source_guards import copied, rejected, run
from tests.kit.count import STATIONS, Town, healthy_figures, reading, receipt, submission, ticket
from tests.kit.people import person, region, signed_in

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]
NIGHT = datetime(2024, 11, 27, 14, 0, tzinfo=UTC)
LEVELS = ("station", "district", "city", "province", "court")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def recounted(town: Town, by: Any) -> Recount:
    """A counted row whose ballots are being counted again."""
    town.count(TPS)
    return order_recount(town.row(TPS), by, RecountSaid(receipt(), "district", "Segel rusak")).record


def correction(town: Town, **more: Any) -> Any:
    said = {"level": "district", "reason": "Turus dihitung ulang"} | more
    return submission(healthy_figures(votes={1: 119, 2: 81}), town.row(TPS).revision, **said)


def objected(town: Town, by: Any) -> Objection:
    said = ObjectionSaid(receipt(), 2, "Turus lebih", "paslon1", 119)
    return note_objection(town.row(TPS), by, said).record


# --- a recount


@pytest.mark.parametrize("act", [release, send_back])
def test_an_open_recount_keeps_the_row_held(town: Town, ppk: Any, act: Any) -> None:
    recounted(town, ppk)
    row = town.row(TPS)
    with pytest.raises(RecountOpen):
        act(row, ppk, "Tetap", row.revision)
    offered = {one.act for one in next_steps(row, ppk)}
    assert not offered & {Act.RELEASE, Act.RETURN, Act.CONFIRM}
    assert Act.CORRECT in offered
    assert town.row(TPS).state == State.HELD


@pytest.mark.parametrize("role", ["district_committee", "commissioner"])
def test_the_page_of_the_row_offers_no_release(town: Town, ppk: Any, role: str) -> None:
    recounted(town, ppk)
    user = ppk if role == "district_committee" else person(role)
    page = signed_in(user).get(at("row"))
    assert page.context["decision"] is None
    sent = {"act": "release", "reason": "Tetap", "revision": town.row(TPS).revision}
    assert signed_in(user).post(at("decide"), sent).status_code in {409, 422}
    assert town.row(TPS).state == State.HELD


def test_only_the_result_of_the_recount_corrects_the_row(town: Town, ppk: Any) -> None:
    order = recounted(town, ppk)
    with pytest.raises(RecountNotNamed):
        correct(town.row(TPS), ppk, correction(town))
    correct(town.row(TPS), ppk, correction(town, basis={"recount": order.pk}))
    assert town.confirm(TPS).state == State.COUNTED


def test_one_recount_at_a_time(town: Town, ppk: Any) -> None:
    recounted(town, ppk)
    with pytest.raises(RecountOpen):
        order_recount(town.row(TPS), ppk, RecountSaid(receipt(), "district", "Lagi"))


def test_figures_that_came_after_the_order_do_not_count(town: Town, ppk: Any) -> None:
    """Ordered before anything was typed: neither second person nor supervisor counts the first entry."""
    order_recount(town.row(TPS), ppk, RecountSaid(receipt(), "district", "Kotak terbuka"))
    row = town.enter(TPS)
    with pytest.raises(RecountOpen):
        confirm(row, town.checker, reading(row))
    supervise(row, person("station_supervisor", station=TPS), submission(healthy_figures()))
    assert town.row(TPS).state == State.ENTERED


@pytest.mark.parametrize(("state", "act"), [("entered", "release"), ("returned", "return")])
def test_the_database_keeps_it_held(town: Town, ppk: Any, state: str, act: str) -> None:
    recounted(town, ppk)
    row = town.row(TPS)
    standing = {"version": row.current, "revision": row.revision, "before": row.state}
    Ruling.objects.create(act=act, by=ppk, at=NIGHT, **standing)
    step(row, act, state, "a recount of this form is open", more=", reason = 'x'")


# --- levels


@pytest.mark.parametrize(
    ("role", "code", "decides", "notes"),
    [
        ("district_committee", "18.72.01", LEVELS[:2], LEVELS[:2]),
        ("commissioner", "18.72", LEVELS, LEVELS[:3]),
        ("commission_staff", "18.72", (), LEVELS[:3]),
        ("station_officer", "", (), LEVELS[:1]),
        ("station_supervisor", "", (), LEVELS[:1]),
        ("district_supervisor", "18.72.01", (), LEVELS[:2]),
        ("supervisor", "18.72", (), LEVELS[:3]),
        ("auditor", "18.72", (), ()),
        ("forum_member", "18.72", (), ()),
        ("administrator", "18.72", (), ()),
    ],
)
def test_nobody_stands_above_their_own_level(
    town: Town, role: str, code: str, decides: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    user = person(role, code) if code else person(role, station=TPS)
    assert decides_at(user, town.row(TPS)) == decides
    assert notes_at(user, town.row(TPS)) == notes


@pytest.mark.parametrize("level", ["city", "province", "court", "source"])
def test_a_district_claims_no_higher_level(town: Town, ppk: Any, level: str) -> None:
    town.count(TPS)
    with pytest.raises(LevelTooHigh):
        correct(town.row(TPS), ppk, correction(town, level=level, document="1/2024"))
    with pytest.raises(LevelTooHigh):
        order_recount(town.row(TPS), ppk, RecountSaid(receipt(), level, "x", document="1/2024"))
    assert town.row(TPS).state == State.COUNTED


def test_a_district_decides_between_two_readings_at_its_own_level(town: Town, ppk: Any) -> None:
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), person("station_supervisor", station=TPS), submission(healthy_figures()))
    with pytest.raises(LevelTooHigh):
        adjudicate(town.row(TPS), ppk, correction(town, level="court", document="1/2024"))
    adjudicate(town.row(TPS), ppk, correction(town))


@pytest.mark.parametrize("level", ["province", "court"])
def test_a_decision_from_above_names_its_number(town: Town, level: str) -> None:
    town.count(TPS)
    kpu = person("commissioner")
    with pytest.raises(DocumentMissing):
        correct(town.row(TPS), kpu, correction(town, level=level, document=" "))
    with pytest.raises(DocumentMissing):
        order_recount(town.row(TPS), kpu, RecountSaid(receipt(), level, "x"))
    correct(town.row(TPS), kpu, correction(town, level=level, document="12/PHPU/2025"))
    assert Ground.objects.get().document == "12/PHPU/2025"
    assert "12/PHPU/2025" in signed_in(kpu).get(at("row")).content.decode()


def test_the_pages_offer_the_own_levels_alone(town: Town, ppk: Any) -> None:
    town.count(TPS)
    client = signed_in(ppk)
    for page in ("correct", "events"):
        text = client.get(at(page)).content.decode()
        assert 'value="district"' in text
        assert not re.search(r'<option value="(city|province|court)"', text)


def test_the_database_knows_the_levels(town: Town, ppk: Any) -> None:
    order = recounted(town, ppk)
    for level in ("city", "province", "court"):
        rejected(order, "does not decide at this level", client_id="sql-1", level=level, document="1")
    rejected(order, "names its number", client_id="sql-1", level="court", by_id=person("commissioner").pk)
    correct(town.row(TPS), ppk, correction(town, basis={"recount": order.pk}))
    newest = ResultVersion.objects.get(pk=town.row(TPS).current_id)
    sql, values = copied(newest, number=newest.number + 1, client_id="sql-v", level="court")
    run(sql, **values)
    claimed = ResultVersion.objects.get(client_id="sql-v")
    says = "does not decide at this level"
    rejected(Ground.objects.get(), says, version_id=claimed.pk, recount_id=None, document="1")


# --- which field is wrong


def test_a_refusal_names_the_field(town: Town, ppk: Any) -> None:
    town.count(TPS)
    said = PlenaryOpened(receipt(), "Sri Wahyuni", NIGHT)
    held = open_plenary(town.election, region("18.72.01"), ppk, said).record
    with pytest.raises(Misplaced, match="decides at another one: District"):
        correct(town.row(TPS), ppk, correction(town, level="station", basis={"plenary": held.pk}))
    for said, field in (({"pair": 9}, "Pair"), ({"field": "x"}, "Figure"), ({"field": ""}, "It should be")):
        wrong = {"pair": 2, "field": "paslon1", "claimed": 3, "text": "x"} | said
        with pytest.raises(Misplaced, match=f"^{field}"):
            note_objection(town.row(TPS), ppk, ObjectionSaid(receipt(), **wrong))


def test_the_level_follows_the_plenary(town: Town, ppk: Any) -> None:
    town.count(TPS)
    said = PlenaryOpened(receipt(), "Sri Wahyuni", NIGHT)
    held = open_plenary(town.election, region("18.72.01"), ppk, said).record
    client = signed_in(ppk)
    sent = ticket(client, at("correct"))
    sent |= {name: str(n) for name, n in healthy_figures(votes={1: 119, 2: 81}).items()}
    sent |= {"level": "", "reason": "Turus dihitung ulang"}
    assert client.post(at("correct"), sent).status_code == 422, "neither level nor plenary"
    assert client.post(at("correct"), sent | {"plenary": held.pk}).status_code == 302
    assert town.row(TPS).current.level == "district"


# --- an objection


def at(page: str, *more: Any) -> str:
    return reverse(f"results:{page}", args=["uji-2024", "mayor", TPS, *more])


def test_an_objection_begins_empty_and_asks_before_it_stays(town: Town, ppk: Any) -> None:
    client = signed_in(ppk)
    text = client.get(at("events")).content.decode()
    assert re.search(r'name="pair"[^>]*>\s*<option value="" selected>', text)
    said = {"client_id": receipt(), "field": "paslon1", "claimed": 119, "text": "Lebih", "level": "station"}
    assert client.post(at("objection"), said | {"pair": ""}).status_code == 422
    asked = client.post(at("objection"), said | {"pair": 2})
    assert asked.status_code == 200
    assert "Budi" in asked.content.decode()
    assert not Objection.objects.exists()
    assert client.post(at("objection"), said | {"pair": 2, "change": "1"}).status_code == 200
    assert client.post(at("objection"), said | {"pair": 2, "sure": "on"}).status_code == 302
    assert Objection.objects.get().pair.number == 2


def test_who_wrote_it_down_withdraws_it(town: Town, ppk: Any) -> None:
    one = objected(town, ppk)
    with pytest.raises(NotTheAuthor):
        withdraw_objection(one, town.checker, WithdrawalSaid(receipt(), "Salah paslon"))
    said = WithdrawalSaid(receipt(), "Salah paslon")
    assert [withdraw_objection(one, ppk, said).repeated for _ in range(2)] == [False, True]
    with pytest.raises(NotNow):
        follow_up(one, ppk, FollowUpSaid(receipt(), "accepted", "Ya"))
    with pytest.raises(NotNow):
        withdraw_objection(one, ppk, WithdrawalSaid(receipt(), "Lagi"))
    with pytest.raises(Misplaced, match=r"^Objection"):
        town.count(TPS)
        correct(town.row(TPS), ppk, correction(town, basis={"objection": one.pk}))
    assert Objection.objects.count() == FollowUp.objects.count() == 1


def test_what_was_decided_is_not_withdrawn(town: Town, ppk: Any) -> None:
    one = objected(town, ppk)
    follow_up(one, ppk, FollowUpSaid(receipt(), "refused", "Turus benar"))
    with pytest.raises(NotNow):
        withdraw_objection(one, ppk, WithdrawalSaid(receipt(), "Salah paslon"))
    with pytest.raises(Misplaced, match=r"^Outcome"):
        follow_up(one, ppk, FollowUpSaid(receipt(), "withdrawn", "x"))


@pytest.mark.parametrize(
    "role", ["station_officer", "station_supervisor", "district_committee", "supervisor"]
)
def test_withdrawn_through_the_page(town: Town, role: str) -> None:
    codes = {"district_committee": "18.72.01", "supervisor": "18.72"}
    user = person(role, codes[role]) if role in codes else person(role, station=TPS)
    one = objected(town, user)
    client = signed_in(user)
    assert at("withdrawal", one.pk) in client.get(at("events")).content.decode()
    sent = {"client_id": receipt(), "reason": "Salah paslon"}
    assert client.post(at("withdrawal", one.pk), sent).status_code == 302
    text = client.get(at("events")).content.decode()
    assert "Salah paslon" in text
    assert at("withdrawal", one.pk) not in text


def test_the_database_keeps_withdrawals_honest(town: Town, ppk: Any) -> None:
    one = objected(town, ppk)
    told = withdraw_objection(one, ppk, WithdrawalSaid(receipt(), "Salah paslon")).record
    rejected(told, "was withdrawn", client_id="sql-1", outcome="accepted")
    other = objected(town, ppk)
    rejected(told, "only who wrote", client_id="sql-1", objection_id=other.pk, by_id=town.checker.pk)
    follow_up(other, ppk, FollowUpSaid(receipt(), "accepted", "Ya"))
    rejected(told, "not withdrawn", client_id="sql-1", objection_id=other.pk)


def test_the_public_page_tells_what_became_of_it(town: Town, ppk: Any) -> None:
    one = objected(town, ppk)
    town.count(TPS)
    [line] = public_objections(town.mayor, TPS)
    assert (line.accepted, line.outcome) == (False, "")
    follow_up(one, ppk, FollowUpSaid(receipt(), "accepted", "Nama saksi Rahmat"))
    [line] = public_objections(town.mayor, TPS)
    assert line.outcome == "accepted"
