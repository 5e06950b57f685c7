"""Why an act was refused. Each carries one sentence for the screen; the doors turn them into pages and
status codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from siaga.law.form import Finding


class Refused(Exception):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """The act was not done; nothing changed unless the class says so. `status` is the HTTP status that says
    it.
    """

    status = 422
    sentence: Any = _("This could not be done.")

    def __init__(self, sentence: Any = None) -> None:
        self.sentence = sentence or self.sentence
        super().__init__(str(self.sentence))


class BadFigures(Refused):
    """Some figures are not whole numbers, or are missing: one sentence per field name."""

    sentence = _("Some figures are missing or are not whole numbers.")

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__()


class DoesNotAddUp(Refused):
    """The figures break identities of the form or leave some out, and the sender did not declare that the
    paper does.
    """

    sentence = _("The figures do not add up. Compare the marked ones with the paper.")

    def __init__(self, findings: Sequence[Finding], missing: Sequence[str] = ()) -> None:
        self.findings = tuple(findings)
        self.missing = tuple(missing)
        super().__init__()


class ReasonMissing(Refused):
    sentence = _("State the reason; it stays beside the row.")


class Stale(Refused):
    """Somebody else changed the row after the sender had seen it."""

    status = 409
    sentence = _("Somebody else has just changed this row. Look at it again before you go on.")


class NotNow(Refused):
    """The state of the row does not allow the act."""

    status = 409
    sentence = _("This row cannot be changed that way in its present state.")


class SamePerson(Refused):
    status = 403
    sentence = _("You entered these figures yourself: another person must confirm them.")


class Clashed(Refused):
    """One receipt number came with two contents. The second is kept beside the first for a human to judge."""

    status = 409
    sentence = _(
        "This receipt number was already used for other figures. Both are kept and an officer will look."
    )
