"""The small election that these tests show to the public."""

from __future__ import annotations

import pytest

from tests.kit.count import Town, small_election


@pytest.fixture
def town() -> Town:
    return small_election()
