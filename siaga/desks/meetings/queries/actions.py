"""Actions as lists: everything a reader may know of, what waits for a person, how each institution does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from siaga.desks.elections.models import Election
from siaga.desks.meetings.models import Action, Meeting, Progress, Visibility
from siaga.desks.meetings.reading import Reader, actions_for, meetings_for, reader_of
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.offices import access

_FIELDS = (
    "pk",
    "title",
    "meeting_id",
    "meeting__title",
    "meeting__day",
    "meeting__series__name",
    "owner__code",
    "owner__name",
    "owner__short_name",
    "due",
    "due_printed",
    "priority",
    "visibility",
    "state",
    "escalated_at",
    "done_at",
    "confirmed_for__name",
)
"""What a line is made of, in the order of `ActionLine`."""
_MEETING = _FIELDS.index("meeting_id")


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action on a list on a day; the meeting is empty where the reader may not know of it."""

    pk: int
    title: str
    meeting: int | None
    meeting_title: str | None
    meeting_day: date | None
    series: str | None
    owner: str | None
    owner_name: str | None
    owner_short: str | None
    due: date | None
    due_printed: str
    priority: str
    visibility: str
    state: str
    escalated_at: Any
    done_at: Any
    confirmed_for: str | None
    today: date

    @property
    def unsettled(self) -> bool:
        return self.state in UNSETTLED

    @property
    def days_late(self) -> int:
        """Days since the due day of an action that is still open or waits for confirmation, else 0."""
        late = (self.today - self.due).days if self.due and self.unsettled else 0
        return max(0, late)

    @property
    def overdue(self) -> bool:
        """Late by its owner's doing: what waits for confirmation is not."""
        return self.state == Progress.OPEN and self.days_late > 0

    @property
    def days_left(self) -> int | None:
        return (self.due - self.today).days if self.due and self.unsettled else None

    @property
    def state_label(self) -> str:
        return str(Progress(self.state).label)

    @property
    def priority_label(self) -> str:
        return str(Action.Priority(self.priority).label)

    @property
    def urgent(self) -> bool:
        return self.priority in (Action.Priority.HIGH, Action.Priority.URGENT)

    @property
    def visibility_label(self) -> str:
        return str(Visibility(self.visibility).label)

    @property
    def light(self) -> str:
        """Done is good, overdue bad; waiting for a word, or lacking an owner or a due day, warns."""
        if self.overdue:
            return "bad"
        if self.state == Progress.DONE:
            return "good"
        lacking = self.state == Progress.OPEN and not (self.owner and self.due)
        return "warn" if lacking or self.state == Progress.REPORTED else "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list narrows to; empty parts do not narrow. `lacks` is "owner" or "due"."""

    owner: str = ""
    series: str = ""
    state: str = ""
    overdue: bool = False
    lacks: str = ""
    visibility: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Mine:
    """What waits for a person: for their institutions to do, for their word, for the word of others, and what
    stands before them as the chair.
    """

    to_do: tuple[ActionLine, ...]
    to_confirm: tuple[ActionLine, ...]
    waiting: tuple[ActionLine, ...]
    before_me: tuple[ActionLine, ...]

    @property
    def overdue(self) -> int:
        return sum(line.overdue for line in self.to_do)


@dataclass(frozen=True, slots=True)
class Tally:
    """How an institution does: its actions by state, and how many of the open ones are overdue."""

    code: str | None
    name: str | None
    open: int
    overdue: int
    reported: int
    done: int

    @property
    def all(self) -> int:
        return self.open + self.reported + self.done

    @property
    def parts(self) -> tuple[tuple[str, int, int, int], ...]:
        """The bar: kind, number, where its part begins and how wide it is, both in per mille of the whole."""
        numbers = (
            ("done", self.done),
            ("reported", self.reported),
            ("open", self.open - self.overdue),
            ("overdue", self.overdue),
        )
        return tuple(_bar(numbers, self.all))


def action_lines(
    reader: Reader, election: Election, today: date, wanted: Wanted | None = None
) -> list[ActionLine]:
    """Every action of an election that a reader may know of and that fits, by due day."""
    found = _visible(reader, election).filter(_matching(wanted or Wanted(), today))
    return _lines(found, _known(reader), today)


def actions_of_meeting(reader: Reader, meeting: Meeting, today: date) -> list[ActionLine]:
    """What a meeting left to be done, in its own order."""
    found = Action.objects.filter(actions_for(reader), meeting=meeting).order_by("number")
    return _lines(found, _known(reader), today)


def line_of(reader: Reader, action: Action, today: date) -> ActionLine:
    """One action as a line, for who may read it."""
    return _lines(Action.objects.filter(pk=action.pk), _known(reader), today)[0]


def mine(user: Any, election: Election, today: date) -> Mine:
    """What waits for a person on a day."""
    reader = reader_of(user)
    acting, confirming, signing = (
        {m.institution_id for m in access.granting(user, right)}
        for right in ("meetings.act", "meetings.confirm", "meetings.sign")
    )
    seen, known = _visible(reader, election), _known(reader)
    own = seen.filter(_carried_out_by(acting))
    others = seen.filter(state=Progress.REPORTED).filter(_known_to(confirming))
    chaired = Q(meeting__chair__institution__in=signing)
    chaired |= Q(meeting__chair=None, meeting__series__convener__in=signing)
    return Mine(
        tuple(_lines(own.filter(state=Progress.OPEN), known, today)),
        tuple(_lines(others.exclude(_carried_out_by(reader.institutions)), known, today)),
        tuple(_lines(own.filter(state=Progress.REPORTED), known, today)),
        tuple(_lines(seen.filter(chaired, state__in=UNSETTLED, escalated_at__isnull=False), known, today)),
    )


def tallies(reader: Reader, election: Election, today: date) -> list[Tally]:
    """How every institution does in what the reader may know of, the most overdue first."""
    is_open = Q(state=Progress.OPEN)
    rows = _visible(reader, election).order_by().values("owner__code", "owner__name")
    counted = rows.annotate(
        open=Count("pk", filter=is_open),
        overdue=Count("pk", filter=is_open & Q(due__lt=today)),
        reported=Count("pk", filter=Q(state=Progress.REPORTED)),
        done=Count("pk", filter=Q(state=Progress.DONE)),
    )
    found = [Tally(r.pop("owner__code"), r.pop("owner__name"), **r) for r in counted]
    return sorted((t for t in found if t.all), key=lambda t: (-t.overdue, -t.open, t.name or ""))


def _visible(reader: Reader, election: Election) -> QuerySet[Action]:
    return Action.objects.filter(actions_for(reader), election=election)


def _known(reader: Reader) -> set[int]:
    """Numbers of the meetings that the reader may know of."""
    return set(Meeting.objects.filter(meetings_for(reader)).order_by().values_list("pk", flat=True))


def _lines(found: QuerySet[Action], known: set[int], today: date) -> list[ActionLine]:
    rows = found.values_list(*_FIELDS)
    return [ActionLine(*(row if row[_MEETING] in known else _unreadable(row)), today) for row in rows]


def _unreadable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row without its meeting, which the reader may not know of."""
    return tuple(
        None if name.startswith("meeting") else value for name, value in zip(_FIELDS, row, strict=True)
    )


def _matching(wanted: Wanted, today: date) -> Q:
    equal = {
        "owner__code": wanted.owner,
        "meeting__series__code": wanted.series,
        "state": wanted.state,
        "visibility": wanted.visibility,
        "priority": wanted.priority,
    }
    found = Q(**{name: value for name, value in equal.items() if value})
    if wanted.overdue:
        found &= Q(state=Progress.OPEN, due__lt=today)
    if wanted.lacks in ("owner", "due"):
        found &= Q(**{f"{wanted.lacks}__isnull": True, "state__in": UNSETTLED})
    return found


def _carried_out_by(institutions: Iterable[int]) -> Q:
    """Owned by one of the institutions, or done together with one."""
    numbers = list(institutions)
    shared = Action.partners.through.objects.filter(institution__in=numbers).values("action")
    return Q(owner__in=numbers) | Q(pk__in=shared)


def _known_to(institutions: Sequence[int] | set[int]) -> Q:
    """Of a meeting to which one of the institutions was invited, or which it convenes or chairs."""
    numbers = list(institutions)
    invited = Meeting.objects.filter(attendance__institution__in=numbers, attendance__withdrawn=False)
    convened = Q(meeting__series__convener__in=numbers) | Q(meeting__chair__institution__in=numbers)
    return Q(meeting__in=invited.order_by().values("pk")) | convened


def _bar(numbers: Iterable[tuple[str, int]], whole: int) -> Iterable[tuple[str, int, int, int]]:
    before = 0
    for kind, number in numbers:
        begins, ends = 1000 * before // whole, 1000 * (before + number) // whole
        before += number
        if number:
            yield kind, number, begins, ends - begins


def series_of(reader: Reader, election: Election) -> list[tuple[str, str]]:
    """Code and name of every series with a meeting that the reader may know of, for a filter."""
    seen = Meeting.objects.filter(meetings_for(reader), series__election=election).order_by()
    return list(seen.values_list("series__code", "series__name").distinct().order_by("series__name"))


def owners_of(reader: Reader, election: Election) -> list[tuple[str, str]]:
    """Code and name of every owner of an action that the reader may know of, for a filter."""
    seen = _visible(reader, election).filter(owner__isnull=False).order_by()
    return list(seen.values_list(F("owner__code"), F("owner__name")).distinct().order_by("owner__name"))
