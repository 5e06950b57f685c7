"""A public page of one station in one contest: every figure of its form, and the identities it keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from siaga.desks.elections.models import Contest
from siaga.desks.places.models import PollingStation
from siaga.desks.portal.queries.contests import Crumb, contests_of, region_url, station_url, way_to
from siaga.desks.portal.queries.shares import Share, shares
from siaga.desks.portal.queries.wording import worded
from siaga.desks.results.queries import (
    CorrectionStep,
    PairLine,
    PublicObjection,
    RowDetail,
    public_corrections,
    public_objections,
    row_detail,
)
from siaga.desks.results.queries.leaves import pairs_of
from siaga.law.form.catalogue import Check, form_with
from siaga.law.form.formulas import Formula
from siaga.law.profiles import Basis, Field, load


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the form; None where the form does not state it."""

    name: str
    label: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of one numbered block of the form."""

    number: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """One identity on this form: the formula by name and in the wording of the figures, the two sides put in,
    the figures used, and whether it holds.
    """

    formula: str
    words: str
    sides: str
    inputs: tuple[Figure, ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class RuleChecks:
    """The identities of one rule of the catalogue. `severity` is what breaking it means: error or warning.
    `words`: the first of them in the wording of the form.
    """

    rule: str
    severity: str
    basis: Basis
    identities: tuple[Identity, ...]

    @property
    def words(self) -> str:
        return self.identities[0].words

    @property
    def more(self) -> int:
        """How many lines of the form it says the same of besides the first."""
        return len(self.identities) - 1

    @property
    def holds(self) -> bool:
        return all(identity.holds for identity in self.identities)


@dataclass(frozen=True, slots=True)
class StationPage:
    """Everything shown of a station. Without published figures `blocks` and `checks` are empty.

    `others`: the same station in the other contests of the election. `objections`: of witnesses, without a
    name or a word of theirs. `corrections`: every step from the figures as written to those that count.
    """

    contest: Contest
    station: PollingStation
    way: tuple[Crumb, ...]
    detail: RowDetail
    shares: tuple[Share, ...]
    blocks: tuple[Block, ...]
    checks: tuple[RuleChecks, ...]
    others: tuple[Crumb, ...]
    objections: tuple[PublicObjection, ...] = ()
    corrections: tuple[CorrectionStep, ...] = ()


def station_page(contest: Contest, station: PollingStation, language: str) -> StationPage | None:
    """The page of a station, or None when the contest expects no row from it."""
    detail = row_detail(contest, station.code)
    if detail is None:
        return None
    pairs = pairs_of(contest)
    figures = detail.line.figures
    votes = None if figures is None else {p.number: figures.get(f"paslon{p.number}", 0) for p in pairs}
    return StationPage(
        contest=contest,
        station=station,
        way=_way(contest, station),
        detail=detail,
        shares=shares(pairs, votes),
        blocks=blocks(contest, pairs, figures, language) if figures else (),
        checks=checks(contest, pairs, figures, language) if figures else (),
        others=_others(contest, station),
        objections=public_objections(contest, station.code) if figures else (),
        corrections=public_corrections(contest, station.code) if detail.corrected else (),
    )


def blocks(
    contest: Contest, pairs: tuple[PairLine, ...], figures: Mapping[str, int], language: str
) -> tuple[Block, ...]:
    """The figures in the order of the form, block by block; a block with no stated figure is left out."""
    fields = load(contest.election.profile).form_fields(p.number for p in pairs)
    grouped = groupby(fields, key=lambda field: field.block)
    found = (Block(number, tuple(_figure(f, figures, language) for f in group)) for number, group in grouped)
    return tuple(block for block in found if any(figure.value is not None for figure in block.figures))


def checks(
    contest: Contest, pairs: tuple[PairLine, ...], figures: Mapping[str, int], language: str
) -> tuple[RuleChecks, ...]:
    """Every identity of the form whose figures are all stated, evaluated on this row, rule by rule."""
    form = form_with(load(contest.election.profile), tuple(sorted(p.number for p in pairs)))
    stated = {name: value for name in form.names if (value := figures.get(name)) is not None}
    labels = {name: label.in_language(language) for name, label in form.labels.items()}
    usable = [check for check in form.checks if all(name in stated for name in check.formula.names())]
    grouped = groupby(usable, key=lambda check: check.rule)
    return tuple(_rule(list(found), stated, labels) for _, found in grouped)


def _rule(found: list[Check], stated: Mapping[str, int], labels: Mapping[str, str]) -> RuleChecks:
    rule = found[0].rule
    return RuleChecks(
        rule.id, rule.severity, rule.basis, tuple(_identity(c.formula, stated, labels) for c in found)
    )


def _identity(formula: Formula, stated: Mapping[str, int], labels: Mapping[str, str]) -> Identity:
    left, right = formula.left.value(stated), formula.right.value(stated)
    return Identity(
        formula=formula.text,
        words=worded(formula, labels),
        sides=f"{left} {formula.relation} {right}",
        inputs=tuple(Figure(name, labels[name], stated[name]) for name in formula.names()),
        holds=formula.holds(left - right),
    )


def _figure(field: Field, figures: Mapping[str, int], language: str) -> Figure:
    return Figure(field.name, field.label.in_language(language), figures.get(field.name))


def _others(contest: Contest, station: PollingStation) -> tuple[Crumb, ...]:
    beside = contests_of(contest.election).exclude(pk=contest.pk)
    return tuple(Crumb(other.name, station_url(other, station.code)) for other in beside)


def _way(contest: Contest, station: PollingStation) -> tuple[Crumb, ...]:
    def steps() -> Iterator[Crumb]:
        for crumb in way_to(contest, station.ward):
            yield crumb if crumb.url else Crumb(crumb.name, region_url(contest, station.ward.code))
        yield Crumb(station.label)

    return tuple(steps())
