"""Bringing a table in line with what a source says now: add, change, close, reopen, and tell what was done.

    changes = put(Stage.objects.filter(election=election), wanted, key=("code",), about=subject)

Nothing is deleted, nothing is overwritten in silence: one entry of the trail holds every row that changed,
before and after, under the row's key. A second call with the same rows writes nothing at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from siaga.desks.trail.plain import plain
from siaga.desks.trail.services.record import Subject, record

CLOSED = "closed_at"
_BATCH = 500


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that changed: the fields that differ, before and after; a new row has no before."""

    key: str
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class KindChanges:
    """What happened to one kind of row. `closed` rows are no longer in the source and were closed; `missing`
    ones are not in it either, but their kind knows no closing: they stay as they are."""

    kind: str
    added: tuple[RowChange, ...] = ()
    changed: tuple[RowChange, ...] = ()
    closed: tuple[RowChange, ...] = ()
    missing: tuple[RowChange, ...] = ()
    unchanged: int = 0

    @property
    def written(self) -> tuple[RowChange, ...]:
        """Every row that was written."""
        return self.added + self.changed + self.closed

    def __bool__(self) -> bool:
        return bool(self.written)

    def __str__(self) -> str:
        """``18 added, 2 changed, 40 as before``, what did not happen left out."""
        counts = {name: len(getattr(self, name)) for name in _OUTCOMES} | {"as before": self.unchanged}
        return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "no change"

    def summary(self) -> dict[str, Any]:
        """Counts and rows as plain data, for a command's JSON."""
        return {
            "kind": self.kind,
            "unchanged": self.unchanged,
            **{name: [plain(row) for row in getattr(self, name)] for name in _OUTCOMES},
        }


_OUTCOMES = ("added", "changed", "closed", "missing")


Told = Callable[[models.Model, Mapping[str, Any]], dict[str, Any]]
"""How the values of a row are told in the trail."""


def as_it_is(row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Tell the values as they are; a desk whose rows are not for every reader of the trail covers them."""
    return dict(values)


def put(
    existing: models.QuerySet,
    wanted: Iterable[models.Model],
    *,
    key: Sequence[str],
    about: Subject,
    ours: Sequence[str] = (),
    freed: Sequence[str] = (),
    told: Told = as_it_is,
) -> KindChanges:
    """Make the rows of `existing` say what `wanted` says; call inside the transaction of the act.

    `wanted` are unsaved instances; after the call each has its primary key. `key` are the lookups that name
    a row (``code``, ``contest__code``), `ours` the fields the source knows nothing of: they stay as they are.
    `freed` are nullable fields of a unique rule, emptied before changed rows change places. `told` decides
    how the values of a row are told. Raises ValueError when two wanted rows have the same key.
    """
    plan = _Plan(existing.model, tuple(key), _compared(existing.model, ours), told)
    kind, rows = plan.compare(existing, list(wanted))
    _free(existing.model, rows, freed)
    _write(existing.model, rows)
    if kind:
        action = f"{existing.model._meta.app_label}.put"
        before = {row.key: row.before for row in kind.written if row.before is not None}
        record(action, about, before=before or None, after={row.key: row.after for row in kind.written})
    return kind


@dataclass(slots=True)
class _Rows:
    """What is to be written."""

    new: list[models.Model]
    old: list[models.Model]
    fields: set[str]


@dataclass(frozen=True, slots=True)
class _Plan:
    model: type[models.Model]
    key: tuple[str, ...]
    fields: tuple[models.Field, ...]
    told: Told

    def compare(self, existing: models.QuerySet, wanted: list[models.Model]) -> tuple[KindChanges, _Rows]:
        """Sort the wanted rows into new, different and equal ones, and find those no longer wanted."""
        known = {self.name(row): row for row in existing.select_related(*self._followed()).order_by()}
        named = self._named(wanted, known)
        rows, added, changed = _Rows([], [], set()), [], []
        for name, row in named.items():
            self._point_at_saved(row)
            if (old := known.get(name)) is None:
                rows.new.append(row)
                added.append(RowChange(name, str(row), None, self._shown(row, self.fields)))
            elif change := self._changed(name, old, row, rows):
                changed.append(change)
        closed, missing = self._gone([known[name] for name in sorted(known.keys() - named.keys())], rows)
        unchanged = len(named) - len(added) - len(changed)
        kind = self.model._meta.label_lower
        return KindChanges(kind, tuple(added), tuple(changed), closed, missing, unchanged), rows

    def name(self, row: models.Model) -> str:
        """The row's key as text; an empty part is left out."""
        parts = (_follow(row, path) for path in self.key)
        return "/".join(str(part) for part in parts if part is not None)

    def _named(self, wanted: list[models.Model], known: dict[str, models.Model]) -> dict[str, models.Model]:
        """The wanted rows by key, those that exist already with the primary key they have."""
        named: dict[str, models.Model] = {}
        for row in wanted:
            name = self.name(row)
            if name in named:
                raise ValueError(f"{self.model.__name__} {name} is there twice")
            named[name] = row
            if name in known:
                row.pk = known[name].pk
        return named

    def _point_at_saved(self, row: models.Model) -> None:
        """Let foreign keys follow rows of the same call that have found their primary key meanwhile."""
        for field in self.fields:
            if field.is_relation and field.is_cached(row) and (target := field.get_cached_value(row)):
                setattr(row, field.attname, target.pk)

    def _changed(self, name: str, old: models.Model, row: models.Model, rows: _Rows) -> RowChange | None:
        different = [f for f in self.fields if getattr(old, f.attname) != getattr(row, f.attname)]
        if getattr(old, CLOSED, None) is not None:
            different.append(self.model._meta.get_field(CLOSED))
        if not different:
            return None
        change = RowChange(name, str(row), self._shown(old, different), self._shown(row, different))
        rows.old.append(row)
        rows.fields.update(field.name for field in different)
        return change

    def _gone(self, gone: list[models.Model], rows: _Rows) -> tuple[tuple[RowChange, ...], ...]:
        """Close what can be closed and is not closed yet; the rest is missing."""
        if not hasattr(self.model, CLOSED):
            return (), tuple(RowChange(self.name(row), str(row), None, None) for row in gone)
        now = timezone.now()
        closing = [row for row in gone if getattr(row, CLOSED) is None]
        for row in closing:
            setattr(row, CLOSED, now)
        rows.old.extend(closing)
        rows.fields.update([CLOSED] if closing else [])
        changes = (RowChange(self.name(row), str(row), {CLOSED: None}, {CLOSED: now}) for row in closing)
        return tuple(changes), ()

    def _followed(self) -> list[str]:
        """The relations whose code, not number, belongs into the trail."""
        return [f.name for f in self.fields if f.is_relation and f.related_model._meta.pk.name != "code"]

    def _shown(self, row: models.Model, fields: Iterable[models.Field]) -> dict[str, Any]:
        return self.told(row, {field.name: _readable(row, field) for field in fields})


def _compared(model: type[models.Model], ours: Sequence[str]) -> tuple[models.Field, ...]:
    left_out = {CLOSED, *ours}
    fields = model._meta.concrete_fields
    return tuple(f for f in fields if f.name not in left_out and not isinstance(f, models.AutoField))


def _readable(row: models.Model, field: models.Field) -> Any:
    """The value as the trail keeps it: a related record by its code, a geometry as JSON text."""
    value = getattr(row, field.attname)
    if isinstance(field, models.JSONField) and value is not None:
        return json.dumps(value, separators=(",", ":"))
    if field.is_relation and value is not None and field.related_model._meta.pk.name != "code":
        return getattr(getattr(row, field.name), "code", value)
    return value


def _follow(row: models.Model, path: str) -> Any:
    """The value at the end of a lookup such as ``contest__code``; None where the way ends before."""
    value: Any = row
    for name in path.split("__"):
        value = getattr(value, name, None)
    return value


def _write(model: type[models.Model], rows: _Rows) -> None:
    """Changed rows first, so that whoever leaves a seat has left before the next one takes it; only where
    rows are part of one another may a changed row point at a new one, and then the new ones come first."""
    if _relations_to_itself(model):
        _create(model, rows)
        _update(model, rows)
    else:
        _update(model, rows)
        _create(model, rows)


def _free(model: type[models.Model], rows: _Rows, fields: Sequence[str]) -> None:
    """Empty the fields of changed rows that no two may share, so that two rows can change places."""
    emptied = {field: None for field in fields if field in rows.fields}
    if emptied:
        model._base_manager.filter(pk__in=[row.pk for row in rows.old]).update(**emptied)


def _create(model: type[models.Model], rows: _Rows) -> None:
    for wave in _waves(model, rows.new):
        model._base_manager.bulk_create(wave, batch_size=_BATCH)


def _update(model: type[models.Model], rows: _Rows) -> None:
    if rows.old:
        model._base_manager.bulk_update(rows.old, sorted(rows.fields), batch_size=_BATCH)


def _relations_to_itself(model: type[models.Model]) -> list[models.Field]:
    return [f for f in model._meta.concrete_fields if f.is_relation and f.related_model is model]


def _waves(model: type[models.Model], rows: list[models.Model]) -> Iterator[list[models.Model]]:
    """The rows in an order in which whatever they are part of is saved first."""
    to_self = _relations_to_itself(model)
    while rows:
        unsaved = {id(row) for row in rows}
        waiting = [r for r in rows if any(id(f.get_cached_value(r, None)) in unsaved for f in to_self)]
        if len(waiting) == len(rows):
            raise ValueError(f"{model.__name__}: rows are part of each other in a circle")
        held = {id(row) for row in waiting}
        yield [row for row in rows if id(row) not in held]
        rows = waiting
