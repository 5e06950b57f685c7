"""Totals of the counted rows with their coverage, and the order of the whole contest they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from siaga.desks.elections.models import Contest
from siaga.desks.results.models import ResultRow
from siaga.desks.results.queries.leaves import PairLine, standing
from siaga.desks.results.queries.recap import STATES, counted_as
from siaga.desks.results.states import State
from siaga.engines import recap as engine
from siaga.engines.recap import Order, Outside

_OTHERS = {"invalid": "suara_tidak_sah", "users": "peng_total_j", "voters": "dpt_j"}


@dataclass(frozen=True, slots=True)
class Share:
    """A line of the ballot with its votes in the counted rows, and its percentage of the valid ones."""

    number: int
    name: str
    votes: int
    percent: float | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the counted rows a reader may see: `counted` of `stations`."""

    stations: int
    counted: int
    shares: tuple[Share, ...]
    valid: int
    invalid: int
    users: int
    voters: int


def totals_of(rows: QuerySet[ResultRow], pairs: Iterable[PairLine], stations: int, counted: int) -> Totals:
    """The sums of the counted among these rows. One query."""
    lines = tuple(pairs)
    sums = _sums(rows, [pair.number for pair in lines])
    valid = sum(sums[f"paslon{pair.number}"] for pair in lines)
    shares = (_share(pair, sums[f"paslon{pair.number}"], valid) for pair in lines)
    others = {name: sums[name] for name in _OTHERS}
    return Totals(stations, counted, tuple(shares), valid, **others)


def order_now(contest: Contest, pairs: Iterable[PairLine]) -> Order | None:
    """The order of the pairs in the whole contest, and the rows outside its count; None while none is
    counted. Two queries. Sums of counted rows are public, so the order is the same for every reader.
    """
    numbers = [pair.number for pair in pairs]
    rows = standing(ResultRow.objects.filter(contest=contest))
    states = list(rows.order_by().values_list("state", "station__voters_total"))
    if not any(state == State.COUNTED for state, _voters in states):
        return None
    rule = counted_as(contest, numbers)
    outside: dict[str, Outside] = {}
    for state, voters in states:
        if state != State.COUNTED:
            kind = str(STATES.get(state, engine.State.MISSING))
            outside[kind] = outside.get(kind, Outside()) + engine.outside_of(voters, rule)
    sums = _sums(rows, numbers)
    return engine.order_of({number: sums[f"paslon{number}"] for number in numbers}, outside)


def _sums(rows: QuerySet[ResultRow], pairs: Iterable[int]) -> Mapping[str, int]:
    names = {f"paslon{number}": f"paslon{number}" for number in pairs} | _OTHERS
    wanted: dict[str, Any] = {f"sum_{name}": Sum(_figure(field)) for name, field in names.items()}
    found = rows.filter(state=State.COUNTED).order_by().aggregate(**wanted)
    return {name: found[f"sum_{name}"] or 0 for name in names}


def _figure(name: str) -> Cast:
    return Cast(KeyTextTransform(name, "current__figures"), IntegerField())


def _share(pair: PairLine, votes: int, valid: int) -> Share:
    return Share(pair.number, pair.name, votes, 100 * votes / valid if valid else None)
