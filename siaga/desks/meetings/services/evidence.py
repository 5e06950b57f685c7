"""Showing that something was done: by the owner's side, from a desk or a telephone, safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from siaga.desks.meetings.errors import Clashed, NotNow, Refused
from siaga.desks.meetings.models import Action, Evidence, Progress
from siaga.desks.meetings.services._move import move
from siaga.desks.meetings.services._side import doer, locked
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import require, today
from siaga.desks.offices.models import User
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.plain import plain, refuse_personal_numbers
from siaga.engines.ledger import canonical


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: words always; a file that was kept before, an address, the day it was done."""

    text: str
    client_id: UUID
    file: StoredFile | None = None
    link: str = ""
    done_on: date | None = None

    def said(self) -> dict[str, Any]:
        """All that makes one piece of evidence another one than the next."""
        file = self.file.sha256 if self.file else None
        return {"text": self.text.strip(), "file": file, "link": self.link, "done_on": plain(self.done_on)}

    @property
    def digest(self) -> str:
        return sha256(canonical.encode(self.said())).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The evidence as kept; `repeated` when it had been received before and nothing was done again."""

    evidence: Evidence
    repeated: bool = False


def show(action: Action, by: User, shown: Shown) -> Receipt:
    """Keep a piece of evidence; the action then waits for the word of another institution.

    The same number of the device with the same content is accepted again; with other content Clashed is
    raised, what came first stands, and the trail tells both. Raises PermissionDenied, NotYours (not of the
    owner's side), NotNow (done or cancelled) and Refused (nothing said, or a day to come).
    """
    require(by, "meetings.act")
    try:
        receipt = _once(action, by, shown)
    except IntegrityError:  # the same number arrived twice at the same moment: now the first one is there
        receipt = _once(action, by, shown)
    if receipt is None:
        raise Clashed
    return receipt


@transaction.atomic
def _once(action: Action, by: User, shown: Shown) -> Receipt | None:
    """The receipt; None after telling a clash, which must not be undone by an exception."""
    now = locked(action, by)
    earlier = Evidence.objects.filter(client_id=shown.client_id).first()
    if earlier is None:
        return _first_time(now, by, shown)
    if (earlier.action_id, earlier.by_id, earlier.digest) == (now.pk, by.pk, shown.digest):
        return Receipt(earlier, repeated=True)
    doer(by, now)
    tell("actions.clash", now, after=_told(shown) | {"client_id": shown.client_id})
    return None


def _first_time(action: Action, by: User, shown: Shown) -> Receipt:
    institution = doer(by, action)
    if action.state not in UNSETTLED:
        raise NotNow
    _check(shown)
    evidence = Evidence.objects.create(
        action=action,
        text=shown.text.strip(),
        file=shown.file,
        link=shown.link,
        done_on=shown.done_on,
        client_id=shown.client_id,
        digest=shown.digest,
        by=by,
        institution=institution,
        at=timezone.now(),
    )
    move(action, "evidence", told=_told(shown), state=Progress.REPORTED, evidence=evidence)
    return Receipt(evidence)


def _check(shown: Shown) -> None:
    if not shown.text.strip():
        raise Refused(_("Say in words what was done."))
    refuse_personal_numbers(shown.text, "evidence")  # the trail keeps only a digest of restricted text
    if shown.done_on and shown.done_on > today():
        raise Refused(_("The day on which it was done lies in the future."))
    if shown.link and not shown.link.startswith(("https://", "http://")):
        raise Refused(_("The address must begin with https:// or http://."))


def _told(shown: Shown) -> dict[str, Any]:
    return shown.said() | {"digest": shown.digest}
