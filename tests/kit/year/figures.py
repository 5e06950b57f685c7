"""Figures named in the statements: each subject again and again through the year, now and then another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from siaga.desks.meetings import models as m
from tests.kit.year.making import BATCH, Making

OFTEN = 13
"""So often a subject is spoken of in the year."""
AGAINST = 0.04
"""The share of claims that name another figure than those before."""


def make(making: Making, meetings: Sequence[m.Meeting], count: int) -> None:
    """Every second statement or so names a figure."""
    said = m.Statement.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    statements = list(said.select_related("meeting").order_by("id"))
    spread = (statements[n * len(statements) // count] for n in range(count))
    m.Claim.objects.bulk_create(
        (_claim(making, n, n % (count // OFTEN), said) for n, said in enumerate(spread)), batch_size=BATCH
    )


def _claim(making: Making, n: int, subject: int, statement: m.Statement) -> m.Claim:
    value = 100 + 7 * subject + (making.draw.randrange(1, 20) if making.draw.random() < AGAINST else 0)
    return m.Claim(
        election=making.election,
        statement=statement,
        code=f"angka-{n}",
        subject=f"pokok-{subject}",
        label=f"Pokok {subject}",
        institution_id=statement.institution_id,
        region_id=making.election.region_id,
        value=Decimal(value),
        unit="orang",
        as_of=statement.meeting.day,
        printed=f"{value} orang",
        visibility=statement.visibility,
    )
