"""The ledger by subject: every figure somebody named for one thing, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from siaga.desks.elections.models import Election
from siaga.desks.meetings.queries.ledger.lines import Line, doubt_lines, held_lines, language, with_part
from siaga.desks.meetings.queries.ledger.places import Place
from siaga.desks.meetings.queries.ledger.world import Ledger
from siaga.engines.doubts import About, Figure, worded
from siaga.engines.doubts.rules.disagreement import reach_of, subjects

WIDEST = Decimal(100)
Along = str
"""A place on the scale in per cent, written with a point whatever the language of the page."""


@dataclass(frozen=True)
class Named:
    """A figure with where it stands, and its place on the scale of its subject in per cent.

    From `low` on, `width` wide, lies what its printed digits leave open. None where it names no value.
    """

    figure: Figure
    place: Place | None
    x: Along | None = None
    low: Along | None = None
    width: Along | None = None

    @property
    def label(self) -> str:
        return worded(self.figure.label, language())

    @property
    def shown(self) -> str:
        """The value as the reader's language writes it."""
        return worded(self.figure.value, language())


@dataclass(frozen=True)
class Subject:
    """One thing and every figure named for it, oldest first, with the doubts that touch it."""

    code: str
    region: str
    unit: str
    label: str
    figures: tuple[Named, ...]
    doubts: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    ends: tuple[Decimal, Decimal] | None = None
    region_name: str = ""

    @property
    def spoken_values(self) -> str:
        """The different values as the reader's language writes them."""
        return " · ".join(worded(value, language()) for value in self.values)

    @property
    def key(self) -> tuple[str, str, str]:
        return self.code, self.region, self.unit

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The different values named, smallest first."""
        return tuple(sorted({n.figure.value for n in self.figures if n.figure.value is not None}))

    @property
    def voices(self) -> tuple[str, ...]:
        """Who named a figure, each once."""
        named = (n.figure.who or n.figure.source for n in self.figures)
        return tuple(dict.fromkeys(filter(None, named)))

    @property
    def open(self) -> int:
        """Doubts nobody has settled."""
        return sum(line.settled is None for line in self.doubts)

    @property
    def covered(self) -> bool:
        """Whether only restricted meetings spoke of it: its name then stands in no title and no address."""
        return all(n.figure.restricted for n in self.figures)

    @property
    def url(self) -> str:
        if self.covered:
            return reverse("claims:figure", args=[str(self.figures[0].figure.about)])
        return reverse("claims:subject", args=self.key)

    @property
    def spoken(self) -> bool:
        """Whether a meeting named one of the figures."""
        return any(n.figure.about.kind == "claim" for n in self.figures)


def subjects_of(election: Election, ledger: Ledger) -> list[Subject]:
    """Every subject of a ledger, those with open doubts first, then those named most often."""
    doubts, held = doubt_lines(election, ledger), held_lines(ledger)
    by_record: dict[About, list[Line]] = {}
    for line in (*doubts, *held):
        for spot in line.finding.about:
            by_record.setdefault(spot, []).append(line)
    found = [_subject(key, group, ledger, by_record) for key, group in subjects(ledger.world).items()]
    return sorted(found, key=lambda s: (-s.open, not s.spoken, -len(s.figures), s.label))


def subject_at(election: Election, ledger: Ledger, key: tuple[str, str, str]) -> Subject | None:
    """The subject of a code, region and unit; None where the reader may read no figure of it."""
    group = subjects(ledger.world).get(key)
    if not group:
        return None
    spots = {figure.about for figure in group}
    lines = [*with_part(doubt_lines(election, ledger), spots), *with_part(held_lines(ledger), spots)]
    return _subject(key, group, ledger, dict.fromkeys(spots, lines))


def key_of(ledger: Ledger, record: str) -> tuple[str, str, str] | None:
    """The subject that a figure named like ``claim:12`` speaks of; None where the reader may not read it."""
    groups = subjects(ledger.world).items()
    return next((key for key, group in groups if any(str(f.about) == record for f in group)), None)


def _subject(
    key: tuple[str, str, str], group: list[Figure], ledger: Ledger, by_record: dict[About, list[Line]]
) -> Subject:
    ordered = sorted(group, key=lambda f: (f.as_of is None, f.as_of or 0, f.about))
    lines = list({line.name: line for f in ordered for line in by_record.get(f.about, ())}.values())
    scale = _scale(ordered)
    return Subject(
        *key,
        label=worded(ordered[0].label, language()),
        figures=tuple(_named(figure, ledger, scale) for figure in ordered),
        doubts=tuple(line for line in lines if line.doubtful),
        held=tuple(line for line in lines if not line.doubtful),
        ends=scale,
        region_name=ledger.regions.get(key[1], key[1]),
    )


def _scale(figures: list[Figure]) -> tuple[Decimal, Decimal] | None:
    """The ends of the scale: a little beyond the outermost value; None where there is nothing to compare."""
    spread = [end for f in figures for end in _ends(f)]
    if not spread or min(spread) == max(spread):
        return None
    margin = (max(spread) - min(spread)) / 20
    return min(spread) - margin, max(spread) + margin


def _ends(figure: Figure) -> tuple[Decimal, ...]:
    reach = reach_of(figure)
    if reach:
        return reach.value - reach.half, reach.value + reach.half
    return () if figure.value is None else (figure.value,)


def _named(figure: Figure, ledger: Ledger, scale: tuple[Decimal, Decimal] | None) -> Named:
    place, ends = ledger.places.get(figure.about), _ends(figure)
    if scale is None or figure.value is None:
        return Named(figure, place)
    low, high = (_along(end, scale) for end in (ends[0], ends[-1]))
    return Named(figure, place, str(_along(figure.value, scale)), str(low), str(high - low))


def _along(value: Decimal, scale: tuple[Decimal, Decimal]) -> Decimal:
    """Where a value lies between the ends, 0 to 100, to one decimal."""
    first, last = scale
    return round(WIDEST * (value - first) / (last - first), 1)
