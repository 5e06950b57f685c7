"""The shipped pack of Kota Metro in the database: its published figures, in few queries, loaded once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from siaga.desks.elections.queries import current_election, published_figures, stages
from siaga.desks.elections.services import load_pack
from siaga.desks.places.queries import region_tree, root_of
from siaga.engines import packs
from tests.kit.site import METRO

pytestmark = pytest.mark.django_db

DISTRICTS = {  # stations and voters as KPU Kota Metro published them
    "18.72.01": (71, 40_790),
    "18.72.02": (44, 25_157),
    "18.72.03": (39, 21_491),
    "18.72.04": (55, 30_517),
    "18.72.05": (26, 13_527),
}
MOST_QUERIES = 450
"""Loading writes kind by kind, never row by row: 235 stations, 470 forms, 74 guests and 71 statements take no
more than this."""


def test_metro_in_the_database():
    pack = packs.load(METRO)
    with CaptureQueriesContext(connection) as seen:
        load_pack(pack)
    assert len(seen) <= MOST_QUERIES
    election = current_election()
    assert root_of(election.station_map) == "18.72"
    city = region_tree(election.station_map)
    assert (city.region.figures.stations, city.region.figures.special) == (235, 1)
    assert (city.region.figures.men, city.region.figures.women) == (65_127, 66_355)
    found = {d.region.code: (d.region.figures.stations, d.region.figures.voters) for d in city.parts}
    assert found == DISTRICTS
    for part in (city, *city.parts):
        assert part.region.published.value == part.region.figures.voters
    votes = {
        (figure.contest.code, figure.pair): figure.value
        for figure in published_figures(election, "18.72", "votes")
    }
    assert votes[("mayor", 1)] == 56_385
    assert votes[("mayor", 2)] == 37_255
    assert len(stages(election, election.voting_date)) == 38
    assert load_pack(pack).already_loaded
