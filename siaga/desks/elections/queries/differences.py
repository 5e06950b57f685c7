"""What loading a pack does, in the words of the page: kind by kind, row by row, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from siaga.desks.trail.services.put import CLOSED, KindChanges, RowChange

MOST_ROWS = 50
"""Rows shown of each sort; the number of all of them is always said."""
_LONGEST_VALUE = 160

KINDS = {
    "trail.source": gettext_lazy("Sources"),
    "places.region": gettext_lazy("Regions"),
    "places.stationmap": gettext_lazy("Map of polling stations"),
    "places.pollingstation": gettext_lazy("Polling stations"),
    "elections.legalbasis": gettext_lazy("Legal bases"),
    "elections.election": gettext_lazy("The election itself"),
    "elections.contest": gettext_lazy("Contests"),
    "elections.candidatepair": gettext_lazy("Lines of the ballots"),
    "elections.stage": gettext_lazy("Stages"),
    "elections.publishedfigure": gettext_lazy("Published figures"),
    "elections.staffingclaim": gettext_lazy("Claimed numbers of staff"),
    "elections.event": gettext_lazy("Dated events"),
    "offices.institution": gettext_lazy("Institutions"),
    "offices.office": gettext_lazy("Offices"),
    "offices.officeholder": gettext_lazy("Office-holders"),
    "meetings.series": gettext_lazy("Series of meetings"),
    "meetings.meeting": gettext_lazy("Meetings"),
    "meetings.agendaitem": gettext_lazy("Agenda"),
    "meetings.attendance": gettext_lazy("Attendance"),
    "meetings.statement": gettext_lazy("Statements"),
    "meetings.conclusion": gettext_lazy("Conclusions"),
    "meetings.claim": gettext_lazy("Claims"),
    "meetings.action": gettext_lazy("Actions"),
    "readiness.duty": gettext_lazy("Duties"),
    "grants.grant": gettext_lazy("Grants"),
}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One value that would change, as people read it."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row; a new or closed one has no fields."""

    label: str
    key: str
    fields: tuple[FieldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one kind with one fate: the first `MOST_ROWS` of `count`."""

    title: str
    rows: tuple[RowLine, ...]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Difference:
    """What happens to one kind of row; `parts` are its new, changed, closed and missing rows, if any."""

    name: str
    parts: tuple[Part, ...]
    unchanged: int
    written: bool


def differences(kinds: Iterable[KindChanges]) -> list[Difference]:
    """Every kind of which something changes or is missing, in the order in which it is loaded."""
    return [found for kind in kinds if (found := _difference(kind)).parts]


def _difference(kind: KindChanges) -> Difference:
    fates = (
        (_("new"), kind.added),
        (_("changed"), kind.changed),
        (_("closed"), kind.closed),
        (_("no longer in the pack, stays"), kind.missing),
    )
    parts = tuple(_part(kind.kind, title, rows) for title, rows in fates if rows)
    return Difference(str(KINDS.get(kind.kind, kind.kind)), parts, kind.unchanged, bool(kind))


def _part(kind: str, title: str, rows: tuple[RowChange, ...]) -> Part:
    model = apps.get_model(kind)
    return Part(title, tuple(_row(model, row) for row in rows[:MOST_ROWS]), len(rows))


def _row(model: type[Model], row: RowChange) -> RowLine:
    return RowLine(_label(row), row.key, tuple(_fields(model, row)) if row.before and row.after else ())


def _label(row: RowChange) -> str:
    """The words of a new row that has no name but its number; what is restricted shows the number only."""
    said = row.after or {}
    text = said.get("text", "") if row.before is None and said.get("visibility") != "restricted" else ""
    return Truncator(text).chars(_LONGEST_VALUE) or row.label


def _fields(model: type[Model], row: RowChange) -> Iterator[FieldLine]:
    before, after = row.before or {}, row.after or {}
    for name in after:
        if name != CLOSED:
            field = model._meta.get_field(name)
            yield FieldLine(
                capfirst(str(field.verbose_name)), _shown(field, before.get(name)), _shown(field, after[name])
            )


def _shown(field: Field, value: Any) -> str:
    if value is None or value == "":
        return _("not stated")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return Truncator(str(dict(field.flatchoices).get(value, value))).chars(_LONGEST_VALUE)
