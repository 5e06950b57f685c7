"""Reads of the map; return plain values, dataclasses or querysets."""

from siaga.desks.places.queries.codes import contains, digits, inside, is_station, touches
from siaga.desks.places.queries.maps import boundaries_of, current_map, map_around, points_of
from siaga.desks.places.queries.regions import (
    RegionLine,
    RegionNode,
    RegionPage,
    ancestors,
    region_page,
    region_tree,
    root_of,
)
from siaga.desks.places.queries.stations import Filter, StationPage, station_page, stations

__all__ = [
    "Filter",
    "RegionLine",
    "RegionNode",
    "RegionPage",
    "StationPage",
    "ancestors",
    "boundaries_of",
    "contains",
    "current_map",
    "digits",
    "inside",
    "is_station",
    "map_around",
    "points_of",
    "region_page",
    "region_tree",
    "root_of",
    "station_page",
    "stations",
    "touches",
]
