"""How often the election desk reports: as the room has set it, else as the rule profile recalls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.elections.models import Election
from siaga.desks.readiness.models import ReportPlan, SituationReport
from siaga.law.profiles import load

WEEKLY, DAILY = "situation_report_days", "situation_report_days_near"
NEAR = "situation_report_near_days"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A report every so many days, from a day on; `unsure` and `basis` when only the profile says so."""

    every: int
    starts: date | None
    basis: str
    unsure: bool

    @property
    def words(self) -> str:
        return ngettext("every day", "every %(n)d days", self.every) % {"n": self.every}


@dataclass(frozen=True, slots=True)
class NextReport:
    """The day on which the next report is due, and what it is."""

    day: date
    what: str


def rhythm(election: Election, on: date) -> Rhythm | None:
    """What holds on a day: the last plan that has begun; else the profile's, in the weeks before the voting
    day and until the result is due; None where neither says anything.
    """
    plan = ReportPlan.objects.filter(election=election, starts__lte=on).order_by("-starts", "-id").first()
    return Rhythm(plan.every, plan.starts, plan.reason, unsure=False) if plan else _usual(election, on)


def next_report(election: Election, on: date) -> NextReport | None:
    """The next report that is due: after the last one by the rhythm, today when none was made yet.

    None where no rhythm is set and the voting day is over.
    """
    found = rhythm(election, on)
    if found is None:
        return None
    last = SituationReport.objects.filter(election=election).order_by("-number").first()
    day = max(last.day + timedelta(days=found.every), date.min) if last else on
    number = last.number + 1 if last else 1
    return NextReport(day, _("Report %(n)d, %(rhythm)s") % {"n": number, "rhythm": found.words})


def _usual(election: Election, on: date) -> Rhythm | None:
    parameters = load(election.profile).parameters
    if on > election.voting_date or WEEKLY not in parameters:
        return None
    near = election.voting_date - on <= timedelta(days=int(parameters[NEAR].value))
    parameter = parameters[DAILY if near else WEEKLY]
    return Rhythm(int(parameter.value), None, str(parameter.basis), parameter.basis.unsure)
