"""The photographs of one source of a form, page by page; none where nobody took any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from siaga.desks.results.models import FormPhoto, PhotoReading, ResultRow

Place = tuple[int, int, int, int]
"""Left, top, width and height of a figure in the picture of all cut-outs, in pixels."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Photos in the order they were taken, the receipt number under which their cut-outs are kept (empty
    where the photos were not read), and where in that picture each figure is.
    """

    photos: tuple[FormPhoto, ...] = ()
    cuttings: str = ""
    places: Mapping[str, Place] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.photos)


def evidence_of(row: ResultRow, receipt: str, by: int) -> Evidence:
    """The photos that belong to figures: of the same row, receipt number and person. Two queries."""
    photos = tuple(
        FormPhoto.objects.filter(row=row, submission=receipt, by=by)
        .select_related("file")
        .order_by("page", "order", "pk")
    )
    read = newest_reading(row, receipt) if photos else None
    if read is None:
        return Evidence(photos)
    return Evidence(photos, receipt, {name: tuple(place) for name, place in read.places.items()})


def newest_reading(row: ResultRow, receipt: str) -> PhotoReading | None:
    """The newest reading of the photos of a receipt number that has cut-outs. One query."""
    readings = PhotoReading.objects.filter(row=row, submission=receipt, cuttings__isnull=False)
    return readings.select_related("cuttings").order_by("-made_at", "-pk").first()
