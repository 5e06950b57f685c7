"""The board: every light of an election, in the order in which a morning meeting reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from siaga.desks.elections.models import Election
from siaga.desks.readiness.queries.count import coverage_light, held_light
from siaga.desks.readiness.queries.crosschecks import crosschecks_light
from siaga.desks.readiness.queries.doubts import doubts_light
from siaga.desks.readiness.queries.installation import installation_light
from siaga.desks.readiness.queries.light import Light, Shade, worst
from siaga.desks.readiness.queries.pace import pace_light
from siaga.desks.readiness.queries.staffing import staffing_light
from siaga.desks.readiness.queries.stages import stages_light
from siaga.desks.readiness.queries.terms import terms_light
from siaga.desks.readiness.queries.trail import trail_light


@dataclass(frozen=True, slots=True)
class Board:
    """The lights of an election on a day."""

    election: Election
    today: date
    lights: tuple[Light, ...]

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


def board(election: Election) -> Board:
    """Every light, computed now in the city's own time zone."""
    today = timezone.localdate(timezone=ZoneInfo(election.time_zone))
    lights = (
        stages_light(election, today),
        staffing_light(election),
        crosschecks_light(election),
        terms_light(election),
        coverage_light(election, today),
        held_light(election),
        pace_light(election),
        doubts_light(election),
        trail_light(),
        installation_light(),
    )
    return Board(election, today, lights)
