"""Is the installation fit to work: each thing it depends on, with what it said and how long it took."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from siaga.desks.trail.models import Entry, Head
from siaga.engines.ledger.tree import leaf_hash

PROBE = "health-probe"
"""Key of the session row that is written and rolled back to see that the database takes writes."""


class Unfit(Exception):  # noqa: N818 - a state, not a programming error
    """A dependency does not do its work; the text says how."""


@dataclass(frozen=True, slots=True)
class Check:
    """One dependency: whether it works, one sentence about it, and how long asking took."""

    name: str
    fit: bool
    detail: str
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Health:
    """All checks; the installation is fit when every one of them is."""

    checks: tuple[Check, ...]

    @property
    def fit(self) -> bool:
        return all(check.fit for check in self.checks)


def health() -> Health:
    """Ask every dependency. Costs a handful of small statements; nothing is left behind."""
    return Health(tuple(_timed(name, probe) for name, probe in PROBES.items()))


def health_for_machines() -> Health:
    """The same in English, whatever language the asking program says it reads."""
    with override("en"):
        return health()


def _timed(name: str, probe: Callable[[], str]) -> Check:
    start = perf_counter()
    try:
        fit, detail = True, probe()
    except (Unfit, DatabaseError, OSError) as fault:
        fit, detail = False, str(fault) if isinstance(fault, Unfit) else type(fault).__name__
    return Check(name, fit, detail, round((perf_counter() - start) * 1000, 2))


def database_writable() -> str:
    """Write a row and take it back: a full disk, a read-only file or a standby server all show here."""
    with transaction.atomic():
        Session.objects.create(session_key=PROBE, session_data="", expire_date=timezone.now())
        transaction.set_rollback(True)
    return _("%(database)s takes writes") % {"database": connection.vendor}


def migrations_applied() -> str:
    """Every migration of the release is in the database."""
    missing = known_migrations() - set(_applied().values_list("app", "name"))
    if missing:
        names = ", ".join(sorted(f"{app}.{name}" for app, name in missing))
        raise Unfit(_("not applied: %(names)s") % {"names": names})
    return _("all applied")


def _applied() -> QuerySet[Any]:
    """Not asking first whether the table exists, as Django does: without it, the question itself fails."""
    return MigrationRecorder(connection).migration_qs


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """The migrations on disk, read once: they do not change while a process runs."""
    loader = MigrationLoader(None)
    return frozenset(set(loader.graph.nodes) - set(loader.replacements))


def trail_consistent() -> str:
    """The head of the log agrees with its last entry, and that entry with the text that was hashed.

    The last entry is read before the head: while others write, the head may only be ahead of it.
    """
    newest = Entry.objects.order_by("-index").first()
    head = Head.objects.first()
    size = head.size if head else 0
    if newest is not None and newest.index >= size:
        raise Unfit(
            _("the head says %(size)s entries, but there is a number %(index)s")
            % {"size": size, "index": newest.index}
        )
    if size:
        is_last = newest is not None and newest.index == size - 1
        _own_hash(newest if is_last else Entry.objects.filter(index=size - 1).first(), size)
    return _("entries: %(size)s") % {"size": size}


def _own_hash(last: Entry | None, size: int) -> None:
    if last is None:
        raise Unfit(
            _("the head says %(size)s entries, but number %(index)s is missing")
            % {"size": size, "index": size - 1}
        )
    if leaf_hash(last.canonical.encode()).hex() != last.leaf_hash:
        raise Unfit(_("entry %(index)s does not match its own hash") % {"index": last.index})


def disk_free() -> str:
    """There is room for the database to grow (setting SIAGA_MIN_FREE_MB)."""
    home = Path(settings.HOME)
    free = shutil.disk_usage(home if home.exists() else home.parent).free // 2**20
    if free < settings.SIAGA_MIN_FREE_MB:
        needed = settings.SIAGA_MIN_FREE_MB
        raise Unfit(_("%(free)s MB free, at least %(needed)s MB needed") % {"free": free, "needed": needed})
    return _("%(free)s MB free") % {"free": free}


PROBES: dict[str, Callable[[], str]] = {
    "database": database_writable,
    "migrations": migrations_applied,
    "trail": trail_consistent,
    "disk": disk_free,
}
