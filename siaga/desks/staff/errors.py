"""Why an act was refused: one sentence for the screen. The pages turn it into a message or a status."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from siaga.desks.trail import refused
from siaga.desks.trail.refused import Refused

__all__ = ["Clashed", "NotNow", "Refused", "SamePerson", "SeatTaken", "SitsElsewhere"]


class SeatTaken(Refused):
    status = 409
    sentence = _("This seat is taken or closed. Look at it again before you go on.")


class SitsElsewhere(Refused):
    """The same person in two seats on a day. The sentence does not say where: it may be the other side."""

    status = 409
    sentence = _("This person already serves in another seat on one of these days.")


class SamePerson(Refused):
    status = 403
    sentence = _("You entered this yourself: a second person must confirm it.")


class NotNow(refused.NotNow):
    sentence = _("This cannot be done in the present state. Look at it again before you go on.")


class Clashed(refused.Clashed):
    """One receipt number came with two contents. The second is kept beside the first for a human to judge."""

    sentence = _("This tap was sent before with another content. Both are kept; open the page again.")
