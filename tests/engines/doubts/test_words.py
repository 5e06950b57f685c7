"""Rules that read words: near misses beside the hits of the source articles."""

from __future__ import annotations

from datetime import date

import pytest

from siaga.engines.doubts import About, Addressed, Cited, Event, Plan, Sitting, Task, find, sentence
from tests.kit.doubts import FORUM, RAKOR, only, rules, said, world


def found_in(*records, **parts):
    return find(world(records=list(records), **parts))


# The body of law


@pytest.mark.parametrize(
    ("printed", "doubts", "held"),
    [
        ("Perbawaslu 15/2024", [], ["regime"]),
        ("UU Nomor 10 Tahun 2016", [], ["regime"]),
        ("UU Nomor 7 Tahun 2017", ["regime"], []),
        ("SKB Nomor 2 Tahun 2022", [], ["regime"]),
        ("PKPU 99/2024", ["unregistered"], []),
        ("Keputusan Wali Kota Metro Nomor 662/KPTS/B-06/2023", [], []),
        ("Peraturan Bawaslu", [], []),
    ],
)
def test_regulations(printed, doubts, held):
    found = found_in(said(printed))
    assert (rules(found.doubts), rules(found.held)) == (doubts, held)


def test_a_pilkada_regulation_is_wrong_for_the_pemilu():
    found = found_in(said("Perbawaslu 15/2024", regime="pemilu"))
    assert "Perbawaslu 1/2024" in sentence(only(found.doubts, "regime"), "en")


def test_one_record_may_cite_two_wrong_regulations_and_each_has_a_name():
    found = found_in(said("Perbawaslu 1/2024 dan UU 7/2017"))
    assert len({doubt.name for doubt in found.doubts}) == 2


def test_words_in_the_source_and_in_the_record_are_one_doubt():
    found = found_in(said("Peraturan Bawaslu Nomor 1 Tahun 2024", "Berlandaskan Perbawaslu 1/2024."))
    assert rules(found.doubts) == ["regime"]
    assert found.doubts[0].fragment == "Peraturan Bawaslu Nomor 1 Tahun 2024"


def test_a_regulation_chosen_from_the_register_is_judged_as_one_that_is_named():
    meeting = said(about=About("meeting", "1"))
    found = find(world(citations=[Cited(meeting, "perbawaslu-1-2024"), Cited(meeting, "unknown")]))
    assert rules(found.doubts) == ["regime"]


def test_what_rests_on_memory_is_unsure():
    assert only(found_in(said("PKPU 18/2024", regime="pemilu")).doubts, "regime").unsure


@pytest.mark.parametrize(("printed", "doubts"), [("Operasi MANTAP  BRATA", ["operation"]), ("mantap", [])])
def test_operations(printed, doubts):
    assert rules(found_in(said(printed)).doubts) == doubts


def test_the_operation_of_ones_own_regime_is_shown_to_be_right():
    assert rules(found_in(said("Operasi Mantap Praja Krakatau 2024")).held) == ["operation"]


# Stages


@pytest.mark.parametrize(
    "text",
    [
        "DP4 sudah diserahkan oleh Kemendagri.",
        "Semua diminta siaga. DP4 sudah lama diserahkan.",
        "Menyiapkan TPS dan logistik.",
    ],
)
def test_a_product_that_is_only_mentioned_is_not_asked_for(text):
    assert found_in(said("", text)).doubts == ()


def test_a_product_may_be_asked_for_while_its_stage_runs():
    assert found_in(said("", "Diminta menyiapkan DP4.", day=date(2024, 5, 31))).doubts == ()
    assert rules(found_in(said("", "Diminta menyiapkan DP4.", day=date(2024, 6, 1))).doubts) == [
        "anachronism"
    ]


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("Coklit dilaksanakan oleh Pantarlih KPU dan diawasi oleh Bawaslu.", []),
        ("Bawaslu mengawasi coklit.", []),
        ("KPU dan Bawaslu melaksanakan coklit.", ["body"]),
        ("Pengawasan dilakukan oleh Bawaslu.", []),
        ("Coklit dilakukan oleh Bawaslu di Kota Metro", ["body"]),
    ],
)
def test_who_carries_out_coklit(text, doubts):
    assert rules(found_in(said("", text)).doubts) == doubts


def test_the_meeting_of_ones_own_regime_is_at_home():
    assert find(world(sittings=[Sitting(said())])).doubts == ()


# Letters and days


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("No. 5/SE/XI/2023 tanggal 6 November 2023", []),
        ("No. 5/SE/XI/2023 tanggal 6 November 2024", ["letter-year"]),
        ("No. 5/SE/XII/2024 tanggal 6 November 2023", ["letter-month", "letter-year"]),
        ("No. 5/SE/XI/2023", []),
    ],
)
def test_letters(printed, doubts):
    assert rules(found_in(said(printed)).doubts) == doubts


def test_the_basis_of_letters_is_from_memory():
    assert only(found_in(said("No. 5/SE/XI/2023 tanggal 6 Desember 2023")).doubts, "letter-month").unsure


@pytest.mark.parametrize(
    ("printed", "doubts"),
    [
        ("Kamis, 20 November 2024", ["weekday"]),
        ("20 November 2024", []),
        ("Jumat, 31 September 2024", ["no-such-day"]),
    ],
)
def test_weekdays(printed, doubts):
    assert rules(found_in(said(printed)).doubts) == doubts


# Offices


@pytest.mark.parametrize(
    ("printed", "day", "doubts", "held"),
    [
        ("Plt. Wali Kota Metro", FORUM, ["title"], []),
        ("Pjs Walikota", FORUM, [], ["title"]),
        ("Pejabat Sementara Wali Kota", FORUM, [], ["title"]),
        ("Pjs Wali Kota", date(2024, 11, 27), ["title"], []),
        ("Wali Kota Metro", FORUM, [], []),
        ("Pj. Wakil Wali Kota", FORUM, [], []),
        ("Pj. Gubernur Lampung", FORUM, [], []),
        ("Pj. Walikota", None, [], []),
    ],
)
def test_titles(printed, day, doubts, held):
    found = found_in(said(printed, day=day))
    assert (rules(found.doubts), rules(found.held)) == (doubts, held)


@pytest.mark.parametrize(
    ("effect", "doubts", "held"),
    [
        (date(2024, 11, 23), [], ["addressee-gone"]),
        (date(2024, 11, 24), ["addressee-gone"], []),
        (None, [], []),
    ],
)
def test_the_last_day_of_a_term_is_included(effect, doubts, held):
    found = find(world(addressed=[Addressed(said(), "mayor", effect)]))
    assert (rules(found.doubts), rules(found.held)) == (doubts, held)


def test_the_day_of_effect_may_stand_in_the_words():
    advice = said("", "Mulai 27 November 2024 tidak mengunjungi TPS.")
    assert rules(find(world(addressed=[Addressed(advice, "mayor", None)])).doubts) == ["addressee-gone"]


@pytest.mark.parametrize(
    ("person", "office", "day", "doubts", "held"),
    [
        ("Descatama Paksi Moeda", "mayor", date(2024, 11, 24), ["outside-term"], []),
        ("Dr. Descatama Paksi Moeda, M.Si.", "mayor", FORUM, [], ["outside-term"]),
        ("Nurris Septa Pratama", "kpu-chair", date(2024, 11, 20), [], ["outside-term"]),
        ("Nurris Septa Pratama", "kpu-chair", date(2024, 11, 21), ["outside-term"], []),
        ("Badawi Idham", "bawaslu-chair", FORUM, [], []),
        ("Orang Lain", "mayor", FORUM, [], []),
    ],
)
def test_people_act_within_their_terms(person, office, day, doubts, held):
    found = found_in(said("kata", person=person, office=office, day=day))
    assert (rules(found.doubts), rules(found.held)) == (doubts, held)


# What is left out, what falls together


def test_a_task_with_owner_and_day_lacks_nothing():
    assert find(world(tasks=[Task(said(), "Satpol PP", FORUM)])).doubts == ()


def test_a_finished_task_is_not_asked_for_its_day():
    assert find(world(tasks=[Task(said(), "", None, closed=True)])).doubts == ()


def test_an_undated_meeting_without_any_hint():
    (doubt,) = find(world(sittings=[Sitting(said(day=None))])).doubts
    assert "cannot be inferred" in sentence(doubt, "en")


def test_a_window_open_at_one_end_names_the_other():
    (doubt,) = find(world(sittings=[Sitting(said(day=None), None, FORUM)])).doubts
    assert "at the latest 14 November 2024" in sentence(doubt, "en")


def test_a_plan_on_a_quiet_day_collides_with_nothing():
    quiet = Plan(said(), date(2024, 11, 19), ("kpu",))
    apart = Plan(said(), date(2024, 11, 20), ("bawaslu",))
    assert find(world(plans=[quiet, apart])).doubts == ()


def test_an_event_that_is_the_end_of_a_term_is_told_once():
    event = Event(About("event", "end"), date(2024, 11, 20), "Masa jabatan berakhir", "KPU", "kpu-chair")
    found = find(world(plans=[Plan(said(), date(2024, 11, 20), ("kpu",))], events=[event]))
    assert rules(found.doubts) == ["collision"]


def test_a_name_tells_nothing_of_what_was_said():
    secret = said("Perbawaslu 1/2024", about=About("statement", "9"), restricted=True, day=RAKOR)
    doubt = only(found_in(secret).doubts, "regime")
    assert doubt.name.startswith("regime:statement:9:") and "perbawaslu" not in doubt.name
    assert doubt.restricted
