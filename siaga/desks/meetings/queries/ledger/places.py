"""Where a record of the ledger stands: what it is called, in which meeting, of whom, from which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, reverse

from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.trail.models import Sourced
from siaga.engines.doubts import About
from siaga.law.profiles import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A record as a reader finds it again. `record` carries source, place in it and precision; it is None
    for what another desk lays before the rules.
    """

    about: About
    title: str | Text
    institution: str = ""
    meeting: Meeting | None = None
    day: date | None = None
    printed: str = ""
    record: Sourced | None = None
    url: str = ""

    @property
    def source(self) -> str:
        """The title of the document it was taken from."""
        return self.record.source.title if self.record and self.record.source else ""


def about(row: Sourced, kind: str = "") -> About:
    """The name of a row among the records: ``statement:12``."""
    return About(kind or str(row._meta.model_name), str(row.pk))


def closed_circle(row: object, meeting: Meeting) -> bool:
    """Whether a row of a meeting, or the meeting itself, is restricted."""
    circles = {getattr(row, "visibility", ""), meeting.visibility, meeting.series.visibility}
    return Visibility.RESTRICTED in circles


def meeting_url(meeting: Meeting, anchor: str = "") -> str:
    """The page of a meeting; empty while there is none."""
    try:
        address = reverse("meetings:meeting", args=[meeting.pk])
    except NoReverseMatch:
        return ""
    return f"{address}#{anchor}" if anchor else address
