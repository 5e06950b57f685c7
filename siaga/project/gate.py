"""Between the HTTP server and the site: a request is given one of the few threads when all of it is here, and
the thread is free again when the answer is made, however slowly either travels.

An ASGI application that serves a WSGI one. It exists because the site runs on few threads (on SQLite one
process with few threads is the fastest writer): a sender of one byte a second would otherwise hold one of
them for as long as it likes, and six of them the whole site.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from urllib.parse import unquote_to_bytes

GRACE = 30.0
"""Seconds any body may take."""
SLOWEST = 2_000
"""Bytes a second after that: half of what the slowest telephone network (GPRS) carries."""
IN_MEMORY = 1_000_000
"""Bytes of one body or answer that stay in memory; more go to a temporary file."""
TOGETHER = 2_000_000_000
"""Bytes of unfinished bodies one process keeps."""
PART = 65_536

_SENTENCES = {
    400: "The request ended before all of it had arrived. / Permintaan terputus sebelum lengkap.",
    408: "This took too long to arrive. Try again. / Kiriman ini terlalu lama sampai. Coba lagi.",
    413: "This is larger than anything taken here. / Kiriman ini melebihi ukuran yang diterima.",
    503: "Too much is arriving just now. Try again. / Terlalu banyak kiriman saat ini. Coba lagi.",
}

Scope = dict[str, Any]
Receive = Callable[[], Any]
Send = Callable[[dict[str, Any]], Any]


class Unheard(Exception):  # noqa: N818 - an outcome, told to the sender
    """The request is not passed on; `status` says why."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(_SENTENCES[status])


class Gate:
    """`application` (WSGI) behind `threads` threads; `most`: bytes of the largest body passed on."""

    def __init__(self, application: Callable[..., Iterable[bytes]], threads: int, most: int) -> None:
        self._application, self._most, self._held = application, most, 0
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="siaga")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request. Raises nothing for what a sender does."""
        if scope["type"] != "http":
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            try:
                length = await self._received(scope, receive, body)
            except Unheard as refusal:
                await _refuse(send, refusal.status)
                return
            environ = environ_of(scope, body, length)
            loop = asyncio.get_running_loop()
            answer = await loop.run_in_executor(self._threads, _answered, self._application, environ)
        await answer.told(send)

    async def _received(self, scope: Scope, receive: Receive, body: IO[bytes]) -> int:
        """Write the whole body and return its length. Raises Unheard."""
        headers = dict(scope["headers"])
        said = headers.get(b"content-length", b"0")
        if not said.isdigit() or int(said) > self._most:
            raise Unheard(413)
        more = int(said) > 0 or b"transfer-encoding" in headers
        clock, length = asyncio.get_running_loop().time, 0
        began = clock()
        try:
            while more:
                part, more = await _part(receive, began + GRACE + length / SLOWEST - clock())
                length += len(part)
                self._held += len(part)
                if length > self._most or self._held > TOGETHER:
                    raise Unheard(413 if length > self._most else 503)
                body.write(part)
        finally:
            self._held -= length
        body.seek(0)
        return length


async def _part(receive: Receive, seconds: float) -> tuple[bytes, bool]:
    try:
        message = await asyncio.wait_for(receive(), max(seconds, 0))
    except TimeoutError:
        raise Unheard(408) from None
    if message["type"] != "http.request":
        raise Unheard(400)
    return message.get("body", b""), message.get("more_body", False)


def environ_of(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """The request as WSGI (PEP 3333) has it. Names of headers with an underscore are left out: they would
    pass for those that a proxy sets.
    """
    server, client = scope.get("server") or ("", None), scope.get("client") or ("", None)
    raw = (scope.get("raw_path") or scope["path"].encode()).split(b"?")[0]
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(raw).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str(client[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    _add_headers(environ, scope["headers"])
    return environ | {"CONTENT_LENGTH": str(length)}


def _add_headers(environ: dict[str, Any], headers: Iterable[tuple[bytes, bytes]]) -> None:
    for name, value in headers:
        if b"_" in name or name == b"content-length":
            continue
        key = name.decode("latin-1").upper().replace("-", "_")
        key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
        text, between = value.decode("latin-1"), ";" if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{between}{text}" if key in environ else text


class _Answer:
    """What the application answered, whole."""

    def __init__(self) -> None:
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()
        self.content = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed when it is told

    def start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        """PEP 3333's start_response."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in headers]
        return self.content.write

    async def told(self, send: Send) -> None:
        """Send it, part by part, as fast as it is taken."""
        with self.content as content:
            content.seek(0)
            await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
            part = content.read(PART)
            while part:
                following = content.read(PART)
                await send({"type": "http.response.body", "body": part, "more_body": bool(following)})
                part = following
            if not content.tell():
                await send({"type": "http.response.body", "body": b"", "more_body": False})


def _answered(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> _Answer:
    answer = _Answer()
    parts = application(environ, answer.start)
    try:
        for part in parts:
            answer.content.write(part)
    finally:
        if close := getattr(parts, "close", None):
            close()
    return answer


async def _refuse(send: Send, status: int) -> None:
    title, sentence = HTTPStatus(status).phrase, _SENTENCES[status]
    told = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": sentence}).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(told)).encode()),
        (b"connection", b"close"),
        *([(b"retry-after", b"10")] if status == 503 else []),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": told, "more_body": False})


def application() -> Gate:
    """The site behind the gate, for `siaga serve`."""
    from django.conf import settings

    from siaga.engines.packs.parcel import LARGEST_PARCEL
    from siaga.project.wsgi import application as site

    most = max(settings.SIAGA_MAX_FILE_MB * 1_000_000, LARGEST_PARCEL) + 1_000_000
    return Gate(site, settings.SIAGA_THREADS, most)
