"""What a night of photos left in the database: per row its versions, photos and acts; and whether the bytes
on the disk are those of their names.
"""

from __future__ import annotations

import json
from hashlib import sha256

import django

if __name__ == "__main__":
    django.setup()

from siaga.desks.results.models import FormPhoto, PhotoClash, ResultRow
from siaga.desks.trail.services.files import open_file
from tests.faults.count_left import row_left, trail_left


def photo_left(photo: FormPhoto) -> str:
    """The digest of the bytes as they lie on the disk."""
    with open_file(photo.file) as file:
        return sha256(file.read()).hexdigest()


if __name__ == "__main__":
    rows = {row.station.code: row_left(row) for row in ResultRow.objects.filter(contest__code="mayor")}
    photos = [(photo.row.station.code, photo_left(photo)) for photo in FormPhoto.objects.all()]
    told = {"rows": rows, "photos": photos, "clashes": PhotoClash.objects.count(), "trail": trail_left()}
    print(json.dumps(told))  # noqa: T201
