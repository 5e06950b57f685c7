"""The board on one page of A4, set by typst from templates/readiness/board.typ with the fonts it carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from siaga.desks.elections.queries import Timeline
from siaga.desks.elections.queries.timetable import FULL
from siaga.desks.readiness.queries.board import Board
from siaga.desks.readiness.queries.changes import Change
from siaga.desks.readiness.queries.coming import Due
from siaga.desks.readiness.queries.horizon import Horizon, Lane
from siaga.desks.readiness.queries.light import Light
from siaga.web.templatetags.siaga import countdown, local_time

TEMPLATE = Path(__file__).resolve().parent / "templates" / "readiness" / "board.typ"
MOST_DUE, MOST_CHANGES, MOST_WORDS = 14, 8, 150
"""What fits on the page and is still read: things due, kinds of change, characters of a sentence."""


def board_pdf(
    board: Board, view: Horizon, coming: Sequence[Due], changes: Sequence[Change], late: int
) -> bytes:
    """Set the board; whatever there is, it becomes one page."""
    data = json.dumps(document(board, view, coming, changes, late), ensure_ascii=False)
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"data": data}))


def document(
    board: Board, view: Horizon, coming: Sequence[Due], changes: Sequence[Change], late: int
) -> dict[str, Any]:
    """Everything the template prints, as plain data in the language of the page."""
    return {
        "lang": get_language() or "id",
        "title": _("Readiness board"),
        "election": board.election.name,
        "countdown": countdown(board.election),
        "computed": local_time(timezone.now(), board.election.time_zone),
        "summary": [{"shade": shade.value, "word": shade.word, "count": n} for shade, n in board.summary],
        "groups": [
            {"title": str(group.title), "lights": [_light(light) for light in group.lights]}
            for group in board.groups
        ],
        "coming": _coming(coming, late),
        "changes": _changes(changes),
        "stages": _stages(view.line) | {"lanes": [_lane(lane) for lane in view.lanes]},
        "foot": _("A working tool. It holds what the person who printed it may read."),
    }


def _light(light: Light) -> dict[str, str]:
    sentence = Truncator(str(light.sentence)).chars(MOST_WORDS)
    return {
        "title": str(light.title),
        "shade": light.shade.value,
        "word": light.shade.word,
        "sentence": sentence,
    }


def _coming(coming: Sequence[Due], late: int) -> dict[str, Any]:
    more = len(coming) - MOST_DUE
    overdue = ngettext("%(n)d thing is overdue already", "%(n)d things are overdue already", late)
    return {
        "title": _("What will be late this week"),
        "late": overdue % {"n": late} if late else "",
        "empty": _("Nothing is due within seven days that is not done."),
        "rows": [_due(due) for due in coming[:MOST_DUE]],
        "more": _("and %(n)d more") % {"n": more} if more > 0 else "",
    }


def _due(due: Due) -> list[str]:
    what = Truncator(due.what).chars(70)
    return [date_format(due.day, "D j M"), what, Truncator(due.owner or _("not stated")).chars(32)]


def _changes(changes: Sequence[Change]) -> dict[str, Any]:
    more = len(changes) - MOST_CHANGES
    return {
        "title": _("What changed since yesterday"),
        "empty": _("Nothing you may read was changed since yesterday."),
        "rows": [[str(change.count), change.act] for change in changes[:MOST_CHANGES]],
        "more": _("and %(n)d more") % {"n": more} if more > 0 else "",
    }


def _stages(line: Timeline) -> dict[str, Any]:
    """The main stages as bars; places on the line as parts of one."""
    bars = [bar for bar in line.bars if bar.line.depth == 0]
    return {
        "title": _("Stages and meetings"),
        "bars": [
            {
                "name": Truncator(bar.line.stage.label).chars(44),
                "left": bar.left / FULL,
                "width": bar.width / FULL,
                "when": bar.line.when.value,
                "late": bar.line.late,
            }
            for bar in bars
        ],
        "months": [{"left": m.left / FULL, "name": date_format(m.day, "M")} for m in line.months],
        "voting": line.voting.left / FULL,
        "today": line.today.left / FULL if line.today else None,
    }


def _lane(lane: Lane) -> dict[str, Any]:
    return {"name": Truncator(lane.label).chars(44), "days": [dot.left / FULL for dot in lane.dots]}
