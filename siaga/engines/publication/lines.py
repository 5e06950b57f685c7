"""From a publication's plain data to the lines of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from siaga.engines import recap as counting
from siaga.engines.publication.model import Contest, Edition, Photo, Place, Row, Step, Version
from siaga.engines.publication.tables import Cell
from siaga.engines.recap import Level, Recap, Region, State
from siaga.law.profiles import Profile

Line = tuple[Cell, ...]


def figure_names(contest: Contest, profile: Profile) -> tuple[str, ...]:
    """The figures of the contest's form in the order of the paper."""
    return tuple(field.name for field in profile.form_fields(pair.number for pair in contest.pairs))


def recap_of(contest: Contest, profile: Profile, places: Iterable[Place]) -> Recap:
    """The contest counted at every level; raise ValueError for rows that cannot be counted."""
    counted = counting.Contest(
        id=contest.code,
        pairs=tuple(pair.number for pair in contest.pairs),
        spare_share=Fraction(profile.value("spare_share")),
        max_voters=int(profile.value("max_voters")),
        top=contest.top,
    )
    names = {place.code: place.name for place in places}
    return counting.recap([_station(row) for row in contest.rows], counted, names)


def _station(row: Row) -> counting.Station:
    votes = {int(n.removeprefix("paslon")): v for n, v in row.figures.items() if n.startswith("paslon")}
    others = {name: value for name, value in row.figures.items() if not name.startswith("paslon")}
    return counting.Station(row.station, row.state, votes, others, row.registered)


def rows(contest: Contest, names: Iterable[str]) -> Iterator[Line]:
    listed = tuple(names)
    for row in sorted(contest.rows, key=lambda row: row.station):
        shown = row.figures if row.state is State.COUNTED else {}
        place: Line = (row.station, row.state.value, row.sample, row.version, row.revision, row.registered)
        yield (*place, *(shown.get(name) for name in listed))


def regions(counted: Iterable[Recap]) -> Iterator[Line]:
    """Every region above the stations of any contest, once, with its parent in the widest of them."""
    found: dict[str, Region] = {}
    for region in (region for each in counted for region in each.regions):
        if region.level is not Level.STATION and (region.parent or region.code not in found):
            found[region.code] = region
    for code, region in sorted(found.items()):
        yield code, region.level.value, region.name, region.parent


def recap(contest: Contest, counted: Recap, names: Iterable[str]) -> Iterator[Line]:
    """One line for each region above the stations."""
    listed, samples = tuple(names), _samples(contest)
    for region in counted.regions:
        if region.level is not Level.STATION:
            yield (*_of_region(region, samples), *_sums(region, listed))


def _of_region(region: Region, samples: Mapping[str, int]) -> Line:
    coverage = region.coverage
    parts = (coverage.stations, coverage.counted, coverage.held, coverage.waiting, coverage.missing)
    made_up = sum(count for code, count in samples.items() if code.startswith(region.code))
    place = (region.code, region.level.value, region.name, region.parent, made_up)
    return (*place, *parts, region.registered, region.registered_counted)


def _sums(region: Region, names: tuple[str, ...]) -> Line:
    votes = {f"paslon{number}": count for number, count in region.votes.items()}
    return tuple(votes.get(name, region.figures.get(name, 0)) for name in names)


def _samples(contest: Contest) -> Counter[str]:
    """Counted rows that are made up, by ward."""
    return Counter(row.station[:10] for row in contest.rows if row.sample and row.state is State.COUNTED)


def versions(given: Iterable[Version], names: Iterable[str]) -> Iterator[Line]:
    listed = tuple(names)
    for v in sorted(given, key=lambda v: (v.station, v.number)):
        said: Line = (v.station, v.number, v.sample, v.kind, v.level, v.reason, v.at, v.digest, v.nonce)
        yield (*said, *(v.figures.get(name) for name in listed))


def steps(given: Iterable[Step]) -> Iterator[Line]:
    for s in sorted(given, key=lambda s: (s.station, s.revision)):
        yield (s.station, s.revision, s.sample, s.act, s.state, s.version, s.reason, s.at)


def photos(given: Iterable[Photo]) -> Iterator[Line]:
    for p in sorted(given, key=lambda p: (p.contest, p.station, p.page, p.sha256)):
        yield (p.contest, p.station, p.page, p.sample, p.sha256, p.size)


def images(edition: Edition) -> Mapping[tuple[str, str], list[str]]:
    """The digests of the photos of each contest and station, by page."""
    found: dict[tuple[str, str], list[str]] = {}
    for _contest, station, _page, _sample, digest, _size in photos(edition.photos):
        found.setdefault((str(_contest), str(station)), []).append(f"sha256:{digest}")
    return found
