"""Loading a pack that an officer sent: looked at first, loaded when the same person confirms what was shown.

    digest = receive(user, parcel)              # raises FaultyParcel with the faults of the parcel itself
    seen = look(user, digest)                   # every fault of the pack, or what loading it would change
    changes = confirm(user, digest, seen.shown) # all or nothing, and only what was shown

The pack is read again at each step, before the transaction begins: other writers wait for the load alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import DateTimeField, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siaga.desks.elections.services.borders import Borders
from siaga.desks.elections.services.errors import UnfitPackError
from siaga.desks.elections.services.holding import held, hold
from siaga.desks.elections.services.load import Changes, load_pack
from siaga.desks.trail.plain import PersonalNumberError, plain
from siaga.desks.trail.refused import Refused
from siaga.desks.trail.services.put import CLOSED, KindChanges
from siaga.engines.packs import Fault, Pack
from siaga.engines.packs.parcel import Sent, read_files, unpack


class FaultyParcel(ValueError):  # noqa: N818 - an outcome of daily work, not a fault of the program
    """What was sent is no pack's folder; `faults` says why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


class Outdated(Refused):
    """Loading would no longer do what was shown."""

    status = 409
    sentence = gettext_lazy(
        "The site has changed since you looked: loading would now do something else. Look at it again."
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A pack that waits for its confirmation: its faults, or what loading it would change.

    `shown` is the fingerprint of those changes, which the confirmation has to repeat.
    """

    digest: str
    pack: Pack | None = None
    faults: list[Fault] = field(default_factory=list)
    changes: Changes | None = None
    shown: str = ""


def receive(user: Any, parcel: Iterable[Sent]) -> str:
    """Unpack a parcel within its bounds and keep its files for the next step. Raises FaultyParcel."""
    files, faults = unpack(parcel)
    if faults:
        raise FaultyParcel(faults)
    return hold(user, files)


def look(user: Any, digest: str) -> Seen:
    """Check a pack that was sent, and try what loading it would change; nothing is changed.

    Raises NotHeld, Foreign, or Refused when the site cannot take the pack.
    """
    pack, faults = read_files(held(user, digest))
    if pack is None:
        return Seen(digest, faults=faults)
    changes = _load(user, pack, dry_run=True)
    return Seen(digest, pack, changes=changes, shown=fingerprint(changes))


def confirm(user: Any, digest: str, shown: str) -> tuple[Pack, Changes]:
    """Load a pack this person has looked at; a pack that is loaded already stays as it is.

    Raises Outdated, with nothing changed, when loading does anything else than `shown`; see also `look`.
    """
    pack, _faults = read_files(held(user, digest))
    if pack is None:
        raise Refused(_("A pack with faults is not loaded."))
    with transaction.atomic():
        changes = _load(user, pack, dry_run=False)
        if not changes.already_loaded and fingerprint(changes) != shown:
            raise Outdated
    return pack, changes


def kinds_of(changes: Changes) -> Iterator[KindChanges]:
    """What happened to each kind of row, also to those of the desks that answered."""
    yield from changes.kinds
    for answer in changes.answers.values():
        if isinstance(answer, KindChanges):
            yield answer
        yield from getattr(answer, "kinds", ())


def fingerprint(changes: Changes) -> str:
    """SHA-256 of everything a load does, whenever it does it."""
    rows = [list(_rows(kind)) for kind in kinds_of(changes)]
    answers = {name: str(answer) for name, answer in changes.answers.items()}
    told = [changes.digest, changes.already_loaded, rows, answers]
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _rows(kind: KindChanges) -> Iterator[list[Any]]:
    model = apps.get_model(kind.kind)
    for row in kind.written:
        before, after = (_lasting(model, values or {}) for values in (row.before, row.after))
        yield [kind.kind, row.key, before, after, CLOSED in (row.after or {})]


def _lasting(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without what another run would give otherwise: moments of the clock, numbers of new rows."""
    fields = {name: model._meta.get_field(name) for name in values}
    return {
        name: plain(value)
        for name, value in values.items()
        if not isinstance(fields[name], DateTimeField)
        and not (fields[name].is_relation and isinstance(value, int))
    }


def _load(user: Any, pack: Pack, *, dry_run: bool) -> Changes:
    borders = Borders.of(user, pack)
    try:
        with transaction.atomic():
            changes = load_pack(pack, dry_run=dry_run)
            borders.check(changes)
    except UnfitPackError as problem:
        raise Refused(_("The site cannot take this pack: %(why)s") % {"why": problem}) from problem
    except PersonalNumberError as problem:
        raise Refused(problem.sentence) from problem
    except DatabaseError as problem:
        raise Refused(_("The database refused this pack; nothing was changed.")) from problem
    return changes
