"""Which stages somebody reported as completed, which a second person confirmed, and which are late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from siaga.desks.elections.models import Election, Stage, StageReport, StageVerdict
from siaga.desks.trail.models import Entry
from siaga.desks.trail.services import subject_of


class Mark(StrEnum):
    """What is known about the completion of a stage."""

    NONE = "none"
    WAITING = "waiting"
    RETURNED = "returned"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Completion:
    """The newest report of a stage; `report` is None when nobody has reported it."""

    report: StageReport | None = None

    @property
    def verdict(self) -> StageVerdict | None:
        return getattr(self.report, "verdict", None)

    @property
    def done_on(self) -> date | None:
        """The day that the newest report names; it counts only when the mark says confirmed."""
        return self.report.done_on if self.report else None

    @property
    def mark(self) -> Mark:
        if self.report is None:
            return Mark.NONE
        return Mark(self.verdict.outcome) if self.verdict else Mark.WAITING


NOTHING = Completion()


def completions(election: Election) -> dict[int, Completion]:
    """The newest report of every stage that has one, by the stage's number; one query."""
    newest = StageReport.objects.filter(stage=OuterRef("stage")).order_by("-number").values("number")[:1]
    found = StageReport.objects.filter(stage__election=election, number=Subquery(newest))
    found = found.select_related("verdict__by", "verdict__institution", "by", "institution")
    return {report.stage_id: Completion(report) for report in found}


def history(stage: Stage) -> list[StageReport]:
    """Every report of a stage with its verdict, the newest first."""
    found = stage.reports.select_related("verdict__by", "verdict__institution", "by", "institution", "file")
    return list(found.order_by(F("number").desc()))


def watched_since(election: Election) -> date | None:
    """The day on which this house first held the election, in the city's own time; None when no act tells.

    A stage that had ended before that day is history here: nobody could have reported it.
    """
    subject = subject_of(election)
    loads = Entry.objects.filter(subject_type=subject.type, subject_id=subject.id)
    first = loads.filter(action="elections.load_pack").order_by("index").values_list("at", flat=True).first()
    return timezone.localdate(first, ZoneInfo(election.time_zone)) if first else None


def is_late(ends: date | None, mark: Mark, on: date, watched: date | None) -> bool:
    """Whether a stage that this house watched has ended and nobody's report of its completion stands."""
    if ends is None or watched is None or mark in (Mark.CONFIRMED, Mark.WAITING):
        return False
    return watched <= ends < on
