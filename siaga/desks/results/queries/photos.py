"""The photographs of forms, for those who work on the rows: what came in and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from siaga.desks.offices.access import within
from siaga.desks.results.errors_photos import sentence_of
from siaga.desks.results.models import (
    ONE_PAPER,
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    PhotoKind,
    ResultRow,
    ResultVersion,
    Side,
    SupervisorForm,
)
from siaga.desks.results.queries.sight import Sight, seen_photos
from siaga.desks.results.receipts import beginning_of, code_of
from siaga.desks.results.states import State


@dataclass(frozen=True, slots=True)
class Noticed:
    """One finding about a photo, in words; `other`: the photo it was compared with."""

    kind: str
    words: str
    more: str
    other: FormPhoto | None


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """One photo of a row: which version's figures, or which form's of the supervisor, came with it (none yet:
    0), what was noticed, what came later under its number.
    """

    photo: FormPhoto
    number: int
    findings: tuple[Noticed, ...]
    clashes: tuple[PhotoClash, ...]


@dataclass(frozen=True, slots=True)
class OnePaper:
    """A photo of the crew and one of the supervisor that are the very same picture (`same`) or look so."""

    same: bool
    crew: FormPhoto
    supervisor: FormPhoto


@dataclass(frozen=True, slots=True)
class ReceivedForm:
    """What a receipt stands for: figures of a row, from which side, when they came, and the digests of its
    photos.
    """

    code: str
    row: ResultRow
    side: Side
    digest: str
    at: datetime
    sample: bool
    photos: tuple[str, ...]


def photos_of(row: ResultRow, user: Any, sight: Sight) -> tuple[PhotoLine, ...]:
    """The photos of a row that the user may see, in the order they were taken, newest submission last. Six
    queries.
    """
    photos = seen_photos(row, user, sight).select_related("by", "file").order_by("received_at", "order")
    photos = photos.prefetch_related(
        "clashes__by", "findings__other__row__station__ward", "findings__other__row__contest__election"
    )
    numbers = _numbers(row, {photo.side for photo in photos})
    return tuple(
        PhotoLine(
            photo,
            numbers.get((photo.side, photo.submission, photo.by_id), 0),
            tuple(_in_words(one) for one in photo.findings.all() if _open(one, sight)),
            tuple(photo.clashes.all()),
        )
        for photo in photos
    )


def _numbers(row: ResultRow, sides: set[str]) -> dict[tuple[str, str, int], int]:
    """The number of what a receipt number became, by side, receipt number and person."""
    found = {}
    if Side.CREW in sides:
        found = {(Side.CREW, v.client_id, v.entered_by_id): v.number for v in row.versions.all()}
    if Side.SUPERVISOR in sides:
        found |= {(Side.SUPERVISOR, f.client_id, f.by_id): f.number for f in row.supervisor_forms.all()}
    return found


def findings_seen(user: Any) -> QuerySet[PhotoFinding]:
    """What was noticed about photos, for lists over many rows: to the supervisor of a station nothing of the
    crew's until the row is counted, and of the supervisor's photos nothing but to who decides there.
    """
    place = {"region": "photo__row__station__ward", "station": "photo__row__station"}
    alone = ~Q(kind__in=ONE_PAPER)
    crew = alone & Q(photo__side=Side.CREW) & ~within(user, "results.supervise", **place)
    own = alone & Q(photo__by=user.pk)
    both = Q(photo__row__state=State.COUNTED) | within(user, "results.correct", **place)
    return PhotoFinding.objects.filter(crew | own | both)


def one_paper(row: ResultRow) -> tuple[OnePaper, ...]:
    """The supervisor's pictures of a row that the crew seems to have sent too, by page, each once: beside the
    very same picture where there is one, and the newest of several. One query.
    """
    found = PhotoFinding.objects.filter(photo__row=row, kind__in=ONE_PAPER).select_related("photo", "other")
    pairs = [_pair(one, one.other) for one in found if one.other]
    best = {pair.supervisor.file_id: pair for pair in sorted(pairs, key=lambda p: (p.same, p.crew.pk))}
    return tuple(sorted(best.values(), key=lambda p: (not p.same, p.crew.page or 0, p.crew.pk)))


def _pair(finding: PhotoFinding, other: FormPhoto) -> OnePaper:
    crew, supervisor = sorted((finding.photo, other), key=lambda photo: photo.side != Side.CREW)
    return OnePaper(finding.kind == PhotoKind.TWICE, crew, supervisor)


def _open(finding: PhotoFinding, sight: Sight) -> bool:
    """Whether a finding tells nothing of a side that is covered."""
    return finding.kind not in ONE_PAPER or (sight.photos and sight.form)


def findings_by_row(rows: Iterable[int], user: Any) -> Mapping[int, tuple[str, ...]]:
    """What was noticed about the photos of some rows, as far as the user may know, each once, in words. One
    query.
    """
    found = findings_seen(user).filter(photo__row__in=list(rows)).values_list("photo__row", "kind")
    kinds: dict[int, set[str]] = {}
    for row, kind in found:
        kinds.setdefault(row, set()).add(kind)
    return {row: tuple(str(PhotoKind(kind).label) for kind in sorted(seen)) for row, seen in kinds.items()}


def received(code: str) -> list[ReceivedForm]:
    """What was received under a code, from a crew or a supervisor; nearly always one form or none. Three
    queries.
    """
    beginning = beginning_of(code)
    if beginning is None:
        return []
    digests = {"digest__gte": beginning, "digest__lte": beginning + "g"}
    related = ("row__contest__election", "row__station__ward__parent")
    versions = ResultVersion.objects.filter(**digests).select_related(*related)
    forms = SupervisorForm.objects.filter(**digests).select_related(*related)
    found = [_received(v, Side.CREW, v.entered_by_id, v.entered_at, v.sample) for v in versions]
    found += [_received(f, Side.SUPERVISOR, f.by_id, f.at, f.row.sample) for f in forms]
    return sorted(found, key=lambda one: one.at)


def _received(
    said: ResultVersion | SupervisorForm, side: Side, by: int, at: datetime, sample: bool
) -> ReceivedForm:
    photos = FormPhoto.objects.filter(submission=said.client_id, row=said.row_id, by=by)
    digests = tuple(photos.order_by("order", "pk").values_list("file_id", flat=True))
    return ReceivedForm(code_of(said.digest), said.row, side, said.digest, at, sample, digests)


def _in_words(finding: PhotoFinding) -> Noticed:
    return Noticed(finding.kind, str(PhotoKind(finding.kind).label), _more(finding.told), finding.other)


def _more(told: Mapping[str, Any]) -> str:
    if reason := told.get("reason"):
        return sentence_of(reason)
    if "tag" in told:
        return _("chosen: page %(said)s, tag: page %(tag)s") % told
    return str(told.get("code", ""))
