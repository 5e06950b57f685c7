"""Who settles a doubt, how, and what stays of it."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test import Client

from siaga.desks.meetings.errors import NotNow, ReasonMissing, Refused, Stale
from siaga.desks.meetings.models import Settlement
from siaga.desks.meetings.services.settling import NoSuchDoubt
from siaga.desks.trail.models import Entry
from tests.kit.claims import LedgerDesk
from tests.kit.people import person, signed_in


@pytest.fixture
def name(desk: LedgerDesk) -> str:
    """A disagreement that everyone sees."""
    meeting = desk.public_meeting()
    desk.claims(meeting, 100)
    desk.claims(meeting, 120)
    return desk.name("disagreement")


def test_the_newest_settlement_counts_and_the_record_stays(desk: LedgerDesk, name: str) -> None:
    first = desk.settle(name, outcome="other", holds="110", reason="Menurut surat tugas.")
    desk.settle(name, outcome="stands", seen=first.pk)
    (line,) = [line for line in desk.lines() if line.name == name]
    assert line.settled.outcome == "stands" and len(line.settlements) == 2
    assert sorted(line.finding.params[side] for side in ("left", "right")) == [100, 120]


def test_a_newer_settlement_opens_it_again(desk: LedgerDesk, name: str) -> None:
    first = desk.settle(name)
    desk.settle(name, outcome="reopened", reason="Surat tugas itu keliru.", seen=first.pk)
    (line,) = [line for line in desk.lines() if line.name == name]
    assert line.settled is None and line.settlements


def test_what_is_open_cannot_be_opened(desk: LedgerDesk, name: str) -> None:
    with pytest.raises(NotNow):
        desk.settle(name, outcome="reopened")


def test_something_else_must_be_said(desk: LedgerDesk, name: str) -> None:
    with pytest.raises(Refused):
        desk.settle(name, outcome="other", holds="  ")
    with pytest.raises(ReasonMissing):
        desk.settle(name, reason="  ")
    assert Settlement.objects.count() == 0


def test_whoever_saw_an_older_state_looks_again(desk: LedgerDesk, name: str) -> None:
    desk.settle(name)
    with pytest.raises(Stale):
        desk.settle(name, outcome="unknown")


@pytest.mark.parametrize("doubt", ["disagreement:claim:1+claim:2", "regime:statement:1", "x"])
def test_no_doubt_no_settlement(desk: LedgerDesk, doubt: str) -> None:
    with pytest.raises(NoSuchDoubt):
        desk.settle(doubt)


@pytest.mark.parametrize(
    ("role", "where"), [("agency_officer", "18.72"), ("auditor", "18.72"), ("commissioner", "18.71")]
)
def test_who_may_not(desk: LedgerDesk, name: str, role: str, where: str) -> None:
    with pytest.raises(PermissionDenied):
        desk.settle(name, person(role, where))


def test_the_trail_tells_it(desk: LedgerDesk, name: str) -> None:
    desk.settle(name, outcome="other", holds="110", reason="Menurut surat tugas.")
    entry = Entry.objects.get(action="claims.settle")
    assert entry.after == {"doubt": name, "outcome": "other", "holds": "110"}
    assert entry.reason == "Menurut surat tugas."


def test_settled_on_the_page(desk: LedgerDesk, name: str) -> None:
    client = signed_in(desk.table.commissioner)
    page = f"/klaim/keraguan/{name}/"
    assert "Settle this doubt" in client.get(page, headers={"accept-language": "en"}).content.decode()
    sent = {"outcome": "other", "holds": "110", "reason": "Surat tugas 5", "seen": 0}
    assert client.post(f"{page}putuskan/", sent).status_code == 302
    assert "Surat tugas 5" in Client().get(page).content.decode(), "everyone reads how it was settled"
    assert client.post(f"{page}putuskan/", sent).status_code == 409
    assert client.post(f"{page}putuskan/", sent | {"reason": ""}).status_code == 422
    assert client.post(f"{page}putuskan/", sent | {"reason": "NIK 1872010101010001"}).status_code == 422


def test_others_have_no_form_and_no_way(desk: LedgerDesk, name: str) -> None:
    page = f"/klaim/keraguan/{name}/"
    assert "putuskan/" not in Client().get(page).content.decode()
    agency = signed_in(desk.table.agency)
    assert "putuskan/" not in agency.get(page).content.decode()
    assert agency.post(f"{page}putuskan/", {"outcome": "stands", "reason": "x", "seen": 0}).status_code == 403


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meetings_settlement SET holds = 'x' WHERE id = %s",
        "DELETE FROM meetings_settlement WHERE id = %s",
        "UPDATE meetings_settlement SET outcome = 'reopened' WHERE id = %s",
    ],
)
def test_the_database_keeps_every_settlement(desk: LedgerDesk, name: str, sql: str) -> None:
    row = desk.settle(name)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [row.pk])


@pytest.mark.parametrize("wrong", [{"outcome": "maybe"}, {"reason": ""}, {"outcome": "other", "holds": ""}])
def test_the_database_refuses_half_a_settlement(desk: LedgerDesk, name: str, wrong: dict[str, str]) -> None:
    good = {
        "doubt": name,
        "outcome": "stands",
        "reason": "r",
        "by": desk.table.commissioner,
        "institution": desk.table.kpu,
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.create(election=desk.table.election, at="2026-01-01T00:00Z", **good | wrong)
