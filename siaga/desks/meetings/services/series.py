"""Series of meetings: opened, changed, closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from siaga.desks.elections.models import Election
from siaga.desks.meetings.errors import NotNow, Refused
from siaga.desks.meetings.models import Meeting, Series, Visibility
from siaga.desks.meetings.services._held import WRITES, changed
from siaga.desks.meetings.states import AHEAD
from siaga.desks.meetings.telling import tell
from siaga.desks.offices.access import require
from siaga.desks.offices.models import Institution, User
from siaga.desks.places.models import Region
from siaga.desks.trail.refused import needed


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """What a series is: who convenes it, where, and how open its meetings are unless they say otherwise."""

    name: str
    kind: str
    convener: Institution
    region: Region
    visibility: str = Visibility.INTERNAL


@transaction.atomic
def open_series(election: Election, by: User, plan: SeriesPlan) -> Series:
    """Begin a series. Raises PermissionDenied, and Refused when there is one of the same name."""
    require(by, WRITES, plan.region)
    code = slugify(plan.name)[:60] or "rangkaian"
    if Series.objects.filter(election=election, code=code).exists():
        raise Refused
    try:
        with transaction.atomic():
            series = Series.objects.create(election=election, code=code, **_fields(plan))
    except IntegrityError:
        raise Refused from None
    tell("meetings.series.open", series, after={"code": code} | _fields(plan))
    return series


@transaction.atomic
def change_series(series: Series, by: User, plan: SeriesPlan) -> Series:
    """Change what a series is; its meetings keep the visibility they have."""
    now = _held(series, by)
    require(by, WRITES, plan.region)
    before, after = changed(now, _fields(plan))
    if after:
        now.save(update_fields=list(after))
        tell("meetings.series.change", now, before=before, after=after)
    return now


@transaction.atomic
def close_series(series: Series, by: User, reason: str) -> Series:
    """End a series. Raises NotNow while a meeting of it is still ahead."""
    now = _held(series, by)
    if Meeting.objects.filter(series=now, state__in=AHEAD).exists():
        raise NotNow
    now.closed_at = timezone.now()
    now.save(update_fields=["closed_at"])
    tell("meetings.series.close", now, after={"closed_at": now.closed_at}, reason=needed(reason))
    return now


def _held(series: Series, by: User) -> Series:
    now = Series.objects.select_for_update(of=("self",)).select_related("region").get(pk=series.pk)
    require(by, WRITES, now.region)
    if now.closed_at is not None or now.source_id is not None:
        raise NotNow
    return now


def _fields(plan: SeriesPlan) -> dict[str, object]:
    return {name: getattr(plan, name) for name in asdict(plan)}
