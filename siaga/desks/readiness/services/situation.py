"""Situation reports: how often they are due, and writing one down as a paper of the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Visibility
from siaga.desks.meetings.queries.papers import issuers
from siaga.desks.meetings.services.documents import keep_draft
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.queries import touches
from siaga.desks.readiness.models import ReportPlan, SituationReport
from siaga.desks.readiness.paper import report_paper
from siaga.desks.readiness.queries.asker import asker_for_the_room
from siaga.desks.readiness.queries.situation import situation
from siaga.desks.trail.refused import Refused, needed
from siaga.desks.trail.services import record

WRITE = "documents.issue"
LONGEST = 31
"""Days from one report to the next, at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """From a day on, a report every so many days, and why."""

    starts: date
    every: int
    reason: str


@transaction.atomic
def set_rhythm(election: Election, plan: Plan, by: User) -> ReportPlan:
    """Set how often reports are due. Raises PermissionDenied, ReasonMissing and Refused."""
    require(by, WRITE, election.region)
    why = needed(plan.reason)
    if not 1 <= plan.every <= LONGEST:
        raise Refused(_("Between 1 and %(n)d days.") % {"n": LONGEST})
    kept = ReportPlan.objects.create(
        election=election,
        starts=plan.starts,
        every=plan.every,
        reason=why,
        by=by,
        at=timezone.now(),
    )
    told = {"starts": kept.starts, "every": kept.every}
    record("situation.plan", election, after=told, reason=kept.reason)
    return kept


@transaction.atomic
def write_report(election: Election, by: User) -> SituationReport:
    """Write the next report as a draft paper of the institution `by` issues papers for in the city.

    It says what stands and what happened since the last one, as everyone of the room may read it. Its number
    it gets when the paper is issued. Raises PermissionDenied.
    """
    require(by, WRITE, election.region)
    Election.objects.select_for_update().get(pk=election.pk)
    institution, now = writer_for(election, by), timezone.now()
    with override("id"):
        found = situation(asker_for_the_room(election, by), now)
        paper = keep_draft(report_paper(found, institution), institution, by, visibility=Visibility.INTERNAL)
    kept = SituationReport.objects.create(
        election=election,
        number=found.number,
        day=found.day,
        since=found.since,
        paper=paper,
        digest=paper.digest,
        by=by,
        institution=institution,
        at=now,
    )
    record("situation.report", kept, after={"number": kept.number, "digest": kept.digest})
    return kept


def writer_for(election: Election, by: User) -> Institution:
    """The first institution of the city that the person issues papers for. Raises PermissionDenied."""
    own = (body for body in issuers(by) if touches(body.region_id, election.region_id))
    found = next(own, None)
    if found is None:
        raise PermissionDenied(_("Your role does not allow this here."))
    return found
