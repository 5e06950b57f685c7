"""Taking in a photograph of a form: looked at, kept as sent, compared with the others; safe to repeat."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from siaga.desks.offices.models import User
from siaga.desks.results.darkroom import Busy, Glance, Unreadable, examine
from siaga.desks.results.errors import SamePerson
from siaga.desks.results.errors_photos import (
    NOT_A_PHOTO,
    ClashesEnough,
    Crowded,
    EnoughOfForm,
    NumberOfAnother,
    PhotoClashed,
    PhotoRefused,
    TooManyPhotos,
)
from siaga.desks.results.models import (
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    ResultRow,
    ResultVersion,
    Side,
    SupervisorForm,
)
from siaga.desks.results.printed import sheet_of
from siaga.desks.results.services._move import despite_race, locked
from siaga.desks.results.services.noticing import notice
from siaga.desks.results.sides import made_the_other, side_of
from siaga.desks.trail.models import StoredFile
from siaga.desks.trail.services import record
from siaga.desks.trail.services.files import FileRefused, keep
from siaga.desks.trail.sniff import PICTURES

HOUR = timedelta(hours=1)
KEPT_CLASHES = 3
"""Other pictures that are kept under one number of an upload."""
_PAUSE = 600
"""Seconds after which a phone that has sent too many within an hour comes again."""
_door, _at_work = Lock(), set[int]()
_ONE_SIDE = _("You made the other reading of this form: another person must photograph it.")


@dataclass(frozen=True, slots=True)
class Photograph:
    """One photo as a phone sends it.

    `client_id`: the phone's own number of this upload; `submission`: the receipt number its figures will
    have; `order`: from 1, as taken; `page`: the page it was taken for; `taken_at`: by the phone's clock.
    """

    client_id: str
    submission: str
    order: int
    content: bytes = field(repr=False)
    page: int | None = None
    taken_at: datetime | None = None
    name: str = "foto"

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """For `keep`."""
        yield self.content


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a photo; `repeated` when it had been received before and nothing was done again."""

    photo: FormPhoto
    repeated: bool = False


def take_photo(row: ResultRow, by: User, sent: Photograph) -> Taken:
    """Keep a photo of the row's form, with what is noticed about it; the supervisor's for their own reading,
    the crew's for its entry.

    The same number with the same bytes is accepted again; with other bytes both are kept, a few times, and
    PhotoClashed is raised. Raises PermissionDenied outside the person's own places, SamePerson for who has
    made the other source of the form, NumberOfAnother, PhotoRefused for what is no photo, EnoughOfForm,
    TooManyPhotos, and Crowded also while another photo of the same person is being looked at.
    """
    side = side_of(by, row)
    earlier = FormPhoto.objects.filter(client_id=sent.client_id).first()
    if earlier and _is_again(earlier, row, by, sent):
        return Taken(earlier, repeated=True)
    if made_the_other(by, row, side):
        raise SamePerson(_ONE_SIDE)
    if _of_another(row, by, side, sent.submission):
        raise NumberOfAnother
    if earlier and earlier.clashes.count() >= KEPT_CLASHES:
        raise ClashesEnough
    _within_quota(row, by)
    with _alone(by):
        glance = _looked_at(row, sent)
        stored = _stored(sent)
        taken = despite_race(lambda: _take(row, by, side, sent, stored, glance))
    if taken is None:
        raise PhotoClashed
    return taken


@contextmanager
def _alone(by: User) -> Iterator[None]:
    """One photo of a person at a time in this process, so that no account can keep everybody waiting."""
    with _door:
        if by.pk in _at_work:
            raise Crowded(2)
        _at_work.add(by.pk)
    try:
        yield
    finally:
        with _door:
            _at_work.discard(by.pk)


def _is_again(earlier: FormPhoto, row: ResultRow, by: User, sent: Photograph) -> bool:
    """Whether this very photo was received before, from the same person for the same row."""
    return (earlier.file_id, earlier.row_id, earlier.by_id) == (sent.digest, row.pk, by.pk)


def _within_quota(row: ResultRow, by: User) -> None:
    """Count what is kept from the person, other pictures under a used number too."""
    photos, clashes = FormPhoto.objects.filter(by=by), PhotoClash.objects.filter(by=by)
    of_form = photos.filter(row=row).count() + clashes.filter(photo__row=row).count()
    if of_form >= settings.SIAGA_PHOTOS_PER_FORM:
        raise EnoughOfForm
    since = timezone.now() - HOUR
    lately = photos.filter(received_at__gt=since).count() + clashes.filter(at__gt=since).count()
    if lately >= settings.SIAGA_PHOTOS_PER_HOUR:
        raise TooManyPhotos(_PAUSE)


def _looked_at(row: ResultRow, sent: Photograph) -> Glance:
    try:
        return examine(sent.content, sheet_of(row.contest))
    except Unreadable as refusal:
        raise PhotoRefused(refusal.code) from None
    except Busy:
        raise Crowded from None


def _stored(sent: Photograph) -> StoredFile:
    try:
        return keep(sent, kinds=PICTURES)
    except FileRefused:
        raise PhotoRefused(NOT_A_PHOTO) from None


@transaction.atomic
def _take(
    row: ResultRow, by: User, side: Side, sent: Photograph, stored: StoredFile, glance: Glance
) -> Taken | None:
    """The photo; None after keeping a clash, which must not be undone by an exception."""
    now = locked(row)
    earlier = FormPhoto.objects.filter(client_id=sent.client_id).first()
    if earlier and _is_again(earlier, now, by, sent):
        return Taken(earlier, repeated=True)
    if earlier:
        _keep_clash(earlier, by, stored)
        return None
    if _of_another(now, by, side, sent.submission):
        raise NumberOfAnother
    photo = _new_photo(now, by, side, sent, glance)
    told = _described(photo, notice(photo, glance))
    record("results.photo", now, after=told)
    return Taken(photo)


def _of_another(row: ResultRow, by: User, side: Side, submission: str) -> bool:
    """Whether the receipt number stands for another row, person or side already; the database refuses it
    too.
    """
    photos = FormPhoto.objects.filter(submission=submission).exclude(row=row, by=by, side=side)
    entries = ResultVersion.objects.filter(client_id=submission)
    forms = SupervisorForm.objects.filter(client_id=submission)
    if side == Side.CREW:
        entries = entries.exclude(row=row, entered_by=by)
    else:
        forms = forms.exclude(row=row, by=by)
    return photos.exists() or entries.exists() or forms.exists()


def _keep_clash(earlier: FormPhoto, by: User, stored: StoredFile) -> None:
    """Beside the photo whose number was used again; the same bytes clash once."""
    if earlier.file_id == stored.pk:
        return
    if not PhotoClash.objects.filter(photo=earlier, file=stored).exists():
        PhotoClash.objects.create(photo=earlier, file=stored, by=by, at=timezone.now())
        record("results.photo_clash", earlier.row, after={"upload": earlier.client_id, "other": stored.pk})


def _new_photo(row: ResultRow, by: User, side: Side, sent: Photograph, glance: Glance) -> FormPhoto:
    return FormPhoto.objects.create(
        row=row,
        file_id=sent.digest,
        client_id=sent.client_id,
        submission=sent.submission,
        side=side,
        order=sent.order,
        page_said=sent.page,
        page=glance.page,
        reason=glance.reason,
        look=glance.look,
        hand=glance.hand,
        by=by,
        taken_at=sent.taken_at,
        received_at=timezone.now(),
    )


def _described(photo: FormPhoto, findings: list[PhotoFinding]) -> dict[str, Any]:
    return {
        "upload": photo.client_id,
        "submission": photo.submission,
        "side": photo.side,
        "sha256": photo.file_id,
        "page": photo.page,
        "noticed": [finding.kind for finding in findings],
    }
