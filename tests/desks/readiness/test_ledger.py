"""The light of the claims: what the rules find and nobody settled."""

from __future__ import annotations

import pytest

from siaga.desks.readiness.queries.ledger import ledger_light
from siaga.desks.readiness.queries.light import Shade
from tests.kit.claims import LedgerDesk, ledger_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> LedgerDesk:
    return ledger_desk()


def test_without_any_claim_there_is_nothing_to_say(desk: LedgerDesk) -> None:
    assert ledger_light(desk.table.election).shade == Shade.NONE


def test_an_open_contradiction_is_bad_and_a_settled_one_is_not(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    desk.claims(meeting, 120)
    light = ledger_light(desk.table.election)
    assert light.shade == Shade.BAD
    assert [one.value for one in light.inputs] == [1, 0, 1, 0, 0]
    desk.settle(desk.name("disagreement"))
    assert ledger_light(desk.table.election).shade == Shade.GOOD


def test_the_light_counts_only_what_its_reader_may_read(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    desk.claims(meeting, 120, visibility="restricted")
    assert ledger_light(desk.table.election).shade == Shade.NONE
    assert ledger_light(desk.table.election, desk.table.agency).shade == Shade.NONE
    assert ledger_light(desk.table.election, desk.table.writer).shade == Shade.BAD
