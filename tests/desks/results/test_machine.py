"""Any order of entries, confirmations, holds and corrections: the totals are those of a plain count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from siaga.desks.elections.models import Contest
from siaga.desks.results import services
from siaga.desks.results.errors import Clashed, DoesNotAddUp, KnowsTheFigures, NotNow, Refused, SamePerson
from siaga.desks.results.models import ResultVersion, SecondReading
from siaga.desks.results.queries import contest_recap
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, healthy_figures, reading, small_election, submission
from tests.kit.people import member, person

stations = st.sampled_from(STATIONS[:3])
people = st.sampled_from([0, 1, 2])
ballots = st.tuples(st.integers(0, 150), st.integers(0, 140))


@dataclass
class Believed:
    """What the oracle believes of one row. It knows nothing of the code's table of states."""

    state: str = "expected"
    votes: tuple[int, int] | None = None
    errors: bool = False
    by: int | None = None
    counted: tuple[int, int] | None = None
    knows: set[int] = field(default_factory=set)
    read_otherwise: set[int] = field(default_factory=set)
    doubted: bool = False
    receipts: dict[str, Any] = field(default_factory=dict)


class Count(RuleBasedStateMachine):
    """Three people with every right, three stations; the oracle foretells whether an act passes."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    @initialize()
    def open(self) -> None:
        self.town = small_election(STATIONS[:3])
        self.people = [person("district_committee", "18.72") for _ in range(3)]
        for one in self.people:
            member(one, "commissioner")
        self.believed = {station: Believed() for station in STATIONS[:3]}
        self.acts = self.entries()

    def entries(self) -> int:
        return Entry.objects.filter(subject_type="results.resultrow").count()

    def attempt(self, passes: bool, act: Any, *refusals: type[Refused]) -> bool:
        """Do an act that must pass or be refused as foreseen; count what the trail must hold."""
        if passes:
            act()
            self.acts += 1
        else:
            with pytest.raises(refusals or (NotNow,)):
                act()
        return passes

    @rule(
        station=stations,
        who=people,
        votes=ballots,
        broken=st.booleans(),
        declared=st.sampled_from(["", "kertas"]),
    )
    def enter(self, station: str, who: int, votes: tuple[int, int], broken: bool, declared: str) -> None:
        believed, row = self.believed[station], self.town.row(station)
        figures = healthy_figures(votes=dict(enumerate(votes, 1)), **({"suara_sah": 299} if broken else {}))
        errors = broken and sum(votes) != 299
        fits = believed.state in ("expected", "entered", "returned")
        sent = submission(figures, row.revision, declared=declared)
        passes = fits and not (errors and not declared)
        if self.attempt(passes, lambda: services.enter(row, self.people[who], sent), NotNow, DoesNotAddUp):
            believed.state = "held" if declared else "entered"
            believed.votes, believed.errors, believed.by, believed.counted = votes, errors, who, None
            believed.knows, believed.doubted = set(), False
            believed.receipts[sent.client_id] = (sent, who)

    @rule(station=stations, who=people, slip=st.sampled_from([0, 0, 0, 1]))
    def confirm(self, station: str, who: int, slip: int) -> None:
        believed, row = self.believed[station], self.town.row(station)
        if row.current is None:
            return
        read = reading(row, {"paslon1": row.current.figures["paslon1"] + slip})
        barred = {believed.by} | believed.knows | believed.read_otherwise
        passes = believed.state in ("entered", "corrected") and who not in barred
        refusals = (NotNow, SamePerson, KnowsTheFigures)
        if self.attempt(passes, lambda: services.confirm(row, self.people[who], read), *refusals):
            believed.state = "held" if slip else "counted"
            believed.doubted = bool(slip)
            believed.read_otherwise |= {who} if slip else set()
            believed.counted = None if slip else believed.votes

    @rule(station=stations, who=people)
    def hold(self, station: str, who: int) -> None:
        believed, row = self.believed[station], self.town.row(station)
        passes = believed.state in ("entered", "corrected", "counted")
        if self.attempt(passes, lambda: services.hold(row, self.people[who], "foto", row.revision)):
            believed.state, believed.counted = "held", None
            believed.knows.add(who)

    @rule(station=stations, who=people)
    def release(self, station: str, who: int) -> None:
        believed, row = self.believed[station], self.town.row(station)
        passes = believed.state == "held" and not believed.errors and not believed.doubted
        if self.attempt(passes, lambda: services.release(row, self.people[who], "sah", row.revision)):
            believed.state = "entered"
            believed.knows.add(who)

    @rule(station=stations, who=people)
    def send_back(self, station: str, who: int) -> None:
        believed, row = self.believed[station], self.town.row(station)
        passes = believed.state == "held"
        if self.attempt(passes, lambda: services.send_back(row, self.people[who], "salin", row.revision)):
            believed.state = "returned"

    @rule(station=stations, who=people, votes=ballots)
    def correct(self, station: str, who: int, votes: tuple[int, int]) -> None:
        believed, row = self.believed[station], self.town.row(station)
        figures = healthy_figures(votes=dict(enumerate(votes, 1)))
        sent = submission(figures, row.revision, level="district", reason="pleno")
        passes = believed.state != "expected"
        if self.attempt(passes, lambda: services.correct(row, self.people[who], sent)):
            believed.state, believed.votes, believed.errors = "corrected", votes, False
            believed.by, believed.counted = who, None
            believed.knows, believed.doubted = set(), False

    @rule(station=stations, data=st.data())
    def retry(self, station: str, data: st.DataObject) -> None:
        believed = self.believed[station]
        if not believed.receipts:
            return
        sent, who = data.draw(st.sampled_from(list(believed.receipts.values())))
        assert services.enter(self.town.row(station), self.people[who], sent).repeated

    @rule(station=stations, data=st.data())
    def clash(self, station: str, data: st.DataObject) -> None:
        believed = self.believed[station]
        if not believed.receipts:
            return
        sent, who = data.draw(st.sampled_from(list(believed.receipts.values())))
        other = submission(sent.figures | {"disabilitas": 7}, 0, client_id=sent.client_id)
        row = self.town.row(station)
        newest = row.current.client_id == sent.client_id
        seen = row.clashes.filter(client_id=sent.client_id).exists()
        with pytest.raises(Clashed):
            services.enter(row, self.people[who], other)
        if newest and not seen and believed.state in ("entered", "corrected"):
            believed.state = "held"
            self.acts += 1

    @invariant()
    def states_are_as_believed(self) -> None:
        for station, believed in getattr(self, "believed", {}).items():
            assert self.town.row(station).state == believed.state

    @invariant()
    def totals_are_those_of_a_plain_count(self) -> None:
        if not hasattr(self, "town"):
            return
        contest = Contest.objects.select_related("election", "region").get(pk=self.town.mayor.pk)
        counted = [b.counted for b in self.believed.values() if b.counted]
        assert contest_recap(contest).total.votes == {
            n: sum(votes[n - 1] for votes in counted) for n in (1, 2)
        }

    @invariant()
    def every_act_left_one_entry(self) -> None:
        if hasattr(self, "town"):
            assert self.entries() == self.acts

    @invariant()
    def no_two_steps_by_one_person(self) -> None:
        for seen in SecondReading.objects.select_related("version"):
            assert seen.by_id != seen.version.entered_by_id

    @invariant()
    def versions_have_no_gaps(self) -> None:
        for station in getattr(self, "believed", {}):
            numbers = ResultVersion.objects.filter(row=self.town.row(station)).values_list(
                "number", flat=True
            )
            assert list(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
@pytest.mark.slow
def test_any_order_of_acts() -> None:
    run_state_machine_as_test(
        Count, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )
