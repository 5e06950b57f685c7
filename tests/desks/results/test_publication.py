"""A result is in every public total as soon as it is confirmed: through HTTP, and within a second."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from siaga.desks.results.services import hold
from tests.kit.count import STATIONS, Town
from tests.kit.people import signed_in
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]
REGIONS = ("18.72", "18.72.01", "18.72.01.1001")
PAGES = [f"/hasil-publik/uji-2024/mayor/{code}/" for code in REGIONS]
RECAP = "/api/elections/uji-2024/contests/mayor/recap"


def api_votes(client: Client) -> dict[str, list[int | None]]:
    """Votes of every region, as the public API says them now."""
    answers = {code: client.get(RECAP, {"region": code}).json()["region"] for code in REGIONS}
    return {code: [vote["votes"] for vote in answer["votes"]] for code, answer in answers.items()}


@pytest.mark.speed
def test_a_confirmed_row_is_in_every_public_total_within_a_second(town: Town, client: Client) -> None:
    town.enter(TPS, votes={1: 157, 2: 64})
    before = {page: client.get(page) for page in PAGES}
    assert not any(states(157, page.content.decode()) for page in before.values())
    url = f"/hasil/uji-2024/mayor/{TPS}/periksa/"
    body = {"client_id": "second-person-1", "revision": "1", "paslon1": "157", "paslon2": "64"}
    assert signed_in(town.checker).post(url, body).status_code == 302
    started = time.perf_counter()
    for page in PAGES:
        known = {"HTTP_IF_NONE_MATCH": before[page].headers.get("ETag", "")}
        answer = client.get(page, **known)
        assert answer.status_code == 200, "an answer from before the confirmation must not be reused"
        assert states(157, answer.content.decode())
    assert set(map(tuple, api_votes(client).values())) == {(157, 64)}
    assert time.perf_counter() - started < 1


def test_a_row_that_is_held_leaves_every_public_total(town: Town, client: Client) -> None:
    row = town.count(TPS, votes={1: 157, 2: 64})
    assert set(map(tuple, api_votes(client).values())) == {(157, 64)}
    hold(row, town.checker, "Foto tidak cocok", row.revision)
    assert set(map(tuple, api_votes(client).values())) <= {(0, 0), (None, None)}
    page = client.get(f"/hasil-publik/uji-2024/mayor/tps/{TPS}/").content.decode()
    assert not states(157, page)
