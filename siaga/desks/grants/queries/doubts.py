"""The amounts of this desk as plain figures, for the ledger that compares what was said with what stands."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse

from siaga.desks.elections.models import Election
from siaga.desks.grants.models import Grant
from siaga.engines.doubts import About, Figure

SUBJECT = "grant-"
_PREFIXES = ("grant-", "nphd-", "hibah-")


def figures(election: Election, **_: object) -> tuple[Figure, ...]:
    """The amount of every grant of an election that stands, public ones for everyone, others for the room."""
    grants = Grant.objects.filter(election=election, withdrawn_reason="")
    return tuple(
        _figure(grant) for grant in grants.select_related("election", "grantee", "grantor", "source")
    )


def subject_of(code: str) -> str:
    """The subject under which claims speak of a grant: ``grant-kpu`` for the grant ``nphd-kpu``."""
    for prefix in _PREFIXES:
        code = code.removeprefix(prefix)
    return SUBJECT + code


def _figure(grant: Grant) -> Figure:
    return Figure(
        about=About("grant", grant.code),
        subject=subject_of(grant.code),
        label=str(grant),
        region=grant.election.region_id,
        unit="rupiah",
        value=None if grant.amount is None else Decimal(grant.amount),
        precision=grant.precision,
        printed=grant.printed,
        who=grant.grantor.short_name or grant.grantor.name,
        source=grant.source.title if grant.source else "",
        fixed=True,
        recipient=grant.grantee.name if grant.grantee else grant.grantee_printed,
        needs="" if grant.visibility == Grant.Visibility.PUBLIC else "grants.read",
        url=reverse("grants:grant", args=[grant.election.code, grant.code]),
    )
