"""What a public page tells of a form that was objected to and corrected; rules in words before formulas."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from siaga.desks.portal.queries.wording import rules_in_words
from siaga.desks.results.services import (
    FollowUpSaid,
    ObjectionSaid,
    adjudicate,
    correct,
    follow_up,
    hold,
    note_objection,
    send_back,
    supervise,
)
from siaga.desks.results.states import State
from siaga.law.profiles import load
from tests.kit.count import STATIONS, Town, healthy_figures, receipt, submission
from tests.kit.people import person

pytestmark = pytest.mark.django_db
TPS = STATIONS[0]


def page(client: Any) -> Any:
    return client.get(reverse("portal:station", args=["uji-2024", "mayor", TPS]))


def corrected(town: Town, **more: Any) -> None:
    said = {"level": "district", "reason": "Turus dihitung ulang"} | more
    sent = submission(healthy_figures(votes={1: 119, 2: 81}), town.row(TPS).revision, **said)
    correct(town.row(TPS), person("commissioner"), sent)


def test_as_written_stays_beside_as_corrected(town: Town, client: Any) -> None:
    town.count(TPS)
    corrected(town, level="court", document="12/PHPU/2025")
    assert page(client).context["page"].corrections == (), "not before it counts"
    town.confirm(TPS)
    answer = page(client)
    [step] = answer.context["page"].corrections
    assert [(one.written, one.corrected) for one in step.changes] == [(120, 119), (80, 81)]
    text = answer.content.decode()
    for part in ("12/PHPU/2025", "Turus dihitung ulang", ">120<", ">119<"):
        assert part in text


def test_a_decision_shows_what_the_supervisor_read(town: Town, client: Any) -> None:
    town.enter(TPS, votes={1: 121, 2: 79})
    supervise(town.row(TPS), person("station_supervisor", station=TPS), submission(healthy_figures()))
    sent = submission(healthy_figures(), town.row(TPS).revision, level="district", reason="Turus dibuka")
    adjudicate(town.row(TPS), person("district_committee", "18.72.01"), sent)
    town.confirm(TPS)
    [step] = page(client).context["page"].corrections
    assert (step.changes[0].written, step.changes[0].read, step.changes[0].corrected) == (121, 120, 120)


def test_what_became_of_an_objection_stands_beside_it(town: Town, client: Any) -> None:
    ppk = person("district_committee", "18.72.01")
    said = ObjectionSaid(receipt(), 2, "Lebih, kata Rahmat", "paslon1", 119)
    one = note_objection(town.row(TPS), ppk, said).record
    follow_up(one, ppk, FollowUpSaid(receipt(), "accepted", "Rahmat benar"))
    town.count(TPS)
    answer = page(client)
    text = answer.content.decode()
    [told] = answer.context["page"].objections
    assert told.outcome == "accepted"
    assert f'→ <span class="light light-good">{told.outcome_label}' in text
    assert "Rahmat" not in text


def test_a_form_that_was_sent_back_is_simply_not_in_yet(town: Town, client: Any) -> None:
    town.count(TPS)
    desk = person("commissioner")
    hold(town.row(TPS), desk, "Periksa", town.row(TPS).revision)
    send_back(town.row(TPS), desk, "Isi ulang", town.row(TPS).revision)
    line = page(client).context["page"].detail.line
    assert (line.state, line.state_label) == ("returned", str(State.EXPECTED.label))


def test_a_name_that_holds_its_ward_says_it_once(town: Town) -> None:
    station = town.row(TPS).station
    assert station.full_label == f"TPS 001, {station.ward.name}"
    station.name = f"TPS 001 {station.ward.name}"
    assert station.full_label == station.name


def test_checks_are_told_in_the_wording_of_the_form(town: Town, client: Any) -> None:
    town.count(TPS)
    words = {check.words for check in page(client).context["page"].checks}
    assert "Suara sah dan tidak sah = Suara sah + Suara tidak sah" in words
    assert not any("_" in word or "{" in word for word in words)


@pytest.mark.parametrize("profile", ["pilkada-2024", "pemilu-2024"])
@pytest.mark.parametrize("severity", ["error", "warning"])
def test_no_rule_is_told_in_code(profile: str, severity: str) -> None:
    told = rules_in_words(load(profile), severity, "en")
    assert told
    for one in told:
        assert not set("_{}") & set(one.words), one.words


def test_the_method_page_speaks_of_both_second_sources(town: Town, client: Any) -> None:
    text = client.get(reverse("portal:about")).content.decode()
    assert "PTPS" in text
    assert "<summary>" in text
