"""Office-holders: no chair is held by more persons at once than it has seats."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from ..draft import Draft, at
from ..model import OfficeHolder


def check(draft: Draft) -> None:
    """Days in order, and no provable overlap of holders of one office."""
    terms: dict[str, list[OfficeHolder]] = defaultdict(list)
    for holder in draft.rows("office_holders"):
        if holder.valid_from and holder.valid_to and holder.valid_to < holder.valid_from:
            facts = {"start": holder.valid_from, "end": holder.valid_to}
            draft.faults.add("end_before_start", at(holder.origin, "valid_to"), **facts)
        else:
            terms[holder.office].append(holder)
    seats = {office.code: office.seats for office in draft.rows("offices")}
    for office, holders in terms.items():
        _check_office(draft, holders, seats.get(office))


def _check_office(draft: Draft, holders: list[OfficeHolder], seats: int | None) -> None:
    if seats is None:
        return
    for holder in holders:
        others = [other for other in holders if other is not holder and _is_sure_on(other, _first(holder))]
        if len(others) >= max(seats, 1):
            other = others[0]
            draft.faults.add(
                "overlapping_holders",
                at(holder.origin, "valid_from"),
                person=holder.person,
                other=other.person,
                line=other.origin.line,
                office=holder.office,
            )


def _first(holder: OfficeHolder) -> date | None:
    """The first day on which the person surely held the office."""
    return holder.valid_from or holder.valid_to


def _is_sure_on(holder: OfficeHolder, day: date | None) -> bool:
    """Whether the stated days prove that the person held the office on that day.

    An unstated end proves nothing: of a person in office since March nobody can say when it ended.
    """
    if day is None or _first(holder) is None:
        return False
    first = holder.valid_from or holder.valid_to
    last = holder.valid_to or holder.valid_from
    return first is not None and last is not None and first <= day <= last
