"""Figures and doubts at the coordination table of `tests.kit.meetings`.

desk = ledger_desk()
desk.claims(meeting, 100)                       # a public statement of Polres with a public figure
desk.claims(meeting, 200, visibility="restricted")
desk.rules(desk.table.writer)                   # ["disagreement"]
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser

from siaga.desks.meetings.models import Claim, Meeting, Settlement
from siaga.desks.meetings.queries.ledger import Line, doubt_lines, ledger_of
from siaga.desks.meetings.services.claims import Named, enter_claim
from siaga.desks.meetings.services.publishing import publish
from siaga.desks.meetings.services.settling import Ruling, settle
from tests.kit.meetings import Table, coordination, fresh

VISITOR = AnonymousUser()


@dataclass
class LedgerDesk:
    """The table, and what one does with figures there."""

    table: Table

    def public_meeting(self) -> Meeting:
        """A meeting that was held and is published."""
        meeting = self.table.held(visibility="public")
        publish(meeting, self.table.writer, meeting.revision)
        return fresh(meeting)

    def named(self, value: int | str | None, **fields: Any) -> Named:
        """So many order officers of the city, unless a test says otherwise."""
        known = {
            "subject": "petugas",
            "label": "Petugas pengamanan",
            "region": self.table.election.region,
            "unit": "orang",
            "visibility": "public",
        }
        return Named(value=None if value is None else Decimal(value), **known | fields)

    def claims(self, meeting: Meeting, value: int | str | None, **fields: Any) -> Claim:
        """A statement of the police with one figure, both of one visibility."""
        circle = fields.pop("visibility", "public")
        words = fields.pop("text", f"Polres menyebut {value} petugas.")
        said = self.table.say(meeting, words, institution=self.table.police, visibility=circle)
        return enter_claim(said, self.table.writer, self.named(value, visibility=circle, **fields), uuid4())

    def lines(self, user: Any = VISITOR) -> list[Line]:
        return doubt_lines(self.table.election, ledger_of(self.table.election, user))

    def rules(self, user: Any = VISITOR) -> list[str]:
        """The rules that find something, for a reader; what a meeting merely leaves out is not counted."""
        left_out = ("undated", "no-due", "no-owner")
        return sorted(line.finding.rule for line in self.lines(user) if line.finding.rule not in left_out)

    def name(self, rule: str, user: Any = VISITOR) -> str:
        return next(line.name for line in self.lines(user) if line.finding.rule == rule)

    def settle(self, name: str, by: Any = None, **ruling: Any) -> Settlement:
        known = {"outcome": "stands", "holds": "", "reason": "Cocok dengan surat tugas."}
        return settle(by or self.table.commissioner, self.table.election, name, Ruling(**known | ruling))


def ledger_desk() -> LedgerDesk:
    """A fresh table with its ledger."""
    return LedgerDesk(coordination())
