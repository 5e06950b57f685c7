"""Figures nobody has confirmed are nowhere in public: every page and answer is read for planted numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client

from siaga.desks.results.services import hold
from tests.kit.count import STATIONS, Town, healthy_figures, small_election
from tests.kit.stated import legible, states

pytestmark = pytest.mark.django_db

HELD, WAITING = 431, 457
"""Votes that no sum of the other rows comes to."""

LINK = re.compile(r'(?:href|data-url|action)="([^"#][^"]*)"')
OUTSIDE = ("/static/", "/akun/", "/papan/", "/bahasa/")


@pytest.fixture
def town() -> Town:
    town = small_election(voters=600)
    town.count(STATIONS[0], figures=healthy_figures({1: 20, 2: 10}, dpt=600))
    town.enter(STATIONS[1], figures=healthy_figures({1: HELD, 2: 10}, dpt=600))
    row = town.row(STATIONS[1])
    hold(row, town.checker, "berbeda dari salinan saksi", row.revision)
    town.enter(STATIONS[2], figures=healthy_figures({1: WAITING, 2: 10}, dpt=600))
    return town


def answers(start: str = "/", limit: int = 400) -> Iterator[tuple[str, str]]:
    """Every address a visitor can come to by links, with what it answers."""
    client, queue, known = Client(), [start], {start}
    while queue and limit:
        address, limit = queue.pop(0), limit - 1
        answer = client.get(address, follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        text = legible(body)
        yield address, text
        for link in LINK.findall(text):
            target = urldefrag(urljoin(address, link.replace("&amp;", "&")))[0]
            inside = not urlsplit(target).netloc and not target.startswith(OUTSIDE)
            if inside and target not in known:
                known.add(target)
                queue.append(target)


def api_answers(town: Town) -> Iterator[tuple[str, str]]:
    """Every figure-bearing answer of the API."""
    client, base = Client(), f"/api/elections/{town.election.code}"
    contests = [f"{base}/contests/{code}" for code in town.contests]
    for address in (
        f"{base}/contests",
        *(f"{c}/recap?region={r}" for c in contests for r in ("18.72", "18.72.01", "18.72.01.1001")),
        *(f"{c}/stations" for c in contests),
        *(f"{c}/stations/{s}" for c in contests for s in STATIONS),
    ):
        yield address, client.get(address).content.decode()


def test_no_public_page_shows_a_figure_that_is_held_or_waits(town: Town) -> None:
    seen = dict(answers())
    assert any(STATIONS[1] in address for address in seen), "the walk must reach the page of the held station"
    assert any("unduh=csv" in address for address in seen), "and the downloads"
    leaks = [a for a, text in seen.items() if states(HELD, text) or states(WAITING, text)]
    assert leaks == []


def test_no_answer_of_the_api_shows_one_either(town: Town) -> None:
    assert [a for a, text in api_answers(town) if states(HELD, text) or states(WAITING, text)] == []


def test_the_walk_sees_the_number_once_it_is_confirmed(town: Town) -> None:
    town.confirm(STATIONS[2])
    found = [address for address, text in answers() if states(WAITING, text)]
    for form in ("csv", "xlsx"):
        assert any(f"unduh={form}" in address for address in found), form
    assert any(states(WAITING, text) for _, text in api_answers(town))
