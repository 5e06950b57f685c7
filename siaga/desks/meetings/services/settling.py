"""Settling a doubt: a person says what holds and how it was established. The record stays as printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Election
from siaga.desks.meetings.errors import NotNow, NotYours, Refused, Stale
from siaga.desks.meetings.models import Settlement
from siaga.desks.meetings.queries.ledger import Ledger, ledger_of
from siaga.desks.meetings.telling import digest
from siaga.desks.offices.access import granting, require
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.queries import contains
from siaga.desks.trail.refused import needed
from siaga.desks.trail.services import Subject, record
from siaga.engines.doubts import Doubt

SETTLES = "claims.settle"
Outcome = Settlement.Outcome


class NoSuchDoubt(Refused):
    """No rule says so to this person, or no longer."""

    status = 404
    sentence = _("There is no such doubt, or no longer.")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds (for `other` it must be said) and how that was established.

    `seen` is the number of the newest settlement on screen, 0 for none.
    """

    outcome: str
    holds: str
    reason: str
    seen: int = 0


@transaction.atomic
def settle(by: User, election: Election, doubt_name: str, ruling: Ruling) -> Settlement:
    """Settle a doubt, or open it again; the newest settlement counts and none is ever changed.

    Raises PermissionDenied, ReasonMissing, Refused, NotNow (nothing to open again), Stale and NoSuchDoubt.
    """
    require(by, SETTLES, election.region_id)
    Election.objects.select_for_update().get(pk=election.pk)  # two people at once see one another
    doubt = _found(ledger_of(election, by), doubt_name)
    newest = election.settlements.filter(doubt=doubt_name).order_by("-id").first()
    _timely(newest, ruling)
    row = Settlement.objects.create(
        election=election,
        doubt=doubt_name,
        outcome=ruling.outcome,
        holds=_holds(ruling),
        reason=needed(ruling.reason),
        by=by,
        institution=_institution(by, election),
        at=timezone.now(),
    )
    _tell(row, doubt)
    return row


def _found(ledger: Ledger, name: str) -> Doubt:
    doubt = next((doubt for doubt in ledger.findings.doubts if doubt.name == name), None)
    if doubt is None:
        raise NoSuchDoubt
    return doubt


def _timely(newest: Settlement | None, ruling: Ruling) -> None:
    if (newest.pk if newest else 0) != ruling.seen:
        raise Stale
    open_now = newest is None or newest.outcome == Outcome.REOPENED
    if ruling.outcome == Outcome.REOPENED and open_now:
        raise NotNow(_("This doubt is open; there is nothing to open again."))


def _holds(ruling: Ruling) -> str:
    holds = ruling.holds.strip()
    if ruling.outcome == Outcome.OTHER and not holds:
        raise Refused(_("Say what holds instead."))
    return holds


def _institution(by: User, election: Election) -> Institution:
    """The institution for which the person settles: the first whose role reaches the whole city."""
    held = granting(by, SETTLES)
    found = next((m.institution for m in held if contains(m.place, election.region_id)), None)
    if found is None:
        raise NotYours
    return found


def _tell(row: Settlement, doubt: Doubt) -> None:
    """One entry of the trail; of a doubt about something restricted only digests of what was said."""
    said = {"holds": row.holds, "reason": row.reason}
    told = {name: digest(text) for name, text in said.items()} if doubt.restricted else said
    after = {"doubt": row.doubt, "outcome": row.outcome, "holds": told["holds"]}
    subject = Subject(row._meta.label_lower, str(row.pk), row.doubt)
    record("claims.settle", subject, after=after, reason=told["reason"])
