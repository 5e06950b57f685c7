"""Stages: days in order, and every part within its whole."""

from __future__ import annotations

from ..draft import Draft, at
from ..model import Stage


def check(draft: Draft) -> None:
    """Every stage on its own and against the stage it is part of; a doubt excuses the second."""
    stages = {stage.code: stage for stage in draft.rows("stages")}
    for stage in stages.values():
        if stage.start and stage.end and stage.end < stage.start:
            facts = {"start": stage.start, "end": stage.end}
            draft.faults.add("end_before_start", at(stage.origin, "end"), **facts)
        parent = stages.get(stage.parent or "")
        if parent and not stage.origin.doubt and not _within(stage, parent):
            facts = {"parent": parent.code, "start": parent.start, "end": parent.end}
            draft.faults.add("outside_parent_stage", at(stage.origin, "parent"), **facts)


def _within(stage: Stage, parent: Stage) -> bool:
    early = stage.start and parent.start and stage.start < parent.start
    late = stage.end and parent.end and stage.end > parent.end
    return not early and not late
