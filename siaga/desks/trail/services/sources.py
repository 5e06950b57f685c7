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


def put_sources(pack: str, rows: Iterable[packs.Source]) -> tuple[KindChanges, Sources]:
    """Bring the register in line with the sources of a pack; what other packs named stays untouched.

    Returns the sources under the codes the pack itself uses.
    """
    known = {source.code: source for source in Source.objects.all()}
    wanted = {row.code: _source(row, pack, known) for row in rows}
    ours = Source.objects.filter(code__in=[source.code for source in wanted.values()])
    about = Subject("trail.source", pack, f"{len(wanted)} sources")
    return put(ours, wanted.values(), key=("code",), about=about), wanted


def sources_of(pack: packs.Pack) -> Sources:
    """The registered sources of a pack that is loaded, under the codes the pack itself uses.

    A desk that answers to a loaded pack needs them for `origin_fields`.
    """
    codes = [code for row in pack.sources for code in (row.code, _own_code(row, pack.id))]
    known = {source.code: source for source in Source.objects.filter(code__in=codes)}
    return {row.code: known.get(_own_code(row, pack.id)) or known[row.code] for row in pack.sources}


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


def _source(row: packs.Source, pack: str, known: Mapping[str, Source]) -> Source:
    """The row as a record: shared when it is the very document another pack named, a new one otherwise."""
    source = Source(
        code=row.code,
        pack=pack,
        title=row.title,
        publisher=row.publisher,
        address=row.address,
        dated=row.date,
        note=row.note,
    )
    namesake, own_code = known.get(row.code), _own_code(row, pack)
    if namesake and namesake.pack != pack:
        if own_code not in known and _document(namesake) == _document(source):
            return namesake
        source.code = own_code
    return source


def _own_code(row: packs.Source, pack: str) -> str:
    """The code of a source whose own code another pack has given to another document."""
    return f"{row.code}--{pack}"


def _document(source: Source) -> tuple[Any, ...]:
    return source.title, source.publisher, source.address, source.dated, source.note
