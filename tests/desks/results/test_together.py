"""Two people at once: one wins, the other is told, and nothing is counted twice."""

from __future__ import annotations

from typing import Any

import pytest

from siaga.desks.results.errors import NotNow, Refused, Stale
from siaga.desks.results.models import Comparison, ResultVersion, SecondReading, SupervisorForm
from siaga.desks.results.services import adjudicate, confirm, enter, hold, supervise
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, Town, healthy_figures, reading, small_election, submission
from tests.kit.people import person
from tests.kit.together import together

pytestmark = pytest.mark.django_db(transaction=True)
TPS = STATIONS[0]


@pytest.fixture
def town(transactional_db: None) -> Town:
    return small_election(STATIONS[:2])


def refused(outcomes: list[Any]) -> list[type]:
    return [type(outcome) for outcome in outcomes if isinstance(outcome, Refused)]


def acts_of(town: Town) -> list[str]:
    row = town.row(TPS)
    entries = Entry.objects.filter(subject_type="results.resultrow", subject_id=str(row.pk))
    return [entry.action for entry in entries.order_by("index")]


def test_two_confirmations_at_once(town: Town) -> None:
    row, others = town.enter(TPS), [person("commissioner") for _ in range(4)]
    readings = [reading(row) for _ in others]
    outcomes = together(*(lambda o=o, r=r: confirm(row, o, r) for o, r in zip(others, readings, strict=True)))
    assert sorted(t.__name__ for t in refused(outcomes)) == ["Stale"] * 3
    assert town.row(TPS).state == State.COUNTED
    assert SecondReading.objects.count() == 1
    assert acts_of(town) == ["results.enter", "results.confirm"]


def test_an_entry_while_somebody_confirms(town: Town) -> None:
    for _ in range(5):
        row = (
            town.enter(STATIONS[1])
            if town.row(STATIONS[1]).state == State.EXPECTED
            else town.row(STATIONS[1])
        )
        again = submission(healthy_figures(votes={1: 90, 2: 110}), row.revision)
        read = reading(row)
        outcomes = together(
            lambda r=row, a=again: enter(r, town.clerk, a), lambda r=row, d=read: confirm(r, town.checker, d)
        )
        assert len(refused(outcomes)) == 1
        now = town.row(STATIONS[1])
        if now.state == State.COUNTED:
            assert now.current.number == row.current.number, "what counts is what the second person read"
            break
        assert now.state == State.ENTERED


def test_one_phone_that_sends_twice_at_once(town: Town) -> None:
    row, sent = town.row(TPS), submission(healthy_figures(), 0)
    outcomes = together(*[lambda: enter(row, town.clerk, sent)] * 4)
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True, True]
    assert ResultVersion.objects.count() == 1
    assert acts_of(town) == ["results.enter"]


def test_one_receipt_number_for_two_rows_at_once(town: Town) -> None:
    sent = submission(healthy_figures(), 0)
    rows = [town.row(station) for station in STATIONS[:2]]
    outcomes = together(*(lambda row=row: enter(row, town.clerk, sent) for row in rows))
    assert [t.__name__ for t in refused(outcomes)] == ["Clashed"]
    assert ResultVersion.objects.count() == 1


def test_a_hold_and_a_confirmation_at_once(town: Town) -> None:
    row = town.enter(TPS)
    read = reading(row)
    outcomes = together(
        lambda: hold(row, town.checker, "lihat foto", row.revision), lambda: confirm(row, town.checker, read)
    )
    assert refused(outcomes) in ([Stale], [NotNow])
    assert town.row(TPS).revision == row.revision + 1


# --- crew and supervisor at once


def test_crew_and_supervisor_at_once(town: Town) -> None:
    ptps = person("station_supervisor", station=TPS)
    row, sent = town.row(TPS), submission(healthy_figures(), 0)
    together(
        lambda: enter(row, town.clerk, sent),
        lambda: supervise(row, ptps, submission(healthy_figures())),
    )
    now = town.row(TPS)
    assert (now.state, now.confirmed_by) == (State.COUNTED, ptps)
    assert Comparison.objects.get().agrees
    assert acts_of(town)[-1] == "results.match"


def test_a_supervisor_who_reads_otherwise_while_somebody_confirms(town: Town) -> None:
    """Whichever comes first, the row ends held: no confirmation goes past the other institution."""
    ptps, row = person("station_supervisor", station=TPS), town.enter(TPS)
    read, other = reading(row), submission(healthy_figures(votes={1: 90, 2: 110}))
    outcomes = together(lambda: confirm(row, town.checker, read), lambda: supervise(row, ptps, other))
    assert refused(outcomes) in ([], [Stale], [NotNow])
    assert (town.row(TPS).state, town.row(TPS).act) == (State.HELD, "mismatch")


def test_one_supervisor_who_sends_twice_at_once(town: Town) -> None:
    ptps, row = person("station_supervisor", station=TPS), town.enter(TPS)
    sent = submission(healthy_figures())
    outcomes = together(*[lambda: supervise(row, ptps, sent)] * 4)
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True, True]
    assert SupervisorForm.objects.count() == 1
    assert acts_of(town) == ["results.enter", "results.supervise", "results.match"]


def test_two_decisions_at_once(town: Town) -> None:
    ptps = person("station_supervisor", station=TPS)
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    row, deciders = town.row(TPS), [person("commissioner") for _ in range(3)]
    said = [
        submission(healthy_figures(), row.revision, level="city", reason="Turus dibuka") for _ in deciders
    ]
    outcomes = together(
        *(lambda d=d, s=s: adjudicate(row, d, s) for d, s in zip(deciders, said, strict=True))
    )
    assert [t.__name__ for t in refused(outcomes)] == ["Stale"] * 2
    assert town.row(TPS).versions.count() == 2
