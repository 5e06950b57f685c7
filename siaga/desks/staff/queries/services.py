"""One person in one seat: everything that may be shown, what may be done next, and what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from siaga.desks.elections.models import Election
from siaga.desks.staff.models import Post, Replacement, Service
from siaga.desks.staff.rights import CONFIRM, EDIT, Names, may_on, seats_on
from siaga.desks.staff.services.steps import Step
from siaga.desks.trail.models import Entry


@dataclass(frozen=True, slots=True)
class Card:
    """A service for its page. `name` is empty for those who may not know it."""

    service: Service
    name: str
    steps: tuple[Step, ...]
    may_edit: bool
    may_confirm: bool
    replacement: Replacement | None
    entries: tuple[Entry, ...]
    others: tuple[Service, ...]


def service_card(user: Any, pk: int) -> Card | None:
    """Everything of the page of a service; None when there is none of this number."""
    service = _full(Service.objects.all()).filter(pk=pk).first()
    if service is None:
        return None
    post = service.post
    editing, confirming = (may_on(user, action, post.kind, post.place) for action in (EDIT, CONFIRM))
    names = Names(user)
    own = names.shown(post.kind, post.place)
    return Card(
        service,
        service.person.name if own else "",
        _steps(user, service, editing, confirming),
        editing,
        confirming,
        service.replaced_by.exclude(state=Replacement.State.REFUSED).select_related("incoming").first(),
        _entries(service) if own else (),
        tuple(_others(service, names)) if own else (),
    )


def replacements(user: Any, election: Election) -> list[tuple[Replacement, bool]]:
    """Replacements in the user's own places, those to be decided first; and whether the user may decide."""
    posts = Post.objects.filter(seats_on(user, EDIT) | seats_on(user, CONFIRM), election=election)
    rows = Replacement.objects.filter(outgoing__post__in=posts).select_related(
        "outgoing__post__region",
        "outgoing__post__station",
        "outgoing__post__election",
        "outgoing__person",
        "person",
        "incoming",
        "proposed_by",
        "decided_by",
    )
    waiting = (Replacement.State.PROPOSED, Replacement.State.EFFECTIVE)
    found = [(row, row.state in waiting and _may_decide(user, row)) for row in rows]
    return sorted(found, key=lambda pair: pair[0].state not in waiting)


def _may_decide(user: Any, row: Replacement) -> bool:
    post = row.outgoing.post
    return row.proposed_by_id != user.pk and may_on(user, CONFIRM, post.kind, post.place)


def _steps(user: Any, service: Service, editing: bool, confirming: bool) -> tuple[Step, ...]:
    """The steps this user can let this person take now."""
    if service.ended_on:
        return ()
    possible = {
        Step.SELECT: confirming and not service.selected_on and service.recruited_by_id != user.pk,
        Step.TRAIN: editing and service.selected_on and not service.trained_on,
        Step.SWEAR: editing and service.selected_on and not service.sworn_on,
        Step.FIT: editing and service.health != "fit",
        Step.UNFIT: editing and service.health != "unfit",
    }
    return tuple(step for step, can in possible.items() if can)


def _entries(service: Service) -> tuple[Entry, ...]:
    about = Q(subject_type="staff.service", subject_id=str(service.pk)) | Q(
        subject_type="staff.person", subject_id=str(service.person_id)
    )
    return tuple(Entry.objects.filter(about).order_by("-index")[:50])


def _others(service: Service, names: Names) -> list[Service]:
    """The person's other services, as far as the reader's own side kept them."""
    rows = _full(service.person.services.exclude(pk=service.pk)).order_by("-starts")
    return [row for row in rows if names.shown(row.post.kind, row.post.place)]


def _full(rows: QuerySet[Service]) -> QuerySet[Service]:
    return rows.select_related(
        "person", "post__region", "post__station", "post__election", "recruited_by", "selected_by", "ended_by"
    )
