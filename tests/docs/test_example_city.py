"""The worked example of docs/pack-format.md: a city that begins with one meeting is loaded and read."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from siaga.desks.elections.services import load_pack
from siaga.desks.meetings.models import Meeting
from siaga.engines import packs

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "kota-contoh"
PAGES = (
    "portal:home",
    "meetings:list",
    "actions:list",
    "claims:ledger",
    "claims:doubts",
    "elections:stages",
    "places:regions",
    "offices:institutions",
    "grants:grants",
)


@pytest.fixture
def meeting() -> Meeting:
    load_pack(packs.load(EXAMPLE))
    return Meeting.objects.get()


def page(name: str, *args: object) -> str:
    answer = Client().get(reverse(name, args=args), follow=True)
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_the_example_has_no_fault_and_says_that_it_is_made_up() -> None:
    pack, faults = packs.read(EXAMPLE)
    assert faults == []
    assert pack is not None
    assert "karangan" in pack.note and "karangan" in pack.election.name


def test_its_meeting_is_found_and_read_by_a_visitor(meeting: Meeting) -> None:
    assert meeting.title in page("meetings:list")
    text = page("meetings:meeting", meeting.pk)
    for row in (*meeting.statements.all(), *meeting.conclusions.all()):
        assert row.text in text
    assert "WITA" in text


@pytest.mark.parametrize("name", PAGES)
def test_a_city_with_only_a_meeting_has_every_page(meeting: Meeting, name: str) -> None:
    page(name)


def test_the_chapter_walks_through_the_example() -> None:
    """Every file of the example is named in the chapter, in the order in which it is filled in."""
    text = (ROOT / "docs" / "pack-format.md").read_text(encoding="utf-8")
    chapter = text.split("## Load a meeting of your city in fifteen minutes", 1)[1].split("\n## ", 1)[0]
    assert [f.name for f in sorted(EXAMPLE.iterdir()) if f"`{f.name}`" not in chapter] == []
