"""Why an act was refused. Each carries one sentence for the screen; the doors turn them into pages and
status codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from siaga.desks.trail import refused
from siaga.desks.trail.refused import ReasonMissing, Refused
from siaga.law.form import Finding

__all__ = [
    "BadFigures",
    "Clashed",
    "DoesNotAddUp",
    "LevelTooLow",
    "MadeASource",
    "Misplaced",
    "NotNow",
    "OneInstitution",
    "ReasonMissing",
    "Refused",
    "SamePerson",
    "Stale",
]


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


class Stale(Refused):
    """Somebody else changed the row after the sender had seen it."""

    status = 409
    sentence = _("Somebody else has just changed this row. Look at it again before you go on.")


class NotNow(refused.NotNow):
    """The state of the row does not allow the act."""

    sentence = _("This row cannot be changed that way in its present state.")


class SamePerson(Refused):
    status = 403
    sentence = _("You entered these figures yourself: another person must confirm them.")


class OneInstitution(Refused):
    """Crew and supervisor must be two people of two institutions."""

    status = 403
    sentence = _("Crew and supervisor of this form belong to one institution. Ask who administers accounts.")


class MadeASource(Refused):
    """Whoever wrote one of two sources that differ takes no part in deciding between them."""

    status = 403
    sentence = _("You wrote one of the two readings that differ: another person must decide and confirm.")


class LevelTooLow(Refused):
    """Two sources are decided between at the district or above."""

    status = 403
    sentence = _("Two readings that differ are decided between at the district or above.")


class Misplaced(Refused):
    """A pair, figure, level or plenary that does not belong to the row or place."""

    sentence = _("Pair, figure, level and plenary must be those of this form and place.")


class Clashed(refused.Clashed):
    """One receipt number came with two contents. The second is kept beside the first for a human to judge."""

    sentence = _(
        "This receipt number was already used for other figures. Both are kept and an officer will look."
    )
