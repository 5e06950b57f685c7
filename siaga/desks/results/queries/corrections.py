"""How figures came to differ from the paper: as written, as read, as corrected, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from siaga.desks.elections.models import Contest
from siaga.desks.results.figures import Paper
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Kind, ResultRow, ResultVersion
from siaga.desks.results.states import State

_GROUND = ("ground__plenary__minutes", "ground__recount", "adjudication__comparison__form")


@dataclass(frozen=True, slots=True)
class Change:
    """One figure before and after a correction, None where it was left blank; `read`: what the supervisor of
    the station read, where it was decided between the two readings.
    """

    label: str
    written: int | None
    corrected: int | None
    read: int | None = None


@dataclass(frozen=True, slots=True)
class CorrectionStep:
    """One correction: the level that decided, the number of its decision where it came from elsewhere, why,
    by which office, when, and every figure it changed; `decided`: between two readings that differed.
    """

    level: str
    document: str
    reason: str
    office: str
    at: datetime
    changes: tuple[Change, ...]
    decided: bool


def chains(rows: Sequence[ResultRow]) -> dict[int, list[ResultVersion]]:
    """By row, the last figures entered from the form itself and every correction since, in order. One
    query.
    """
    versions = ResultVersion.objects.filter(row__in=rows).select_related(*_GROUND).order_by("number")
    found: dict[int, list[ResultVersion]] = {row.pk: [] for row in rows}
    for version in versions:
        if version.kind == Kind.ENTRY:
            found[version.row_id].clear()
        found[version.row_id].append(version)
    return found


def public_corrections(contest: Contest, station: str) -> tuple[CorrectionStep, ...]:
    """The corrections of one counted form, for everyone; none while it is not counted. Two queries."""
    found = ResultRow.objects.filter(contest=contest, station__code=station, state=State.COUNTED)
    rows = list(found.filter(current__kind=Kind.CORRECTION))
    wording = labels(Paper.of(contest)) if rows else {}
    return tuple(step for chain in chains(rows).values() for step in _steps(chain, wording))


def _steps(chain: Sequence[ResultVersion], wording: Mapping[str, str]) -> Iterator[CorrectionStep]:
    for before, after in pairwise(chain):
        ground, decided = getattr(after, "ground", None), getattr(after, "adjudication", None)
        read = decided.comparison.form.figures if decided else {}
        yield CorrectionStep(
            level=str(after.get_level_display()),
            document=ground.document if ground else "",
            reason=after.reason,
            office=ground.office if ground else "",
            at=after.entered_at,
            changes=tuple(_changes(before, after, wording, read)),
            decided=decided is not None,
        )


def _changes(
    before: ResultVersion, after: ResultVersion, wording: Mapping[str, str], read: Mapping[str, int]
) -> Iterator[Change]:
    for name, label in wording.items():
        written, corrected = before.figures.get(name), after.figures.get(name)
        if written != corrected:
            yield Change(label, written, corrected, read.get(name))
