"""One action: where it comes from, everything shown for it and said to it, and who does what next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from siaga.desks.meetings.errors import NotYours, SameSide
from siaga.desks.meetings.models import Action, AgendaItem, Evidence, Meeting, Progress, Reason, Reminder
from siaga.desks.meetings.queries.actions import ActionLine, line_of
from siaga.desks.meetings.reading import Reader, actions_for, evidence_for, items_for, meetings_for, reader_of
from siaga.desks.meetings.services._side import chair_of, doer, presides, witness
from siaga.desks.meetings.services.carry import UNSETTLED
from siaga.desks.offices import access
from siaga.desks.trail.models import Entry
from siaga.desks.trail.queries import timeline_of

_RELATED = (
    "election",
    "meeting__series__convener",
    "meeting__chair__institution",
    "conclusion",
    "owner",
    "region",
    "source",
    "confirmed_for",
    "confirmed_by",
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done next: by whom, and where, if the reader may do it now."""

    label: str
    who: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Calls:
    """How many people were told one thing on one day, and to how many of them it went out."""

    kind: str
    day: date
    people: int
    sent: int


@dataclass(frozen=True, slots=True)
class ActionPage:
    """An action as a reader may see it. `inside` says whether evidence and story are for them too."""

    action: Action
    line: ActionLine
    meeting: Meeting | None
    inside: bool
    conclusion: Any
    evidence: Sequence[Evidence]
    reasons: Sequence[Reason]
    points: Sequence[AgendaItem]
    calls: Sequence[Calls]
    story: Sequence[Entry]
    steps: Sequence[Step]


def readable_action(user: Any, pk: int) -> Action | None:
    """The action with this number, if the person may know of it."""
    found = Action.objects.filter(actions_for(reader_of(user)), pk=pk).select_related(*_RELATED)
    return found.prefetch_related("partners").first()


def action_page(user: Any, action: Action) -> ActionPage:
    """Everything about an action that the person may see."""
    reader = reader_of(user)
    inside = Action.objects.filter(evidence_for(reader, action=""), pk=action.pk).exists()
    return ActionPage(
        action,
        line_of(reader, action, access.today()),
        Meeting.objects.filter(meetings_for(reader), pk=action.meeting_id).first(),
        inside,
        _conclusion(reader, action),
        _evidence(reader, action) if inside else (),
        list(action.reasons.select_related("by").order_by("-pk")) if inside else (),
        _points(reader, action),
        _calls(action) if inside else (),
        list(timeline_of(action)) if inside else (),
        steps(user, action) if inside else (),
    )


def evidence_file(user: Any, action: int, evidence: int) -> Evidence | None:
    """A piece of evidence with a file that the person may read."""
    seen = Evidence.objects.filter(evidence_for(reader_of(user)), action=action, pk=evidence)
    return seen.filter(file__isnull=False).select_related("file").first()


def steps(user: Any, action: Action) -> list[Step]:
    """What can be done in the state of an action, with an address for what this person may do now."""
    owner = ", ".join(str(x) for x in [action.owner, *action.partners.all()] if x) or _(
        "an owner, once named"
    )
    chair = str(chair_of(action.meeting))
    others = _("an officer of another institution")
    writer = str(action.meeting.series.convener)
    waits = action.state == Progress.REPORTED
    found = []
    if waits:
        found.append(Step(_("Confirm or send back"), others, _if(may_judge(user, action), "judge", action)))
    if action.state in UNSETTLED:
        label = _("Show more evidence") if waits else _("Show evidence")
        found.append(Step(label, owner, _if(may_show(user, action), "evidence", action)))
        if not action.escalated_at:
            may = may_show(user, action) or may_write(user, action)
            who = f"{owner}, {writer}"
            found.append(Step(_("Put it before the chair"), who, _if(may, "escalate", action)))
        writes = may_write(user, action)
        found.append(Step(_("Change owner, due day, priority"), writer, _if(writes, "change", action)))
        found.append(Step(_("Cancel the action"), writer, _if(writes, "cancel", action)))
    else:
        found.append(Step(_("Open again"), chair, _if(may_reopen(user, action), "reopen", action)))
    return found


def may_show(user: Any, action: Action) -> bool:
    """Whether the person stands on the side of those who carry the action out."""
    try:
        return bool(doer(user, action))
    except NotYours:
        return False


def may_judge(user: Any, action: Action) -> bool:
    """Whether the person's word on the evidence would count."""
    try:
        return bool(witness(user, action))
    except SameSide:
        return False


def may_reopen(user: Any, action: Action) -> bool:
    try:
        return bool(presides(user, action))
    except NotYours:
        return False


def may_write(user: Any, action: Action) -> bool:
    return access.may(user, "meetings.write", action.meeting.series.region_id)


def _if(may: bool, name: str, action: Action) -> str:
    return reverse(f"actions:{name}", args=[action.pk]) if may else ""


def _conclusion(reader: Reader, action: Action) -> Any:
    """The conclusion it follows from, if the reader may read that too."""
    if action.conclusion is None:
        return None
    model = type(action.conclusion)
    own = ("addressee__institution",)
    return model.objects.filter(items_for(reader, own=own), pk=action.conclusion_id).first()


def _evidence(reader: Reader, action: Action) -> list[Evidence]:
    """What was shown, newest first, with its verdicts."""
    seen = Evidence.objects.filter(evidence_for(reader), action=action).order_by("-pk")
    return list(seen.select_related("by", "institution", "file", "verdict__by", "verdict__institution"))


def _points(reader: Reader, action: Action) -> list[AgendaItem]:
    """The points of agendas on which it came back, and that the reader may read."""
    seen = AgendaItem.objects.filter(items_for(reader, own=("presenter",)), action=action)
    known = Meeting.objects.filter(meetings_for(reader)).order_by().values("pk")
    return list(seen.filter(meeting__in=known).select_related("meeting").order_by("meeting__day", "pk"))


def _calls(action: Action) -> list[Calls]:
    rows = list(Reminder.objects.filter(action=action).values_list("kind", "day", "sent_at"))
    told, sent = Counter((kind, day) for kind, day, _at in rows), Counter()
    for kind, day, at in rows:
        sent[kind, day] += at is not None
    newest = sorted(told, key=lambda call: (call[1], call[0]), reverse=True)
    return [
        Calls(str(Reminder.Kind(kind).label), day, told[kind, day], sent[kind, day]) for kind, day in newest
    ]
