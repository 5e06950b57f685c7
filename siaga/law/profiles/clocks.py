"""Legal clocks: the periods a law counts from an event, as dated data.

Counting them is `siaga.law.clock`; here is only what the YAML of a profile says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from siaga.law.profiles.model import Basis, ProfileError, Text

Unit = Literal["working_days", "days", "months"]
Direction = Literal["after", "before"]
Roll = Literal["none", "forward", "back"]


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time counted from a day that itself is not counted.

    `direction`: whether it runs after the day or ends before it. `roll`: what happens when the last day of
    calendar days or months is no working day: it stays, or moves to the next or the last working day.
    """

    amount: int
    unit: Unit
    direction: Direction = "after"
    roll: Roll = "none"


@dataclass(frozen=True, slots=True)
class Clock:
    """A period of a profile, or a day it fixes (`fixed`; then `period` is None).

    `starts` is the event it is counted from; `scope` the kinds of thing it applies to; `share` the part of
    an amount that is due with it.
    """

    kind: str
    title: Text
    starts: str
    period: Period | None
    fixed: date | None
    scope: tuple[str, ...]
    share: Fraction | None
    basis: Basis


Raw = Mapping[str, Any]


def read_clock(kind: str, raw: Raw, basis: Basis, where: str) -> Clock:
    """Build a clock from its YAML. Raises ProfileError unless it has either a period or a fixed day."""
    where = f"{where}, clock {kind}"
    period, fixed = _period(raw["period"], where) if "period" in raw else None, raw.get("fixed")
    if (period is None) == (fixed is None) or (fixed is not None and type(fixed) is not date):
        raise ProfileError(f"{where}: needs a period or a fixed day, and not both")
    return Clock(
        kind=kind,
        title=Text(id=raw["id"], en=raw["en"]),
        starts=str(raw.get("starts", "")),
        period=period,
        fixed=fixed,
        scope=tuple(raw.get("for", ())),
        share=_share(raw["share"], where) if "share" in raw else None,
        basis=basis,
    )


def _period(raw: Raw, where: str) -> Period:
    units = [unit for unit in get_args(Unit) if unit in raw]
    direction, roll = raw.get("direction", "after"), raw.get("roll", "none")
    if len(units) != 1 or direction not in get_args(Direction) or roll not in get_args(Roll):
        raise ProfileError(f"{where}: unknown unit, direction or roll in {dict(raw)}")
    amount = raw[units[0]]
    if not isinstance(amount, int) or isinstance(amount, bool) or amount < 1:
        raise ProfileError(f"{where}: a period is a whole number from 1, not {amount!r}")
    return Period(amount, units[0], direction, roll)


def _share(raw: Any, where: str) -> Fraction:
    share = Fraction(str(raw))
    if not 0 < share <= 1:
        raise ProfileError(f"{where}: a share is above 0 and at most 1, not {raw}")
    return share
