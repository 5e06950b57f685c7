"""The papers of the meetings: briefs and attendance lists without a number, invitations with one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from siaga.desks.meetings import models as m
from siaga.desks.meetings.models.documents import UNNUMBERED
from siaga.engines.documents.codec import to_plain
from siaga.engines.documents.compose import Cover, compose
from siaga.engines.documents.model import Letterhead, Signatory
from tests.kit.year.making import BATCH, Making

KINDS = (m.PaperKind.BRIEF, m.PaperKind.ATTENDANCE, m.PaperKind.BRIEF, m.PaperKind.INVITATION)
NUMBERED = 100
"""So many invitations have gone out; the rest are drafts."""
State = m.IssuedDocument.State


def make(making: Making, meetings: Sequence[m.Meeting], count: int) -> None:
    """Papers of the meetings in turn; a paper is as open as its meeting."""
    content = _content(making)
    m.IssuedDocument.objects.bulk_create(
        (_paper(making, n, meetings[n % len(meetings)], content) for n in range(count)), batch_size=BATCH
    )
    drafts = m.IssuedDocument.objects.filter(state=State.DRAFT, title__startswith="Surat ")
    drafts.filter(kind__in=UNNUMBERED).update(**_issued(making))
    _number(making, drafts.filter(kind=m.PaperKind.INVITATION).order_by("id")[:NUMBERED])


def _content(making: Making) -> dict[str, Any]:
    """What stands on every paper: a letter as the engine keeps it."""
    cover = Cover(
        letterhead=Letterhead(name="LEMBAGA"),
        signatory=Signatory(title="Kepala"),
        day=making.today,
        subject="Rapat koordinasi",
        paragraphs=tuple(f"Hal {n}: {making.area()}." for n in range(10)),
    )
    return to_plain(compose(m.PaperKind.LETTER, cover))


def _paper(making: Making, n: int, meeting: m.Meeting, content: dict[str, Any]) -> m.IssuedDocument:
    body = making.bodies[0]  # one register, as the secretariat keeps it
    return m.IssuedDocument(
        institution=body,
        kind=KINDS[n % len(KINDS)],
        meeting=meeting,
        title=f"Surat {n}: {making.area()}",
        day=making.today - timedelta(days=1),
        visibility=meeting.visibility,
        content=content,
        digest=making.digest(),
        made_by=making.member(body.pk),
        made_at=making.now,
    )


def _issued(making: Making) -> dict[str, Any]:
    clerk = making.members[making.bodies[0].pk][0]
    return {"state": State.ISSUED, "issued_at": making.now, "issued_by": clerk}


def _number(making: Making, drafts: Sequence[m.IssuedDocument]) -> None:
    """One after the other: a register has no gap."""
    scheme, _new = m.Scheme.objects.get_or_create(
        institution=making.bodies[0], kind="", defaults={"pattern": "{number}"}
    )
    for n, draft in enumerate(drafts, 1):
        place = {"scheme": scheme, "year": draft.day.year, "sequence": n, "number": f"{n}/RAPAT"}
        m.IssuedDocument.objects.filter(pk=draft.pk).update(**place, **_issued(making))
