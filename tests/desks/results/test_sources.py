"""Two sources, one truth: the supervisor's own reading beside the crew's, whichever comes first."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.offices.models import Institution, Membership
from siaga.desks.offices.roles import STATION_ROLES
from siaga.desks.results.errors import (
    Clashed,
    DoesNotAddUp,
    LevelTooLow,
    MadeASource,
    NotNow,
    OneInstitution,
    SamePerson,
)
from siaga.desks.results.models import Adjudication, Comparison, Ground, SupervisorForm
from siaga.desks.results.services import (
    adjudicate,
    confirm,
    correct,
    enter,
    hold,
    release,
    send_back,
    supervise,
)
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, Town, healthy_figures, reading, submission
from tests.kit.people import authenticator, institution, member, person
from tests.kit.stated import states

pytestmark = pytest.mark.django_db
TPS, OTHER = STATIONS[:2]


def acts(town: Town, station: str = TPS) -> list[str]:
    row = town.row(station)
    found = Entry.objects.filter(subject_type="results.resultrow", subject_id=str(row.pk)).order_by("index")
    return [entry.action.removeprefix("results.") for entry in found]


def decision(row: Any, **more: Any) -> Any:
    figures = more.pop("figures", None) or healthy_figures()
    said = {"level": "district", "reason": "Turus dibuka di pleno"} | more
    return submission(figures, row.revision, **said)


# --- comparing


def test_the_same_figures_after_the_crew_count_at_once(town: Town, ptps: Any) -> None:
    row = town.enter(TPS)
    handed = supervise(row, ptps, submission(healthy_figures()))
    now = town.row(TPS)
    assert handed.agrees is True
    assert (now.state, now.act, now.confirmed_by) == (State.COUNTED, "match", ptps)
    assert acts(town) == ["enter", "supervise", "match"]


def test_the_same_figures_before_the_crew_count_as_soon_as_it_enters(town: Town, ptps: Any) -> None:
    handed = supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert handed.agrees is None
    assert town.row(TPS).state == State.EXPECTED
    town.enter(TPS)
    now = town.row(TPS)
    assert (now.state, now.confirmed_by) == (State.COUNTED, ptps)
    assert acts(town) == ["supervise", "enter", "match"]


@pytest.mark.parametrize("first", ["crew", "supervisor"])
@pytest.mark.parametrize("changed", [{"votes": {1: 121, 2: 79}}, {"disabilitas": 2}, {"invalid": 4}])
def test_one_other_figure_holds_the_row(town: Town, ptps: Any, first: str, changed: dict[str, Any]) -> None:
    theirs = submission(healthy_figures(**changed))
    if first == "crew":
        town.enter(TPS)
    supervise(town.row(TPS), ptps, theirs)
    if first == "supervisor":
        town.enter(TPS)
    now = town.row(TPS)
    assert (now.state, now.act) == (State.HELD, "mismatch")
    assert not Comparison.objects.get().agrees


def test_a_blank_is_not_a_zero(town: Town, ptps: Any) -> None:
    town.enter(TPS)
    blank = healthy_figures()
    del blank["disabilitas"]
    handed = supervise(town.row(TPS), ptps, submission(blank, declared="Baris III kosong"))
    assert handed.agrees is False


def test_without_a_supervisor_the_second_person_confirms_as_ever(town: Town) -> None:
    assert town.count(TPS).state == State.COUNTED


def test_a_counted_row_that_the_supervisor_contradicts_is_held(town: Town, ptps: Any) -> None:
    town.count(TPS)
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 90, 2: 110})))
    now = town.row(TPS)
    assert (now.state, now.act, now.confirmed_by) == (State.HELD, "mismatch", None)


def test_a_counted_row_that_the_supervisor_reads_too_stays(town: Town, ptps: Any) -> None:
    counted = town.count(TPS)
    assert supervise(counted, ptps, submission(healthy_figures())).agrees is True
    assert town.row(TPS).revision == counted.revision
    assert acts(town)[-2:] == ["supervise", "compare"]


def test_a_corrected_row_stays_whatever_the_supervisor_read(town: Town, ptps: Any) -> None:
    town.count(TPS)
    row = town.row(TPS)
    correct(row, town.checker, decision(row, figures=healthy_figures(votes={1: 119, 2: 81})))
    town.confirm(TPS, by=person("commissioner"))
    handed = supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 90, 2: 110})))
    assert handed.agrees is False
    assert town.row(TPS).state == State.COUNTED


def test_a_declared_form_that_both_read_alike_stays_held(town: Town, ptps: Any) -> None:
    broken = healthy_figures(suara_sah=201)
    enter(town.row(TPS), town.clerk, submission(broken, declared="Begitu di formulir"))
    handed = supervise(town.row(TPS), ptps, submission(broken, declared="Tertulis begitu"))
    assert handed.agrees is True
    assert (town.row(TPS).state, town.row(TPS).act) == (State.HELD, "declare")


def test_broken_figures_are_refused_unless_declared(town: Town, ptps: Any) -> None:
    with pytest.raises(DoesNotAddUp):
        supervise(town.row(TPS), ptps, submission(healthy_figures(suara_sah=201)))
    assert not SupervisorForm.objects.exists()


def test_a_row_sent_back_is_compared_anew(town: Town, ptps: Any) -> None:
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    row = send_back(town.row(TPS), town.checker, "Salin ulang", town.row(TPS).revision)
    enter(row, town.clerk, submission(healthy_figures(), row.revision))
    assert town.row(TPS).state == State.ENTERED, "what the supervisor read before is no source any more"
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert (town.row(TPS).state, town.row(TPS).confirmed_by) == (State.COUNTED, ptps)


def test_the_supervisor_may_amend_until_the_two_are_compared(town: Town, ptps: Any) -> None:
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 121, 2: 79})))
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert town.enter(TPS).state == State.COUNTED
    assert list(SupervisorForm.objects.values_list("number", flat=True)) == [1, 2]
    with pytest.raises(NotNow):
        supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 121, 2: 79})))


# --- who


def someone(role: str) -> Any:
    return person(role, station=TPS if role in STATION_ROLES else "")


@pytest.mark.parametrize("role", ["station_officer", "district_committee", "commissioner", "supervisor"])
def test_only_the_supervisor_of_the_station_hands_in(town: Town, role: str) -> None:
    with pytest.raises(PermissionDenied):
        supervise(town.row(TPS), someone(role), submission(healthy_figures()))


def test_not_for_another_station(town: Town, ptps: Any) -> None:
    with pytest.raises(PermissionDenied):
        supervise(town.row(OTHER), ptps, submission(healthy_figures()))


def test_not_by_whoever_entered_the_row(town: Town, ptps: Any) -> None:
    member(ptps, "station_officer", station=TPS)
    town.enter(TPS, by=ptps)
    with pytest.raises(SamePerson):
        supervise(town.row(TPS), ptps, submission(healthy_figures()))


def test_not_by_the_institution_of_whoever_entered(town: Town, ptps: Any) -> None:
    Membership.objects.create(
        user=town.clerk,
        role="district_supervisor",
        institution=Membership.objects.get(user=ptps).institution,
        region_id="18.72.01",
        starts="2020-01-01",
    )
    town.enter(TPS)
    with pytest.raises(OneInstitution):
        supervise(town.row(TPS), ptps, submission(healthy_figures()))
    assert not SupervisorForm.objects.exists()


def test_the_form_names_the_institution(town: Town, ptps: Any) -> None:
    form = supervise(town.row(TPS), ptps, submission(healthy_figures())).form
    assert form.institution.kind == Institution.Kind.SUPERVISOR
    assert form.institution != institution()


# --- sent twice


def test_sent_twice_is_kept_once(town: Town, ptps: Any) -> None:
    sent = submission(healthy_figures())
    first, again = (supervise(town.row(TPS), ptps, sent) for _ in range(2))
    assert (first.repeated, again.repeated) == (False, True)
    town.enter(TPS)
    third = supervise(town.row(TPS), ptps, sent)
    assert (third.repeated, third.agrees) == (True, True)
    assert SupervisorForm.objects.count() == 1


def test_one_receipt_number_with_two_contents_is_told_and_kept(town: Town, ptps: Any) -> None:
    sent = submission(healthy_figures())
    supervise(town.row(TPS), ptps, sent)
    with pytest.raises(Clashed):
        supervise(town.row(TPS), ptps, submission(healthy_figures(invalid=4), client_id=sent.client_id))
    [clash] = town.row(TPS).clashes.all()
    assert clash.said["source"] == "supervisor"
    assert SupervisorForm.objects.count() == 1


def test_a_receipt_number_serves_one_source(town: Town, ptps: Any) -> None:
    entered = town.enter(TPS)
    with pytest.raises(Clashed):
        supervise(entered, ptps, submission(healthy_figures(), client_id=entered.current.client_id))
    other = submission(healthy_figures())
    supervise(town.row(TPS), ptps, other)
    with pytest.raises(Clashed):
        enter(town.row(OTHER), town.clerk, submission(healthy_figures(), 0, client_id=other.client_id))
    assert town.row(OTHER).state == State.EXPECTED


# --- deciding between the two


@pytest.fixture
def differing(town: Town, ptps: Any) -> Town:
    """The crew (a PPK member here) read 121 where the supervisor read 120."""
    town.enter(TPS, by=person("district_committee", "18.72.01"), votes={1: 121, 2: 79})
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    return town


def test_a_third_person_decides_and_a_fourth_confirms(differing: Town) -> None:
    third, fourth = person("district_committee", "18.72.01"), person("commissioner")
    row = differing.row(TPS)
    receipt = adjudicate(row, third, decision(row))
    assert (receipt.row.state, receipt.row.act) == (State.CORRECTED, "adjudicate")
    now = differing.row(TPS)
    assert now.versions.count() == 2
    assert Adjudication.objects.get().comparison == Comparison.objects.get()
    assert "PPK" in Ground.objects.get().office
    confirm(now, fourth, reading(now))
    assert differing.row(TPS).state == State.COUNTED


def test_whoever_made_a_source_neither_decides_nor_corrects_nor_confirms(differing: Town, ptps: Any) -> None:
    row = differing.row(TPS)
    first = row.entered_by
    for act in (adjudicate, correct):
        with pytest.raises(MadeASource):
            act(row, first, decision(row))
    member(ptps, "district_committee", "18.72.01")
    authenticator(ptps)
    with pytest.raises(MadeASource):
        adjudicate(row, ptps, decision(row))
    adjudicate(row, person("commissioner"), decision(row))
    now = differing.row(TPS)
    for one in (first, ptps):
        with pytest.raises(MadeASource):
            confirm(now, one, reading(now))


def test_a_difference_is_not_released(differing: Town) -> None:
    row = differing.row(TPS)
    with pytest.raises(NotNow):
        release(row, differing.checker, "Sah", row.revision)


def test_the_station_itself_does_not_decide(differing: Town) -> None:
    row = differing.row(TPS)
    with pytest.raises(LevelTooLow):
        adjudicate(row, differing.checker, decision(row, level="station"))
    ward = person("district_committee", "18.72.01.1001")
    with pytest.raises(LevelTooLow):
        adjudicate(row, ward, decision(row))


def test_nothing_to_decide_without_a_difference(town: Town, ptps: Any) -> None:
    town.enter(TPS)
    row = hold(town.row(TPS), town.checker, "Foto buram", town.row(TPS).revision)
    with pytest.raises(NotNow):
        adjudicate(row, town.checker, decision(row))


def test_what_is_decided_must_add_up(differing: Town) -> None:
    row = differing.row(TPS)
    with pytest.raises(DoesNotAddUp):
        adjudicate(row, differing.checker, decision(row, figures=healthy_figures(suara_sah=201)))
    assert not Adjudication.objects.exists()


def test_a_form_that_came_while_the_row_was_held_is_minded_at_the_release(town: Town, ptps: Any) -> None:
    town.enter(TPS)
    hold(town.row(TPS), town.checker, "Foto buram", town.row(TPS).revision)
    supervise(town.row(TPS), ptps, submission(healthy_figures()))
    row = release(town.row(TPS), town.checker, "Foto jelas", town.row(TPS).revision)
    assert row.state == State.ENTERED
    assert town.confirm(TPS, by=person("commissioner")).state == State.COUNTED


# --- the trail


def test_the_trail_binds_the_figures_and_shows_none_before_they_are_compared(town: Town, ptps: Any) -> None:
    supervise(town.row(TPS), ptps, submission(healthy_figures(votes={1: 187, 2: 46})))
    [entry] = Entry.objects.filter(action="results.supervise")
    assert not states(187, entry.canonical)
    form = SupervisorForm.objects.get()
    assert form.digest in entry.canonical
    town.enter(TPS, votes={1: 187, 2: 46})
    assert states(187, Entry.objects.get(action="results.match").canonical)
