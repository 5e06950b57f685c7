"""Nouns of the staff desk: the seat, the person, the person in the seat, the replacement, who came."""

from siaga.desks.staff.models.attendance import Attendance, Presence
from siaga.desks.staff.models.people import Person, Sex
from siaga.desks.staff.models.posts import Position, Post
from siaga.desks.staff.models.replacements import Replacement
from siaga.desks.staff.models.services import EndReason, Health, Service

__all__ = [
    "Attendance",
    "EndReason",
    "Health",
    "Person",
    "Position",
    "Post",
    "Presence",
    "Replacement",
    "Service",
    "Sex",
]
