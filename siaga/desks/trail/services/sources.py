"""The register of sources, and the fields every sourced record takes from the row of a pack."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from siaga.desks.trail.models import Source
from siaga.desks.trail.services.put import KindChanges, put
from siaga.desks.trail.services.record import Subject
from siaga.engines.packs import model as packs

Sources = Mapping[str, Source]
"""Every known source by its code."""


class UnknownSourceError(ValueError):
    """A row names a source that is not in the register."""


class UnmarkedSampleError(ValueError):
    """A made-up row of a kind that has no place for the mark, so that nobody could tell it from a fact."""


def put_sources(rows: Iterable[packs.Source]) -> tuple[KindChanges, Sources]:
    """Bring the register in line with a pack's sources; sources of other packs stay untouched."""
    wanted = [_source(row) for row in rows]
    ours = Source.objects.filter(code__in=[source.code for source in wanted])
    changes = put(ours, wanted, key=("code",), about=Subject("trail.source", "", f"{len(wanted)} sources"))
    return changes, {source.code: source for source in wanted}


def origin_fields(model: type[models.Model], origin: packs.Origin, sources: Sources) -> dict[str, Any]:
    """Return the values of source, place, precision, doubt (and sample) for a record made from a pack's row.

    Raises UnknownSourceError, or UnmarkedSampleError for a sample of a model that has no field for it.
    """
    if origin.source not in sources:
        raise UnknownSourceError(f"{origin.file}:{origin.line}: unknown source {origin.source}")
    marked = hasattr(model, "sample")
    if origin.sample and not marked:
        raise UnmarkedSampleError(
            f"{origin.file}:{origin.line}: {model._meta.verbose_name} cannot be a sample"
        )
    fields = {
        "source": sources[origin.source],
        "source_place": origin.place,
        "precision": origin.precision.value,
        "doubt": origin.doubt,
    }
    return fields | ({"sample": origin.sample} if marked else {})


def _source(row: packs.Source) -> Source:
    return Source(
        code=row.code,
        title=row.title,
        publisher=row.publisher,
        address=row.address,
        dated=row.date,
        note=row.note,
    )
