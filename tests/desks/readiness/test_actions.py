"""The light of the actions."""

from __future__ import annotations

from datetime import timedelta

import pytest

from siaga.desks.meetings.reading import Reader, reader_of
from siaga.desks.offices.access import today
from siaga.desks.readiness.queries.actions import light_of, numbers
from siaga.desks.readiness.queries.light import Light, Shade
from tests.kit.actions import Room, small_room
from tests.kit.people import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return small_room()


def light(room: Room, reader: Reader | None = None) -> Light:
    """As whoever may read the meetings of the city sees it, or as a given reader."""
    reader = reader or Reader(regions=(room.election.region_id,))
    return light_of(numbers(room.election, today(), reader), today())


def inputs(found: Light) -> list[object]:
    return [item.value for item in found.inputs[1:]]


def test_without_any_action_there_is_no_data(room: Room) -> None:
    assert light(room).shade == Shade.NONE


def test_in_time_is_good(room: Room) -> None:
    room.action()
    assert light(room).shade == Shade.GOOD


def test_overdue_is_bad(room: Room) -> None:
    room.action(due=today() - timedelta(1))
    found = light(room)
    assert (found.shade, inputs(found)) == (Shade.BAD, [1, 1, 0, 0, 0, 0])
    assert [cell.value for cell in found.records.rows[0]][1:] == [1, 1, 0, 0]
    assert "owner=satpol-pp" in found.records.rows[0][0].url


@pytest.mark.parametrize(
    ("plan", "counted"), [({"due": None}, [1, 0, 1, 0, 0, 0]), ({"owner": None}, [1, 0, 0, 1, 0, 0])]
)
def test_what_lacks_something_asks_for_a_look(room: Room, plan: dict, counted: list[int]) -> None:
    room.action(**plan)
    found = light(room)
    assert (found.shade, inputs(found)) == (Shade.WARN, counted)


def test_what_waits_for_a_word_asks_for_a_look_and_is_not_overdue(room: Room) -> None:
    room.show(room.action(due=today() - timedelta(5)))
    found = light(room)
    assert (found.shade, inputs(found)) == (Shade.WARN, [0, 0, 0, 0, 1, 0])


def test_what_is_done_is_behind_us(room: Room) -> None:
    room.done(due=today() - timedelta(5))
    assert light(room).shade == Shade.NONE


def test_restricted_ones_are_not_told(room: Room) -> None:
    room.action(title="Rahasia", visibility="restricted", due=today() - timedelta(5))
    closed = small_room("restricted")
    member(closed.people["owner"], "forum_member", institution=closed.bodies["satpolpp"])
    closed.action(title="Rahasia", due=today() - timedelta(5))
    for found in (light(room), light(closed), light(room, Reader())):
        assert found.shade == Shade.NONE


def test_who_sat_at_the_table_finds_them_counted(room: Room) -> None:
    room.action(title="Rahasia", visibility="restricted", due=today() - timedelta(5))
    member(room.people["owner"], "forum_member", institution=room.bodies["satpolpp"])
    assert light(room, reader_of(room.people["owner"])).shade == Shade.BAD


def test_no_title_is_on_the_board(room: Room) -> None:
    room.action(title="Judul internal", due=today() - timedelta(1))
    assert "Judul" not in repr(light(room))
