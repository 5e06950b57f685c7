"""The photographs of one source of a form, page by page; none where nobody took any."""

from __future__ import annotations

from dataclasses import dataclass

from siaga.desks.results.models import FormPhoto, PhotoReading, ResultRow


@dataclass(frozen=True, slots=True)
class Evidence:
    """Photos in the order they were taken, and the receipt number under which their cut-outs are kept; empty
    where the photos were not read.
    """

    photos: tuple[FormPhoto, ...] = ()
    cuttings: str = ""

    def __bool__(self) -> bool:
        return bool(self.photos)


def evidence_of(row: ResultRow, receipt: str, by: int) -> Evidence:
    """The photos that belong to figures: of the same row, receipt number and person. Two queries."""
    photos = tuple(
        FormPhoto.objects.filter(row=row, submission=receipt, by=by)
        .select_related("file")
        .order_by("page", "order", "pk")
    )
    if not photos:
        return Evidence()
    read = PhotoReading.objects.filter(row=row, submission=receipt, cuttings__isnull=False)
    return Evidence(photos, receipt if read.exists() else "")
