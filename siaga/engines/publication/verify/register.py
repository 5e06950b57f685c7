"""Are these all the stations, and all their voters? A publication says so; the KPU's decree (DPT) knows.

A publisher who leaves out the stations where somebody was strong turns the outcome, and every sum is right.
No publication can prove that it is complete: whoever checks it brings the register, or compares the digest
here with that of the decree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from siaga.engines.publication.model import Row
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.report import Register


def register_of(found: Tables) -> Register:
    """The register as the rows of one contest state it."""
    stated = [row.registered for row in found.rows.values() if row.registered is not None]
    unstated = len(found.rows) - len(stated)
    return Register(found.contest.code, len(found.rows), sum(stated), unstated, _digest(found.rows.values()))


def _digest(rows: Iterable[Row]) -> str:
    ordered = sorted(rows, key=lambda row: row.station)
    lines = (f"{row.station},{'' if row.registered is None else row.registered}\n" for row in ordered)
    return sha256("".join(lines).encode()).hexdigest()


def differences(found: Tables, register: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Where the rows of a contest and the register of voters by station (13 digits) part: place, message."""
    for station in sorted(set(register) - set(found.rows)):
        yield found.rows_file, f"station {station} is in the register, and not listed"
    for station, row in found.rows.items():
        if (voters := register.get(station)) is None:
            yield found.place(station), f"station {station} is listed, and not in the register"
        elif row.registered != voters:
            stated = "no voters" if row.registered is None else f"{row.registered} voters"
            yield found.place(station), f"station {station} has {stated}, and {voters} by the register"
