"""Verbs of the map: bring regions and stations in line with a source, propose and decide corrections."""

from siaga.desks.places.services.correct import confirm_correction, propose_correction, refuse_correction
from siaga.desks.places.services.put import put_regions, put_station_map, put_stations

__all__ = [
    "confirm_correction",
    "propose_correction",
    "put_regions",
    "put_station_map",
    "put_stations",
    "refuse_correction",
]
