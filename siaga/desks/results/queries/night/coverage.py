"""What has arrived where: phases per ward and district, and one square for each station."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from siaga.desks.results.queries.night.rows import NightRow, Phase

FORMULA = _(
    "colour of an area: nothing if no form came; arriving until all have; then held if any is, counted if "
    "all are, else waiting; a red outline wherever a form is held"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A ward or a district: its stations by phase, and the phase of each station in the order of their
    numbers. The phases add up to `stations`.
    """

    code: str
    name: str
    parent: str
    phases: Mapping[Phase, int]
    each: tuple[Phase, ...]

    @property
    def stations(self) -> int:
        return len(self.each)

    @property
    def arrived(self) -> int:
        return self.stations - self.phases[Phase.NOTHING]

    @property
    def counted(self) -> int:
        return self.phases[Phase.COUNTED]

    @property
    def counts(self) -> list[tuple[Phase, int]]:
        """Every phase with its number of stations, from nothing to counted."""
        return [(phase, self.phases[phase]) for phase in Phase]

    @property
    def phase(self) -> Phase:
        """The colour of the area; see `FORMULA`."""
        if self.arrived < self.stations or self.phases[Phase.ARRIVING]:
            return Phase.ARRIVING if self.arrived else Phase.NOTHING
        if self.phases[Phase.HELD]:
            return Phase.HELD
        return Phase.COUNTED if self.counted == self.stations else Phase.WAITING


def whole(rows: Iterable[NightRow]) -> Area:
    """All rows together, as an area without a name."""
    return _area("", "", "", [row.phase for row in rows])


def areas(rows: Iterable[NightRow]) -> tuple[Area, ...]:
    """Districts and wards by code: each district before its wards."""
    found: dict[str, tuple[str, str, list[Phase]]] = {}
    for row in rows:
        phase = row.phase
        found.setdefault(row.district, (row.district_name, "", []))[2].append(phase)
        found.setdefault(row.ward, (row.ward_name, row.district, []))[2].append(phase)
    return tuple(_area(code, name, parent, each) for code, (name, parent, each) in sorted(found.items()))


def _area(code: str, name: str, parent: str, each: list[Phase]) -> Area:
    counted = Counter(each)
    return Area(code, name, parent, {phase: counted[phase] for phase in Phase}, tuple(each))
