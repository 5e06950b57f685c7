"""Everything about one row for those who work on it: its versions side by side, its story, what may be done
next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices import roles
from siaga.desks.offices.access import may
from siaga.desks.results.figures import Paper
from siaga.desks.results.layout import labels
from siaga.desks.results.models import Clash, ResultRow, ResultVersion, SecondReading, SupervisorForm
from siaga.desks.results.queries.events import RowEvents, events_of, open_recounts
from siaga.desks.results.queries.sight import Sight, sight_of
from siaga.desks.results.sources import (
    hands_in_now,
    made_a_source,
    open_difference,
    supervisor_awaited,
    unblinded,
)
from siaga.desks.results.states import CONFIRMABLE, Act, State, acts_from
from siaga.desks.trail.acts import label_of
from siaga.desks.trail.models import Entry
from siaga.desks.trail.queries import timeline_of
from siaga.law import profiles
from siaga.law.form import Finding
from siaga.law.form.across import check_pair_of_contests

SUPERVISE = "supervise"
"""Handing in the supervisor's own reading: it brings a source and leads to a step (match, mismatch) only with
the other one.
"""

ACTION_OF = {
    Act.ENTER: "results.enter",
    Act.CONFIRM: "results.confirm",
    Act.HOLD: "results.correct",
    Act.RELEASE: "results.correct",
    Act.RETURN: "results.correct",
    Act.CORRECT: "results.correct",
    Act.ADJUDICATE: "results.correct",
    SUPERVISE: "results.supervise",
}
"""The right each act needs; acts that follow from another one (declare, differ, clash) have none of their
own.
"""


WORDS = {
    Act.ENTER: _("Enter from the paper"),
    Act.CONFIRM: _("Confirm the votes"),
    Act.HOLD: _("Take it out of the count"),
    Act.RELEASE: _("Release it"),
    Act.RETURN: _("Send it back"),
    Act.CORRECT: _("Correct with reason and level"),
    Act.ADJUDICATE: _("Decide between the two readings"),
    SUPERVISE: _("Hand in the supervisor's own reading"),
}
"""What may be done, as an invitation; the labels of the acts themselves tell what was done."""


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that may be done to a row now: the act, who may in general, whether this person may;
    `why_not`: what keeps somebody from it who has the right.
    """

    act: str
    roles: tuple[str, ...]
    allowed: bool
    why_not: str = ""

    @property
    def label(self) -> str:
        return str(WORDS[self.act])


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the form in every version and supervisor's form; `changed` where two of them differ."""

    name: str
    label: str
    values: tuple[int | None, ...]

    @property
    def changed(self) -> bool:
        return len(set(self.values)) > 1


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A second reading, its votes by their wording on the form."""

    reading: SecondReading
    shown: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class ClashLine:
    """A submission under a used receipt number, its figures by their wording on the form."""

    clash: Clash
    shown: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the trail in the words of this desk; its values stay behind the right to read the trail.
    `covered`: to whoever sees nothing of the entry, it does not tell whether the figures add up.
    """

    entry: Entry
    covered: bool = False

    @property
    def label(self) -> str:
        """The act in the language of the page; that of the trail for what is no step of the row."""
        act = self.entry.action.removeprefix("results.")
        if self.covered and act == Act.DECLARE:
            act = Act.ENTER
        return str(Act(act).label) if act in Act.values else label_of(self.entry.action)


@dataclass(frozen=True, slots=True)
class RowPage:
    """A row with its versions (oldest first), the supervisor's forms the reader may see, readings, clashes,
    what was objected and decided, trail and next steps. `sight` says what of it the reader may see at all.

    `across`: what does not fit the other ballot of the same station (R14).
    """

    row: ResultRow
    sight: Sight
    versions: tuple[ResultVersion, ...]
    forms: tuple[SupervisorForm, ...]
    figures: tuple[FigureLine, ...]
    readings: tuple[ReadingLine, ...]
    clashes: tuple[ClashLine, ...]
    across: tuple[Finding, ...]
    events: RowEvents
    story: tuple[Happening, ...]
    next: tuple[Next, ...]

    @property
    def waits_for_recount(self) -> bool:
        """Whether the ballots are being counted again, and the result is not in yet."""
        return any(recount.version is None for recount in self.events.recounts)

    @property
    def has_reasons(self) -> bool:
        return any(source.reason for source in (*self.versions, *self.forms))

    @property
    def waits_for_second(self) -> bool:
        """Whether figures stand that only wait for a second person: entering them again is the exception."""
        return self.row.state in CONFIRMABLE

    def can(self, act: str) -> bool:
        return any(step.act == act and step.allowed for step in self.next)


def row_page(row: ResultRow, user: Any) -> RowPage:
    """Gather the page of a row (with contest, election and station loaded). At most eighteen queries besides
    the rights.
    """
    sight = sight_of(row, user)
    versions = tuple(_versions(row)) if sight.entry else ()
    forms = tuple(form for form in _forms(row) if sight.form or form.by_id == user.pk)
    clashes = row.clashes.select_related("by")
    wording, events = labels(Paper.of(row.contest)), events_of(row, user, sight)
    recount = any(one.version is None for one in events.recounts)
    readings = SecondReading.objects.filter(version__row=row).select_related("by", "version")
    return RowPage(
        row=row,
        sight=sight,
        versions=versions,
        forms=forms,
        figures=_figure_lines(Paper.of(row.contest), (*versions, *forms)),
        readings=tuple(ReadingLine(one, _worded(one.votes, wording)) for one in readings),
        clashes=tuple(
            ClashLine(one, _worded(one.said.get("figures", {}), wording))
            for one in clashes
            if sight.form or "source" not in one.said
        ),
        across=compared_with_other_ballot(row),
        events=events,
        story=tuple(Happening(entry, not sight.entry) for entry in timeline_of(row)),
        next=next_steps(row, user, recount=recount),
    )


def _worded(figures: Mapping[str, Any], wording: Mapping[str, str]) -> tuple[tuple[str, Any], ...]:
    """Figures by their wording on the form instead of their names."""
    return tuple((wording.get(name, name), value) for name, value in figures.items())


def _versions(row: ResultRow) -> QuerySet[ResultVersion]:
    found = row.versions.select_related("entered_by", "ground__plenary__minutes", "ground__plenary__region")
    return found.order_by("number")


def _forms(row: ResultRow) -> QuerySet[SupervisorForm]:
    return row.supervisor_forms.select_related("by", "institution").order_by("number")


def compared_with_other_ballot(row: ResultRow) -> tuple[Finding, ...]:
    """R14: the same register, and no fewer voters in the wider contest. Only against rows that are counted:
    the figures of any other row are nobody's to see yet.
    """
    others = ResultRow.objects.filter(station=row.station_id, state=State.COUNTED).exclude(pk=row.pk)
    if row.current is None:
        return ()
    return tuple(f for other in others.select_related("contest", "current") for f in _across(row, other))


def _across(row: ResultRow, other: ResultRow) -> list[Finding]:
    """The contest of the shorter region code is the wider one: 18 holds 18.72."""
    wider, narrower = sorted((row, other), key=lambda each: len(each.contest.region_id))
    if wider.contest.region_id == narrower.contest.region_id:
        return []
    profile = profiles.load(row.contest.election.profile)
    names = (wider.contest.name, narrower.contest.name)
    return check_pair_of_contests(profile, wider.current.figures, narrower.current.figures, names)


def next_steps(row: ResultRow, user: Any, recount: bool | None = None) -> tuple[Next, ...]:
    """What may be done to the row in its state, by which roles, and whether this person may.

    Two readings that differ are decided between or sent back, and neither released nor corrected past. While
    a `recount` is open (asked of the database where the caller does not know) nothing releases, confirms or
    sends back.
    """
    if recount is None:
        recount = open_recounts(row).exists()
    kept_back = _kept_back(row, user) if row.current else set()
    kept_back |= _NOT_DURING_A_RECOUNT if recount else set()
    acts = [act for act in acts_from(row.state) if act in ACTION_OF and act not in kept_back]
    if may(user, ACTION_OF[SUPERVISE], row.station) and hands_in_now(row):
        acts.append(SUPERVISE)
    # what the row waits for comes before what may replace it
    acts.sort(key=lambda act: act not in (Act.CONFIRM, Act.ADJUDICATE, SUPERVISE))
    barred = row.state != State.EXPECTED and made_a_source(row, user)
    return tuple(_next(row, user, act, barred) for act in acts)


def _kept_back(row: ResultRow, user: Any) -> set[str]:
    """Acts of the table that what was read of the row rules out. The release tells whether an entry adds up,
    so it is named to nobody but those who decide.
    """
    kept: set[str] = set()
    if row.state in (State.HELD, State.RETURNED):
        kept |= {Act.CORRECT, Act.RELEASE} if open_difference(row) else {Act.ADJUDICATE}
    stopped = row.errors or row.act == Act.DIFFER
    if stopped or not may(user, ACTION_OF[Act.RELEASE], row.station):
        kept.add(Act.RELEASE)
    if row.state in CONFIRMABLE and supervisor_awaited(row):
        kept.add(Act.CONFIRM)
    return kept


def _next(row: ResultRow, user: Any, act: str, barred: bool) -> Next:
    """One step; `barred`: the user made one of two readings that differed."""
    action = ACTION_OF[act]
    right = may(user, action, row.station)
    why_not = _why_not(row, user, act, barred) if right else ""
    who = tuple(str(role.label) for role in roles.Role if roles.may(role, action))
    return Next(act, who, right and not why_not, why_not)


def _why_not(row: ResultRow, user: Any, act: str, barred: bool) -> str:
    """What keeps somebody from a step who has the right to it: they entered what stands, made one of two
    readings that differed, or know the figures for having stopped, released or read the row before.
    """
    if act == Act.CONFIRM and row.entered_by_id == user.pk:
        return gettext("not by you: you entered these figures")
    if barred and act in _BY_OTHERS:
        return gettext("not by you: you wrote one of the two readings that differ")
    if act == Act.CONFIRM and unblinded(user, pk=row.pk).exists():
        return gettext("not by you: you have seen these figures before")
    return ""


_NOT_DURING_A_RECOUNT = frozenset({Act.CONFIRM, Act.RELEASE, Act.RETURN})
"""What waits while the ballots are being counted again."""

_BY_OTHERS = frozenset({Act.CONFIRM, Act.CORRECT, Act.ADJUDICATE})
"""What nobody does who made one of two readings that differed."""


def _figure_lines(paper: Paper, sources: Sequence[ResultVersion | SupervisorForm]) -> tuple[FigureLine, ...]:
    wording = labels(paper)
    return tuple(
        FigureLine(name, wording[name], tuple(source.figures.get(name) for source in sources))
        for name in paper.names
    )
