"""A request whose process dies (SIGKILL) before its nth line of our desks or of Django's database layer.

Importing this sets Django up: the faults run in processes of their own. A child is forked for each request,
sends it through the whole site and dies or answers; whoever hears no answer may send it again, like a phone.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.http import HttpResponse  # noqa: E402

WATCHED = tuple(
    part.replace("/", os.sep) for part in ("/siaga/desks/", "/django/db/", "/django/core/", "/ninja/")
)
NOT_WATCHED, NEVER = 0, 10**9

Request = Callable[[], HttpResponse]
Heard = dict[str, Any] | None
"""The answer with its status, the lines it took and the lines of its commits; None when nobody answered."""


class Dying:
    """Counts the lines of the watched files and kills the process before the nth."""

    def __init__(self, at: int) -> None:
        self.at, self.seen = at, 0
        self.known: dict[CodeType, bool] = {}

    def __call__(self, frame: FrameType, event: str, _: Any) -> Any:
        code = frame.f_code
        if code not in self.known:
            self.known[code] = any(part in code.co_filename for part in WATCHED)
        return self.line if self.known[code] else None

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.seen += 1
            if self.seen == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line


def sent(request: Request, die_at: int = NOT_WATCHED) -> Heard:
    """Send from a forked child; what its sender heard, or None when it was killed before it could answer."""
    connection.close()
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading) as pipe:
            text = pipe.read()
        os.waitpid(child, 0)
        return json.loads(text) if text else None
    dying = Dying(die_at)
    commits = watch_commits(dying)
    if die_at:
        sys.settrace(dying)
    answer = request()
    heard = {"status": answer.status_code, "lines": dying.seen, "commits": commits} | answer.json()
    os.write(writing, json.dumps(heard).encode())
    os._exit(0)


def watch_commits(dying: Dying) -> list[int]:
    """The number of the line at which each transaction was committed."""
    commits: list[int] = []
    commit = connection._commit

    def noted() -> None:
        commit()
        commits.append(dying.seen)

    connection._commit = noted
    return commits


def span(heard: Heard) -> tuple[int, int]:
    """The line of the last commit and the last line of a request that nobody killed."""
    assert heard
    return heard["commits"][-1], heard["lines"]


def some_line(chance: random.Random, commit: int, last: int) -> int:
    """A line before the commit or, one time in four, one between the commit and the answer."""
    return chance.randint(commit + 1, last) if chance.random() < 0.25 else chance.randint(1, commit)


def until_answered(request: Request, die_at: int) -> dict[str, Any]:
    """Send, and when nobody answers send once more; says whether the first was answered."""
    first = sent(request, die_at)
    answer = first or sent(request)
    assert answer
    return {"answered": first is not None, "status": answer["status"], "repeated": answer["repeated"]}
