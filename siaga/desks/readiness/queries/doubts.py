"""Doubtful sources: every record whose source looks wrong, word for word beside the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from siaga.desks.readiness.queries.light import Input, Light, Records, Shade, cells
from siaga.desks.trail.models import Source, Sourced


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record that is kept as its source has it although something in it cannot be right."""

    kind: str
    record: str
    verbatim: str
    why: str
    source: str
    place: str


def doubts_light() -> Light:
    """The light of the sources."""
    return light_of(list(doubts()))


def doubts() -> Iterator[Doubt]:
    """Every doubted record of every desk, and every source with a note on its own reliability."""
    for model in apps.get_models():
        if issubclass(model, Sourced):
            yield from (_doubt(record) for record in model.objects.exclude(doubt="").select_related("source"))


def light_of(found: list[Doubt]) -> Light:
    """The light for some doubts: they call for a look, since the figures stay as printed."""
    return Light(
        area="doubts",
        title=_("Doubtful sources"),
        shade=_shade(found),
        sentence=_sentence(found),
        formula=_("every record whose field “doubt” is not empty; the value stays as printed"),
        inputs=(Input(_("Doubted records"), len(found)), Input(_("Sources"), len({d.source for d in found}))),
        records=_records(found),
    )


def _shade(found: list[Doubt]) -> Shade:
    if found:
        return Shade.WARN
    return Shade.GOOD if Source.objects.exists() else Shade.NONE


def _sentence(found: list[Doubt]) -> str:
    if not found:
        return _("No record is doubted.")
    return ngettext(
        "%(n)d record is kept as its source prints it although it looks wrong.",
        "%(n)d records are kept as their sources print them although they look wrong.",
        len(found),
    ) % {"n": len(found)}


def _records(found: list[Doubt]) -> Records:
    heads = (_("Kind"), _("Record"), _("as printed"), _("why it is doubted"), _("source"))
    return Records(
        heads,
        tuple(
            cells(d.kind, d.record, d.verbatim, d.why, f"{d.source}, {d.place}".strip(", ")) for d in found
        ),
    )


def _doubt(record: Sourced) -> Doubt:
    return Doubt(
        kind=str(record._meta.verbose_name),
        record=str(record),
        verbatim=getattr(record, "verbatim", "") or "",
        why=record.doubt,
        source=record.source.title if record.source else _("not stated"),
        place=record.source_place,
    )
