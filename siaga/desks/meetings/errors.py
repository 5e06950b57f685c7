"""Why an act of this desk was refused: one sentence for the screen and the HTTP status that says it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """The act was not done and nothing changed, unless the class says so."""

    status = 422
    sentence: Any = _("This could not be done.")

    def __init__(self, sentence: Any = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(str(self.sentence))


class ReasonMissing(Refused):
    sentence = _("State the reason; it stays in the trail.")


class Stale(Refused):
    """Somebody else changed the row after the sender had seen it."""

    status = 409
    sentence = _("Somebody else has just changed this. Look at it again before you go on.")


class NotNow(Refused):
    """The state of the row does not allow the act."""

    status = 409
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


class SameSide(Refused):
    """Who did it, or helped to do it, cannot say that it is done."""

    status = 403
    sentence = _("An officer of another institution must confirm this, one who had no part in it.")


class Clashed(Refused):
    """One number of a device came with two contents; what came first stands, both are told in the trail."""

    status = 409
    sentence = _("This was already sent with other content. What came first stands; the trail tells both.")
