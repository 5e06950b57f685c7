"""A bad link between a browser and a server: requests and answers are lost, doubled, delayed and overtaken.

    with bad_link(server.port, Faults(lost=0.05, answer_lost=0.05, doubled=0.1, late=0.05)) as link:
        page.goto(link.url)
        link.down = True          # no signal at all

Only what changes something (POST, PUT) under `path` suffers; pages and scripts come through. What was done to
each request is counted in `link.done`, so that a test can say that its link really was bad.
"""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class Faults:
    """Shares of requests: lost on the way there, answer lost on the way back, sent twice, sent once more some
    time later (so that it arrives after what followed); and the longest delay in seconds.
    """

    lost: float = 0.0
    answer_lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    delay: float = 0.0


@dataclass
class Link:
    """The running link; `down` and `faults` may be changed at any time."""

    port: int
    server: int
    faults: Faults
    path: str = "/api/desk/"
    down: bool = False
    done: Counter[str] = field(default_factory=Counter)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    copies: list[threading.Timer] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = tuple[int, list[tuple[str, str]], bytes]


@contextmanager
def bad_link(server: int, faults: Faults) -> Iterator[Link]:
    """A link to a port of this machine, for the length of the block."""
    listener = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    listener.daemon_threads = True
    listener.link = Link(listener.server_address[1], server, faults)  # type: ignore[attr-defined]
    thread = threading.Thread(target=listener.serve_forever, daemon=True)
    thread.start()
    try:
        yield listener.link  # type: ignore[attr-defined]
    finally:
        listener.shutdown()
        listener.server_close()
        for copy in listener.link.copies:  # type: ignore[attr-defined]
            copy.cancel()


def carry(link: Link, request: Request) -> Answer | None:
    """The answer of the server, None where it was lost on the way."""
    if link.down:
        return None
    changes = request.method in {"POST", "PUT"} and request.path.startswith(link.path)
    return _suffered(link, request) if changes else forward(link.server, request)


def _suffered(link: Link, request: Request) -> Answer | None:
    link.done["requests"] += 1
    time.sleep(link.chance.uniform(0, link.faults.delay))
    fate = _fate(link)
    link.done[fate] += 1
    if fate == "lost":
        return None
    if fate == "doubled":
        forward(link.server, request)
    if fate == "late":
        copy = threading.Timer(link.chance.uniform(0.2, 2), forward, (link.server, request))
        copy.daemon = True
        link.copies.append(copy)
        copy.start()
    answer = forward(link.server, request)
    return None if fate == "answer_lost" else answer


def _fate(link: Link) -> str:
    dice = link.chance.random()
    for name in ("lost", "answer_lost", "doubled", "late"):
        dice -= getattr(link.faults, name)
        if dice < 0:
            return name
    return "carried"


def forward(port: int, request: Request) -> Answer | None:
    """The answer of the server; None when it is not there, or died over it."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(request.method, request.path, request.body or None, request.headers)
        answer = connection.getresponse()
        return answer.status, answer.getheaders(), answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _carry(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _HOP}
        if body:
            headers["Content-Length"] = str(len(body))
        link: Link = self.server.link  # type: ignore[attr-defined]
        answer = carry(link, Request(self.command, self.path, headers, body))
        if answer is None:
            self.close_connection = True
            return
        self._say(*answer)

    do_GET = do_HEAD = do_POST = do_PUT = _carry  # noqa: N815 - the names the library calls

    def _say(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        try:
            self.send_response_only(status)
            for name, value in headers:
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Nothing: the requests of a test are no news."""
