"""Correcting the register of stations: one person proposes, another decides; the database insists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.places.models import PollingStation, StationCorrection
from siaga.desks.trail.services import record

CORRECTABLE = ("name", "address", "latitude", "longitude")
"""What a correction may touch. Voters and codes come from KPU's decisions alone, through a pack."""

ACTION = "places.edit"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction as its proposer writes it: the new values by field, why, and from which day they hold."""

    values: Mapping[str, Any]
    reason: str
    valid_from: date


@transaction.atomic
def propose_correction(station: PollingStation, proposal: Proposal, user: Any) -> StationCorrection:
    """Write a correction down; nothing about the station changes yet.

    Raises PermissionDenied outside the user's region; ValidationError when nothing would change, the reason
    is missing, a field may not be corrected, or another correction of the station is still open.
    """
    _must_be_allowed(user, station)
    station = PollingStation.objects.select_for_update().get(pk=station.pk)
    before, after = _difference(station, proposal)
    if station.corrections.filter(state=StationCorrection.State.PROPOSED).exists():
        raise ValidationError(_("Another correction of this station is still waiting for a decision."))
    correction = StationCorrection.objects.create(
        station=station,
        before=before,
        after=after,
        reason=proposal.reason.strip(),
        valid_from=proposal.valid_from,
        proposed_by=user,
        proposed_at=timezone.now(),
    )
    record("places.correction.propose", station, before=before, after=after, reason=correction.reason)
    return correction


@transaction.atomic
def confirm_correction(correction: StationCorrection, user: Any) -> StationCorrection:
    """Apply a proposed correction; the one who confirms must not be the one who proposed.

    Raises PermissionDenied; ValidationError when it was decided already or the station changed meanwhile.
    """
    correction = _open(correction, user)
    station = PollingStation.objects.select_for_update().get(pk=correction.station_id)
    if {name: _text(getattr(station, name)) for name in correction.before} != correction.before:
        raise ValidationError(
            _("The station has changed since this was proposed. Refuse it and propose anew.")
        )
    for name, value in correction.after.items():
        setattr(station, name, _value(name, value))
    station.full_clean(validate_unique=False)
    station.save(update_fields=sorted(correction.after))
    _decide(correction, StationCorrection.State.APPLIED, user)
    record(
        "places.correction.confirm",
        station,
        before=correction.before,
        after=correction.after,
        reason=correction.reason,
    )
    return correction


@transaction.atomic
def refuse_correction(correction: StationCorrection, user: Any, note: str) -> StationCorrection:
    """Turn a proposal down, saying why; the station stays as it is. Raises as `confirm_correction`."""
    correction = _open(correction, user)
    if not note.strip():
        raise ValidationError(_("Say why the correction is refused."))
    _decide(correction, StationCorrection.State.REFUSED, user, note.strip())
    record("places.correction.refuse", correction.station, before=correction.after, reason=note.strip())
    return correction


def _open(correction: StationCorrection, user: Any) -> StationCorrection:
    """The correction, locked and still undecided, and a person who may decide it."""
    correction = StationCorrection.objects.select_for_update().get(pk=correction.pk)
    _must_be_allowed(user, correction.station)
    if correction.state != StationCorrection.State.PROPOSED:
        raise ValidationError(_("This correction has been decided already."))
    if correction.proposed_by_id == user.pk:
        raise PermissionDenied(_("A second person must decide what you proposed."))
    return correction


def _decide(correction: StationCorrection, state: str, user: Any, note: str = "") -> None:
    correction.state, correction.decided_by, correction.decision_note = state, user, note
    correction.decided_at = timezone.now()
    correction.save(update_fields=["state", "decided_by", "decision_note", "decided_at"])


def _must_be_allowed(user: Any, station: PollingStation) -> None:
    if not user.has_perm(ACTION, station.ward_id):
        raise PermissionDenied(_("Your role does not allow this here."))


def _difference(station: PollingStation, proposal: Proposal) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields that would change, before and after, as text."""
    if not proposal.reason.strip():
        raise ValidationError(_("Say why the register is wrong and how you know."))
    if foreign := set(proposal.values) - set(CORRECTABLE):
        raise ValidationError(
            _("This cannot be corrected here: %(fields)s.") % {"fields": ", ".join(foreign)}
        )
    for name, value in proposal.values.items():
        setattr(station, name, value)
    station.full_clean(validate_unique=False)
    stored = PollingStation.objects.get(pk=station.pk)
    changed = [n for n in CORRECTABLE if n in proposal.values and getattr(station, n) != getattr(stored, n)]
    if not changed:
        raise ValidationError(_("Nothing would change."))
    return (
        {name: _text(getattr(stored, name)) for name in changed},
        {name: _text(getattr(station, name)) for name in changed},
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _value(name: str, text: str | None) -> Any:
    if name in {"latitude", "longitude"}:
        return None if text is None else Decimal(text)
    return text
