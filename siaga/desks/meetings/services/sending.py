"""Sending what was written down: one message to each person on each channel, outside its quiet hours.

A reminder is claimed before it is sent, so that two runs at once send it once, and a run that is killed loses
nothing: what it had claimed and not sent is tried again by the next one, a few times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from siaga.desks.meetings.models import Action, Channel, Reminder
from siaga.desks.meetings.services.audience import Audience, readable
from siaga.desks.meetings.services.channels import Notifier, scheme_of
from siaga.desks.meetings.services.reminders import relevant
from siaga.desks.meetings.services.wording_of_calls import worded

ATTEMPTS = 4
"""How often a reminder is tried."""
DAYS = 2
"""Days for which a reminder that could not be sent is still worth sending."""
TOGETHER, AT_ONCE = 64, 8
"""Messages claimed at a time, and those on their way at the same moment."""


@dataclass(slots=True)
class Outcome:
    """What became of a run: messages that were taken and refused, reminders sent, failed, put off because of
    quiet hours, and of people who have no channel.
    """

    messages: int = 0
    refused: int = 0
    sent: int = 0
    failed: int = 0
    postponed: int = 0
    without_channel: int = 0


@dataclass(frozen=True, slots=True)
class Post:
    """What one person is told at once: the channels it goes to, and the reminders it holds."""

    ways: Sequence[tuple[Channel, str, str]]
    reminders: Sequence[Reminder]


def send_reminders(now: datetime, everybody: Audience, notifier: Notifier, site: str = "") -> Outcome:
    """Send what waits; `site` is the address of the house, to be named in the messages."""
    fresh, channels = _fresh(now), _channels()
    outcome = Outcome(without_channel=fresh.exclude(user__in=_reachable()).count())
    posts = []
    for user, reminders in _waiting(fresh, everybody).items():
        post = _post(channels[user], reminders, now, site)
        held = {reminder.pk for reminder in post.reminders}
        outcome.postponed += sum(reminder.pk not in held for reminder in reminders)
        posts += [post] if held else []
    for some in _batches(posts, TOGETHER):
        _send(_claimed(some), notifier, now, outcome)
    return outcome


def quiet(channel: Channel, at: time) -> bool:
    """Whether a time of day lies in the quiet hours of a channel, which may run past midnight; none when both
    ends are the same.
    """
    start, end = channel.quiet_from, channel.quiet_until
    if start <= end:
        return start <= at < end
    return at >= start or at < end


def _fresh(now: datetime) -> QuerySet[Reminder]:
    today = timezone.localdate(now, timezone.get_default_timezone())
    fresh = Reminder.objects.filter(sent_at=None, attempts__lt=ATTEMPTS)
    return fresh.filter(day__gte=today - timedelta(DAYS), day__lte=today)


def _reachable() -> QuerySet[Channel]:
    return Channel.objects.filter(closed_at=None).order_by().values("user")


def _channels() -> Mapping[int, list[Channel]]:
    found: dict[int, list[Channel]] = defaultdict(list)
    for channel in Channel.objects.filter(closed_at=None).order_by("pk"):
        found[channel.user_id].append(channel)
    return found


def _waiting(fresh: QuerySet[Reminder], everybody: Audience) -> dict[int, list[Reminder]]:
    """What still is so, and may still be read by whom it is for, by person."""
    rows = fresh.filter(user__in=_reachable()).order_by("user", "day", "pk")
    still = [row for row in _filled(rows, everybody) if relevant(row.kind, row.action.state)]
    wanted: dict[int, set[int]] = defaultdict(set)
    for row in still:
        wanted[row.user_id].add(row.action_id)
    seen = readable(everybody, wanted)
    piles: dict[int, list[Reminder]] = defaultdict(list)
    for row in still:
        if row.action_id in seen[row.user_id]:
            piles[row.user_id].append(row)
    return piles


def _filled(rows: QuerySet[Reminder], everybody: Audience) -> Iterator[Reminder]:
    """The reminders of people who may still be called, with person and action, each of which is read once:
    many reminders are of the same ones.
    """
    found = Action.objects.filter(pk__in=rows.order_by().values("action"))
    actions = {action.pk: action for action in found.select_related("owner", "meeting__series")}
    for row in rows:
        if row.user_id in everybody.users and row.action_id in actions:
            row.user, row.action = everybody.users[row.user_id], actions[row.action_id]
            yield row


def _post(channels: Sequence[Channel], reminders: Sequence[Reminder], now: datetime, site: str) -> Post:
    """What goes out now: everything, or in quiet hours what is urgent where the person wants that."""
    at = timezone.localtime(now, timezone.get_default_timezone()).time()
    ways, held = [], {}
    for channel in channels:
        going = _going(channel, reminders, at)
        if going:
            ways.append((channel, *worded(going, scheme_of(channel.address), site)))
            held |= {reminder.pk: reminder for reminder in going}
    return Post(ways, list(held.values()))


def _going(channel: Channel, reminders: Sequence[Reminder], at: time) -> list[Reminder]:
    if not quiet(channel, at):
        return list(reminders)
    if not channel.urgent_breaks_quiet:
        return []
    return [r for r in reminders if r.action.priority == Action.Priority.URGENT]


@transaction.atomic
def _claimed(posts: Sequence[Post]) -> list[Post]:
    """The posts that are this run's own: the attempt is counted before it is made, and where another run was
    faster the post is left to it.
    """
    seen = {reminder.pk: reminder.attempts for post in posts for reminder in post.reminders}
    waiting = Reminder.objects.filter(pk__in=list(seen), sent_at=None).select_for_update()
    standing = dict(waiting.order_by("pk").values_list("pk", "attempts"))
    own = [post for post in posts if all(standing.get(r.pk) == seen[r.pk] for r in post.reminders)]
    numbers = [reminder.pk for post in own for reminder in post.reminders]
    Reminder.objects.filter(pk__in=numbers).update(attempts=F("attempts") + 1)
    return own


def _send(posts: Sequence[Post], notifier: Notifier, now: datetime, outcome: Outcome) -> None:
    """Send the claimed messages side by side, then write down what became of them."""
    letters = [(post, way) for post in posts for way in post.ways]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        taken = list(pool.map(lambda letter: _deliver(notifier, *letter[1]), letters))
    reached = {id(post) for (post, _way), took in zip(letters, taken, strict=True) if took}
    outcome.messages += sum(taken)
    outcome.refused += len(taken) - sum(taken)
    told = [post for post in posts if id(post) in reached]
    not_told = [post for post in posts if id(post) not in reached]
    outcome.sent += sum(len(post.reminders) for post in told)
    outcome.failed += sum(len(post.reminders) for post in not_told)
    _settle(told, not_told, now)


def _deliver(notifier: Notifier, channel: Channel, title: str, body: str) -> bool:
    return notifier.deliver(channel.address, title, body)


@transaction.atomic
def _settle(told: Sequence[Post], not_told: Sequence[Post], now: datetime) -> None:
    """A person is told when one of their channels took the message. The ways that failed are named by their
    kind, never by their address.
    """
    _unsent(told).update(sent_at=now, failed="")
    by_kinds: dict[str, list[Post]] = defaultdict(list)
    for post in not_told:
        kinds = ", ".join(sorted({scheme_of(channel.address) for channel, _title, _body in post.ways}))
        by_kinds[f"not taken: {kinds}"[:300]].append(post)
    for failed, posts in by_kinds.items():
        _unsent(posts).update(failed=failed)


def _unsent(posts: Sequence[Post]) -> QuerySet[Reminder]:
    numbers = [reminder.pk for post in posts for reminder in post.reminders]
    return Reminder.objects.filter(pk__in=numbers, sent_at=None)


def _batches(posts: Iterable[Post], size: int) -> Iterator[list[Post]]:
    left = iter(posts)
    while some := list(islice(left, size)):
        yield some
