"""The board: every light of an election, in groups, in the order in which a morning meeting reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.offices.access import may
from siaga.desks.offices.marks import rule_of
from siaga.desks.readiness.queries import actions, agencies, grants, stages
from siaga.desks.readiness.queries.asker import Asker
from siaga.desks.readiness.queries.count import coverage_light, held_light
from siaga.desks.readiness.queries.crosschecks import crosschecks_light
from siaga.desks.readiness.queries.doubts import doubts_light
from siaga.desks.readiness.queries.installation import installation_light
from siaga.desks.readiness.queries.light import Cell, Light, Records, Shade, worst
from siaga.desks.readiness.queries.pace import pace_light
from siaga.desks.readiness.queries.remembered import remembered_ledger_light
from siaga.desks.readiness.queries.staff import crews_light
from siaga.desks.readiness.queries.staffing import staffing_light
from siaga.desks.readiness.queries.terms import terms_light
from siaga.desks.readiness.queries.trail import trail_light

TITLES: dict[str, str | Promise] = {
    "preparation": _("Preparation"),
    "people": _("People"),
    "meetings": _("Meetings and actions"),
    "money": _("Money"),
    "logistics": _("Logistics and sites"),
    "security": _("Security and order"),
    "voters": _("Voters"),
    "count": _("Count"),
    "other": _("Other"),
    "installation": _("Trail and installation"),
}
"""The groups of the board, in its order."""


@dataclass(frozen=True, slots=True)
class Group:
    """Lights of one area of readiness."""

    code: str
    title: str | Promise
    lights: tuple[Light, ...]

    @property
    def shade(self) -> Shade:
        return worst(light.shade for light in self.lights)


@dataclass(frozen=True, slots=True)
class Board:
    """The lights of an election on a day, as one reader may see them."""

    election: Election
    today: date
    groups: tuple[Group, ...]

    @property
    def lights(self) -> tuple[Light, ...]:
        return tuple(light for group in self.groups for light in group.lights)

    @property
    def shade(self) -> Shade:
        """The most severe light."""
        return worst(light.shade for light in self.lights)

    def count(self, shade: Shade) -> int:
        return sum(light.shade == shade for light in self.lights)

    @property
    def summary(self) -> tuple[tuple[Shade, int], ...]:
        """How many lights of each shade, the most severe first, those with none left out."""
        found = ((shade, self.count(shade)) for shade in (Shade.BAD, Shade.WARN, Shade.GOOD, Shade.NONE))
        return tuple((shade, n) for shade, n in found if n)


def board(asker: Asker) -> Board:
    """Every light, computed now, of what the asker may read; groups without any are left out."""
    found: dict[str, list[Light]] = {code: [] for code in TITLES}
    for code, light in _lights(asker):
        found[code].append(_with_open_door(light, asker))
    groups = (Group(code, TITLES[code], tuple(lights)) for code, lights in found.items() if lights)
    return Board(asker.election, asker.today, tuple(groups))


def _with_open_door(light: Light, asker: Asker) -> Light:
    """The light as it is where the asker may enter the desk behind it; else without the addresses of that
    desk, its own and those of its records.
    """
    if not light.link or _opens(light.link, asker):
        return light
    records = light.records and replace(light.records, rows=tuple(_rows(light.records, asker)))
    return replace(light, link="", records=records)


def _rows(records: Records, asker: Asker) -> Iterator[tuple[Cell, ...]]:
    for row in records.rows:
        yield tuple(cell if _opens(cell.url, asker) else replace(cell, url="") for cell in row)


def _opens(url: str, asker: Asker) -> bool:
    action = _asked_by(urlsplit(url).path) if url else ""
    return not action or may(asker.user, action)


@lru_cache(maxsize=8192)
def _asked_by(path: str) -> str:
    """The action a page asks for, or none; addresses do not change while the program runs."""
    rule = rule_of(resolve(path), "GET")
    return (rule.action if rule else "") or ""


def _lights(asker: Asker) -> Iterator[tuple[str, Light]]:
    """The lights of every desk with the group each stands in."""
    election, today = asker.election, asker.today
    yield "preparation", stages.light_of(asker.stages, today)
    yield "preparation", crosschecks_light(election)
    yield "preparation", terms_light(election)
    yield "preparation", doubts_light(election)
    yield "people", staffing_light(election, asker.units)
    yield "people", crews_light(election, asker.units, today)
    yield "meetings", actions.light_of(asker.actions, today)
    yield "meetings", remembered_ledger_light(asker)
    yield "money", grants.light_of(asker.grants, today)
    yield "count", coverage_light(election, today)
    yield "count", held_light(election)
    yield "count", pace_light(election)
    yield from agencies.lights_of(asker.duties, today).items()
    yield "installation", trail_light()
    yield "installation", installation_light()
