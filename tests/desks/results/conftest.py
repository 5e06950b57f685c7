"""The small election of these tests, and who acts at its first station."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kit.count import STATIONS, Town, small_election
from tests.kit.people import person


@pytest.fixture
def town() -> Town:
    return small_election()


@pytest.fixture
def kpps() -> Any:
    """The crew of the first station."""
    return person("station_officer", station=STATIONS[0])


@pytest.fixture
def ptps() -> Any:
    """The supervisor of the first station."""
    return person("station_supervisor", station=STATIONS[0])


@pytest.fixture
def ppk() -> Any:
    """The committee of its district."""
    return person("district_committee", "18.72.01")
