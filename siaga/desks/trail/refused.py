"""Why an act was refused: one sentence for the screen, and the HTTP status that says it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _


class Refused(Exception):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """The act was not done and nothing changed."""

    status = 422
    sentence: Any = _("This could not be done.")

    def __init__(self, sentence: Any = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(str(self.sentence))


class ReasonMissing(Refused):
    sentence = _("State the reason; it stays in the trail.")


def needed(reason: str, sentence: Any = None) -> str:
    """The reason without white space around it. Raises ReasonMissing, with its sentence or this one, when
    nothing is left.
    """
    if not reason.strip():
        raise ReasonMissing(sentence)
    return reason.strip()


class NotNow(Refused):
    """The state of the record does not allow the act, or somebody else has just changed it."""

    status = 409
    sentence = _("This cannot be done in its present state. Look at it again.")


class SameSide(Refused):
    """Who reported it cannot be the one who confirms it."""

    status = 403
    sentence = _("Another person, of another institution, must confirm this.")


class Clashed(Refused):
    """One number of a device came with two contents; what came first stands."""

    status = 409
    sentence = _("This was already sent with other content. What came first stands.")
