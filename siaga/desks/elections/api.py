"""Rules, published figures and doubts as JSON. Elections, contests and stages are with the public results."""

from __future__ import annotations

from fractions import Fraction

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import Field, Path, Query, Router, Schema

from siaga.desks.elections.models import Election
from siaga.desks.elections.queries import (
    Doubt,
    current_election,
    doubts,
    profile_of,
    published_figures,
    rules_of,
)
from siaga.desks.trail.access import public
from siaga.law import profiles
from siaga.web.problems import ERRORS

router = Router(tags=["elections"])

CODE = Path(..., description="Code of the election, from /api/elections", max_length=60)


class BasisOut(Schema):
    regulation: str
    article: str
    confidence: str = Field(description="V or V2: seen in one source or more; CALC; M, U: unsure")
    unsure: bool
    note: str


class ParameterOut(Schema):
    name: str
    value: str = Field(description="A whole number, or an exact fraction such as 1/40")
    unit: str
    basis: BasisOut


class RuleOut(Schema):
    id: str
    severity: str = Field(description="error stops the row, warning does not")
    formulas: list[str]
    message: str
    basis: BasisOut


class ProfileOut(Schema):
    id: str
    regime: str
    title: str
    valid_from: str
    valid_to: str
    parameters: list[ParameterOut]
    rules: list[RuleOut]


class FigureOut(Schema):
    contest: str | None
    region: str
    measure: str = Field(description="stations, dpt, users, valid, votes…")
    pair: int | None = Field(description="Number on the ballot, for votes")
    value: int | None = Field(description="null when the source does not state it")
    verbatim: str = Field(description="As printed, where the wording differs")
    precision: str
    doubt: str
    source: str
    place: str = Field(description="Place in the source")


class DoubtOut(Schema):
    kind: str
    label: str
    verbatim: str
    value: str
    reason: str
    precision: str
    source: str | None
    place: str


@router.get(
    "/elections/{election}/profile",
    response={200: ProfileOut} | ERRORS,
    summary="Rules of an election",
)
@public
def get_profile(request: HttpRequest, election: str = CODE) -> ProfileOut:
    """The dated rule profile: every number and rule with article and confidence."""
    profile = profile_of(_election(election))
    language = get_language() or "id"
    return ProfileOut(
        id=profile.id,
        regime=profile.regime,
        title=profile.title.in_language(language),
        valid_from=profile.valid_from.isoformat(),
        valid_to=profile.valid_to.isoformat(),
        parameters=[_parameter(parameter) for parameter in profile.parameters.values()],
        rules=[
            RuleOut(
                id=rule.id,
                severity=rule.severity,
                formulas=list(rule.formulas),
                message=rule.message,
                basis=_basis(rule.basis),
            )
            for rule in rules_of(profile, language)
        ],
    )


@router.get(
    "/elections/{election}/published",
    response={200: list[FigureOut]} | ERRORS,
    summary="Figures that others published",
)
@public
def list_published(
    request: HttpRequest,
    election: str = CODE,
    region: str = Query("", description="Dotted code", pattern=r"^[0-9.]{0,13}$"),
    measure: str = Query("", description="Only this measure", max_length=20),
) -> list[FigureOut]:
    """As the sources print them, doubtful ones included and marked; never the sums of this system."""
    return [
        FigureOut(
            contest=figure.contest.code if figure.contest else None,
            region=figure.region_id,
            measure=figure.measure,
            pair=figure.pair,
            value=figure.value,
            verbatim=figure.verbatim,
            precision=figure.precision,
            doubt=figure.doubt,
            source=figure.source.title,
            place=figure.source_place,
        )
        for figure in published_figures(_election(election), region, measure)
    ]


@router.get(
    "/elections/{election}/doubts", response={200: list[DoubtOut]} | ERRORS, summary="Doubtful values"
)
@public
def list_doubts(request: HttpRequest, election: str = CODE) -> list[DoubtOut]:
    """What should not be trusted as it stands: the wording of the source, and why."""
    return [_doubt(doubt) for doubt in doubts(_election(election))]


def _election(code: str) -> Election:
    found = current_election(code)
    if found is None:
        raise Http404(_("There is no election %(code)s.") % {"code": code})
    return found


def _parameter(parameter: profiles.Parameter) -> ParameterOut:
    value = parameter.value
    exact = str(value) if isinstance(value, Fraction) else str(int(value))
    return ParameterOut(name=parameter.name, value=exact, unit=parameter.unit, basis=_basis(parameter.basis))


def _basis(basis: profiles.Basis) -> BasisOut:
    return BasisOut(
        regulation=basis.regulation,
        article=basis.article,
        confidence=basis.confidence,
        unsure=basis.unsure,
        note=basis.note.en if basis.note else "",
    )


def _doubt(doubt: Doubt) -> DoubtOut:
    return DoubtOut(
        kind=doubt.kind,
        label=doubt.label,
        verbatim=doubt.verbatim,
        value=doubt.value,
        reason=doubt.reason,
        precision=doubt.precision,
        source=doubt.source.title if doubt.source else None,
        place=doubt.place,
    )
