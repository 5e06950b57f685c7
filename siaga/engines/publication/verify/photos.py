"""Does every photo belong to a form that is listed?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from siaga.engines.publication.compose import PHOTOS
from siaga.engines.publication.model import Photo
from siaga.engines.publication.verify.content import Tables
from siaga.engines.publication.verify.report import Report


def check_photos(photos: Sequence[Photo], contests: Iterable[Tables], report: Report) -> None:
    """Each photo is of a row of a contest, and bears the sample mark of that row."""
    rows = {(found.contest.code, row.station): row for found in contests for row in found.contest.rows}
    for number, photo in enumerate(photos, 2):
        row, place = rows.get((photo.contest, photo.station)), f"{PHOTOS}:{number}"
        if row is None:
            report.add(
                place, f"a photo of {photo.contest[:40]!r} at station {photo.station}, which has no row"
            )
        elif row.sample != photo.sample:
            report.add(place, f"the sample mark of a photo of station {photo.station} is not that of its row")
