"""Actions of a pack: their wording follows the pack, their life goes on in the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from siaga.desks.meetings.models import Action, Conclusion, Meeting, Progress
from siaga.desks.meetings.services.carry import put_forward, renew_points
from siaga.desks.meetings.services.load.ground import Ground
from siaga.desks.meetings.telling import tell
from siaga.desks.trail.services.put import KindChanges
from siaga.desks.trail.services.sources import origin_fields
from siaga.engines.packs import model as packs

LIFE = ("state", "evidence", "confirmed_by", "confirmed_for", "done_at", "escalated_at", "cancel_reason")
"""What happens to an action in the site; no pack touches it."""

WORDING = (
    "conclusion_id",
    "title",
    "owner_id",
    "region_id",
    "due",
    "due_printed",
    "event_day",
    "priority",
    "visibility",
    "source_id",
    "source_place",
    "precision",
    "doubt",
)
"""What a pack says of an action; the database wants a new revision when any of it changes."""

Numbered = tuple[str, int]


def put_actions(ground: Ground, pack: packs.Pack) -> KindChanges:
    """The actions of the pack. One that left it stays: who works on it has a right to finish.

    Owner and partners change only while an action is open, because whoever helped may not confirm.
    """
    known = ground.loaded(Action).select_related("meeting__series")
    before = {_name(action): action for action in known}
    wanted = _wanted(ground, pack, before)
    changes = ground.put(known, list(wanted.values()), key=("meeting__code", "number"), ours=LIFE)
    _put_partners(ground, pack.actions, wanted)
    _renew_agendas(wanted, before)
    return changes


def _wanted(ground: Ground, pack: packs.Pack, before: Mapping[Numbered, Action]) -> dict[Numbered, Action]:
    meetings = ground.meetings()
    conclusions = {_name(c): c for c in ground.loaded(Conclusion).select_related("meeting")}
    wanted = {}
    for row in pack.actions:
        conclusion = conclusions[row.meeting, row.conclusion] if row.conclusion else None
        action = _action(row, meetings[row.meeting], conclusion, ground)
        wanted[row.meeting, row.number] = _continued(action, before.get((row.meeting, row.number)))
    return wanted


def _action(row: packs.Action, meeting: Meeting, conclusion: Conclusion | None, ground: Ground) -> Action:
    return Action(
        election=ground.election,
        meeting=meeting,
        number=row.number,
        conclusion=conclusion,
        title=row.title,
        owner=ground.institution(row.owner),
        region_id=row.region or meeting.series.region_id,
        due=row.due,
        due_printed=row.due_printed,
        event_day=row.event_day,
        priority=row.priority.value,
        visibility=row.visibility.value,
        **origin_fields(Action, row.origin, ground.sources),
    )


def _continued(action: Action, old: Action | None) -> Action:
    """The action as the next revision of what stands, or as what stands when its wording is the same."""
    if old is None:
        return action
    action.state = old.state
    if old.state != Progress.OPEN:
        action.owner_id = old.owner_id
    same = all(getattr(action, name) == getattr(old, name) for name in WORDING)
    action.revision = old.revision if same else old.revision + 1
    return action


def _put_partners(ground: Ground, rows: Sequence[packs.Action], wanted: Mapping[Numbered, Action]) -> None:
    there: dict[int, set[str]] = {action.pk: set() for action in wanted.values()}
    shared = Action.partners.through.objects.filter(action__in=there)
    for action, code in shared.values_list("action", "institution__code"):
        there[action].add(code)
    for row in rows:
        action = wanted[row.meeting, row.number]
        before, after = there[action.pk], set(row.partners)
        if before != after and action.state == Progress.OPEN:
            action.partners.set([ground.institutions[code] for code in row.partners])
            told = ({"partners": sorted(before)}, {"partners": sorted(after)})
            tell("actions.change", action, before=told[0], after=told[1])


def _renew_agendas(wanted: Mapping[Numbered, Action], before: Mapping[Numbered, Action]) -> None:
    """New open actions stand on the next agenda; changed ones say there what they say now."""
    for name, action in wanted.items():
        if name not in before:
            put_forward(action)
        elif action.revision != before[name].revision:
            renew_points(action)


def _name(row: Action | Conclusion) -> Numbered:
    return row.meeting.code, row.number
