"""What a person should look at before the photos of a form are trusted. Nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from siaga.desks.results.darkroom import Glance, alike, same_hand
from siaga.desks.results.models import FormPhoto, PhotoFinding, PhotoKind, ResultRow
from siaga.engines.reading.sheets.label import read_label

_BETWEEN_FORMS = (PhotoKind.SAME, PhotoKind.ALIKE)
_BETWEEN_SIDES = (PhotoKind.TWICE, PhotoKind.RESEMBLES)

Noticed = tuple[str, FormPhoto | None, dict[str, Any]]


def notice(photo: FormPhoto, glance: Glance) -> list[PhotoFinding]:
    """Write down everything about a new photo that asks for a person's eyes."""
    now = timezone.now()
    found = [*_likenesses(photo), *_of_the_page(photo, glance)]
    return PhotoFinding.objects.bulk_create(
        PhotoFinding(photo=photo, kind=kind, other=other, told=told, at=now) for kind, other, told in found
    )


def _likenesses(photo: FormPhoto) -> Iterator[Noticed]:
    """Photos of the same election that are the same bytes or look the same: those of other forms, and those
    of the other side of this one, for a paper photographed once is no second source. Of another form, the
    same handwriting is enough; both sides of one form photograph the same paper.
    """
    others = FormPhoto.objects.filter(row__contest__election=photo.row.contest.election_id)
    others = others.exclude(row=photo.row_id, side=photo.side)
    for pk, row, file, look, hand in others.values_list("pk", "row", "file_id", "look", "hand"):
        same, like = _BETWEEN_SIDES if row == photo.row_id else _BETWEEN_FORMS
        if file == photo.file_id:
            yield same, FormPhoto(pk=pk), {}
        elif alike(look, photo.look) or (row != photo.row_id and same_hand(hand, photo.hand)):
            yield like, FormPhoto(pk=pk), {}


def _of_the_page(photo: FormPhoto, glance: Glance) -> Iterator[Noticed]:
    if photo.reason:
        yield PhotoKind.UNPLACED, None, {"reason": photo.reason}
    if photo.page and photo.page_said and photo.page != photo.page_said:
        yield PhotoKind.SWAPPED, None, {"said": photo.page_said, "tag": photo.page}
    if glance.screen:
        yield PhotoKind.SCREEN, None, {}
    yield from _of_the_code(photo.row, glance)


def _of_the_code(row: ResultRow, glance: Glance) -> Iterator[Noticed]:
    """The printed code says station and contest; a tag of another form says at least the latter."""
    labels = [label for label in map(read_label, glance.codes) if label]
    stations = {label.station for label in labels} - {row.station.code}
    contests = {label.contest for label in labels} - {row.contest.code}
    if stations:
        yield PhotoKind.STATION, None, {"code": min(stations)}
    if contests or glance.stranger:
        yield PhotoKind.CONTEST, None, {"code": min(contests, default="")}
