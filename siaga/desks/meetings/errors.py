"""Why an act of this desk was refused: one sentence for the screen and the HTTP status that says it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siaga.desks.trail import refused
from siaga.desks.trail.refused import ReasonMissing, Refused

__all__ = ["Clashed", "NotNow", "NotYours", "ReasonMissing", "Refused", "SameSide", "ShutOut", "Stale"]


class Stale(Refused):
    """Somebody else changed the row after the sender had seen it."""

    status = 409
    sentence = _("Somebody else has just changed this. Look at it again before you go on.")


class NotNow(refused.NotNow):
    """The state of the row does not allow the act."""

    sentence = _("This cannot be done in its present state.")


class NotYours(Refused):
    """The person may do such things, but not for this row."""

    status = 403
    sentence = _("Your institution has no part in this.")


class ShutOut(NotYours):
    """What would be written could not be read again by its own writer."""

    sentence = _(
        "Only who sits at the table reads what is restricted, and your institution is not invited. "
        "Invite it first, or choose another visibility."
    )


class SameSide(refused.SameSide):
    """Who did it, or helped to do it, cannot say that it is done."""

    sentence = _("An officer of another institution must confirm this, one who had no part in it.")


class Clashed(refused.Clashed):
    """One number of a device came with two contents; what came first stands, both are told in the trail."""

    sentence = _("This was already sent with other content. What came first stands; the trail tells both.")
