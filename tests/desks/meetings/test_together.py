"""Many hands at once: no sentence of the minutes is lost, no line is taken twice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.models import Statement, Wording
from siaga.desks.meetings.services import signing
from siaga.desks.meetings.services.attendance import check_in
from siaga.desks.meetings.services.record import Said, add_statement
from siaga.desks.meetings.services.wording import Draft, save
from siaga.desks.trail.models import Entry
from siaga.engines.wording import sentences
from tests.kit.meetings import Table, coordination, fresh
from tests.kit.together import together

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = 6


@pytest.fixture
def table(transactional_db: None) -> Table:
    return coordination()


class Hand:
    """A writer at a device: types on while saves are under way, and sends what it sees."""

    def __init__(self, name: str, user: Any, item: Statement) -> None:
        self.name, self.user, self.item = name, user, item
        self.text, self.base, self.own = item.text, 1, False

    def write(self) -> list[str]:
        written = []
        for number in range(SAVES):
            sentence = f"Kalimat {self.name} nomor {number}."
            self.text += f" {sentence}"
            sent = Draft("statement", self.item.pk, self.base, self.text, uuid4(), self.own)
            wording = save(self.item.meeting, self.user, sent).wording
            self.base, self.own = wording.number, number % 2 == 0
            if not self.own:  # nobody typed meanwhile: the merged text comes into the field
                self.text = wording.text
            written.append(sentence)
        return written


def test_no_sentence_is_lost(table: Table) -> None:
    item = table.say(table.held(), "Kalimat pertama dari semua.")
    hands = [
        Hand(name, user, item)
        for name, user in (("A", table.writer), ("B", table.second_writer), ("C", table.writer))
    ]
    written = together(*(hand.write for hand in hands))
    item.refresh_from_db()
    found = [s.text for s in sentences(item.text)]
    assert sorted(found) == sorted(["Kalimat pertama dari semua.", *(s for w in written for s in w)])
    versions = list(Wording.objects.order_by("number").values_list("number", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    for hand in hands:
        own = [s for s in found if f" {hand.name} " in s]
        assert own == sorted(own), "one writer's sentences keep their order"


def test_one_save_sent_four_times_at_once(table: Table) -> None:
    item = table.say(table.held())
    sent = Draft("statement", item.pk, 1, "Baru sama sekali.", uuid4())
    outcomes = together(*[lambda: save(item.meeting, table.writer, sent)] * 4)
    assert sorted(o.repeated for o in outcomes) == [False, True, True, True]
    assert Wording.objects.count() == 2


def test_statements_of_several_writers_get_numbers_of_their_own(table: Table) -> None:
    meeting = table.held()
    users = (table.writer, table.second_writer) * 2
    together(
        *(
            lambda u=u, n=n: add_statement(meeting, u, f"Ucapan {n}.", Said(), uuid4())
            for n, u in enumerate(users)
        )
    )
    assert list(meeting.statements.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_two_telephones_at_the_door(table: Table) -> None:
    meeting = table.invited()
    row = meeting.attendance.get(institution=table.police)
    outcomes = together(*[lambda: check_in(meeting, table.police_member, meeting.door_key, row)] * 3)
    assert sorted(o.repeated for o in outcomes) == [False, True, True]
    assert Entry.objects.filter(action="meetings.check_in").count() == 1


def test_a_signature_while_somebody_writes(table: Table) -> None:
    """Either the signature stands under what was laid, or the sentence came first and it is refused."""
    minutes = table.laid()
    signing.sign(minutes, table.writer, "note_taker")
    meeting = minutes.meeting
    signed, said = together(
        lambda: signing.sign(minutes, table.chair, "chair"),
        lambda: add_statement(meeting, table.second_writer, "Masih sempat.", Said(), uuid4()),
    )
    assert isinstance(signed, Refused) is not isinstance(said, Refused)
    assert fresh(meeting).state == ("held" if isinstance(signed, Refused) else "signed")
