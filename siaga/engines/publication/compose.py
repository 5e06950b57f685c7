"""Laying a publication out as files: the same data in every format, and a manifest that names each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from siaga.engines.publication import kpu, lines, manifest, nist, parquet, tables
from siaga.engines.publication.model import Contest, Edition
from siaga.engines.publication.readme import readme
from siaga.engines.publication.tables import Columns
from siaga.engines.recap import Level, Recap, State
from siaga.engines.recap.codes import DIGITS, region_digits
from siaga.law import profiles
from siaga.law.profiles import Profile

PHOTOS = "photos.csv"
REGIONS = "regions.csv"
README = "BACA-SAYA.txt"
CHECKPOINT = "trail.note"


def rows_name(contest: str, ending: str = "csv") -> str:
    return f"rows/{contest}.{ending}"


def recap_name(contest: str, ending: str = "csv") -> str:
    return f"recap/{contest}.{ending}"


def versions_name(contest: str) -> str:
    return f"versions/{contest}.csv"


def steps_name(contest: str) -> str:
    return f"steps/{contest}.csv"


@dataclass(frozen=True)
class Composed:
    """A publication before it is signed: its files by name, its manifest, and the digest it is known by."""

    files: Mapping[str, bytes]
    said: Mapping[str, Any]
    manifest: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        return manifest.digest_of(self.manifest)


def compose(edition: Edition) -> Composed:
    """Every file of an edition and its manifest. Equal editions give equal bytes.

    Raises ValueError for rows that cannot be counted (a station twice, a negative count), ProfileError for
    rules that are not known, CanonicalError for a name that is not Unicode.
    """
    files = dict(texts(edition))
    profile = profiles.load(edition.election.profile)
    for contest in edition.contests:
        for name, of in parquet_tables(contest.code, lines.figure_names(contest, profile)):
            files[f"{name}.parquet"] = parquet.written(of, files[f"{name}.csv"])
    said = manifest.document(edition, files)
    return Composed(files, said, manifest.encode(said))


def parquet_tables(contest: str, names: tuple[str, ...]) -> tuple[tuple[str, Columns], ...]:
    """The tables of a contest that are there as CSV and as Parquet: name without ending, and columns."""
    figures = tables.figures(names)
    return (f"rows/{contest}", tables.ROWS + figures), (f"recap/{contest}", tables.RECAP + figures)


def texts(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every file of an edition but Parquet and the manifest: what is text has one form only, byte by byte."""
    profile = profiles.load(edition.election.profile)
    counted = [lines.recap_of(contest, profile, edition.places) for contest in edition.contests]
    yield README, readme(edition).encode()
    yield CHECKPOINT, edition.checkpoint.encode()
    yield REGIONS, tables.written(tables.REGIONS, lines.regions(counted))
    yield PHOTOS, tables.written(tables.PHOTOS, lines.photos(edition.photos))
    for contest, recap in zip(edition.contests, counted, strict=True):
        yield from _tables_of(contest, recap, lines.figure_names(contest, profile))
        yield from _feed_of(edition, contest, recap, profile)
        yield nist.name_of(contest.code), nist.report(edition, contest, recap)


def _tables_of(contest: Contest, counted: Recap, names: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    code, figures = contest.code, tables.figures(names)
    yield rows_name(code), tables.written(tables.ROWS + figures, lines.rows(contest, names))
    yield recap_name(code), tables.written(tables.RECAP + figures, lines.recap(contest, counted, names))
    versions = lines.versions(contest.versions, names)
    yield versions_name(code), tables.written(tables.VERSIONS + figures, versions)
    yield steps_name(code), tables.written(tables.STEPS, lines.steps(contest.steps))


def _feed_of(
    edition: Edition, contest: Contest, counted: Recap, profile: Profile
) -> Iterator[tuple[str, bytes]]:
    feed = kpu.feed_of(contest, profile, edition.at)
    yield from kpu.stations(contest, feed, lines.images(edition))
    yield from kpu.sheets(counted, feed, _samples(contest))


def _samples(contest: Contest) -> Counter[str]:
    """Counted rows that are made up, by the code of each region above them."""
    above = [level for level in Level if DIGITS[level] < DIGITS[Level.STATION]]
    made_up = [row.station for row in contest.rows if row.sample and row.state is State.COUNTED]
    return Counter(region_digits(station, level) for station in made_up for level in above)
