"""What the five source articles get wrong or leave out, case by case, each found by a rule.

The texts are our own; printed fragments are as short as the rule needs.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from siaga.engines.doubts import (
    About,
    Addressed,
    Count,
    Event,
    Plan,
    Sitting,
    Sum,
    Task,
    find,
    sentence,
)
from siaga.law.profiles import load
from tests.kit.doubts import FORUM, RAKOR, named, only, rules, said, world

PROFILE = load("pilkada-2024")
OCTOBER = date(2024, 10, 16)


def staffing(code: str, value: int, parameter: str, units: int, inferred: bool = False) -> Count:
    known = PROFILE.parameters[parameter]
    figure = named(value, subject=code, label=code.upper(), unit="orang", about=About("staffing", code))
    return Count(figure, int(known.value), units, known.basis, inferred)


@pytest.mark.parametrize(
    ("code", "value", "parameter", "units"),
    [
        ("ppk", 25, "ppk_per_district", 5),
        ("pps", 66, "pps_per_ward", 22),
        ("kpps", 1645, "kpps_per_station", 235),
    ],
)
def test_case_1_the_staffing_of_metro_holds_and_is_shown_to_hold(code, value, parameter, units):
    found = find(world(counts=[staffing(code, value, parameter, units)]))
    assert found.doubts == ()
    assert f"{int(PROFILE.value(parameter))} × {units}" in sentence(only(found.held, "count"), "id")


def test_case_1_the_split_of_275_adds_up_but_no_source_prints_it():
    parts = [
        staffing("ptps", 235, "station_supervisors_per_station", 235),
        staffing("pkd", 22, "ward_supervisors_per_ward", 22),
        staffing("panwascam", 15, "district_supervisors_per_district", 5),
        staffing("bawaslu", 3, "bawaslu_members", 1),
    ]
    whole = named(275, subject="supervisors", label="Jajaran pengawas", unit="orang")
    found = find(world(sums=[Sum(whole, tuple(part.figure for part in parts), inferred=True)], counts=parts))
    assert rules(found.doubts) == ["inferred"]
    assert sentence(only(found.held, "sum"), "en") == "Jajaran pengawas: 235 + 22 + 15 + 3 = 275."
    unsure = {one.main.id for one in found.held if one.rule == "count" and one.unsure}
    assert unsure == {"panwascam", "bawaslu"}


def test_case_2_a_pemilu_regulation_is_cited_for_the_pilkada():
    found = find(world(records=[said("Peraturan Bawaslu Nomor 1 Tahun 2024", day=RAKOR)]))
    doubt = only(found.doubts, "regime")
    assert doubt.fragment == "Peraturan Bawaslu Nomor 1 Tahun 2024"
    assert "Perbawaslu 15/2024" in sentence(doubt, "id"), "what governs the Pilkada on the same topic"


def test_case_3_the_operation_of_the_pemilu_is_named_for_the_pilkada():
    found = find(world(records=[said("Operasi Mantap Brata Krakatau 2023-2024", day=RAKOR)]))
    doubt = only(found.doubts, "operation")
    assert doubt.unsure, "that Mantap Brata is of the Pemilu is from memory"
    assert "Mantap Praja" in sentence(doubt, "id")


@pytest.mark.parametrize(
    ("printed", "day", "right"), [("Pj. Walikota Metro", FORUM, False), ("PJS Wali Kota Metro", RAKOR, True)]
)
def test_case_4_two_sources_print_two_forms_of_one_title(printed, day, right):
    found = find(world(records=[said(printed, day=day)]))
    assert rules(found.held if right else found.doubts) == ["title"]
    assert rules(found.doubts if right else found.held) == []


def test_case_5_the_addressee_will_have_left_office():
    advice = said("", "Wali Kota diimbau tidak mengunjungi TPS.", about=About("conclusion", "2"))
    found = find(world(addressed=[Addressed(advice, "mayor", date(2024, 11, 27))]))
    told = sentence(only(found.doubts, "addressee-gone"), "id")
    assert "Descatama Paksi Moeda" in told and "23 November 2024" in told and "Wahdi Siradjuddin" in told


def test_case_6_the_deadline_has_no_date():
    task = Task(
        said("hingga batas waktu tertentu", "Turunkan baliho"),
        "Satpol PP",
        None,
        "hingga batas waktu tertentu",
    )
    found = find(world(tasks=[task]))
    assert rules(found.doubts) == ["no-due"]
    assert "hingga batas waktu tertentu" in sentence(found.doubts[0], "en")


def test_case_7_the_visit_falls_on_a_day_of_trouble_for_a_participant():
    visit = said("Rabu, 20 November 2024", "Kunjungan ke tim kampanye", about=About("action", "4"))
    cancelled = Event(
        About("event", "pair-2"), date(2024, 11, 20), "Pembatalan pasangan calon 2", "KPU Kota Metro"
    )
    found = find(world(plans=[Plan(visit, date(2024, 11, 20), ("bawaslu", "kpu"))], events=[cancelled]))
    assert rules(found.doubts) == ["collision", "collision"]
    told = " ".join(sentence(doubt, "id") for doubt in found.doubts)
    assert "Pembatalan pasangan calon 2" in told and "masa jabatan 2 pejabat KPU Kota Metro berakhir" in told


def test_case_8_a_meeting_about_the_pemilu_is_filed_with_the_pilkada():
    orientation = said("SKB Nomor 2 Tahun 2022", regime="pemilu", day=date(2023, 11, 14))
    found = find(world(records=[orientation], sittings=[Sitting(orientation)]))
    assert rules(found.doubts) == ["foreign"]
    assert rules(found.held) == ["regime"], "its joint decision applies to both"


def test_case_9_an_undated_source_lies_in_a_stage_and_names_the_wrong_body():
    text = "Tahapan coklit yang dilaksanakan oleh KPU dan Bawaslu di Kota Metro sudah berjalan 90 persen."
    talk = said("dilaksanakan oleh KPU dan Bawaslu", text, day=None)
    sitting = Sitting(talk, date(2024, 6, 24), date(2024, 7, 24))
    found = find(world(records=[talk], sittings=[sitting]))
    assert rules(found.doubts) == ["body", "undated"]
    assert "Coklit" in sentence(only(found.doubts, "undated"), "id")
    assert "Pantarlih" in sentence(only(found.doubts, "body"), "id")


def test_case_10_the_grant_differs_by_more_than_rounding():
    told = named("13900000000", "KPU sekitar 13,9 Milyar", precision="about", who="Kesbangpol")
    agreed = named("13607923530", who="KPU Kota Metro", about=About("grant", "kpu"), fixed=True)
    doubt = only(find(world(figures=[told, agreed])).doubts, "disagreement")
    assert doubt.params["difference"] == Decimal("292076470")
    assert doubt.params["tolerance"] == Decimal("50000000")


def test_case_10_part_or_whole():
    printed = "pengamanan Pilkada sebesar 1 Milyar serta untuk Polres Rp. 600 juta"
    doubt = only(find(world(records=[said(printed, day=None)])).doubts, "ambiguous")
    assert (doubt.params["whole"], doubt.params["part"]) == (Decimal("1000000000"), Decimal("600000000"))
    assert doubt.params["recipient"] == "Polres"


def test_case_11_money_without_a_recipient():
    printed = "yaitu untuk Rp 3.205.756.840,00 dan untuk Polri sebesar Rp 1.276.129.000"
    found = find(world(records=[said(printed, day=OCTOBER)]))
    assert rules(found.doubts) == ["no-recipient"], "and the second amount is no part of the first"
    assert found.doubts[0].params["amount"] == Decimal("3205756840")


def test_case_12_the_roman_month_contradicts_the_date():
    printed = "No. 270/139/SE/BKPSDMD/XI/2023 tanggal 06 Desember 2023"
    found = find(world(records=[said(printed, day=OCTOBER)]))
    assert rules(found.doubts) == ["letter-month"]
    assert "XI (November)" in sentence(found.doubts[0], "id")
    assert rules(found.held) == ["letter-year"]


def test_case_13_dp4_is_asked_for_in_october():
    found = find(
        world(records=[said("", "Meminta semua pihak menyiapkan data agregat dan DP4.", day=OCTOBER)])
    )
    doubt = only(found.doubts, "anachronism")
    assert doubt.params["days"] == 138
    assert "Penetapan DPT" in sentence(doubt, "id"), "the list it feeds was final already"


def test_case_14_target_and_outcome():
    target = named(86, "harus di atas itu", subject="turnout", unit="%", bound="target", as_of=OCTOBER)
    outcome = named("52.87", subject="turnout", unit="persen", as_of=date(2024, 12, 4), who="KPU")
    assert rules(find(world(figures=[target, outcome])).doubts) == ["target"]


def test_case_14_stations_changed_between_two_lists():
    first = named(306, subject="stations", unit="TPS", as_of=date(2024, 8, 10))
    second = named(311, subject="stations", unit="TPS", as_of=date(2024, 11, 27))
    assert rules(find(world(figures=[first, second])).doubts) == ["later"]


@pytest.mark.parametrize(
    "printed",
    [
        "Rabu, 13 November 2024",
        "Kamis (14/11/2024)",
        "Rabu, 20 November 2024",
        "Selasa (14/11/2023)",
        "Rabu (16/10/2024)",
    ],
)
def test_case_15_the_weekdays_are_right(printed):
    found = find(world(records=[said(printed)]))
    assert (rules(found.doubts), rules(found.held)) == ([], ["weekday"])
