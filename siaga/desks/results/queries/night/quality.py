"""How well the photos can be read: placed, refused and why, certain or in doubt, corrected by the crew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import Contest
from siaga.desks.results.errors_photos import sentence_of
from siaga.desks.results.models import (
    ONE_PAPER,
    FormPhoto,
    PhotoClash,
    PhotoFinding,
    PhotoKind,
    PhotoReading,
    ResultVersion,
)
from siaga.desks.results.queries.night.rows import NightRow, Phase

FORMULA = _(
    "placed share = photos placed ÷ photos; figures by the state of the latest reading of each submission; "
    "corrected = figures sent that are not those read ÷ figures of forms that were sent after a reading"
)
CERTAIN, ARITHMETIC, DOUBT, MISSING, CORRECTED, COMPARED = (
    "certain",
    "arithmetic",
    "doubt",
    "missing",
    "corrected",
    "compared",
)
KEPT = 50_000
"""Readings whose counts a process remembers; a reading is never changed, so neither are its counts."""

Key = tuple[int, str, int | None]


@dataclass(slots=True)
class Quality:
    """What was read in one ward, or in all: photos, those placed, figures by state, forms by what was
    noticed. `compared` figures were both read and sent, and `corrected` of them sent otherwise.
    """

    code: str
    name: str
    photos: int = 0
    placed: int = 0
    forms: int = 0
    figures: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        return sum(self.figures[state] for state in (CERTAIN, ARITHMETIC, DOUBT, MISSING))

    @property
    def certain(self) -> int:
        return self.figures[CERTAIN]

    @property
    def arithmetic(self) -> int:
        return self.figures[ARITHMETIC]

    @property
    def doubt(self) -> int:
        """Figures in doubt, those not found on the photo among them."""
        return self.figures[DOUBT] + self.figures[MISSING]

    @property
    def compared(self) -> int:
        return self.figures[COMPARED]

    @property
    def corrected(self) -> int:
        return self.figures[CORRECTED]


@dataclass(frozen=True, slots=True)
class Reading:
    """Reading quality of the rows: all together, by ward, why photos were refused, what was noticed."""

    whole: Quality
    wards: tuple[Quality, ...]
    refused: tuple[tuple[str, int], ...]
    noticed: tuple[tuple[str, int], ...]
    clashes: int


def reading(contest: Contest, rows: Iterable[NightRow]) -> Reading:
    """Reading quality of the photos of some rows. At most six queries."""
    known = {row.pk: row for row in rows}
    whole = Quality("", "")
    wards: dict[str, Quality] = {}
    refused = _photos(contest, known, whole, wards)
    for pk, counts in _readings(contest, known):
        for one in (whole, _ward(wards, known[pk])):
            one.forms += 1
            one.figures.update(counts)
    ordered = sorted(wards.values(), key=lambda one: one.code)
    clashes = PhotoClash.objects.filter(photo__row__contest=contest).values_list("photo__row", flat=True)
    return Reading(
        whole, tuple(ordered), refused, _noticed(contest, known), sum(pk in known for pk in clashes)
    )


def _ward(wards: dict[str, Quality], row: NightRow) -> Quality:
    return wards.setdefault(row.ward, Quality(row.ward, row.ward_name))


def _photos(
    contest: Contest, known: Mapping[int, NightRow], whole: Quality, wards: dict[str, Quality]
) -> tuple[tuple[str, int], ...]:
    """Count photos and placed ones; what comes back is why the others were refused, most often first."""
    refused: Counter[str] = Counter()
    photos = FormPhoto.objects.filter(row__contest=contest).order_by().values_list("row", "reason")
    for pk, reason, number in photos.annotate(n=Count("pk")):
        if pk not in known:
            continue
        for one in (whole, _ward(wards, known[pk])):
            one.photos += number
            one.placed += number if not reason else 0
        if reason:
            refused[reason] += number
    return tuple((sentence_of(reason), number) for reason, number in refused.most_common())


def _noticed(contest: Contest, known: Mapping[int, NightRow]) -> tuple[tuple[str, int], ...]:
    """What was noticed about the photos, with the number of forms it concerns; of a paper that both sides
    sent nothing where one of them is covered.
    """
    found = PhotoFinding.objects.filter(photo__row__contest=contest).order_by()
    seen = {(pk, kind) for pk, kind in found.values_list("photo__row", "kind").distinct() if pk in known}
    forms = Counter(kind for pk, kind in sorted(seen) if not (kind in ONE_PAPER and known[pk].covered))
    return tuple((str(PhotoKind(kind).label), number) for kind, number in forms.most_common())


def _readings(contest: Contest, known: Mapping[int, NightRow]) -> Iterable[tuple[int, Mapping[str, int]]]:
    """The counts of the latest reading of each submission. What the crew sent is compared only where the
    reader may know it: see `rows.Covers`; nor is it while the row waits to be read a second time.
    """
    latest: dict[tuple[int, str], tuple[int, str]] = {}
    found = PhotoReading.objects.filter(row__contest=contest).order_by("made_at", "pk")
    for pk, row, submission, digest in found.values_list("pk", "row", "submission", "digest"):
        if row in known:
            latest[row, submission] = (pk, digest)
    sent = _sent(contest)
    wanted: dict[Key, int] = {}
    for (row, submission), (pk, digest) in latest.items():
        open_ = not known[row].covered and known[row].phase is not Phase.WAITING
        wanted[pk, digest, sent.get((row, submission)) if open_ else None] = row
    counts = _counts.of(wanted)
    return [(row, counts[key]) for key, row in wanted.items()]


def _sent(contest: Contest) -> dict[tuple[int, str], int]:
    """The version each submission became."""
    found = ResultVersion.objects.filter(row__contest=contest, row__photo_readings__isnull=False)
    return {(row, receipt): pk for pk, row, receipt in found.order_by().values_list("pk", "row", "client_id")}


class _Counts:
    """The counts of readings a process has seen. Readings and versions are append-only in the database
    itself, so that what was counted once stays true; only new ones are asked for.
    """

    def __init__(self) -> None:
        self._known: dict[Key, Mapping[str, int]] = {}

    def of(self, keys: Iterable[Key]) -> Mapping[Key, Mapping[str, int]]:
        """The counts of these readings. Two queries, which bring only what is new."""
        wanted = list(keys)
        new = [key for key in wanted if key not in self._known]
        fields = dict(_values(PhotoReading, "fields", (pk for pk, _digest, _sent in new)))
        figures = dict(_values(ResultVersion, "figures", (sent for _pk, _digest, sent in new if sent)))
        found = {key: _count(fields[key[0]], figures.get(key[2])) for key in new}
        if len(self._known) + len(found) > KEPT:
            self._known.clear()
        result = {key: self._known[key] for key in wanted if key in self._known} | found
        self._known |= found
        return result


_counts = _Counts()


def _values(model: Any, name: str, keys: Iterable[int]) -> Iterable[tuple[int, Any]]:
    chosen = list(keys)
    for start in range(0, max(1, len(chosen)), 500):
        yield from model.objects.filter(pk__in=chosen[start : start + 500]).values_list("pk", name)


def _count(fields: Mapping[str, Any], sent: Mapping[str, int] | None) -> Mapping[str, int]:
    """Figures by state; and, where the form was sent, how many were read and how many sent otherwise."""
    counts = Counter(one["state"] for one in fields.values())
    if sent is not None:
        both = [name for name, one in fields.items() if one["value"] is not None and name in sent]
        counts[COMPARED] = len(both)
        counts[CORRECTED] = sum(sent[name] != fields[name]["value"] for name in both)
    return counts
