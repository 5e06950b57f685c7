"""The voter register of each station, as trusted figures."""

from __future__ import annotations

from siaga.engines.intake.rows import Problem, ResultRow
from siaga.engines.intake.sources import read
from siaga.law.profiles import Profile

TRUSTED = ("dpt_j", "dpt_l", "dpt_p")


def read_register(source: str, profile: Profile) -> tuple[dict[str, dict[str, int]], list[Problem]]:
    """Station code → DPT figures, and the problems met; columns as in result rows. Raises SourceError."""
    register: dict[str, dict[str, int]] = {}
    problems: list[Problem] = []
    for item in read(source, profile):
        if isinstance(item, ResultRow):
            stated = {name: item.figures.get(name) for name in TRUSTED}
            register[item.station] = {name: value for name, value in stated.items() if value is not None}
        elif isinstance(item, Problem):
            problems.append(item)
    return register, problems
