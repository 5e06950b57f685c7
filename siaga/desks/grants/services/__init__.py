"""Verbs of the grants desk: each one transaction with its entry in the trail; nothing else writes."""

from siaga.desks.grants.services.agreement import (
    Agreement,
    add_grant,
    correct_grant,
    propose,
    withdraw_grant,
)
from siaga.desks.grants.services.expectation import expect, expect_again
from siaga.desks.grants.services.money import Transfer, Word, answer, pay_back, pay_out, take_back
from siaga.desks.grants.services.pack import Loaded, load_grants
from siaga.desks.grants.services.telling import Filed, Use, file_report, tell_use

__all__ = [
    "Agreement",
    "Filed",
    "Loaded",
    "Transfer",
    "Use",
    "Word",
    "add_grant",
    "answer",
    "correct_grant",
    "expect",
    "expect_again",
    "file_report",
    "load_grants",
    "pay_back",
    "pay_out",
    "propose",
    "take_back",
    "tell_use",
    "withdraw_grant",
]
