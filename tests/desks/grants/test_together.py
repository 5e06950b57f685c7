"""Two officers at once: the money of a grant is spent once, and a retry that overtakes itself pays once."""

from __future__ import annotations

import pytest

from siaga.desks.grants.errors import AboveGrant
from siaga.desks.grants.models import Payment
from siaga.desks.grants.services import pay_out
from tests.kit.grants import GrantTown, granting_town, transfer
from tests.kit.together import together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def town(transactional_db: None) -> GrantTown:
    return granting_town()


def test_two_payments_that_do_not_both_fit(town: GrantTown) -> None:
    grant = town.grant()
    outcomes = together(
        lambda: pay_out(grant, town.treasury, transfer(6_000)),
        lambda: pay_out(grant, town.secretary, transfer(6_000)),
    )
    assert {type(outcome) for outcome in outcomes} == {Payment, AboveGrant}
    assert Payment.objects.count() == 1


def test_the_same_posting_twice_at_once(town: GrantTown) -> None:
    grant, sent = town.grant(), transfer(4_000)
    outcomes = together(*[lambda: pay_out(grant, town.treasury, sent)] * 2)
    assert outcomes[0] == outcomes[1]
    assert Payment.objects.count() == 1
