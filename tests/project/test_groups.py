"""Tests that share a site or a fault run in one worker; a runner that sees no groups tears them apart."""

from __future__ import annotations

import pytest


@pytest.mark.xdist_group("groups")
def test_the_runner_sees_groups(request: pytest.FixtureRequest) -> None:
    if not hasattr(request.config, "workerinput"):
        pytest.skip("one worker alone tears nothing apart")
    assert request.node.nodeid.endswith("@groups")
