"""Printable forms for tests: a station of an invented city with a ballot of any length."""

from __future__ import annotations

from datetime import date

from siaga.engines.reading.sheets import BallotLine, FormSheet

STATION = "1872011001007"


def form_sheet(
    pairs: int = 2, kind: str = "mayor", station: str = STATION, empty: int | None = None
) -> FormSheet:
    """A form whose ballot has lines 1 to `pairs`; `empty` is the number of the empty column, if any."""
    ballot = tuple(
        BallotLine(n, "", empty_column=True) if n == empty else BallotLine(n, f"Calon {n}", f"Wakil {n}")
        for n in range(1, pairs + 1)
    )
    return FormSheet(
        station=station,
        contest=kind,
        kind=kind,
        day=date(2024, 11, 27),
        province="Lampung",
        city="Kota Metro",
        district="Metro Pusat",
        ward="Metro",
        pairs=ballot,
    )
