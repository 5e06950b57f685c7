"""Who may read what of the meetings: the one filter that every page, export, document, feed and answer uses.

    reader = reader_of(request.user)
    Meeting.objects.filter(meetings_for(reader))
    Statement.objects.filter(items_for(reader))
    Action.objects.filter(actions_for(reader))
    Claim.objects.filter(claims_for(reader))

Public items of published public meetings are for everyone. Whoever may read the meetings of the region, or
whose institution was invited, reads what is internal. What is restricted is read only by those who may
(``meetings.restricted``) of an institution that was invited or convenes, and by the institution it is about.
An item is never more open than its meeting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from siaga.desks.meetings.models import Action, Attendance, Visibility
from siaga.desks.offices import access
from siaga.desks.places.queries import inside

NEVER = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides: the regions whose meetings a person reads, their institutions, and those of them for
    which they sit at the table. A visitor has none.
    """

    regions: tuple[str, ...] = ()
    institutions: tuple[int, ...] = ()
    at_the_table: tuple[int, ...] = ()

    @property
    def of_the_room(self) -> bool:
        """Whether the person reads more than the public does, at some meeting at least."""
        return bool(self.regions or self.institutions)


def reader_of(user: Any) -> Reader:
    """The reader that a user (or a visitor) is today."""
    reading = access.granting(user, "meetings.read")
    restricted = access.granting(user, "meetings.restricted")
    return Reader(
        access.scope(user, "meetings.read"),
        tuple(sorted({m.institution_id for m in reading})),
        tuple(sorted({m.institution_id for m in restricted})),
    )


def meetings_for(reader: Reader) -> Q:
    """The meetings a reader may know of, as a filter on `Meeting`."""
    return _public("") | room_for(reader)


def room_for(reader: Reader) -> Q:
    """The meetings of which a reader reads more than the public does, as a filter on `Meeting`."""
    return _room(reader, "") & (_at_most_internal("") | _table(reader, ""))


def whole_for(reader: Reader) -> Q:
    """The meetings of which a reader may read everything, restricted items too, as a filter on `Meeting`."""
    return _room(reader, "") & _table(reader, "")


def items_for(
    reader: Reader, *, item: str = "", meeting: str = "meeting", own: Sequence[str] = ("institution",)
) -> Q:
    """The items a reader may read, as a filter on any model that leads to one.

    `item` is the lookup of the row with the visibility, empty when it is the model itself; `meeting` that of
    its meeting, `own` those of the institutions it is about (no many-to-many: it would double the rows).
    """
    i, m = _path(item), _path(meeting)
    in_the_room = _room(reader, m) & (_at_most_internal(m) | _table(reader, m))
    return (
        Q(**{f"{i}visibility": Visibility.PUBLIC}) & _public(m)
        | in_the_room & _at_most_internal(i)
        | _room(reader, m) & _table(reader, m)
        | _at_most_internal(m) & _about(reader, own)
    )


def actions_for(reader: Reader, action: str = "") -> Q:
    """The actions a reader may read: as any item, and those their institution carries out with the owner.

    `action` is the lookup of the action for models that lead to one (evidence, reminders).
    """
    a = _path(action)
    usual = items_for(reader, item=action, meeting=f"{a}meeting", own=(f"{a}owner",))
    return usual | _at_most_internal(f"{a}meeting__") & _joint(reader, a)


def claims_for(reader: Reader) -> Q:
    """The claims a reader may read: a claim is never more open than its statement."""
    claim = items_for(reader, meeting="statement__meeting")
    said = items_for(reader, item="statement", meeting="statement__meeting", own=("statement__institution",))
    return claim & said & Q(withdrawn=False, statement__withdrawn=False)


def evidence_for(reader: Reader, action: str = "action") -> Q:
    """What was shown for an action and said to it: for who reads the action as one of the room, or carries it
    out. It is never public: a photo shows more than its action says.
    """
    a = _path(action)
    room = _room(reader, f"{a}meeting__") | _about(reader, (f"{a}owner",)) | _joint(reader, a)
    return actions_for(reader, action) & room


def _public(meeting: str) -> Q:
    return Q(**{f"{meeting}visibility": Visibility.PUBLIC, f"{meeting}published_at__isnull": False})


def _at_most_internal(path: str) -> Q:
    return Q(**{f"{path}visibility__in": (Visibility.PUBLIC, Visibility.INTERNAL)})


def _room(reader: Reader, meeting: str) -> Q:
    """The meeting is of a region whose meetings the person reads, or their institution was invited."""
    return _invited(reader.institutions, meeting) | inside(f"{meeting}series__region__code", *reader.regions)


def _table(reader: Reader, meeting: str) -> Q:
    """The person sits at the table: their institution was invited, or convenes."""
    if not reader.at_the_table:
        return NEVER
    convenes = Q(**{f"{meeting}series__convener__in": reader.at_the_table})
    return _invited(reader.at_the_table, meeting) | convenes


def _invited(institutions: Sequence[int], meeting: str) -> Q:
    if not institutions:
        return NEVER
    invited = Attendance.objects.filter(institution__in=institutions, withdrawn=False).values("meeting")
    return Q(**{f"{meeting}pk__in": invited})


def _joint(reader: Reader, action: str) -> Q:
    """The person's own institution works on the action with its owner."""
    if not reader.institutions:
        return NEVER
    shared = Action.partners.through.objects.filter(institution__in=reader.institutions).values("action")
    return Q(**{f"{action}pk__in": shared})


def _about(reader: Reader, own: Sequence[str]) -> Q:
    """The item is about the person's own institution."""
    wanted = NEVER
    for lookup in own if reader.institutions else ():
        wanted |= Q(**{f"{lookup}__in": reader.institutions})
    return wanted


def _path(lookup: str) -> str:
    return f"{lookup}__" if lookup else ""
