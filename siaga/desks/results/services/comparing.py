"""The crew's entry and the supervisor's form laid beside each other, whichever came first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from siaga.desks.offices.models import Membership
from siaga.desks.results.errors import OneInstitution
from siaga.desks.results.models import Comparison, ResultRow, ResultVersion, SupervisorForm
from siaga.desks.results.queries.events import open_recounts
from siaga.desks.results.services._move import move
from siaga.desks.results.services.telling import uncovered
from siaga.desks.results.sources import differing, newest_entry, newest_form
from siaga.desks.results.states import EMPTY, Act, after
from siaga.desks.trail.services import record

_A_DAY = timedelta(days=1)


def settle(row: ResultRow) -> Comparison | None:
    """Compare the newest entry of a locked row with the newest supervisor's form, and take the step that
    follows: equal, a waiting row is counted; different, a waiting or counted one is held.

    None when one of the two is missing, is to be entered again, or they were compared before. Raises
    OneInstitution when both come from one person or one institution.
    """
    form, entry = newest_form(row), newest_entry(row)
    if form is None or entry is None or row.state in EMPTY:
        return None
    if Comparison.objects.filter(version=entry, form=form).exists():
        return None
    if _one_institution(entry, form):
        raise OneInstitution
    compared = Comparison.objects.create(
        version=entry, form=form, agrees=entry.figures == form.figures, at=timezone.now()
    )
    _step(row, compared)
    return compared


def _step(row: ResultRow, compared: Comparison) -> None:
    """Move the row where the table of steps has a step; what stands corrected or held, or waits for the
    result of a recount, stays, with a note.
    """
    act = Act.MATCH if compared.agrees else Act.MISMATCH
    waits = compared.agrees and open_recounts(row).exists()
    if compared.version_id == row.current_id and after(row.state, act) and not waits:
        told = {"supervisor": compared.form.figures, "figures": compared.version.figures}
        if compared.agrees:
            told |= uncovered(compared.version) | {"supervisor_nonce": compared.form.nonce}
        move(row, act, confirmed_by=compared.form.by if compared.agrees else None, told=told)
    else:
        record("results.compare", row, after=_noted(compared))


def _noted(compared: Comparison) -> dict[str, Any]:
    """What the trail says of a comparison that moves nothing: which figures differ, and none of them."""
    return {
        "agrees": compared.agrees,
        "version": compared.version.number,
        "supervisor_version": compared.form.number,
        "differing": differing(compared.version.figures, compared.form.figures),
    }


def _one_institution(entry: ResultVersion, form: SupervisorForm) -> bool:
    """Whether one person read both, or who entered belongs to the supervising institution; who left it within
    a day before they entered still does.
    """
    if entry.entered_by_id == form.by_id:
        return True
    held = Membership.objects.filter(user=entry.entered_by_id, institution=form.institution_id)
    return held.filter(Q(ended_at__isnull=True) | Q(ended_at__gte=entry.entered_at - _A_DAY)).exists()
