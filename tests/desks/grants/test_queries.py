"""What the pages say: who has the money, what is late, what a sum leaves out."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from siaga.desks.grants.models import Report
from siaga.desks.grants.queries.cover import cover
from siaga.desks.grants.queries.doubts import figures
from siaga.desks.grants.queries.lines import grant_line, grant_lines
from siaga.desks.grants.queries.obligations import State, What
from siaga.desks.grants.queries.totals import Why, totals
from siaga.desks.grants.services import Filed, Use, file_report, pay_back, propose, take_back, tell_use
from siaga.desks.grants.services import answer as answer_payment
from siaga.desks.readiness.queries.grants import grants_light, light_of
from siaga.desks.readiness.queries.light import Shade
from siaga.desks.trail import links
from siaga.engines.packs.model import GrantPurpose, OpenTo, PaymentKind
from tests.kit.grants import GrantTown, granting_town, said_grant, said_payment, transfer, word

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
VOTING = date(2024, 11, 27)
SECOND = date(2024, 6, 27)


def line(town: GrantTown, today: date = VOTING, code: str = "nphd-kpu"):
    return grant_line(town.election, town.secretary, code, today)


def states(town: GrantTown, today: date = VOTING) -> dict[str, State]:
    found = line(town, today).obligations
    return {f"{item.what} {getattr(item.row, 'number', '')}".strip(): item.state for item in found}


def use(used, as_of=date(2024, 12, 31), **more) -> Use:
    return Use(as_of=as_of, used=Decimal(used), client_id=uuid4(), **more)


def test_of_a_grant_only_a_source_knows_nobody_says_it_is_late():
    town = granting_town([said_grant(signed=None)])
    assert states(town) == {
        "tranche 1": State.NO_DAY,
        "tranche 2": State.SILENT,
        "report": State.SILENT,
        "return": State.NO_DAY,
    }
    assert not line(town).told


def test_once_people_tend_it_what_is_missing_is_late():
    town = granting_town()
    town.pay(town.grant(), 4_000, tranche=town.grant().tranches.get(number=1))
    assert states(town, SECOND)["tranche 2"] == State.OPEN
    assert states(town, SECOND + timedelta(days=1))["tranche 2"] == State.LATE
    late = next(o for o in line(town, SECOND + timedelta(days=3)).obligations if o.state == State.LATE)
    assert (late.missing, late.days_late(SECOND + timedelta(days=3))) == (6_000, 3)


def test_a_tranche_paid_after_its_day_was_late():
    town = granting_town()
    first = town.grant().tranches.get(number=1)  # due 30 November 2023
    town.pay(town.grant(), 4_000, tranche=first, paid_on=date(2023, 12, 1))
    assert states(town)["tranche 1"] == State.DONE_LATE


def test_money_without_a_tranche_fills_them_from_the_first():
    town = granting_town(payments=[said_payment(amount=Decimal(5_000))])
    moved = [item.moved for item in line(town).obligations if item.what == What.TRANCHE]
    assert moved == [4_000, 1_000]
    assert states(town)["tranche 1"] == State.DONE, "the day is not stated, so it is not called late"


@given(
    st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=1, max_size=5),
    st.dictionaries(st.integers(1, 5), st.integers(0, 60), max_size=5),
    st.integers(0, 200),
)
def test_covering_tranches_loses_and_invents_nothing(due, named, unnamed):
    tranches = {n: None if d is None else Decimal(d) for n, d in enumerate(due, 1)}
    known = {n: Decimal(paid) for n, paid in named.items() if n in tranches}
    covered = cover(tranches, known, Decimal(unnamed))
    assert sum(covered.values()) == sum(known.values()) + unnamed
    assert all(covered[n] >= known.get(n, 0) for n in tranches)
    for n in list(tranches)[:-1]:  # nobody gets more than due unless it was named so
        if tranches[n] is not None and covered[n] > tranches[n]:
            assert covered[n] == known.get(n, 0)


def test_the_sums_of_one_grant_from_payment_to_return():
    town = granting_town()
    town.pay(town.grant(), 9_000)
    pending = town.enter(town.grant(), 1_000)
    tell_use(town.grant(), town.kpu, use(6_000, date(2024, 11, 30)))
    tell_use(town.grant(), town.kpu, use(7_500))
    pay_back(town.grant(), town.kpu, transfer(2_000))
    found = line(town)
    assert (found.disbursed, found.confirmed, found.used, found.returned) == (10_000, 9_000, 7_500, 2_000)
    assert found.left == 500
    take_back(pending, town.treasury, "salah", uuid4())
    assert line(town).disbursed == 9_000
    assert [item.standing.value for item in line(town).payments] == ["confirmed", "taken_back", "waiting"]


def test_budget_lines_add_up_only_where_no_total_is_told():
    town = granting_town()
    tell_use(town.grant(), town.kpu, use(100, budget_line="Honor"))
    tell_use(town.grant(), town.kpu, use(50, budget_line="Logistik"))
    assert line(town).used == 150
    tell_use(town.grant(), town.kpu, use(170))
    assert line(town).used == 170


def test_the_rest_is_returned_when_nothing_is_left():
    town = granting_town()
    town.pay(town.grant(), 10_000)
    tell_use(town.grant(), town.kpu, use(7_500))
    propose(town.election, town.secretary, date(2025, 1, 16), "1")
    after = date(2025, 4, 17)
    assert states(town, after)["return"] == State.LATE
    pay_back(town.grant(), town.kpu, transfer(2_500, paid_on=date(2025, 4, 16)))
    assert states(town, after)["return"] == State.DONE


def test_a_report_is_done_on_the_day_it_was_first_filed():
    town = granting_town()
    report = town.grant().reports.get(kind=Report.Kind.DISBURSEMENT)
    file_report(report, town.secretary, Filed(date(2024, 7, 11), "1", uuid4()))
    found = next(o for o in line(town).obligations if o.row == report)
    assert (found.state, found.done_on) == (State.DONE_LATE, date(2024, 7, 11))


def test_visitors_see_public_grants_and_the_room_sees_all():
    town = granting_town([said_grant(), said_grant("rahasia", visibility=OpenTo.INTERNAL)])
    codes = [item.grant.code for item in grant_lines(town.election, NOBODY, VOTING)]
    assert codes == ["nphd-kpu"]
    assert grant_line(town.election, NOBODY, "rahasia", VOTING) is None
    assert len(grant_lines(town.election, town.kpu, VOTING)) == 2


def metro() -> GrantTown:
    """Kota Metro as its sources tell it, in thousands."""
    return granting_town(
        [
            said_grant(amount=Decimal(13_607_923), signed=None),
            said_grant(
                "nphd-bawaslu",
                grantee="bawaslu",
                purpose=GrantPurpose.SUPERVISION,
                amount=Decimal(6_190_000),
                precision="about",
            ),
            said_grant("aman", grantee=None, purpose=GrantPurpose.SECURITY, amount=Decimal(1_000_000)),
            said_grant(
                "polres",
                grantee="polres",
                purpose=GrantPurpose.SECURITY,
                amount=Decimal(600_000),
                part_of="aman",
            ),
            said_grant(
                "kodim", grantee=None, purpose=GrantPurpose.SECURITY, amount=None, precision="not_stated"
            ),
            said_grant("lain", purpose=GrantPurpose.OTHER, precision="ambiguous"),
        ],
        [said_payment(amount=Decimal(5_000_000), precision="about", received=True)],
    )


def test_a_sum_says_what_is_exact_what_is_about_and_what_it_leaves_out():
    town = metro()
    granted = totals(grant_lines(town.election, NOBODY, VOTING)).granted
    assert (granted.exact, granted.exact_of) == (14_607_923, 2)
    assert (granted.about, granted.about_of) == (6_190_000, 1)
    assert (granted.sum, granted.precise) == (20_797_923, False)
    assert {(item.line.grant.code, item.why) for item in granted.left_out} == {
        ("polres", Why.PART),
        ("kodim", Why.NOT_STATED),
        ("lain", Why.AMBIGUOUS),
    }


def test_a_sum_of_nothing_is_not_zero():
    town = metro()
    used = totals(grant_lines(town.election, NOBODY, VOTING)).used
    assert not used.stated
    assert len(used.left_out) == 6


def test_an_announced_payment_is_in_no_sum():
    town = granting_town(payments=[said_payment(kind=PaymentKind.PLANNED)])
    found = line(town)
    assert (found.disbursed, found.announced, found.told) == (0, 4_000, False)


def test_the_ledger_of_claims_gets_the_amounts():
    town = metro()
    told = {figure.about.id: figure for figure in figures(town.election)}
    kpu = told["nphd-kpu"]
    assert (kpu.subject, kpu.unit, kpu.value, kpu.fixed) == ("grant-kpu", "rupiah", 13_607_923, True)
    assert (kpu.recipient, told["aman"].recipient) == (str(town.grant().grantee), "")
    assert told["kodim"].value is None
    assert told["nphd-bawaslu"].precision == "about"
    answers = links.announce("doubts.figures", election=town.election)
    assert answers["grants.figures"] == figures(town.election)


def test_the_light_is_red_for_what_is_late_and_amber_for_what_no_source_says():
    town = granting_town()
    assert grants_light(town.election, NOBODY, VOTING).shade == Shade.WARN
    town.pay(town.grant(), 4_000)
    light = grants_light(town.election, NOBODY, VOTING)
    assert light.shade == Shade.BAD
    assert "27" in light.sentence
    assert light.records
    assert any("Pasal 16" in ground.text for ground in light.basis)


def test_the_light_is_green_when_all_is_done_and_dark_without_grants():
    town = granting_town()
    grant = town.grant()
    for number, amount in ((1, 4_000), (2, 6_000)):
        town.pay(grant, amount, tranche=grant.tranches.get(number=number))
    tell_use(grant, town.kpu, use(10_000))
    propose(town.election, town.secretary, date(2025, 1, 16), "1")
    for report, by in (("disbursement", town.secretary), ("accountability", town.kpu)):
        file_report(grant.reports.get(kind=report), by, Filed(date(2024, 7, 1), "1", uuid4()))
    assert grants_light(town.election, NOBODY, VOTING).shade == Shade.GOOD
    assert light_of([], VOTING).shade == Shade.NONE


def test_a_disputed_payment_still_counts_but_is_not_seen():
    town = granting_town()
    payment = town.enter(town.grant(), 4_000)
    answer_payment(payment, town.kpu, word(arrived=False, reason="Belum masuk"))
    found = line(town)
    assert (found.disbursed, found.confirmed) == (4_000, 0)
    assert found.payments[0].light == "bad"


def test_an_exact_share_stays_exact_where_only_the_payment_is_about():
    town = granting_town(payments=[said_payment(precision="about")])
    first = line(town).obligations[0]
    assert (first.precision, first.moved_precision, first.missing_precision) == ("exact", "about", "about")
    assert line(town).precision == "about"
