"""A child process that is asked over pipes: a JSON document and some bytes there, the same back.

It is started at the first question, ends by itself when the server is gone (its input closes), and is killed
and started anew when it does not answer in time.
"""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from typing import Any

FRAME = struct.Struct(">II")
"""What stands before every message: the lengths of its JSON document and of its bytes."""

_MODULE = "siaga.desks.results.darkroom.child"
_NOWHERE = "http://127.0.0.1:9"


class ChildGone(Exception):  # noqa: N818 - told apart from faults: the caller has an answer for it
    """The process died over a question or did not answer in time; the next question finds a new one."""


def framed(document: dict[str, Any], content: bytes) -> bytes:
    """One message, as both sides write it."""
    text = json.dumps(document).encode()
    return FRAME.pack(len(text), len(content)) + text + content


class Child:
    """One process, asked by one thread at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, job: dict[str, Any], content: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer and its bytes. A child that died is replaced once and asked again: it may have died
        before this question. Raises ChildGone.
        """
        deadline = time.monotonic() + seconds
        for _ in range(2):
            try:
                return self._asked(framed(job, content), deadline)
            except TimeoutError:
                self.end()
                break
            except (OSError, ValueError, EOFError):
                self.end()
        raise ChildGone

    def _asked(self, message: bytes, deadline: float) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        _write(process, message, deadline)
        lengths = FRAME.unpack(_read(process, FRAME.size, deadline))
        document, answer = (_read(process, length, deadline) for length in lengths)
        return json.loads(document), answer

    def end(self) -> None:
        """Stop the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.end()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", _MODULE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=_environment(),
                bufsize=0,
            )
            for pipe in (self._process.stdin, self._process.stdout):
                os.set_blocking(pipe.fileno(), False)
        return self._process


def _environment() -> dict[str, str]:
    """No secrets, no network, one thread."""
    path = os.pathsep.join(part for part in sys.path if part)
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _NOWHERE)
    return {"PYTHONPATH": path, "OMP_NUM_THREADS": "1", "OPENCV_LOG_LEVEL": "OFF", **proxies}


def _write(process: Any, data: bytes, deadline: float) -> None:
    view, pipe = memoryview(data), process.stdin.fileno()
    while view:
        _wait([], [pipe], deadline)
        view = view[os.write(pipe, view[:65536]) :]


def _read(process: Any, size: int, deadline: float) -> bytes:
    pipe, parts, left = process.stdout.fileno(), [], size
    while left:
        _wait([pipe], [], deadline)
        part = os.read(pipe, min(left, 65536))
        if not part:
            raise EOFError
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _wait(readers: list[int], writers: list[int], deadline: float) -> None:
    ready = select.select(readers, writers, [], max(0.0, deadline - time.monotonic()))
    if not (ready[0] or ready[1]):
        raise TimeoutError
