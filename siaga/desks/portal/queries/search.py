"""Search over what is public: polling stations, regions, stages, institutions, candidate pairs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from siaga.desks.elections.models import CandidatePair, Contest, Stage
from siaga.desks.offices.models import Institution
from siaga.desks.places.models import PollingStation, Region
from siaga.desks.places.queries import digits
from siaga.desks.portal.queries.contests import Crumb, region_url, station_url
from siaga.engines.recap.codes import with_dots

LIMIT = 20
"""Hits of one kind; who needs more writes more words."""

LONGEST = 80
_WORDS = re.compile(r"\w[\w.'’-]*")
_FILLER = frozenset({"tps", "kelurahan", "kecamatan", "kota"})


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its name, where it belongs, and its address; `also` are further pages about it."""

    name: str
    detail: str
    url: str
    sample: bool = False
    also: tuple[Crumb, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one kind; `more` when there were too many to show."""

    title: str | Promise
    found: tuple[Hit, ...]
    more: bool


def search(text: str) -> list[Hits]:
    """Everything that has all the words, kinds with no hit left out. At most one query per kind and one
    for addresses.
    """
    words = words_of(text)
    if not words:
        return []
    kinds = [
        (_("Polling stations"), _stations),
        (_("Regions"), _regions),
        (_("Candidate pairs"), _pairs),
        (_("Stages"), _stages),
        (_("Institutions"), _institutions),
    ]
    all_hits = (_cut(title, find(words)) for title, find in kinds)
    return [hits for hits in all_hits if hits.found]


def words_of(text: str) -> list[str]:
    """The words that matter, lower case: ``TPS 013 Mulyojati`` gives ``013`` and ``mulyojati``."""
    words = [word.strip("'’.-").casefold() for word in _WORDS.findall(text[:LONGEST])]
    return [word for word in words if word not in _FILLER] or words


def _cut(title: str | Promise, found: Iterable[Hit]) -> Hits:
    hits = tuple(found)
    return Hits(title, hits[:LIMIT], len(hits) > LIMIT)


def _stations(words: list[str]) -> Iterable[Hit]:
    wanted = _each(words, _station_word)
    maps = _contests_of_maps()
    stations = PollingStation.objects.filter(wanted, map__in=maps, closed_at__isnull=True).select_related(
        "ward__parent"
    )
    for station in stations.order_by("code")[: LIMIT + 1]:
        place = f"{station.ward.name}, {station.ward.parent.name}"
        pages = tuple(Crumb(each.name, station_url(each, station.code)) for each in maps[station.map_id])
        also = pages if len(pages) > 1 else ()
        yield Hit(station.label, f"{station.code} · {place}", pages[0].url, station.sample, also)


def _station_word(word: str) -> Q:
    """What one word may mean for a station: its number or code, its name, or the name of its ward."""
    code = digits(word)
    if len(code) > 3:
        return Q(code__startswith=code)
    if word.isdecimal() and len(word) <= 3:
        return Q(number=int(word)) | Q(ward__name__icontains=word)
    return Q(name__icontains=word) | Q(ward__name__icontains=word)


def _contests_of_maps() -> dict[int, list[Contest]]:
    """The contests held on each mapping of stations, whose pages a hit leads to: that of the latest
    election and the smallest region comes first.
    """
    contests = Contest.objects.select_related("election__region").order_by(
        "-election__voting_date", "-region_id"
    )
    found: dict[int, list[Contest]] = defaultdict(list)
    for contest in contests:
        found[contest.election.station_map_id].append(contest)
    return found


def _regions(words: list[str]) -> Iterable[Hit]:
    contests = list(
        Contest.objects.select_related("election__region").order_by("-election__voting_date", "-region_id")
    )
    regions = Region.objects.filter(_each(words, _region_word)).defer("boundary").order_by("code")
    for region in regions[: LIMIT + 1]:
        contest = next((c for c in contests if region.code.startswith(c.election.region_id)), None)
        if contest:
            detail = f"{region.get_level_display()} · {region.code}"
            yield Hit(region.name, detail, region_url(contest, region.code))


def _region_word(word: str) -> Q:
    """What one word may mean for a region: its name, or its code with or without dots."""
    code = digits(word)
    return Q(name__icontains=word) | Q(code__startswith=with_dots(code)) if code else Q(name__icontains=word)


def _pairs(words: list[str]) -> Iterable[Hit]:
    pairs = CandidatePair.objects.filter(_all_in(words, "head", "deputy")).select_related(
        "contest__election__region"
    )
    for pair in pairs[: LIMIT + 1]:
        yield Hit(f"{pair.number} · {pair}", str(pair.contest), region_url(pair.contest))


def _stages(words: list[str]) -> Iterable[Hit]:
    stages = Stage.objects.filter(_all_in(words, "name", "name_en"), closed_at__isnull=True).select_related(
        "election"
    )
    for stage in stages[: LIMIT + 1]:
        yield Hit(stage.label, stage.election.name, f"{reverse('elections:stages')}#{stage.code}")


def _institutions(words: list[str]) -> Iterable[Hit]:
    for institution in Institution.objects.filter(_all_in(words, "name", "code"))[: LIMIT + 1]:
        yield Hit(institution.name, institution.get_kind_display(), reverse("offices:institutions"))


def _all_in(words: list[str], *fields: str) -> Q:
    """Every word in one of the fields."""
    return _each(words, lambda word: _any(Q(**{f"{field}__icontains": word}) for field in fields))


def _each(words: list[str], meaning: Callable[[str], Q]) -> Q:
    """Every word, each in one of its meanings."""
    return reduce(and_, map(meaning, words))


def _any(choices: Iterable[Q]) -> Q:
    return reduce(or_, choices)
