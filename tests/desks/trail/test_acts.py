"""Every act that the services write down has words for a reader."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

from django.utils.translation import override

import siaga.desks
from siaga.desks.meetings.models import Letterhead, Scheme
from siaga.desks.meetings.states import STEPS
from siaga.desks.results.states import Act
from siaga.desks.staff.services.steps import Step
from siaga.desks.trail.acts import LABELS, label_of

DESKS = Path(siaga.desks.__file__).parent
WRITTEN = re.compile(r"\b(?:record|_write|_?tell|Act)\(\s*\"([a-z._]+)\"")
STEP_OF_ACTION = re.compile(r"\bmove\(\s*\w+,\s*\"([a-z_]+)\"")


def written() -> set[str]:
    """The acts named where they are written down, and those of a row, which are put together."""
    named = {act for file in DESKS.rglob("*.py") for act in WRITTEN.findall(file.read_text("utf-8"))}
    steps = {f"results.{act}" for act in Act.values} | {f"staff.{step}" for step in Step}
    return named | steps | steps_of_actions() | steps_of_meetings() | named_apart()


def named_apart() -> set[str]:
    """Acts of grants that are named on a line of their own, and papers told by the name of their table."""
    literal = re.compile(r"\"(grants\.(?:clash|correct|withdraw|pay_out|pay_back))\"")
    services = (DESKS / "grants" / "services").glob("*.py")
    found = {act for file in services for act in literal.findall(file.read_text("utf-8"))}
    return found | {f"documents.{model._meta.model_name}" for model in (Letterhead, Scheme)} | {"grants.put"}


def steps_of_meetings() -> set[str]:
    """The steps of a meeting, and what happens to a statement or a conclusion."""
    record = product(("statement", "conclusion"), ("add", "change", "withdraw"))
    return {f"meetings.{act}" for _, act, _ in STEPS} | {f"meetings.{row}.{act}" for row, act in record}


def steps_of_actions() -> set[str]:
    """The acts of an action, each named where the step is taken."""
    services = (DESKS / "meetings" / "services").glob("*.py")
    return {f"actions.{act}" for file in services for act in STEP_OF_ACTION.findall(file.read_text("utf-8"))}


def test_the_acts_of_the_code_are_the_acts_with_words() -> None:
    assert written() == set(LABELS)


def test_an_act_in_the_language_of_the_page() -> None:
    with override("en"):
        assert label_of("results.confirm") == "result confirmed"


def test_an_unknown_act_has_its_code_alone() -> None:
    assert label_of("pack.load") == ""
