"""The trail: how much of it is under a signed head, and how old the unsigned part is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.readiness.queries.light import Input, Light, Shade
from siaga.desks.trail.models import Checkpoint, Entry, Head

LATE = timedelta(days=1)
"""An act should be under a signature within a day: until then only this server vouches for it."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Entries in the log, entries under the last signature, and when the first unsigned one was written."""

    size: int
    signed: int
    signed_at: datetime | None
    unsigned_since: datetime | None


def trail_light() -> Light:
    """The light of the log as it stands now."""
    return light_of(_facts(), timezone.now())


def light_of(facts: Signed, now: datetime) -> Light:
    """The light for some state of the log."""
    return Light(
        area="trail",
        title=_("Trail under signature"),
        shade=_shade(facts, now),
        sentence=_sentence(facts),
        formula=_("unsigned = entries − entries under the last signed head; late ⇔ oldest unsigned > 24 h"),
        inputs=(
            Input(_("Entries"), facts.size),
            Input(_("Under the last signed head"), facts.signed),
            Input(_("Signed"), facts.signed_at),
            Input(_("Oldest unsigned entry"), facts.unsigned_since),
        ),
        link=reverse("trail:checkpoint"),
    )


def _facts() -> Signed:
    head, last = Head.objects.first(), Checkpoint.objects.order_by("-size").first()
    signed = last.size if last else 0
    oldest = Entry.objects.filter(index=signed).values_list("at", flat=True).first()
    return Signed(head.size if head else 0, signed, last.at if last else None, oldest)


def _shade(facts: Signed, now: datetime) -> Shade:
    if not facts.size:
        return Shade.NONE
    if facts.unsigned_since is None or now - facts.unsigned_since <= LATE:
        return Shade.GOOD
    return Shade.WARN


def _sentence(facts: Signed) -> str:
    if not facts.size:
        return _("The trail is empty.")
    unsigned = facts.size - facts.signed
    if not unsigned:
        return ngettext("The one entry is signed.", "All %(n)d entries are signed.", facts.size) % {
            "n": facts.size
        }
    return ngettext(
        "%(n)d entry is not under a signed head yet.",
        "%(n)d entries are not under a signed head yet.",
        unsigned,
    ) % {"n": unsigned}
