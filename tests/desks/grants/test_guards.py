"""Raw SQL against every rule of the desk: the database refuses, whatever the Python above does."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from siaga.desks.grants.models import (
    Filing,
    Grant,
    Payment,
    Proposal,
    Realisation,
    Receipt,
    Report,
    Return,
    Tranche,
)
from siaga.desks.grants.services import Filed, Use, file_report, pay_back, propose, take_back, tell_use
from siaga.desks.trail.triggers import missing
from tests.kit.grants import GrantTown, body, granting_town, said_grant, transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> GrantTown:
    return granting_town([said_grant(), said_grant("nphd-bawaslu", grantee="bawaslu")])


def run(sql: str, **values: object) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(says: str, sql: str, **values: object) -> None:
    with pytest.raises(DatabaseError, match=re.escape(says) if says else None):
        run(sql, **values)


def copied(row: Model, **changed: Any) -> tuple[str, dict[str, Any]]:
    """A statement that puts another row beside this one, the same but for what is changed."""
    model = type(row)
    values: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            value = changed.get(field.attname, getattr(row, field.attname))
            values[field.attname] = field.get_db_prep_save(value, connection)
    if "client_id" in values and "client_id" not in changed:
        client_id = model._meta.get_field("client_id")
        values["client_id"] = client_id.get_db_prep_save(uuid4(), connection)
    names = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(f"%({name})s" for name in values)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', values


def insert(row: Model, **changed: Any) -> int:
    sql, values = copied(row, **changed)
    return run(sql, **values)


def insert_refused(says: str, row: Model, **changed: Any) -> None:
    sql, values = copied(row, **changed)
    refused(says, sql, **values)


def update(row: Model, says: str = "", **changed: Any) -> None:
    """Change columns of a row by hand; refused with these words, or let through without any."""
    sets = ", ".join(f'"{name}" = %({name})s' for name in changed)
    sql = f'UPDATE "{row._meta.db_table}" SET {sets} WHERE id = {row.pk}'
    if says:
        refused(says, sql, **changed)
    else:
        assert run(sql, **changed) == 1


def test_every_promised_trigger_is_there() -> None:
    assert not {name for name in missing(connection) if "grants" in name}


def test_the_healthy_statements_pass(town: GrantTown) -> None:
    """Otherwise the refusals below could be refusals of the statement itself."""
    payment = town.enter(town.grant(), 4_000)
    assert insert(payment, amount=6_000) == 1
    receipt = Receipt(payment=payment, outcome="confirmed", digest="0" * 64, at=payment.at, client_id=uuid4())
    receipt.entered_by, receipt.institution = town.kpu, body("kpu")
    assert insert(receipt) == 1


def test_money_is_never_rewritten_or_removed(town: GrantTown) -> None:
    payment = town.pay(town.grant(), 4_000)
    receipt = payment.receipts.get()
    told = tell_use(town.grant(), town.kpu, Use(date(2024, 1, 1), Decimal(1), uuid4()))
    report = town.grant().reports.get(kind=Report.Kind.ACCOUNTABILITY)
    filing = file_report(report, town.kpu, Filed(date(2025, 1, 1), "1", uuid4()))
    proposal = propose(town.election, town.secretary, date(2025, 1, 16), "1")
    for row in (payment, receipt, told, filing, proposal):
        table = row._meta.db_table
        refused(f"{table} is append-only", f'UPDATE "{table}" SET id = id')
        refused(f"{table} is append-only", f'DELETE FROM "{table}"')


def test_what_is_expected_is_never_removed(town: GrantTown) -> None:
    for model in (Grant, Tranche, Report, Return):
        table = model._meta.db_table
        refused(f"{table} is closed, never deleted", f'DELETE FROM "{table}"')


def test_tranches_reports_and_returns_stay_with_their_grant(town: GrantTown) -> None:
    other = town.grant("nphd-bawaslu")
    grant = town.grant()
    for row in (grant.tranches.get(number=1), grant.reports.all()[0], grant.refund):
        update(row, "it belongs to its grant for good", grant_id=other.pk)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite knows INSERT OR REPLACE")
def test_replacing_is_no_way_around(town: GrantTown) -> None:
    payment = town.enter(town.grant(), 4_000)
    sql, values = copied(payment, amount=1, client_id=payment.client_id)
    refused("append-only", sql.replace("INSERT", "INSERT OR REPLACE", 1), **values)


def test_one_institution_is_never_on_both_sides(town: GrantTown) -> None:
    payment = town.enter(town.grant(), 4_000)
    answer = {"payment": payment, "outcome": "confirmed", "digest": "0" * 64, "at": payment.at}
    says = "grants_receipt: "  # two rules refuse it, and SQLite may ask either of them first
    for code in ("bpkad", "kesbangpol", "pemkot"):
        insert_refused(
            says, Receipt(**answer, client_id=uuid4(), entered_by=town.secretary, institution=body(code))
        )
    insert_refused(
        "only the receiving side",
        Receipt(**answer, client_id=uuid4(), entered_by=town.bawaslu, institution=body("bawaslu")),
    )
    insert_refused(
        "who entered a payment cannot confirm it",
        Receipt(**answer, client_id=uuid4(), entered_by=town.treasury, institution=body("kpu")),
    )


def test_only_the_paying_side_enters(town: GrantTown) -> None:
    payment = town.pay(town.grant(), 4_000)
    says = "only the paying side enters a payment"
    insert_refused(says, payment, institution_id=body("kpu").pk)
    insert_refused(says, payment, direction="back", amount=1)
    refund = pay_back(town.grant(), town.kpu, transfer(1))
    insert_refused("only the receiving side", _answer(refund, town.bawaslu, "bawaslu"))
    assert insert(_answer(refund, town.secretary, "kesbangpol")) == 1


def _answer(payment: Payment, by: Any, code: str, outcome: str = "confirmed") -> Receipt:
    said = {"payment": payment, "outcome": outcome, "digest": "0" * 64, "at": payment.at}
    return Receipt(**said, client_id=uuid4(), entered_by=by, institution=body(code))


def test_no_more_goes_out_than_was_granted_nor_back_than_went_out(town: GrantTown) -> None:
    payment = town.pay(town.grant(), 4_000)
    insert_refused("more would be paid out than was granted", payment, amount="6000.01")
    refund = pay_back(town.grant(), town.kpu, transfer(1_000))
    insert_refused("more would come back than was paid out", refund, amount="3000.01")
    assert insert(refund, amount=3_000) == 1
    assert insert(payment, amount=6_000) == 1


def test_sen_are_counted_exactly(town: GrantTown) -> None:
    payment = town.enter(town.grant(), "9999.70")
    for _ in range(3):
        assert insert(payment, amount="0.10") == 1
    insert_refused("more would be paid out than was granted", payment, amount="0.01")


def test_a_grant_never_falls_below_what_was_paid_of_it(town: GrantTown) -> None:
    grant = town.grant()
    town.pay(grant, 4_000)
    update(grant, "less would be granted than was paid out", amount=3_999)
    update(grant, "money was paid out of it", withdrawn_reason="x")
    update(grant, "grantor and grantee stay", grantee_id=body("bawaslu").pk)
    update(grant, "grantor and grantee stay", grantor_id=body("polres").pk)
    update(grant, amount=4_000)


def test_a_grant_stays_itself(town: GrantTown) -> None:
    grant = town.grant()
    for column, value in (("code", "y"), ("purpose", "other"), ("loaded", False)):
        update(grant, "never change", **{column: value})
    update(grant, "the revision goes up by one", revision=2)
    update(grant, "grantor and grantee are one institution", grantee_id=body("bpkad").pk)
    update(grant, withdrawn_reason="salah")
    update(grant, "what was withdrawn stays so", withdrawn_reason="")
    payment = town.enter(town.grant("nphd-bawaslu"), 1)
    insert_refused("the grant was withdrawn", payment, grant_id=grant.pk)


def test_a_payment_names_a_tranche_of_its_own_grant(town: GrantTown) -> None:
    foreign = town.grant("nphd-bawaslu").tranches.get(number=1)
    insert_refused("the tranche is one of another grant", town.enter(town.grant(), 1), tranche_id=foreign.pk)


def test_a_reversal_repeats_its_payment_and_follows_nothing_settled(town: GrantTown) -> None:
    payment = town.pay(town.grant(), 4_000)
    reversal = {"kind": "reversal", "reason": "salah", "reverses_id": payment.pk}
    insert_refused("a reversal repeats the payment", payment, **reversal, amount=3_999)
    other = town.enter(town.grant("nphd-bawaslu"), 4_000)
    insert_refused("a reversal repeats the payment", other, **reversal)
    taken = take_back(payment, town.treasury, "salah", uuid4())
    insert_refused("this payment was confirmed", _answer(payment, town.kpu, "kpu", "confirmed"))
    insert_refused("", payment, **reversal)  # twice: the unique key
    insert_refused("a reversal repeats the payment", payment, **reversal | {"reverses_id": taken.pk})


def test_a_reversal_leaves_enough_for_what_came_back(town: GrantTown) -> None:
    payment = town.pay(town.grant(), 4_000)
    open_one = town.enter(town.grant(), 1_000)
    pay_back(town.grant(), town.kpu, transfer(4_500))
    reversal = {"kind": "reversal", "reason": "salah"}
    insert_refused("more came back", open_one, **reversal, reverses_id=open_one.pk)
    assert insert(payment, **reversal, reverses_id=payment.pk) == 1
    made = Payment.objects.get(reverses=payment)
    insert_refused("more came back", _answer(made, town.kpu, "kpu"))


def test_what_was_used_is_told_by_the_grantee_and_no_more_than_granted(town: GrantTown) -> None:
    told = tell_use(town.grant(), town.kpu, Use(date(2024, 1, 1), Decimal(1), uuid4()))
    insert_refused("more would be used than was granted", told, used=10_001)
    insert_refused("only the grantee tells", told, institution_id=body("bawaslu").pk)
    report = town.grant().reports.get(kind=Report.Kind.DISBURSEMENT)
    filing = file_report(report, town.secretary, Filed(date(2024, 7, 1), "1", uuid4()))
    insert_refused("the grantee files its accountability report", filing, institution_id=body("kpu").pk)


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("payment_positive", {"amount": 0}),
        ("payment_direction_known", {"direction": "up"}),
        ("payment_kind_known", {"kind": "gift"}),
        ("payment_of_a_person_or_a_source", {"entered_by_id": None}),
        ("payment_of_a_person_or_a_source", {"received": True}),
        ("payment_by_hand_has_proof", {"document": ""}),
        ("payment_by_hand_has_proof", {"paid_on": None}),
        ("payment_reversal_whole", {"kind": "reversal"}),
    ],
)
def test_a_payment_is_whole(town: GrantTown, name: str, changed: dict[str, Any]) -> None:
    insert_refused("", town.enter(town.grant(), 1), **changed)
    assert name in {constraint.name for constraint in Payment._meta.constraints}


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 0},
        {"amount": None},  # and still "exact"
        {"purpose": "gift"},
        {"visibility": "secret"},
    ],
)
def test_a_grant_is_whole(town: GrantTown, changed: dict[str, Any]) -> None:
    insert_refused("", town.grant(), code="other", **changed)
    assert insert(town.grant(), code="other") == 1


def test_the_other_nouns_are_whole(town: GrantTown) -> None:
    payment = town.enter(town.grant(), 1)
    insert_refused("", _answer(payment, town.kpu, "kpu", "perhaps"))
    insert_refused("", _answer(payment, town.kpu, "kpu", "disputed"))  # without a reason
    nobody = Proposal(election=town.election, day=date(2025, 1, 1), document="1", at=payment.at)
    insert_refused("", nobody)


@pytest.mark.django_db(transaction=True)
def test_the_guards_go_and_come_back_with_rows_in_the_tables(transactional_db: None) -> None:
    town = granting_town()
    town.pay(town.grant(), 4_000)
    tell_use(town.grant(), town.kpu, Use(date(2024, 1, 1), Decimal(1), uuid4()))
    before = [list(m.objects.order_by("pk").values()) for m in (Grant, Payment, Receipt, Realisation, Filing)]
    call_command("migrate", "grants", "0001", verbosity=0, skip_checks=True)
    try:
        run("UPDATE grants_payment SET amount = amount")
    finally:
        call_command("migrate", "grants", verbosity=0, skip_checks=True)
    after = [list(m.objects.order_by("pk").values()) for m in (Grant, Payment, Receipt, Realisation, Filing)]
    assert before == after
    assert not missing(connection)
    refused("append-only", "UPDATE grants_payment SET amount = amount")
