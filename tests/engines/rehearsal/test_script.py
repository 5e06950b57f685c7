"""The script of a rehearsal: whatever the forms, every form is played in an order its states allow."""

from __future__ import annotations

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.rehearsal import Act, Form, script

ENDINGS = {
    (Act.ENTER, Act.CONFIRM),
    (Act.ENTER, Act.MISREAD),
    (Act.SLIP,),
    (Act.SLIP, Act.SEND_BACK, Act.ENTER_AGAIN, Act.CONFIRM),
    (Act.ENTER, Act.SUPERVISE),
    (Act.ENTER, Act.SUPERVISE_OTHERWISE),
}


def forms_of(wards: int, stations: int) -> list[Form]:
    codes = [f"187201{ward:04d}{number:03d}" for ward in range(wards) for number in range(stations)]
    return [Form(code, contest) for code in codes for contest in ("governor", "mayor")]


def by_form(beats):
    found = defaultdict(list)
    for beat in beats:
        found[beat.form].append(beat.act)
    return {form: tuple(acts) for form, acts in found.items()}


@given(st.integers(0, 6), st.integers(1, 30), st.text(max_size=5), st.integers(0, 3))
def test_every_form_takes_steps_that_are_allowed_within_the_night(wards, stations, seed, supervised):
    forms = forms_of(wards, stations)
    watched = {form.station for form in forms[: 2 * supervised]}
    beats = script(forms, watched, seed)
    assert [beat.at for beat in beats] == sorted(beat.at for beat in beats)
    assert all(0 <= beat.at <= 1 for beat in beats)
    played = by_form(beats)
    assert set(played) <= set(forms)
    assert set(played.values()) <= ENDINGS
    for station in watched:
        assert played[Form(station, "governor")] == (Act.ENTER, Act.SUPERVISE_OTHERWISE)
        assert played[Form(station, "mayor")] == (Act.ENTER, Act.SUPERVISE)
    assert script(forms, watched, seed) == beats


def test_a_city_sees_everything_that_can_happen():
    forms = forms_of(22, 11)
    beats = script(forms, {forms[0].station}, "1")
    played = by_form(beats)
    assert set(played.values()) == ENDINGS
    silent = {form.station for form in forms} - {form.station for form in played}
    assert len(silent) == 241 // 60
    arrivals = {beat.form.station: beat.at for beat in reversed(beats)}
    assert sum(at >= 0.75 for at in arrivals.values()) >= 241 // 25
    assert sum(at < 0.5 for at in arrivals.values()) > 120
    assert beats != script(forms, {forms[0].station}, "2")


def test_both_forms_of_a_station_come_together_or_not_at_all():
    forms = forms_of(10, 12)
    stations = {form.station for form in by_form(script(forms))}
    assert {(form.station, form.contest) for form in by_form(script(forms))} == {
        (station, contest) for station in stations for contest in ("governor", "mayor")
    }
