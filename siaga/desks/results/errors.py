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
    "DocumentMissing",
    "DoesNotAddUp",
    "KnowsTheFigures",
    "LevelTooHigh",
    "LevelTooLow",
    "MadeASource",
    "Misplaced",
    "NotNow",
    "NotTheAuthor",
    "OneInstitution",
    "PlenaryNotNamed",
    "ReasonMissing",
    "RecountNotNamed",
    "RecountOpen",
    "Refused",
    "SamePerson",
    "Stale",
    "SupervisorAwaited",
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


class KnowsTheFigures(Refused):
    """Whoever held or released a version, or read other votes before, no longer reads blind."""

    status = 403
    sentence = _("You held or released this form, or read it before: another person must confirm it.")


class SupervisorAwaited(NotNow):
    """Where a supervisor has read a form, nobody confirms past them."""

    sentence = _(
        "The station supervisor has read this form before and reads it anew. Their reading confirms it; "
        "without it the row is corrected, with a reason."
    )


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


class LevelTooHigh(Refused):
    """Nobody writes down a decision of a level above their own office."""

    status = 403
    sentence = _("Level: your office does not decide there. Choose its own level or one below it.")


class DocumentMissing(Refused):
    """A decision of the province or of a court is known by its number."""

    sentence = _("Number of the decision: state it; a decision of this level is known by its document.")


class Misplaced(Refused):
    """Something that does not belong to the row or place; the sentence names which field is wrong."""

    sentence = _("Something named here is not one of this form and place.")

    PAIR = _("Pair: this ballot has none with this number.")
    FIGURE = _("Figure: the form has none of this name.")
    CLAIM = _("It should be: choose the figure objected to as well, or leave the number out.")
    LEVEL = _("Level: there is none of this name.")
    OUTCOME = _("Outcome: there is none of this name here.")
    PLENARY = _("Plenary: it is one of another place or election.")
    LEVEL_OF_PLENARY = _("Level: the plenary you chose decides at another one: %(level)s.")
    RECOUNT = _("Recount: it is one of another form, or its result is already in.")
    OBJECTION = _("Objection: it is one of another form, or was withdrawn.")
    REGION = _("Region: no plenary of this election is held there.")
    CONTEST = _("Contest: it is one of another election.")


class RecountOpen(NotNow):
    """Nothing of a form counts while its ballots are being counted again."""

    sentence = _(
        "A recount of this form is ordered and its result is not in yet. It comes as a correction that names "
        "the recount; until then the row stays held."
    )


class RecountNotNamed(Refused):
    """What corrects a row with an open recount is the result of that recount."""

    sentence = _("Result of the recount: a recount of this form is open. Name it; this is its result.")


class NotTheAuthor(Refused):
    """Who wrote something down withdraws it, and nobody else."""

    status = 403
    sentence = _("Only the person who wrote this objection down may withdraw it.")


class PlenaryNotNamed(Refused):
    """A level that has held a plenary here decides at one."""

    sentence = _("Choose the plenary that decided this.")


class Clashed(refused.Clashed):
    """One receipt number came with two contents. The second is kept beside the first for a human to judge."""

    sentence = _(
        "This receipt number was already used for other figures. Both are kept and an officer will look."
    )
