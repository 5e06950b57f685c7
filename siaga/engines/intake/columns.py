"""Which columns of a table are the station and the figures of a profile's form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from siaga.engines.intake.rows import SourceError
from siaga.law.profiles import Profile

STATION_COLUMNS = ("kode_tps", "station", "tps_code", "kode")
_PAIR = re.compile(r"paslon[1-9]\d?")
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Places in a line: the station code and each figure. ``width``: cells a line must have."""

    station: int
    figures: tuple[tuple[str, int], ...]
    width: int


def columns_of(header: Sequence[str], profile: Profile, file: str) -> Columns:
    """Find the columns by name.

    Raises SourceError without a station or any figure, or when a name comes twice.
    """
    names = [cell.strip().strip("\ufeff\"'").lower() for cell in header]
    station = next((names.index(name) for name in STATION_COLUMNS if name in names), None)
    if station is None:
        raise SourceError(f"{file}, line 1: no station column; expected one of {', '.join(STATION_COLUMNS)}")
    known = figure_names(profile)
    figures = tuple(
        (name, place) for place, name in enumerate(names) if name in known or _PAIR.fullmatch(name)
    )
    if not figures:
        raise SourceError(
            f"{file}, line 1: no figure column of profile {profile.id}, such as dpt_j or suara_sah"
        )
    for name, place in figures:
        if names.index(name) != place:
            raise SourceError(f"{file}, line 1: column {name} comes twice")
    return Columns(station, figures, len(header))


def figure_names(profile: Profile) -> frozenset[str]:
    """The figures of the form but those repeated per pair."""
    return frozenset(field.name for field in profile.form_fields(()))


def is_pair(name: str) -> bool:
    return _PAIR.fullmatch(name) is not None


def station_code(text: str) -> str | None:
    """The code as text, without Excel's traces; None when there is none or it was rounded away (1,87E+12)."""
    code = text.strip().strip("'\"\u00a0\ufeff").removesuffix(".0")
    if not code or len(code) > 40 or _SCIENTIFIC.fullmatch(code) or not code.isprintable():
        return None
    return code
