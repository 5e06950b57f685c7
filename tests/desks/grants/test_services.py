"""The acts of both sides: who may, what is refused and in which words, and what a retry does."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from siaga.desks.grants import errors
from siaga.desks.grants.models import Grant, Payment, Receipt, Report
from siaga.desks.grants.queries.money import moved_back, moved_out
from siaga.desks.grants.services import (
    Filed,
    Use,
    add_grant,
    answer,
    correct_grant,
    file_report,
    pay_back,
    pay_out,
    propose,
    take_back,
    tell_use,
    withdraw_grant,
)
from siaga.desks.trail.models import Entry
from siaga.desks.trail.refused import ReasonMissing
from tests.kit.grants import (
    AMOUNT,
    GrantTown,
    agreement,
    body,
    granting_town,
    said_grant,
    said_payment,
    transfer,
    word,
)
from tests.kit.people import authenticator, member, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> GrantTown:
    return granting_town()


def newest() -> Entry:
    return Entry.objects.order_by("-index")[0]


def test_one_side_pays_and_the_other_sees_it_arrive(town):
    payment = town.enter(town.grant(), 4_000, tranche=town.grant().tranches.get(number=1))
    assert (payment.institution.code, payment.precision) == ("bpkad", "exact")
    receipt = answer(payment, town.kpu, word())
    assert (receipt.outcome, receipt.institution.code) == ("confirmed", "kpu")
    assert moved_out(town.grant()) == 4_000
    assert newest().action == "grants.receive"


def test_the_paying_side_does_not_confirm_and_no_third_one_does(town):
    payment = town.enter(town.grant(), 4_000)
    with pytest.raises(PermissionDenied):
        answer(payment, town.treasury, word())
    with pytest.raises(errors.OtherSide):
        answer(payment, town.bawaslu, word())


def test_kpu_cannot_enter_what_it_is_paid_and_a_foreign_agency_neither(town):
    with pytest.raises(PermissionDenied):
        pay_out(town.grant(), town.kpu, transfer(1))
    stranger = person("agency_officer", "18.72", institution=body("polres"))
    with pytest.raises(errors.OtherSide):
        pay_out(town.grant(), stranger, transfer(1))


def test_a_person_with_both_hats_does_not_confirm_their_own_entry(town):
    both = person("agency_officer", "18.72", institution=body("bpkad"))
    member(both, "commission_staff", institution=body("kpu"))
    authenticator(both)
    payment = pay_out(town.grant(), both, transfer(4_000))
    with pytest.raises(errors.SamePerson):
        answer(payment, both, word())


def test_no_more_than_was_granted_is_paid(town):
    town.pay(town.grant(), 6_000)
    with pytest.raises(errors.AboveGrant):
        town.enter(town.grant(), Decimal("4000.01"))
    town.enter(town.grant(), 4_000)


def test_a_grant_whose_amount_is_not_stated_has_no_limit():
    town = granting_town([said_grant(amount=None, precision="not_stated")])
    town.enter(town.grant(), 10**12)


def test_a_retry_changes_nothing_and_other_content_is_kept_for_a_person(town):
    sent = transfer(4_000)
    first = pay_out(town.grant(), town.treasury, sent)
    assert pay_out(town.grant(), town.treasury, sent) == first
    for _ in range(2):
        with pytest.raises(errors.Clashed):
            pay_out(town.grant(), town.treasury, transfer(3_000, client_id=sent.client_id))
    assert Payment.objects.count() == 1
    clash = Entry.objects.get(action="grants.clash")
    assert clash.after["said"]["amount"] == "3000.00"


def test_somebody_elses_receipt_number_opens_no_door(town):
    sent = transfer(4_000)
    pay_out(town.grant(), town.treasury, sent)
    with pytest.raises(errors.Clashed):
        pay_out(town.grant(), town.secretary, sent)


def test_what_did_not_arrive_says_why_and_may_arrive_later(town):
    payment = town.enter(town.grant(), 4_000)
    with pytest.raises(ReasonMissing):
        answer(payment, town.kpu, word(arrived=False))
    answer(payment, town.kpu, word(arrived=False, reason="Rekening lain"))
    answer(payment, town.kpu, word())
    with pytest.raises(errors.Settled):
        answer(payment, town.kpu, word(arrived=False, reason="Ternyata tidak"))
    assert payment.receipts.count() == 2


def test_an_unconfirmed_entry_is_taken_back_at_once_and_once(town):
    payment = town.enter(town.grant(), 4_000)
    with pytest.raises(ReasonMissing):
        take_back(payment, town.secretary, " ", uuid4())
    take_back(payment, town.secretary, "Salah ketik", uuid4())
    assert moved_out(town.grant()) == 0
    with pytest.raises(errors.Settled):
        take_back(payment, town.secretary, "Lagi", uuid4())
    with pytest.raises(errors.Settled):
        answer(payment, town.kpu, word())


def test_a_confirmed_payment_counts_until_the_other_side_agrees_that_it_was_wrong(town):
    payment = town.pay(town.grant(), 4_000)
    reversal = take_back(payment, town.treasury, "Salah rekening", uuid4())
    assert moved_out(town.grant()) == 4_000
    answer(reversal, town.kpu, word())
    assert moved_out(town.grant()) == 0


def test_the_rest_goes_back_and_the_government_sees_it(town):
    town.pay(town.grant(), 10_000)
    with pytest.raises(errors.AbovePaid):
        pay_back(town.grant(), town.kpu, transfer(10_001))
    refund = pay_back(town.grant(), town.kpu, transfer(2_500, document="STS-1"))
    answer(refund, town.secretary, word())
    assert moved_back(town.grant()) == 2_500
    payment = Payment.objects.get(document="SP2D-1")
    with pytest.raises(errors.AbovePaid):
        take_back(payment, town.treasury, "Salah", uuid4())


def test_without_a_recipient_nobody_can_confirm():
    town = granting_town([said_grant(grantee=None)])
    payment = town.enter(town.grant(), 4_000)
    for act in (
        lambda: answer(payment, town.kpu, word()),
        lambda: pay_back(town.grant(), town.kpu, transfer(1)),
        lambda: tell_use(town.grant(), town.kpu, use(1)),
    ):
        with pytest.raises(errors.GranteeNotStated):
            act()


def test_a_day_to_come_is_refused(town):
    tomorrow = timezone.localdate() + timedelta(days=2)
    with pytest.raises(errors.NotYet):
        town.enter(town.grant(), 1, paid_on=tomorrow)
    with pytest.raises(errors.NotYet):
        propose(town.election, town.secretary, tomorrow, "100/1")
    assert not Payment.objects.exists()


def use(used, **more) -> Use:
    return Use(as_of=date(2024, 12, 31), used=Decimal(used), client_id=uuid4(), **more)


def test_the_grantee_alone_tells_its_use(town):
    tell_use(town.grant(), town.kpu, use(7_500))
    with pytest.raises(errors.AboveGrant):
        tell_use(town.grant(), town.kpu, use(10_001))
    with pytest.raises(errors.OtherSide):
        tell_use(town.grant(), town.bawaslu, use(1))


def test_each_side_files_its_own_report(town):
    filed = Filed(date(2025, 2, 1), "900/LPJ/1", uuid4())
    report = town.grant().reports.get(kind=Report.Kind.ACCOUNTABILITY)
    with pytest.raises(errors.OtherSide):
        file_report(report, town.bawaslu, filed)
    assert file_report(report, town.kpu, filed).institution.code == "kpu"
    disbursement = town.grant().reports.get(kind=Report.Kind.DISBURSEMENT)
    made = file_report(disbursement, town.secretary, Filed(date(2024, 7, 9), "900/1", uuid4()))
    assert made.institution.code == "kesbangpol"


def test_an_agreement_brings_everything_that_must_follow(town):
    grant = add_grant(
        town.election, town.secretary, body("pemkot"), "nphd-bawaslu", "supervision", agreement()
    )
    assert [(t.number, t.amount, t.due) for t in grant.tranches.all()] == [
        (1, 4_000, date(2023, 11, 30)),
        (2, 6_000, date(2024, 6, 27)),
    ]
    assert {r.kind: r.due for r in grant.reports.all()} == {
        "disbursement": date(2024, 7, 10),
        "accountability": None,
    }
    assert grant.refund.explanation["missing"] == "proposal"
    with pytest.raises(errors.CodeTaken):
        add_grant(town.election, town.secretary, body("pemkot"), "nphd-bawaslu", "other", agreement())


def test_a_grant_of_a_government_one_does_not_work_for_is_refused(town):
    with pytest.raises(errors.OtherSide):
        add_grant(town.election, town.secretary, body("polres"), "x", "other", agreement())
    with pytest.raises(errors.SameSides):
        add_grant(
            town.election, town.secretary, body("pemkot"), "x", "other", agreement(grantee=body("bpkad"))
        )
    assert not Grant.objects.filter(code="x").exists()


def test_security_grants_have_no_legal_tranches_and_say_so(town):
    grant = add_grant(
        town.election, town.secretary, body("pemkot"), "x", "security", agreement(grantee=body("polres"))
    )
    tranche = grant.tranches.get()
    assert (tranche.share, tranche.amount, tranche.due, tranche.clock) == (1, AMOUNT, None, "")
    assert [report.kind for report in grant.reports.all()] == ["accountability"]
    assert grant.refund.due is None


def test_the_proposal_gives_every_return_its_day(town):
    propose(town.election, town.secretary, date(2025, 1, 16), "100/12")
    grant = town.grant()
    assert grant.refund.due == date(2025, 4, 16)
    assert grant.reports.get(kind="accountability").due == date(2025, 4, 16)
    propose(town.election, town.secretary, date(2025, 1, 10), "100/11, ralat")
    assert town.grant().refund.due == date(2025, 4, 10)
    assert newest().after["counted_again"] == 2


def test_a_correction_counts_the_days_again_and_keeps_what_stood(town):
    grant = town.grant()
    corrected = correct_grant(
        grant, town.secretary, agreement(grantee=body("kpu"), signed=date(2023, 11, 13)), "Naskah", 0
    )
    assert corrected.tranches.get(number=1).due == date(2023, 12, 1)
    assert (newest().before["signed"], newest().after["signed"]) == ("2023-11-10", "2023-11-13")
    with pytest.raises(errors.Stale):
        correct_grant(grant, town.secretary, agreement(), "Lagi", 0)


def test_money_holds_the_agreement_in_place(town):
    grant = town.grant()
    town.pay(grant, 4_000)
    with pytest.raises(errors.BelowPaid):
        correct_grant(grant, town.secretary, agreement(grantee=body("kpu"), amount=Decimal(3_999)), "x", 0)
    with pytest.raises(errors.MoneyMoved):
        correct_grant(grant, town.secretary, agreement(), "x", 0)
    with pytest.raises(errors.MoneyMoved):
        withdraw_grant(grant, town.secretary, "x", 0)


def test_a_withdrawn_grant_takes_no_act_more(town):
    with pytest.raises(ReasonMissing):
        withdraw_grant(town.grant(), town.secretary, "", 0)
    withdraw_grant(town.grant(), town.secretary, "Tidak pernah ditandatangani", 0)
    with pytest.raises(errors.Withdrawn):
        town.enter(town.grant(), 1)


def test_an_amount_that_is_not_stated_is_not_exact(town):
    corrected = correct_grant(
        town.grant(), town.secretary, agreement(grantee=body("kpu"), amount=None), "Naskah tanpa nilai", 0
    )
    assert corrected.precision == "not_stated"
    assert [tranche.amount for tranche in corrected.tranches.all()] == [None, None]


def test_the_grantee_confirms_what_only_a_source_said():
    town = granting_town([said_grant()], [said_payment()])
    answer(Payment.objects.get(), town.kpu, word())
    assert Receipt.objects.get().institution.code == "kpu"
