"""The three circles a paper can be written for, each as the reader who sees just that much of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siaga.desks.meetings.errors import Refused
from siaga.desks.meetings.models import Meeting, Visibility
from siaga.desks.meetings.reading import Reader, meetings_for, reader_of, room_for, whole_for
from siaga.desks.offices.models import User


class CircleClosed(Refused):
    """The meeting cannot be told to that circle, or not by this person."""

    status = 403
    sentence = _("You cannot write a paper of this meeting for these readers.")


WIDTH = {Visibility.PUBLIC: 0, Visibility.INTERNAL: 1, Visibility.RESTRICTED: 2}
"""The narrower the circle, the higher; an item goes into papers of its own circle and of narrower ones."""


def reader_for(visibility: str, meeting: Meeting) -> Reader:
    """Someone of the circle who has no institution of their own in the meeting, so that nothing comes in
    only because it is about them.
    """
    region, convener = meeting.series.region_id, meeting.series.convener_id
    return {
        Visibility.PUBLIC: Reader(),
        Visibility.INTERNAL: Reader(regions=(region,)),
        Visibility.RESTRICTED: Reader(regions=(region,), at_the_table=(convener,)),
    }[Visibility(visibility)]


def circle_of(visibility: str, meeting: Meeting, by: User) -> Reader:
    """The circle's reader, if `by` may write a paper of the meeting for it. Raises CircleClosed.

    The writer of an internal paper is of the room, that of a restricted one sits at the table. A public paper
    needs a published meeting: before that there is nothing that everyone may read.
    """
    writer, circle = reader_of(by), reader_for(visibility, meeting)
    rights = {Visibility.INTERNAL: room_for, Visibility.RESTRICTED: whole_for}
    known = rights.get(Visibility(visibility), meetings_for)(writer)
    rows = Meeting.objects.filter(pk=meeting.pk)
    if not rows.filter(meetings_for(circle)).exists():
        raise CircleClosed(
            _("This meeting is not open to these readers: choose a narrower circle, or publish it.")
        )
    if not rows.filter(known).exists():
        raise CircleClosed
    return circle
