"""The verbs of the results desk, one after another, as people use them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.results.errors import (
    BadFigures,
    Clashed,
    DoesNotAddUp,
    NotNow,
    ReasonMissing,
    SamePerson,
    Stale,
)
from siaga.desks.results.models import Clash, ResultVersion, SecondReading
from siaga.desks.results.services import (
    Reading,
    confirm,
    correct,
    enter,
    expect_rows,
    hold,
    release,
    send_back,
)
from siaga.desks.results.states import State
from siaga.desks.trail.models import Entry
from tests.kit.count import STATIONS, Town, healthy_figures, reading, receipt, submission
from tests.kit.people import member, person

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]


def acts(row) -> list[str]:
    entries = Entry.objects.filter(subject_type="results.resultrow", subject_id=str(row.pk)).order_by("index")
    return [entry.action for entry in entries]


def test_every_row_is_expected_before_any_figure(town: Town) -> None:
    assert {town.row(s, c).state for s in STATIONS for c in town.contests} == {State.EXPECTED}
    assert expect_rows(town.election) == 0
    assert Entry.objects.filter(action="results.expect").count() == len(town.contests)


def test_one_enters_another_confirms_and_it_counts(town: Town) -> None:
    assert town.enter(TPS).state == State.ENTERED
    row = town.confirm(TPS)
    assert (row.state, row.entered_by, row.confirmed_by) == (State.COUNTED, town.clerk, town.checker)
    assert acts(row) == ["results.enter", "results.confirm"]


def test_the_trail_covers_an_entry_until_a_second_person_has_read_the_paper(town: Town) -> None:
    row = town.enter(TPS)
    entered = Entry.objects.get(action="results.enter")
    votes = [str(row.current.figures[name]) for name in ("paslon1", "paslon2")]
    assert entered.after["digest"] == row.current.digest
    assert all(vote not in entered.canonical.split('"') and "figures" not in entered.after for vote in votes)
    town.confirm(TPS)
    assert Entry.objects.get(action="results.confirm").after["figures"] == row.current.figures


def test_nobody_stops_a_row_outside_their_place(town: Town) -> None:
    waiting = town.enter(TPS)
    stranger = person("station_officer", station=STATIONS[1])
    other = submission(healthy_figures(), 0, client_id=waiting.current.client_id)
    with pytest.raises(Clashed):
        enter(town.row(STATIONS[1]), stranger, other)
    assert town.row(TPS).state == State.ENTERED
    assert Clash.objects.filter(by=stranger).count() == 1


def test_nobody_confirms_their_own_entry(town: Town) -> None:
    member(town.checker, "commission_staff")
    row = town.enter(TPS, by=town.checker)
    with pytest.raises(SamePerson):
        confirm(row, town.checker, reading(row))
    assert town.row(TPS).state == State.ENTERED


def test_figures_that_break_an_identity_are_refused_with_the_identity(town: Town) -> None:
    broken = healthy_figures(suara_sah=201)
    with pytest.raises(DoesNotAddUp) as refusal:
        enter(town.row(TPS), town.clerk, submission(broken, 0))
    assert {finding.rule for finding in refusal.value.findings} == {"R8", "R9"}
    assert town.row(TPS).state == State.EXPECTED
    assert not ResultVersion.objects.exists()


def test_a_blank_figure_needs_a_declaration(town: Town) -> None:
    figures = healthy_figures()
    del figures["disabilitas"]
    with pytest.raises(DoesNotAddUp) as refusal:
        enter(town.row(TPS), town.clerk, submission(figures, 0))
    assert refusal.value.missing == ("disabilitas",)
    enter(town.row(TPS), town.clerk, submission(figures, 0, declared="Kosong pada formulir"))
    held = town.row(TPS)
    assert (held.state, held.errors) == (State.HELD, 0)
    release(held, town.checker, "Boleh dihitung tanpa baris disabilitas", held.revision)
    assert town.confirm(TPS, by=person("commissioner")).state == State.COUNTED


def test_what_the_paper_really_says_is_kept_and_held(town: Town) -> None:
    broken = healthy_figures(suara_sah=201)
    enter(town.row(TPS), town.clerk, submission(broken, 0, declared="Begitu tertulis di formulir"))
    row = town.row(TPS)
    assert (row.state, row.errors, row.reason) == (State.HELD, 2, "Begitu tertulis di formulir")
    assert row.current.figures == broken
    assert [f["rule"] for f in row.current.findings] == ["R8", "R9"]
    with pytest.raises(NotNow):
        release(row, town.checker, "tidak apa-apa", row.revision)
    with pytest.raises(NotNow):
        confirm(row, town.checker, reading(row))


def test_a_form_without_its_votes_cannot_be_waved_through(town: Town) -> None:
    figures = healthy_figures()
    del figures["paslon2"]
    enter(town.row(TPS), town.clerk, submission(figures, 0, declared="Robek"))
    row = town.row(TPS)
    assert row.errors == 1
    with pytest.raises(NotNow):
        release(row, town.checker, "tidak apa-apa", row.revision)


def test_a_second_person_who_reads_other_votes_stops_the_row(town: Town) -> None:
    row = town.enter(TPS)
    outcome = confirm(row, town.checker, reading(row, {"paslon1": 121}))
    row = town.row(TPS)
    assert (outcome.agrees, row.state, row.act, row.confirmed_by) == (False, State.HELD, "differ", None)
    assert SecondReading.objects.get().votes == {"paslon1": 121, "paslon2": 80}
    with pytest.raises(NotNow):
        release(row, person("commissioner"), "Pembaca kedua keliru", row.revision)


def test_the_second_person_reads_every_pair(town: Town) -> None:
    row = town.enter(TPS)
    with pytest.raises(BadFigures) as refusal:
        confirm(row, town.checker, Reading({"paslon1": 120}, receipt(), row.revision))
    assert set(refusal.value.problems) == {"paslon2"}
    assert town.row(TPS).state == State.ENTERED


def test_sent_back_and_entered_again(town: Town) -> None:
    town.count(TPS)
    row = town.row(TPS)
    hold(row, town.checker, "Foto tidak cocok", row.revision)
    row = town.row(TPS)
    send_back(row, town.checker, "Salin ulang dari formulir", row.revision)
    assert town.row(TPS).state == State.RETURNED
    town.enter(TPS, votes={1: 110, 2: 90})
    row = town.confirm(TPS)
    assert [v.figures["paslon1"] for v in row.versions.all()] == [120, 110]
    assert acts(row) == [f"results.{a}" for a in ("enter", "confirm", "hold", "return", "enter", "confirm")]


def test_a_correction_names_its_level_and_reason_and_waits_for_another_person(town: Town) -> None:
    town.count(TPS)
    row = town.row(TPS)
    corrected = submission(
        healthy_figures(votes={1: 110, 2: 90}), row.revision, level="district", reason="Salah hitung turus"
    )
    correct(row, town.checker, corrected)
    row = town.row(TPS)
    assert (row.state, row.reason, row.current.level) == (State.CORRECTED, "Salah hitung turus", "district")
    with pytest.raises(SamePerson):
        confirm(row, town.checker, reading(row))
    row = town.confirm(TPS, by=person("commissioner"))
    assert row.state == State.COUNTED
    assert [v.kind for v in row.versions.all()] == ["entry", "correction"]


@pytest.mark.parametrize("missing", [{"level": ""}, {"reason": " "}, {"level": "village"}])
def test_a_correction_without_level_or_reason_is_refused(town: Town, missing: dict[str, str]) -> None:
    row = town.count(TPS)
    said = {"level": "district", "reason": "Salah hitung turus"} | missing
    with pytest.raises(ReasonMissing):
        correct(row, town.checker, submission(healthy_figures(), row.revision, **said))
    assert town.row(TPS).state == State.COUNTED


def test_a_correction_must_add_up(town: Town) -> None:
    row = town.count(TPS)
    broken = submission(healthy_figures(suara_total=9), row.revision, level="city", reason="Salah")
    with pytest.raises(DoesNotAddUp):
        correct(row, town.checker, broken)


def test_a_retry_is_accepted_again_without_a_second_version(town: Town) -> None:
    sent = submission(healthy_figures(), 0)
    first = enter(town.row(TPS), town.clerk, sent)
    again = enter(town.row(TPS), town.clerk, sent)
    assert (first.repeated, again.repeated, again.version.pk) == (False, True, first.version.pk)
    assert acts(town.row(TPS)) == ["results.enter"]


def test_a_late_retry_is_recognised_after_the_row_has_moved_on(town: Town) -> None:
    sent = submission(healthy_figures(), 0)
    enter(town.row(TPS), town.clerk, sent)
    town.confirm(TPS)
    assert enter(town.row(TPS), town.clerk, sent).repeated
    assert town.row(TPS).state == State.COUNTED


def test_one_receipt_number_with_two_contents_keeps_both_and_stops_the_row(town: Town) -> None:
    sent = submission(healthy_figures(), 0)
    other = submission(healthy_figures(votes={1: 121, 2: 79}), 1, client_id=sent.client_id)
    enter(town.row(TPS), town.clerk, sent)
    for _ in range(2):
        with pytest.raises(Clashed):
            enter(town.row(TPS), town.clerk, other)
    row = town.row(TPS)
    assert (row.state, row.act) == (State.HELD, "clash")
    assert [c.said["figures"]["paslon1"] for c in Clash.objects.all()] == [121]
    assert acts(row) == ["results.enter", "results.clash"]


def test_a_clash_does_not_take_a_confirmed_row_out_of_the_count(town: Town) -> None:
    sent = submission(healthy_figures(), 0)
    enter(town.row(TPS), town.clerk, sent)
    town.confirm(TPS)
    with pytest.raises(Clashed):
        enter(town.row(TPS), town.clerk, submission(healthy_figures(invalid=4), 0, client_id=sent.client_id))
    assert town.row(TPS).state == State.COUNTED
    assert Clash.objects.count() == 1


def test_a_confirmation_may_be_repeated(town: Town) -> None:
    row = town.enter(TPS)
    read = reading(row)
    assert not confirm(row, town.checker, read).repeated
    assert confirm(row, town.checker, read).repeated
    with pytest.raises(Clashed):
        confirm(row, town.checker, reading(row, {"paslon1": 1}, read.client_id))
    assert SecondReading.objects.count() == 1
    assert town.row(TPS).state == State.COUNTED


def test_who_saw_an_older_revision_is_refused(town: Town) -> None:
    seen = town.enter(TPS)
    town.enter(TPS, votes={1: 100, 2: 100})
    for act in (
        lambda: confirm(seen, town.checker, reading(seen)),
        lambda: enter(seen, town.clerk, submission(healthy_figures(), seen.revision)),
        lambda: hold(seen, town.checker, "lihat foto", seen.revision),
    ):
        with pytest.raises(Stale):
            act()


def test_an_act_the_table_does_not_know_is_refused(town: Town) -> None:
    row = town.count(TPS)
    with pytest.raises(NotNow):
        enter(row, town.clerk, submission(healthy_figures(), row.revision))
    with pytest.raises(NotNow):
        send_back(row, town.checker, "mengapa tidak", row.revision)


def test_stopping_asks_for_a_reason(town: Town) -> None:
    row = town.count(TPS)
    with pytest.raises(ReasonMissing):
        hold(row, town.checker, "  ", row.revision)


def test_no_verb_works_without_its_right(town: Town) -> None:
    outsider = person("district_committee", "18.72.02")
    row = town.enter(TPS)
    for act in (
        lambda: enter(row, outsider, submission(healthy_figures(), row.revision)),
        lambda: confirm(row, outsider, reading(row)),
        lambda: hold(row, outsider, "x", row.revision),
        lambda: release(row, outsider, "x", row.revision),
        lambda: send_back(row, outsider, "x", row.revision),
        lambda: correct(row, outsider, submission(healthy_figures(), 1, level="city", reason="x")),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert town.row(TPS).revision == row.revision
