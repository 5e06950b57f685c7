"""From the record of a meeting to a paper: what a circle of readers may know, as facts for the engine.

    record = record_of(meeting, circle_of("public", meeting), reader_of(user))
    document = compose("brief", cover, record)

A paper is written for one circle, not for the person who makes it: an internal paper holds nothing
restricted even when its writer may read that, and none holds what its writer may not read.
"""

from siaga.desks.meetings.papers.circles import CircleClosed, circle_of
from siaga.desks.meetings.papers.rows import record_of
from siaga.desks.meetings.papers.signed import record_of_minutes

__all__ = ["CircleClosed", "circle_of", "record_of", "record_of_minutes"]
