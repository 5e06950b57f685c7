"""Rules that hold across papers."""

from __future__ import annotations

import pytest

from siaga.law.form import (
    Stations,
    check_pair_of_contests,
    check_recap_level,
    check_recap_sheet,
    check_writings,
)
from siaga.law.profiles import load

PILKADA = load("pilkada-2024")


@pytest.mark.parametrize(
    ("tally", "number", "words", "broken"),
    [(117, 117, 117, False), (117, 617, 117, True), (None, 117, None, False), (117, None, 17, True)],
)
def test_r13_tally_number_and_words_agree(
    tally: int | None, number: int | None, words: int | None, broken: bool
):
    findings = check_writings(PILKADA, "paslon2", tally, number, words)
    assert [finding.rule for finding in findings] == (["R13"] if broken else [])


def test_r13_words_are_shown_as_words():
    (finding,) = check_writings(PILKADA, "paslon2", 117, 617, 117)
    assert "seratus tujuh belas" in finding.message.id
    assert "pasangan calon nomor urut 2" in finding.message.id
    assert finding.difference == 500


@pytest.mark.parametrize(
    ("governor", "mayor", "fields"),
    [
        ({"dpt_j": 400, "peng_total_j": 310}, {"dpt_j": 400, "peng_total_j": 300}, []),
        ({"dpt_j": 400, "peng_total_j": 299}, {"dpt_j": 400, "peng_total_j": 300}, ["peng_total_j"]),
        ({"dpt_j": 401, "peng_total_j": 300}, {"dpt_j": 400, "peng_total_j": 300}, ["dpt_j"]),
        ({"dpt_j": 399}, {"dpt_j": 400, "peng_total_j": 300}, ["dpt_j"]),
        ({}, {"dpt_j": 400}, []),
    ],
)
def test_r14_two_contests_at_one_station(governor: dict[str, int], mayor: dict[str, int], fields: list[str]):
    findings = check_pair_of_contests(PILKADA, governor, mayor)
    assert [next(iter(finding.inputs)) for finding in findings] == fields
    assert all(finding.rule == "R14" and finding.severity == "warning" for finding in findings)


def test_r14_calls_the_contests_by_their_names():
    names = ("Pemilihan Gubernur Lampung", "Pemilihan Wali Kota Metro")
    (finding,) = check_pair_of_contests(PILKADA, {"dpt_j": 401}, {"dpt_j": 400}, names)
    assert "401 pada Pemilihan Gubernur Lampung, 400 pada Pemilihan Wali Kota Metro" in finding.message.id
    (nameless,) = check_pair_of_contests(PILKADA, {"dpt_j": 401}, {"dpt_j": 400})
    assert "401 in the wider contest" in nameless.message.en


def test_r15_a_sheet_is_the_sum_of_its_forms():
    forms = [{"paslon1": 10, "suara_sah": 12}, {"paslon1": 5, "suara_sah": None}]
    assert check_recap_sheet(PILKADA, {"paslon1": 15, "suara_sah": 99}, forms) == []
    (finding,) = check_recap_sheet(PILKADA, {"paslon1": 16}, forms)
    assert (finding.rule, finding.difference, finding.is_error) == ("R15", 1, True)


def test_r16_kota_metro_mayor_27_november_2024():
    """The feed's own totals: 56,385 and 37,255 over five districts, 235 of 235 stations."""
    parts = [(16609, 11273), (10158, 7676), (9558, 6129), (13143, 8500), (6917, 3677)]
    figures = [{"paslon1": first, "paslon2": second} for first, second in parts]
    city = {"paslon1": 56385, "paslon2": 37255}
    assert check_recap_level(PILKADA, city, figures, Stations(235, 235)) == []
    short = check_recap_level(PILKADA, city, figures[:4], Stations(234, 235))
    assert [finding.rule for finding in short] == ["R16"] * 3
    assert short[-1].difference == -1
    assert "TPS" in short[-1].message.id


def test_r16_compares_nothing_without_parts():
    assert check_recap_level(PILKADA, {"paslon1": 3}, []) == []
