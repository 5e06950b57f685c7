"""The script of a rehearsal night: beats in order of time, the same for the same forms and seed.

Wards close early or late and their stations follow; a few stations are far behind their neighbours and some
send nothing at all. A few crews slip, a few second readers read otherwise, and where a supervisor reads too,
one contest agrees and another does not. The shares below are made up to give every screen of the night
something to show; they claim nothing about any real night.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

_SILENT: Final = 60
"""One station of so many sends nothing; of the others one of `_LATE` comes long after its neighbours."""
_LATE: Final = 25
_SLIPS: Final = 40
"""One form of so many is entered with a slip, every other of them sent back and entered again; one of
`_MISREAD` is read otherwise by the second person, and stays held.
"""
_MISREAD: Final = 60
_WARD_DIGITS: Final = 10


class Act(StrEnum):
    """What a beat asks for; whoever plays it finds the figures."""

    ENTER = "enter"
    SLIP = "slip"
    CONFIRM = "confirm"
    MISREAD = "misread"
    SEND_BACK = "send back"
    ENTER_AGAIN = "enter again"
    SUPERVISE = "supervise"
    SUPERVISE_OTHERWISE = "supervise otherwise"


class Form(NamedTuple):
    """One form that is expected: station code of 13 digits, and contest."""

    station: str
    contest: str


@dataclass(frozen=True, slots=True)
class Beat:
    """One act on one form. ``at``: when, as a share of the whole night, from 0 to 1."""

    at: float
    form: Form
    act: Act


def script(forms: Sequence[Form], supervised: Collection[str] = (), seed: str = "") -> tuple[Beat, ...]:
    """The beats of a night over these forms, in order of time.

    ``supervised``: stations whose supervisor hands in a reading too: the first contest there differs, the
    others agree. Whatever their number, one form at least slips and one is misread if there are as many.
    """
    chance = random.Random(f"rehearsal {seed}")  # noqa: S311 - a script, no secret
    arrivals = _arrivals(sorted({form.station for form in forms}), supervised, chance)
    played = sorted(form for form in forms if form.station in arrivals)
    free = [form for form in played if form.station not in supervised]
    odd = chance.sample(free, min(len(free), _some(free, _SLIPS) + _some(free, _MISREAD)))
    slips, misread = odd[: _some(free, _SLIPS)], set(odd[_some(free, _SLIPS) :])
    first = {form.station: form for form in reversed(played)}
    beats: list[Beat] = []
    for form in played:
        if form.station in supervised:
            acts = _with_supervisor(differs=first[form.station] == form)
        elif form in slips:
            acts = _with_slip(put_right=slips.index(form) % 2 == 0)
        else:
            acts = (Act.ENTER, Act.MISREAD if form in misread else Act.CONFIRM)
        beats += _timed(form, acts, arrivals[form.station], chance)
    return tuple(sorted(beats, key=lambda beat: beat.at))


def _with_supervisor(differs: bool) -> tuple[Act, ...]:
    return (Act.ENTER, Act.SUPERVISE_OTHERWISE if differs else Act.SUPERVISE)


def _with_slip(put_right: bool) -> tuple[Act, ...]:
    return (Act.SLIP, Act.SEND_BACK, Act.ENTER_AGAIN, Act.CONFIRM) if put_right else (Act.SLIP,)


def _arrivals(
    stations: Sequence[str], supervised: Collection[str], chance: random.Random
) -> dict[str, float]:
    """When each station sends its forms; a silent one is not in it, a supervised one never silent."""
    wards = {station[:_WARD_DIGITS]: chance.uniform(0.01, 0.2) for station in stations}
    usual = {s: min(wards[s[:_WARD_DIGITS]] + chance.gammavariate(2.0, 0.07), 0.7) for s in stations}
    others = [station for station in stations if station not in supervised]
    slow = chance.sample(others, min(len(others), len(others) // _SILENT + _some(others, _LATE)))
    silent = set(slow[: len(others) // _SILENT])
    late = {station: chance.uniform(0.75, 0.9) for station in slow if station not in silent}
    return {station: at for station, at in (usual | late).items() if station not in silent}


def _some(things: Sequence[object], share: int) -> int:
    """One of so many, and one at least where there is any."""
    return max(len(things) // share, min(len(things), 1))


def _timed(form: Form, acts: Sequence[Act], at: float, chance: random.Random) -> Iterator[Beat]:
    """The acts on a form one after another, each a while after the one before, all within the night."""
    for act in acts:
        yield Beat(at, form, act)
        at = min(at + chance.uniform(0.005, 0.05), 1.0)
