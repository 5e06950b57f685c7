"""The process that looks at pictures: one job after the other from its input, until that closes.

It stands under limits of the operating system, so that whatever a picture tries, the site loses one child.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from siaga.desks.results.darkroom.process import FRAME, framed

MEMORY = 3 << 30
"""Bytes of address space; the libraries map far more than they use."""

Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer every message; end when the server is gone."""
    _limit()
    inlet, outlet = sys.stdin.buffer, sys.stdout.buffer
    while head := inlet.read(FRAME.size):
        length, size = FRAME.unpack(head)
        job, content = json.loads(inlet.read(length)), inlet.read(size)
        _say(outlet, _answered(job, content))


def _limit() -> None:
    import cv2

    cv2.setNumThreads(1)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _answered(job: dict[str, Any], content: bytes) -> Answer:
    try:
        return _JOBS[job["job"]](job, content)
    except (MemoryError, ArithmeticError):
        return {"refused": "file_broken"}, b""


def _say(outlet: BinaryIO, answer: Answer) -> None:
    outlet.write(framed(*answer))
    outlet.flush()


def _examine(job: dict[str, Any], content: bytes) -> Answer:
    from siaga.desks.results.darkroom.glance import examine

    return examine(content, job["sheet"]), b""


def _read(job: dict[str, Any], content: bytes) -> Answer:
    from siaga.desks.results.darkroom.reading import read

    return read([Path(path) for path in job["photos"]], job["sheet"], job["register"])


def _wait(job: dict[str, Any], content: bytes) -> Answer:
    """For tests of the limit of time."""
    time.sleep(job["seconds"])
    return {}, content


_JOBS: dict[str, Callable[[dict[str, Any], bytes], Answer]] = {
    "examine": _examine,
    "read": _read,
    "wait": _wait,
}


if __name__ == "__main__":
    main()
