"""What the articles get wrong or leave out, fifteen cases, is found by rule in the packs as they are shipped.

No row of the packs says so itself: the rules of the claims ledger read the printed words, the figures, the
terms of office and the stages. Case 15 is the one the articles have right throughout.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import AnonymousUser

from siaga.desks.elections.models import Election
from siaga.desks.meetings.queries.ledger import doubt_lines, held_lines, ledger_of
from tests.kit.packs import SHIPPED

from .reading import Reading

pytestmark = pytest.mark.django_db

METRO, PANGKALPINANG = "kota-metro-2024", "kota-pangkalpinang-2024"


@dataclass(frozen=True)
class Case:
    """A case: its number, the city, the rule that finds it, and words of what the rule says of it."""

    number: int
    city: str
    rule: str
    says: str
    right: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.rule} {self.says[:30]}"


CASES = (
    Case(1, METRO, "count", "25 = 5 × 5", right=True),
    Case(1, METRO, "count", "66 = 3 × 22", right=True),
    Case(1, METRO, "count", "1.645 = 7 × 235", right=True),
    Case(1, METRO, "sum", "235 + 22 + 15 + 3 = 275", right=True),
    Case(1, METRO, "inferred", "235 + 22 + 15 + 3"),
    Case(2, METRO, "regime", "Perbawaslu 1/2024"),
    Case(2, METRO, "regime", "Perbawaslu 15/2024"),
    Case(3, METRO, "operation", "Mantap Praja"),
    Case(4, METRO, "title", "Pj. Walikota"),
    Case(4, METRO, "title", "PJS Wali Kota", right=True),
    Case(5, METRO, "addressee-gone", "berakhir 23 November 2024"),
    Case(6, METRO, "no-due", "hingga batas waktu tertentu"),
    Case(7, METRO, "collision", "pembatalan pasangan calon nomor urut 2"),
    Case(7, METRO, "collision", "masa jabatan 5 pejabat KPU Kota Metro berakhir"),
    Case(8, METRO, "foreign", "Pemilu"),
    Case(9, METRO, "undated", "24 Juni 2024 sampai 24 Juli 2024"),
    Case(9, METRO, "body", "Pantarlih"),
    Case(10, METRO, "disagreement", "292.076.470"),
    Case(10, METRO, "ambiguous", "600.000.000 untuk Polres"),
    Case(11, PANGKALPINANG, "no-recipient", "3.205.756.840"),
    Case(12, PANGKALPINANG, "letter-month", "XI (November)"),
    Case(13, PANGKALPINANG, "anachronism", "DP4"),
    Case(14, PANGKALPINANG, "target", "52,87"),
    Case(14, PANGKALPINANG, "later", "menjadi 311"),
    Case(15, METRO, "weekday", "13 November 2024 memang hari Rabu", right=True),
    Case(15, METRO, "weekday", "14 November 2024 memang hari Kamis", right=True),
    Case(15, METRO, "weekday", "20 November 2024 memang hari Rabu", right=True),
    Case(15, METRO, "weekday", "14 November 2023 memang hari Selasa", right=True),
    Case(15, PANGKALPINANG, "weekday", "16 Oktober 2024 memang hari Rabu", right=True),
)


@pytest.fixture(scope="module")
def said(reading: Reading) -> dict[tuple[str, bool], list[tuple[str, str]]]:
    """What the rules say to a visitor: by city and whether it is right, the rule and its sentence."""
    found = {}
    for city in (METRO, PANGKALPINANG):
        election = Election.objects.get(code=city)
        ledger = ledger_of(election, AnonymousUser())
        found[city, False] = [(line.finding.rule, line.sentence) for line in doubt_lines(election, ledger)]
        found[city, True] = [(line.finding.rule, line.sentence) for line in held_lines(ledger)]
    return found


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_case_is_found_by_rule(said: dict, case: Case) -> None:
    sentences = [sentence for rule, sentence in said[case.city, case.right] if rule == case.rule]
    assert any(case.says in sentence for sentence in sentences), sentences


def test_no_case_is_left_out() -> None:
    assert {case.number for case in CASES} == set(range(1, 16))


def test_what_is_right_in_the_articles_is_not_doubted(said: dict) -> None:
    """No weekday, no sum of staff, no office-holder's term of the articles is called doubtful."""
    doubted = {rule for city in (METRO, PANGKALPINANG) for rule, _ in said[city, False]}
    assert doubted.isdisjoint({"weekday", "outside-term", "letter-year"})


@pytest.mark.parametrize("folder", SHIPPED, ids=lambda folder: folder.name)
def test_the_packs_flag_none_of_it_by_hand(folder) -> None:
    """What was said at the meetings carries no doubt of ours; only who convenes one series is our guess."""
    for table in ("meetings", "attendance", "statements", "claims", "conclusions", "actions", "grants"):
        file = folder / f"{table}.csv"
        if file.exists():
            rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
            assert [row["doubt"] for row in rows if row["doubt"]] == []
