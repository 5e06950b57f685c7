"""Meetings and what belongs to them: numbers, offices, days and circles of readers must fit together."""

from __future__ import annotations

from typing import Any

from ..draft import Draft, at
from ..model import Attendance, Duty, DutyBasis, Meeting, Presence, Visibility

NUMBERED = (
    ("statements", "agenda", "agenda"),
    ("claims", "statement", "statements"),
    ("actions", "conclusion", "conclusions"),
    ("duties", "statement", "statements"),
)
"""Table, column with a number, and the table that must hold that number for the same meeting."""

OPENNESS = {Visibility.RESTRICTED: 0, Visibility.INTERNAL: 1, Visibility.PUBLIC: 2}
ITEMS = ("agenda", "statements", "claims", "conclusions", "actions", "duties")
NEEDED = {Presence.REPRESENTED: "represented_by", Presence.EXCUSED: "reason"}
WINDOW = ("not_before", "not_after", "during")


def check(draft: Draft) -> None:
    """Every rule of the meetings desk that its database would otherwise refuse, or its pages get wrong."""
    for table, column, target in NUMBERED:
        _check_numbers(draft, table, column, target)
    for meeting in draft.rows("meetings"):
        _check_days(draft, meeting)
    _check_offices(draft)
    _check_attendance(draft)
    _check_openness(draft)
    for duty in draft.rows("duties"):
        _check_duty(draft, duty)


def _check_numbers(draft: Draft, table: str, column: str, target: str) -> None:
    if not draft.defines_all(target):
        return
    known = draft.reads[target].lines
    for row in draft.rows(table):
        number = getattr(row, column)
        if number is None:
            continue
        if row.meeting is None:
            draft.faults.add("statement_without_meeting", at(row.origin, "meeting"))
        elif (row.meeting, number) not in known:
            facts = {"meeting": row.meeting, "number": number, "table": draft.file(target)}
            draft.faults.add("not_of_meeting", at(row.origin, column), **facts)


def _check_days(draft: Draft, meeting: Meeting) -> None:
    for column in WINDOW:
        if meeting.day and getattr(meeting, column):
            draft.faults.add("day_and_window", at(meeting.origin, column), column=column)
    first, last = meeting.not_before, meeting.not_after
    if first and last and last < first:
        draft.faults.add("end_before_start", at(meeting.origin, "not_after"), start=first, end=last)
    if meeting.starts and meeting.ends and meeting.ends < meeting.starts:
        facts = {"start": meeting.starts, "end": meeting.ends}
        draft.faults.add("hours_reversed", at(meeting.origin, "ends"), **facts)


def _check_offices(draft: Draft) -> None:
    """Whoever came or spoke holds an office of the institution they are entered for."""
    owners = {office.code: office.institution for office in draft.rows("offices")}
    for row in (*draft.rows("attendance"), *draft.rows("statements"), *draft.rows("events")):
        owner = owners.get(row.office or "")
        if owner and row.institution and row.institution != owner:
            facts = {"office": row.office, "owner": owner, "institution": row.institution}
            draft.faults.add("office_elsewhere", at(row.origin, "office"), **facts)


def _check_attendance(draft: Draft) -> None:
    seen: dict[tuple[str, str], Attendance] = {}
    for row in draft.rows("attendance"):
        column = NEEDED.get(row.presence)
        if column and not getattr(row, column):
            facts = {"presence": row.presence, "column": column}
            draft.faults.add("missing_detail", at(row.origin, column), **facts)
        if row.office is None:
            continue
        first = seen.setdefault((row.meeting, row.office), row)
        if first is not row:
            line = first.origin.line
            draft.faults.add("duplicate", at(row.origin, "office"), key=row.office, line=line)


def _check_openness(draft: Draft) -> None:
    """No item is more open than its meeting, no claim or duty more open than its statement."""
    meetings = {meeting.code: meeting.visibility for meeting in draft.rows("meetings")}
    statements = {(row.meeting, row.number): row.visibility for row in draft.rows("statements")}
    for table in ITEMS:
        for row in draft.rows(table):
            limits = (meetings.get(row.meeting), statements.get((row.meeting, _statement_of(row))))
            _check_limits(draft, row, limits)


def _statement_of(row: Any) -> Any:
    return getattr(row, "statement", None)


def _check_limits(draft: Draft, row: Any, limits: tuple[Visibility | None, ...]) -> None:
    stated = [limit for limit in limits if limit is not None]
    limit = min(stated, key=OPENNESS.__getitem__, default=Visibility.PUBLIC)
    if OPENNESS[row.visibility] > OPENNESS[limit]:
        facts = {"visibility": row.visibility, "limit": limit}
        draft.faults.add("too_open", at(row.origin, "visibility"), **facts)


def _check_duty(draft: Draft, duty: Duty) -> None:
    if duty.basis is DutyBasis.PRACTICE and duty.meeting:
        draft.faults.add("practice_promised", at(duty.origin, "basis"))
    if duty.visibility is Visibility.RESTRICTED and not duty.meeting:
        draft.faults.add("restricted_without_table", at(duty.origin, "visibility"))
