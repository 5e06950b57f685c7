"""A refusal is one line of the log; a fault of the program keeps its traceback."""

from __future__ import annotations

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied

from siaga.desks.trail.logs import JsonFormatter


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.handler.setFormatter(JsonFormatter())
    return caplog


def told(lines: pytest.LogCaptureFixture, level: int, fault: Exception) -> dict[str, str]:
    logging.getLogger("django.request").log(level, "Answer: %s", "/papan/", exc_info=fault)
    return json.loads(lines.text)


def test_a_refusal_is_told_without_a_traceback(lines: pytest.LogCaptureFixture) -> None:
    line = told(lines, logging.WARNING, PermissionDenied("no"))
    assert line["message"] == "Answer: /papan/"
    assert "traceback" not in line


def test_a_fault_of_the_program_keeps_its_traceback(lines: pytest.LogCaptureFixture) -> None:
    assert (
        "ZeroDivisionError: by zero" in told(lines, logging.ERROR, ZeroDivisionError("by zero"))["traceback"]
    )
