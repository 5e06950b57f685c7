"""Regions with their figures: the tree of a city, the page of one region."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from siaga.desks.places.models import Level, Region, StationMap
from siaga.desks.places.queries.codes import inside
from siaga.desks.places.queries.figures import CITY, LEVEL_LENGTHS, PROVINCE, Figures, figures_by_region
from siaga.desks.trail.models import Source

PUBLISHED_VOTERS = "dpt"
"""The measure of a published figure that a region's registered voters are compared with."""


@dataclass(frozen=True, slots=True)
class Published:
    """Registered voters of a region as someone printed them."""

    value: int | None
    verbatim: str
    source: Source
    doubt: str


@dataclass(frozen=True, slots=True)
class RegionLine:
    """A region in a list: the sums over its stations, and what was published about it."""

    code: str
    name: str
    level: str
    figures: Figures
    published: Published | None
    has_boundary: bool


@dataclass(frozen=True, slots=True)
class RegionNode:
    """A region with the regions inside it."""

    region: RegionLine
    parts: tuple[RegionNode, ...]


@dataclass(frozen=True, slots=True)
class RegionPage:
    """One region: the way down to it, its own line, the lines of its parts, and the record itself."""

    region: Region
    above: tuple[Region, ...]
    line: RegionLine
    parts: tuple[RegionLine, ...]

    @property
    def is_ward(self) -> bool:
        return self.region.level == Level.WARD


def root_of(station_map: StationMap) -> str:
    """The code of the smallest region that holds every station of the map; empty when it has none.

    Smaller than a city is not given: a city of one ward is still a city.
    """
    wards = (
        station_map.stations.filter(closed_at=None).order_by().values_list("ward_id", flat=True).distinct()
    )
    for length in (CITY, PROVINCE):
        if len(shared := {ward[:length] for ward in wards}) == 1:
            return shared.pop()
    return ""


def ancestors(region: Region) -> list[Region]:
    """The regions above, from the province down, the region itself left out."""
    codes = [region.code[:length] for length in LEVEL_LENGTHS if length < len(region.code)]
    return list(Region.objects.filter(code__in=codes).defer("boundary").order_by("code"))


def region_page(station_map: StationMap, region: Region) -> RegionPage:
    """Everything the page of a region shows, from a fixed number of queries."""
    parts = Region.objects.filter(parent=region)
    lines = {line.code: line for line in _lines(station_map, parts | Region.objects.filter(pk=region.pk))}
    own = lines.pop(region.code)
    above = tuple(ancestors(region))
    return RegionPage(region, above, own, tuple(line for line in lines.values() if line.figures.stations))


def region_tree(station_map: StationMap, code: str = "") -> RegionNode | None:
    """The region of this code (unless given, the root of the map) and everything inside; None if unknown."""
    root = code or root_of(station_map)
    lines = _lines(station_map, Region.objects.filter(inside("code", root)))
    by_parent: dict[str, list[RegionLine]] = {}
    for line in lines:
        by_parent.setdefault(line.code.rpartition(".")[0], []).append(line)
    top = next((line for line in lines if line.code == root), None)
    return _node(top, by_parent) if top else None


def _node(line: RegionLine, by_parent: dict[str, list[RegionLine]]) -> RegionNode:
    return RegionNode(line, tuple(_node(part, by_parent) for part in by_parent.get(line.code, [])))


def _lines(station_map: StationMap, regions: Iterable[Region]) -> list[RegionLine]:
    found = list(_with_published(station_map, regions))
    figures = figures_by_region(station_map)
    return [
        RegionLine(
            code=region.code,
            name=region.name,
            level=region.level,
            figures=figures.get(region.code, Figures()),
            published=_published(region),
            has_boundary=region.boundary_source_id is not None,
        )
        for region in found
    ]


def _with_published(station_map: StationMap, regions: Iterable[Region]) -> Iterable[Region]:
    """Published figures come by the relation from above, so that no upper desk is imported."""
    model = Region._meta.get_field("published_figures").related_model
    dpt = model.objects.filter(
        election__station_map=station_map, measure=PUBLISHED_VOTERS, closed_at=None
    ).select_related("source")
    prefetch = Prefetch("published_figures", queryset=dpt, to_attr="published_voters")
    return regions.defer("boundary").order_by("code").prefetch_related(prefetch)


def _published(region: Region) -> Published | None:
    found = region.published_voters
    return Published(found[0].value, found[0].verbatim, found[0].source, found[0].doubt) if found else None
