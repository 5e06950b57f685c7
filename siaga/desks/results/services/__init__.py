"""Verbs of the results desk. Each is one transaction and leaves its entry in the trail; nothing else
writes.
"""

from siaga.desks.results.services.confirmation import Outcome, Reading, confirm
from siaga.desks.results.services.decisions import correct, hold, release, send_back
from siaga.desks.results.services.entry import Receipt, Submission, enter
from siaga.desks.results.services.expectation import expect_rows
from siaga.desks.results.services.pack import Loaded, load_rows
from siaga.desks.results.services.photos import Photograph, Taken, take_photo
from siaga.desks.results.services.reading import read_photos

__all__ = [
    "Loaded",
    "Outcome",
    "Photograph",
    "Reading",
    "Receipt",
    "Submission",
    "Taken",
    "confirm",
    "correct",
    "enter",
    "expect_rows",
    "hold",
    "load_rows",
    "read_photos",
    "release",
    "send_back",
    "take_photo",
]
