"""Verbs of the staff desk; each in one transaction, each leaving an entry in the trail."""

from siaga.desks.staff.services.attendance import Tap, note_crew, note_presence
from siaga.desks.staff.services.expectation import Expected, expect_seats, load_seats
from siaga.desks.staff.services.importing import Plan, check_people, import_people
from siaga.desks.staff.services.people import Candidate, correct_person, reveal
from siaga.desks.staff.services.recruitment import end_service, recruit
from siaga.desks.staff.services.replacement import (
    confirm_replacement,
    propose_replacement,
    refuse_replacement,
)
from siaga.desks.staff.services.steps import Advance, Step, Taken, advance

__all__ = [
    "Advance",
    "Candidate",
    "Expected",
    "Plan",
    "Step",
    "Taken",
    "Tap",
    "advance",
    "check_people",
    "confirm_replacement",
    "correct_person",
    "end_service",
    "expect_seats",
    "import_people",
    "load_seats",
    "note_crew",
    "note_presence",
    "propose_replacement",
    "recruit",
    "refuse_replacement",
    "reveal",
]
