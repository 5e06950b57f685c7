"""The ledger that pages share: anew after every act, never across circles of readers."""

from __future__ import annotations

from datetime import date

import pytest

from siaga.desks.meetings.queries.ledger import circle_of_readers, kept_ledger
from siaga.desks.trail.services import Subject, record
from tests.kit.claims import VISITOR, LedgerDesk
from tests.kit.people import person

pytestmark = pytest.mark.django_db


def figures(desk: LedgerDesk, user=VISITOR) -> list[int]:
    ledger = kept_ledger(desk.table.election, user)
    return sorted(int(figure.value) for figure in ledger.world.figures if figure.subject == "petugas")


def test_it_is_computed_once_until_something_changes(desk: LedgerDesk, django_assert_max_num_queries) -> None:
    desk.claims(desk.public_meeting(), 100)
    first = kept_ledger(desk.table.election, VISITOR)
    with django_assert_max_num_queries(1):
        assert kept_ledger(desk.table.election, VISITOR) is first
    record("tests.something", Subject("tests.thing", "1"))
    assert kept_ledger(desk.table.election, VISITOR) is not first


def test_what_is_noted_shows_at_once(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    assert figures(desk) == [100]
    desk.claims(meeting, 120)
    assert figures(desk) == [100, 120]


def test_a_result_form_leaves_it_as_it_is(desk: LedgerDesk) -> None:
    desk.claims(desk.public_meeting(), 100)
    first = kept_ledger(desk.table.election, VISITOR)
    record("results.entry", Subject("results.resultrow", "1"))
    assert kept_ledger(desk.table.election, VISITOR) is first


def test_nobody_gets_the_ledger_of_another_circle(desk: LedgerDesk) -> None:
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    desk.claims(meeting, 987, visibility="restricted")
    assert figures(desk, desk.table.writer) == [100, 987]
    assert figures(desk, desk.table.agency) == [100]
    assert figures(desk) == [100]


def test_the_same_meetings_but_other_rights_are_another_circle(desk: LedgerDesk) -> None:
    """An auditor reads the crews, an officer of the same agency does not."""
    election, body = desk.table.election, desk.table.kesbangpol
    officer, auditor = (
        circle_of_readers(election, person(role, institution=body)) for role in ("agency_officer", "auditor")
    )
    assert officer.reader == auditor.reader
    assert "staff.read" in set(auditor.rights) - set(officer.rights)
    assert officer != auditor


def test_another_day_is_another_circle(desk: LedgerDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is in office changes at midnight, without an act."""
    before = circle_of_readers(desk.table.election, VISITOR)
    monkeypatch.setattr("siaga.desks.meetings.queries.ledger.kept.today", lambda: date(2030, 1, 1))
    assert circle_of_readers(desk.table.election, VISITOR) != before
