"""Polling stations: codes that fit their ward, voter counts that add up and stay under the cap."""

from __future__ import annotations

from ..draft import Draft, at
from ..model import PollingStation, lies_in


def check(draft: Draft) -> None:
    """Every station on its own."""
    for station in draft.rows("stations"):
        _check_city(draft, station)
        _check_code(draft, station)
        _check_voters(draft, station)
        _check_cap(draft, station)


def _check_city(draft: Draft, station: PollingStation) -> None:
    """The pack's city, whose total the stations are to make up, holds every one of them."""
    city = draft.header.get("election.city") if draft.header else None
    if city and not lies_in(station.ward, city):
        draft.faults.add("wrong_parent", at(station.origin, "ward"), value=station.ward, parent=city)


def _check_code(draft: Draft, station: PollingStation) -> None:
    expected = f"{station.ward.replace('.', '')}{station.number:03d}"
    if station.code != expected:
        draft.faults.add("code_mismatch", at(station.origin, "code"), expected=expected)


def _check_voters(draft: Draft, station: PollingStation) -> None:
    men, women, total = station.dpt_men, station.dpt_women, station.dpt_total
    if men is None or women is None or total is None or men + women == total:
        return
    draft.faults.add(
        "wrong_sum",
        at(station.origin, "dpt_total"),
        what=f"voters of station {station.code}",
        parts=f"{men} men + {women} women",
        sum=men + women,
        whole="dpt_total",
        value=total,
        difference=men + women - total,
    )


def _check_cap(draft: Draft, station: PollingStation) -> None:
    if draft.rules is None or station.dpt_total is None or station.dpt_total <= draft.rules.station_cap:
        return
    facts = {"value": station.dpt_total, "cap": draft.rules.station_cap, "profile": draft.rules.profile}
    draft.faults.add("over_cap", at(station.origin, "dpt_total"), **facts)
