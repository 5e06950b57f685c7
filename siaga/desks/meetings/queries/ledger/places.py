"""Where a record of the ledger stands: what it is called, in which meeting, of whom, from which source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import NoReverseMatch, reverse

from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.trail.models import Source, Sourced
from siaga.engines.doubts import About
from siaga.law.profiles import Text


@dataclass(frozen=True, slots=True)
class Place:
    """A record as a reader finds it again; there may be thousands, so address and source wait to be asked.

    `row` is None for what another desk lays before the rules: that has an `address` of its own. `sources`
    are all there are, by number.
    """

    about: About
    title: str | Text
    institution: str = ""
    meeting: Meeting | None = None
    day: date | None = None
    printed: str = ""
    row: Sourced | None = None
    address: str = ""
    anchor: str = ""
    sources: Mapping[int, Source] | None = field(default=None, repr=False, compare=False)

    @property
    def url(self) -> str:
        """The page of the record; empty where it has none."""
        return self.address or (meeting_url(self.meeting, self.anchor) if self.meeting else "")

    @property
    def record(self) -> Sourced | None:
        """The row with its source at hand, for source, place in it and precision."""
        if self.row is not None and self.sources and self.row.source_id in self.sources:
            self.row.source = self.sources[self.row.source_id]
        return self.row

    @property
    def source(self) -> str:
        """The title of the document it was taken from."""
        record = self.record
        return record.source.title if record and record.source else ""


def about(row: Sourced, kind: str = "") -> About:
    """The name of a row among the records: ``statement:12``."""
    return About(kind or str(row._meta.model_name), str(row.pk))


def closed_circle(row: object, meeting: Meeting) -> bool:
    """Whether a row of a meeting, or the meeting itself, is restricted."""
    own = getattr(row, "visibility", "")
    return Visibility.RESTRICTED in (own, meeting.visibility, meeting.series.visibility)


def meeting_url(meeting: Meeting, anchor: str = "") -> str:
    """The page of a meeting; empty while there is none."""
    try:
        address = reverse("meetings:meeting", args=[meeting.pk])
    except NoReverseMatch:
        return ""
    return f"{address}#{anchor}" if anchor else address
