"""Who may read which duty, and what was reported about it: one filter for every page, export and light.

    reader = reader_of(request.user)                     # of the meetings desk
    Duty.objects.filter(duties_for(reader))
    DutyReport.objects.filter(reports_for(reader))

A duty that was stated at a meeting is read as any item of that meeting. One without a meeting is public, or
internal to the room and to the institution it falls to. Reports, with their files and names, are never for
the public: they are read by whoever reads the duty as one of the room.
"""

from __future__ import annotations

from django.db.models import Q

from siaga.desks.meetings.models import Visibility
from siaga.desks.meetings.reading import NEVER, Reader, items_for
from siaga.desks.places.queries import inside


def duties_for(reader: Reader, duty: str = "") -> Q:
    """The duties a reader may read, as a filter; `duty` is the lookup of the duty for models that lead to
    one.
    """
    d = f"{duty}__" if duty else ""
    said = items_for(reader, item=duty, meeting=f"{d}meeting", own=(f"{d}institution",))
    alone = Q(**{f"{d}visibility": Visibility.PUBLIC}) | in_the_room(reader, duty)
    return Q(**{f"{d}meeting__isnull": False}) & said | Q(**{f"{d}meeting__isnull": True}) & alone


def reports_for(reader: Reader) -> Q:
    """The reports a reader may read: those on duties that they read as one of the room."""
    return duties_for(reader, "duty") & in_the_room(reader, "duty")


def in_the_room(reader: Reader, duty: str = "") -> Q:
    """The duty falls to an institution of a region whose meetings the reader reads, or to their own."""
    d = f"{duty}__" if duty else ""
    wanted = Q(**{f"{d}institution__in": reader.institutions}) if reader.institutions else NEVER
    return wanted | inside(f"{d}institution__region__code", *reader.regions)
