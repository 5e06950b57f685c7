"""The shipped packs: what the five articles get wrong or leave out is found on the loaded data, by rule."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from siaga.desks.elections.models import Election
from siaga.desks.elections.services import load_pack
from siaga.desks.meetings.queries.ledger import doubt_lines, held_lines, ledger_of
from siaga.engines import packs
from tests.kit.claims import VISITOR

PACKS = Path(__file__).resolve().parents[4] / "packs"
pytestmark = [pytest.mark.django_db, pytest.mark.slow]

METRO = {
    "inferred": "235 + 22 + 15 + 3",
    "regime": "Perbawaslu 15/2024",
    "operation": "Mantap Praja",
    "title": "Descatama Paksi Moeda",
    "addressee-gone": "23 November 2024",
    "no-due": "hingga batas waktu tertentu",
    "collision": "20 November 2024",
    "foreign": "Pemilu",
    "undated": "24 Juni 2024",
    "body": "Pantarlih",
    "disagreement": "292.076.470",
    "ambiguous": "600.000.000",
}
PANGKALPINANG = {
    "no-recipient": "3.205.756.840",
    "letter-month": "XI (November)",
    "anachronism": "138 hari",
    "target": "52,87",
    "later": "311",
    "count": "7 × 311 = 2.177",
    "sum": "14.477",
}


@pytest.mark.parametrize(
    ("pack", "expected", "weekdays"),
    [("kota-metro-2024", METRO, 3), ("kota-pangkalpinang-2024", PANGKALPINANG, 1)],
)
def test_every_case_of_the_articles_is_found_by_rule(pack, expected, weekdays) -> None:
    load_pack(packs.load(PACKS / pack))
    election = Election.objects.get(code=pack)
    ledger = ledger_of(election, VISITOR)
    told: dict[str, str] = {}
    for line in doubt_lines(election, ledger):
        told[line.finding.rule] = f"{told.get(line.finding.rule, '')} {line.sentence}"
    assert {rule for rule, words in expected.items() if words not in told.get(rule, "")} == set()
    right = Counter(line.finding.rule for line in held_lines(ledger))
    assert right["weekday"] >= weekdays and "weekday" not in told
    assert right["count"] >= 3
