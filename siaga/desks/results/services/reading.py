"""Reading the figures of a form from its photos, once for each set of photos and version of the engine."""

from __future__ import annotations

import time
from collections.abc import Sequence
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from siaga.desks.offices.models import User
from siaga.desks.results.darkroom import Busy, FormRead, read_form
from siaga.desks.results.errors_photos import Crowded, NothingToRead
from siaga.desks.results.figures import register_of
from siaga.desks.results.models import FormPhoto, PhotoReading, ResultRow
from siaga.desks.results.printed import layout_for, sheet_of
from siaga.desks.results.services._move import locked
from siaga.desks.results.sides import side_of
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services import record
from siaga.desks.trail.services.files import keep, path_of
from siaga.desks.trail.sniff import Media


class _Cuttings:
    """The picture of all cut-outs, as `keep` takes it."""

    name = "potongan"

    def __init__(self, content: bytes) -> None:
        self.content = content

    def chunks(self) -> Sequence[bytes]:
        return (self.content,)


def read_photos(row: ResultRow, by: User, submission: str) -> PhotoReading:
    """What the engine reads in the photos of a submission; an earlier reading of the same photos is returned
    as it is.

    Raises PermissionDenied; NothingToRead while a page is missing, when no layout of the form is known or the
    engine gave up; Crowded.
    """
    side_of(by, row)
    photos = complete(row, by, submission)
    digest = sha256("".join(photo.file_id for photo in photos).encode()).hexdigest()
    known = PhotoReading.objects.filter(row=row, submission=submission, digest=digest)
    return known.order_by("-made_at").first() or _read(row, submission, digest, photos)


def complete(row: ResultRow, by: User, submission: str) -> list[FormPhoto]:
    """The person's photos of a submission in order, when every page of the form is among them. Raises
    NothingToRead.
    """
    photos = list(FormPhoto.objects.filter(row=row, by=by, submission=submission).order_by("order", "pk"))
    layout = layout_for(row.contest)
    if layout is None or {page.number for page in layout.pages} - {photo.page for photo in photos}:
        raise NothingToRead
    return photos


def _read(row: ResultRow, submission: str, digest: str, photos: Sequence[FormPhoto]) -> PhotoReading:
    began = time.monotonic()
    try:
        paths = [path_of(photo.file_id) for photo in photos]
        read = read_form(paths, sheet_of(row.contest), register_of(row.station))
    except Busy:
        raise Crowded from None
    if read is None:
        raise NothingToRead
    cuttings = keep(_Cuttings(read.cuttings), kinds=[Media.WEBP]) if read.cuttings else None
    milliseconds = int((time.monotonic() - began) * 1000)
    return _keep_reading(row, submission, digest, read, cuttings, milliseconds)


@transaction.atomic
def _keep_reading(
    row: ResultRow,
    submission: str,
    digest: str,
    read: FormRead,
    cuttings: StoredFile | None,
    milliseconds: int,
) -> PhotoReading:
    now = locked(row)
    names = {"row": now, "submission": submission, "digest": digest, "model": read.model}
    if earlier := PhotoReading.objects.filter(**names).first():
        return earlier
    reading = PhotoReading.objects.create(
        **names,
        layout=read.layout,
        fields=read.fields,
        accepted=read.accepted,
        why=read.why,
        why_en=read.why_en,
        broken=list(read.broken),
        cuttings=cuttings,
        places=read.places,
        milliseconds=milliseconds,
        made_at=timezone.now(),
    )
    states = [field["state"] for field in read.fields.values()]
    told = {state: states.count(state) for state in sorted(set(states))}
    record("results.reading", now, after={"submission": submission, "model": read.model, "states": told})
    return reading
