"""Verbs of the results desk. Each is one transaction and leaves its entry in the trail; nothing else
writes.
"""

from siaga.desks.results.services.adjudication import adjudicate
from siaga.desks.results.services.confirmation import Outcome, Reading, confirm
from siaga.desks.results.services.decisions import correct, hold, release, send_back
from siaga.desks.results.services.entry import Receipt, Submission, enter
from siaga.desks.results.services.events import (
    EventSaid,
    FollowUpSaid,
    ObjectionSaid,
    RecountSaid,
    WithdrawalSaid,
    follow_up,
    note_event,
    note_event_of_plenary,
    note_objection,
    order_recount,
    withdraw_objection,
)
from siaga.desks.results.services.expectation import expect_rows
from siaga.desks.results.services.pack import Loaded, load_rows
from siaga.desks.results.services.photos import Photograph, Taken, take_photo
from siaga.desks.results.services.plenaries import (
    PlenaryClosed,
    PlenaryOpened,
    close_plenary,
    open_plenary,
)
from siaga.desks.results.services.reading import read_photos
from siaga.desks.results.services.supervision import Handed, supervise

__all__ = [
    "EventSaid",
    "FollowUpSaid",
    "Handed",
    "Loaded",
    "ObjectionSaid",
    "Outcome",
    "Photograph",
    "PlenaryClosed",
    "PlenaryOpened",
    "Reading",
    "Receipt",
    "RecountSaid",
    "Submission",
    "Taken",
    "WithdrawalSaid",
    "adjudicate",
    "close_plenary",
    "confirm",
    "correct",
    "enter",
    "expect_rows",
    "follow_up",
    "hold",
    "load_rows",
    "note_event",
    "note_event_of_plenary",
    "note_objection",
    "open_plenary",
    "order_recount",
    "read_photos",
    "release",
    "send_back",
    "supervise",
    "take_photo",
    "withdraw_objection",
]
