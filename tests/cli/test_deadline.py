"""``siaga deadline`` keeps its contract: one JSON document, exit codes, one-line refusals, no Django."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner, Result

from siaga.cli import main
from siaga.law.profiles import load


def deadline(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["deadline", *arguments])


def document(*arguments: str) -> dict[str, Any]:
    result = deadline(*arguments, "--json")
    assert result.stderr == ""
    return json.loads(result.stdout)


def test_ngawi_as_printed() -> None:
    told = document("grant-return", "--from", "2025-01-16")
    assert (told["day"], told["earliest"], told["start"]) == ("2025-04-16", "2025-04-16", "2025-01-16")
    assert told["basis"]["article"] == "Pasal 26 ayat (1)"
    assert deadline("grant-return", "--from", "2025-01-16").exit_code == 0


def test_the_steps_are_told_in_the_language_asked_for() -> None:
    assert "hari itu tidak dihitung" in deadline("grant-return", "--from", "2025-01-16").stdout
    assert "it is not counted" in deadline("grant-return", "--from", "2025-01-16", "--lang", "en").stdout


def test_a_clock_from_voting_day_takes_either_option() -> None:
    days = {document("grant-tranche-2", option, "2024-11-27")["day"] for option in ("--voting", "--from")}
    assert days == {"2024-06-27"}


def test_holidays_and_collective_leave_are_passed_over_and_the_leave_is_unsure() -> None:
    told = document("grant-tranche-1", "--from", "2024-04-01")
    skipped = {s["day"]: s["unsure"] for s in told["skipped"]}
    assert skipped["2024-04-10"] is False, "Idul Fitri"
    assert skipped["2024-04-15"] is True, "collective leave"
    assert (told["day"], told["earliest"]) == ("2024-04-29", "2024-04-23")
    assert deadline("grant-tranche-1", "--from", "2024-04-01").exit_code == 1


def test_a_day_off_of_the_city_counts_too() -> None:
    plain = document("grant-tranche-1", "--from", "2024-09-17")
    later = document("grant-tranche-1", "--from", "2024-09-17", "--day-off", "2024-09-20=Hari jadi kota")
    assert (plain["day"], later["day"]) == ("2024-10-07", "2024-10-08")
    assert {"id": "Hari jadi kota", "en": "Hari jadi kota"} in [s["name"] for s in later["skipped"]]


def test_without_a_kind_the_clocks_are_listed() -> None:
    kinds = [clock["kind"] for clock in document()["clocks"]]
    assert kinds == list(load("pilkada-2024").clocks)
    assert all(kind in deadline().stdout for kind in kinds)


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["grant-return"], "grant-return is counted from a day: give --from (proposal)"),
        (["grant-tranche-2"], "give --voting (voting)"),
        (["grant-gone", "--from", "2025-01-16"], "no clock 'grant-gone' in the profile pilkada-2024"),
        (["grant-return", "--from", "2025-01-16", "--profile", "x"], "no rule profile 'x'"),
        (["grant-return", "--from", "9999-01-16"], "outside the years 1990 to 2100"),
        (["grant-return", "--from", "2025-01-16", "--day-off", "soon"], "'soon' is no day off"),
        (["grant-return", "--from", "16-01-2025"], "Invalid value for '--from'"),
    ],
)
def test_what_cannot_be_counted_is_refused_in_one_line(arguments: list[str], reason: str) -> None:
    result = deadline(*arguments, "--lang", "en")
    assert result.exit_code == 2
    assert reason in result.stderr


def test_it_starts_without_django() -> None:
    code = "import sys, siaga.cli.deadline; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
