"""The photographs of forms, for those who work on the rows: what came in and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from siaga.desks.results.models import (
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    PhotoKind,
    ResultRow,
    ResultVersion,
)
from siaga.desks.results.receipts import beginning_of, code_of
from siaga.desks.results.refusals import sentence_of


@dataclass(frozen=True, slots=True)
class Noticed:
    """One finding about a photo, in words; `other`: the photo it was compared with."""

    kind: str
    words: str
    more: str
    other: FormPhoto | None


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One photo of a row: which version's figures came with it (none yet: 0), what was noticed, what came
    later under its number.
    """

    photo: FormPhoto
    version: int
    findings: tuple[Noticed, ...]
    clashes: tuple[PhotoClash, ...]


@dataclass(frozen=True, slots=True)
class ReceivedForm:
    """What a receipt stands for: figures of a row, when they came, and the digests of its photos."""

    code: str
    version: ResultVersion
    photos: tuple[str, ...]


def photos_of(row: ResultRow) -> tuple[PhotoLine, ...]:
    """The photos of a row in the order they were taken, newest submission last. Five queries."""
    versions = {(version.client_id, version.entered_by_id): version.number for version in row.versions.all()}
    photos = FormPhoto.objects.filter(row=row).select_related("by", "file").order_by("received_at", "order")
    photos = photos.prefetch_related(
        "clashes__by", "findings__other__row__station__ward", "findings__other__row__contest__election"
    )
    return tuple(
        PhotoLine(
            photo,
            versions.get((photo.submission, photo.by_id), 0),
            tuple(map(_in_words, photo.findings.all())),
            tuple(photo.clashes.all()),
        )
        for photo in photos
    )


def findings_by_row(rows: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
    """What was noticed about the photos of some rows, each once, in words. One query."""
    found = PhotoFinding.objects.filter(photo__row__in=list(rows)).values_list("photo__row", "kind")
    kinds: dict[int, set[str]] = {}
    for row, kind in found:
        kinds.setdefault(row, set()).add(kind)
    return {row: tuple(str(PhotoKind(kind).label) for kind in sorted(seen)) for row, seen in kinds.items()}


def received(code: str) -> list[ReceivedForm]:
    """What was received under a code; nearly always one form or none. Two queries."""
    beginning = beginning_of(code)
    if beginning is None:
        return []
    found = ResultVersion.objects.filter(digest__gte=beginning, digest__lte=beginning + "g")
    related = ("row__contest__election", "row__station__ward__parent")
    return [_received(version) for version in found.select_related(*related).order_by("entered_at")]


def _received(version: ResultVersion) -> ReceivedForm:
    photos = FormPhoto.objects.filter(
        submission=version.client_id, row=version.row_id, by=version.entered_by_id
    )
    digests = tuple(photos.order_by("order", "pk").values_list("file_id", flat=True))
    return ReceivedForm(code_of(version.digest), version, digests)


def _in_words(finding: PhotoFinding) -> Noticed:
    return Noticed(finding.kind, str(PhotoKind(finding.kind).label), _more(finding.told), finding.other)


def _more(told: Mapping[str, Any]) -> str:
    if reason := told.get("reason"):
        return sentence_of(reason)
    if "tag" in told:
        return _("chosen: page %(said)s, tag: page %(tag)s") % told
    return str(told.get("code", ""))
