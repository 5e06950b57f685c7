"""Checks that look across the tables of a pack. Each takes the draft and adds what it finds to its faults."""

from __future__ import annotations

from ..draft import Draft
from . import (
    ballots,
    grants,
    meetings,
    people,
    places,
    provenance,
    published,
    references,
    results,
    staffing,
    stations,
    timetable,
)

CHECKS = (
    references.check,
    provenance.check,
    places.check,
    ballots.check,
    stations.check,
    people.check,
    timetable.check,
    published.check,
    staffing.check,
    results.check,
    meetings.check,
    grants.check,
)


def check_all(draft: Draft) -> None:
    """Run every check, in the order in which one relies on another."""
    for check in CHECKS:
        check(draft)
