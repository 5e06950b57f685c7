"""Sources, and what in them should not be trusted: verbatim, with the reason, never silently fixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet, Value
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import (
    CandidatePair,
    Contest,
    Election,
    LegalBasis,
    PublishedFigure,
    StaffingClaim,
    Stage,
)
from siaga.desks.offices.models import Institution, Office, OfficeHolder
from siaga.desks.places.models import Closable, PollingStation, Region
from siaga.desks.trail.models import Precision, Source, Sourced

_KINDS: dict[type[Sourced], tuple[Any, str]] = {
    PublishedFigure: (_("Published figure"), "election"),
    StaffingClaim: (_("Staffing"), "election"),
    Stage: (_("Stage"), "election"),
    Contest: (_("Contest"), "election"),
    CandidatePair: (_("Candidate pair"), "contest__election"),
    OfficeHolder: (_("Office-holder"), ""),
    Office: (_("Office"), ""),
    Institution: (_("Institution"), ""),
    LegalBasis: (_("Regulation"), ""),
    Region: (_("Region"), ""),
    PollingStation: (_("Polling station"), "map__elections"),
}
"""Every kind of sourced record, its name, and the way from it to its election; registers belong to all."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A value that should not be trusted as it stands: what it is, where it stands, and why.

    `verbatim` is the wording of the source; where the pack does not carry it, `value` is what was taken over.
    """

    kind: str
    label: str
    verbatim: str
    value: str
    reason: str
    precision: str
    source: Source | None
    place: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source and how many of the values taken from it are doubtful."""

    source: Source
    doubts: int


def doubts(election: Election) -> list[Doubt]:
    """What is doubtful about an election and in the registers: a stated doubt, or an ambiguous source.

    One query finds the kinds of record with a doubt, then one for each of these reads them.
    """
    return [doubt for kind in _doubted_kinds(election) for doubt in _doubts_of(kind, election)]


def source_lines(found: Iterable[Doubt]) -> list[SourceLine]:
    """Every source with the number of its doubtful values, those with the most first."""
    count = Counter(doubt.source.pk for doubt in found if doubt.source)
    lines = [SourceLine(source, count[source.pk]) for source in Source.objects.all()]
    return sorted(lines, key=lambda line: -line.doubts)


def _doubted_kinds(election: Election) -> list[type[Sourced]]:
    """The kinds of which a record is doubted, in their order."""
    first, *others = (
        _doubted(kind, election).order_by().values_list(Value(number)) for number, kind in enumerate(_KINDS)
    )
    found = {number for (number,) in first.union(*others)}
    return [kind for number, kind in enumerate(_KINDS) if number in found]


def _doubted(kind: type[Sourced], election: Election) -> QuerySet[Any]:
    _name, way = _KINDS[kind]
    rows = kind._default_manager.filter(~Q(doubt="") | Q(precision=Precision.AMBIGUOUS))
    if way:
        rows = rows.filter(**{way: election})
    return rows.filter(closed_at=None) if issubclass(kind, Closable) else rows


def _doubts_of(kind: type[Sourced], election: Election) -> Iterator[Doubt]:
    name, _way = _KINDS[kind]
    for row in _doubted(kind, election).select_related("source", *_named_by(kind)):
        yield Doubt(
            kind=str(name),
            label=_label(row),
            verbatim=getattr(row, "verbatim", ""),
            value=_value(row),
            reason=row.doubt,
            precision=row.get_precision_display(),
            source=row.source,
            place=row.source_place,
        )


def _named_by(kind: type[Sourced]) -> tuple[str, ...]:
    """The records whose names a reader needs to know what the row is about."""
    names = {field.name for field in kind._meta.concrete_fields}
    return tuple(name for name in ("region", "office", "contest") if name in names)


def _label(row: Model) -> str:
    about = [getattr(row, "label", str(row))]
    if isinstance(row, PublishedFigure):
        about = [
            row.get_measure_display(),
            *([f"{row.contest} · {row.pair}"] if row.pair else []),
            str(row.region),
        ]
    if isinstance(row, OfficeHolder):
        about = [str(row.office), row.person]
    return " · ".join(about)


def _value(row: Model) -> str:
    """The value as it was taken over; empty where none is stated or the record is its own value."""
    if isinstance(row, PublishedFigure):
        return "" if row.value is None else str(row.value)
    if isinstance(row, StaffingClaim):
        return "" if row.claimed is None else str(row.claimed)
    if isinstance(row, Stage | OfficeHolder):
        return " – ".join(date_format(day, "j M Y") if day else "…" for day in (row.starts, row.ends))
    return ""
