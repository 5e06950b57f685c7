"""Grants that come with a city pack: loaded again, in a new edition, beside what people entered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from siaga.desks.elections.services import load_pack
from siaga.desks.grants.models import Grant, Payment
from siaga.desks.grants.queries.money import moved_out
from siaga.desks.grants.services import correct_grant, load_grants, pay_out
from siaga.desks.trail.models import Entry
from siaga.engines.packs import load
from siaga.engines.packs.model import Direction, PaymentKind
from tests.kit.grants import agreement, body, granting_town, grants_pack, said_grant, said_payment, transfer
from tests.kit.packs import ROOT

pytestmark = pytest.mark.django_db
ONE = [said_grant()]


def edition(grants, payments=(), **parts) -> None:
    load_pack(grants_pack(grants, payments, **parts))


def standing() -> list[tuple[int, str]]:
    rows = Payment.objects.filter(reversal__isnull=True).exclude(kind=Payment.Kind.REVERSAL)
    return [(int(row.amount), row.kind) for row in rows]


def test_a_pack_without_grants_writes_nothing():
    town = granting_town()
    other = Grant.objects.filter(election=town.election)
    other_pack = grants_pack(())
    assert "grants.load_grants" in load_pack(other_pack).answers
    assert other.count() == 1, "what a newer pack leaves out is kept"


def test_the_same_edition_again_changes_nothing():
    town = granting_town(ONE, [said_payment()])
    before = Entry.objects.count()
    loaded = load_grants(town.election, grants_pack(ONE, [said_payment()]))
    assert str(loaded) == "grants 0, kept 0, payments 0, taken_back 0"
    assert Entry.objects.count() == before


def test_a_new_edition_takes_the_old_payment_back_and_puts_the_new_one_beside_it():
    town = granting_town(ONE, [said_payment()])
    edition(ONE, [said_payment(amount=Decimal(5_000))])
    assert standing() == [(5_000, "paid")]
    assert moved_out(town.grant()) == 5_000
    assert Payment.objects.count() == 3
    edition(ONE, [said_payment()], note="the first one again")
    assert standing() == [(4_000, "paid")]


def test_an_announcement_is_not_money():
    town = granting_town(ONE, [said_payment(kind=PaymentKind.PLANNED, amount=Decimal(99_999))])
    assert moved_out(town.grant()) == 0
    edition(ONE, [said_payment()])
    assert standing() == [(4_000, "paid")]


def test_a_return_in_a_pack_comes_after_what_was_paid():
    town = granting_town(
        ONE, [said_payment(), said_payment(number=2, direction=Direction.BACK, amount=Decimal(1_000))]
    )
    assert [p.direction for p in town.grant().payments.order_by("id")] == ["out", "back"]


def test_a_grant_that_people_corrected_is_left_to_them():
    town = granting_town()
    paper = agreement(grantee=body("kpu"), signed=date(2023, 11, 13))
    correct_grant(town.grant(), town.secretary, paper, "Naskah", 0)
    edition([said_grant(amount=Decimal(20_000)), said_grant("nphd-2", part_of="nphd-kpu")])
    assert (town.grant().amount, town.grant().signed) == (10_000, date(2023, 11, 13))
    assert town.grant("nphd-2").part_of == town.grant()


def test_new_figures_of_a_pack_change_what_is_due():
    town = granting_town()
    edition([said_grant(amount=Decimal(20_000), signed=None)])
    first = town.grant().tranches.get(number=1)
    assert (first.amount, first.due, first.explanation["missing"]) == (8_000, None, "signing")


def test_payments_of_people_stay_beside_those_of_the_pack():
    town = granting_town(ONE, [said_payment()])
    pay_out(town.grant(), town.treasury, transfer(6_000))
    edition(ONE, [])
    assert standing() == [(6_000, "paid")]


@pytest.mark.parametrize(
    ("city", "amounts"),
    [
        (
            "kota-metro-2024",
            {"nphd-kpu": 13_607_923_530, "nphd-security": 10**9, "nphd-polres": 600_000_000},
        ),
        (
            "kota-pangkalpinang-2024",
            {"nphd-kpu": 23_950_284_000, "nphd-bawaslu": 6_364_656_000, "nphd-security": 3_205_756_840},
        ),
    ],
)
def test_the_cities_of_the_house_have_their_grants(city, amounts):
    grants = {grant.code: grant for grant in load(ROOT / "packs" / city).grants}
    assert {code: grants[code].amount for code in amounts} == amounts
    assert grants["nphd-security"].grantee is None
