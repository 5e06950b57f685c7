"""Why an act was refused: one sentence for the screen. The pages turn it into a message or a status."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(ValueError):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """The act was not done and nothing was changed. `status` is the HTTP status that says it."""

    status = 422
    sentence: Any = _("This could not be done.")

    def __init__(self, sentence: Any = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(str(self.sentence))


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


class NotNow(Refused):
    status = 409
    sentence = _("This cannot be done in the present state. Look at it again before you go on.")


class Clashed(Refused):
    """One receipt number came with two contents. The second is kept beside the first for a human to judge."""

    status = 409
    sentence = _("This tap was sent before with another content. Both are kept; open the page again.")
