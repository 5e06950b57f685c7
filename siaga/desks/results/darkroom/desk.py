"""The server's side of the darkroom: hands one job at a time to the process, and replaces it when it dies or
takes too long.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings

from siaga.desks.results.darkroom.plain import FormRead, Glance, Sheet
from siaga.desks.results.darkroom.process import Child, ChildGone

LOOK_SECONDS = 15
"""Time for a first look at one photo."""

WAITERS = 1
"""Requests that wait for their turn. Each holds a thread of the server, of which there are few; the others
are sent away at once, for a phone comes again by itself and a reader of a page does not.
"""

_child = Child()
_turn = threading.Lock()
_room = threading.BoundedSemaphore(1 + WAITERS)


class Busy(Exception):  # noqa: N818 - an outcome of a crowded night, not a fault of the program
    """Others are being served; the sender may come again."""


class Unreadable(Exception):  # noqa: N818 - what the sender's picture is, not a fault of ours
    """The picture cannot be opened; `code` says why: one of the engine's reasons."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def examine(content: bytes, sheet: Sheet) -> Glance:
    """Look at one photo. Raises Unreadable for what no phone's camera makes, Busy when others wait."""
    try:
        said, _ = _ask({"job": "examine", "sheet": asdict(sheet)}, content, LOOK_SECONDS)
    except ChildGone:
        raise Unreadable("file_broken") from None
    if "refused" in said:
        raise Unreadable(said["refused"])
    return Glance.told(said)


def read_form(photos: Sequence[Path], sheet: Sheet, register: dict[str, int]) -> FormRead | None:
    """Read a form from its photos; None when there is no layout of it, or it took too long.

    register: trusted figures of the station, by the names of the law's identities.
    """
    job = {
        "job": "read",
        "sheet": asdict(sheet),
        "photos": [str(path) for path in photos],
        "register": register,
    }
    try:
        said, picture = _ask(job, b"", settings.SIAGA_READING_SECONDS)
    except ChildGone:
        return None
    if "refused" in said:
        return None
    return FormRead(**said | {"broken": tuple(said["broken"])}, cuttings=picture)


def _ask(job: dict[str, Any], content: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
    if not _room.acquire(blocking=False):
        raise Busy
    try:
        with _turn:
            return _child.ask(job, content, seconds)
    finally:
        _room.release()
