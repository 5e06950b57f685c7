"""What stands before the site: slow and endless senders cost it nothing, and what passes is what was sent."""

from __future__ import annotations

import asyncio
import http.client
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.project import gate
from siaga.project.gate import Gate
from tests.kit.own_database import ROOT
from tests.kit.site import free_port

_SERVED = """
import hashlib, os
from siaga.project import gate
gate.GRACE = {grace}
def echo(environ, start):
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    told = hashlib.sha256(body).hexdigest() + " " + environ["PATH_INFO"].encode("latin-1").decode()
    start("200 OK", [("Content-Type", "text/plain")])
    return [told.encode()]
gate.application = lambda: gate.Gate(echo, 2, 1_000_000)
from siaga.cli import serve
serve.HEADERS_MS = 2_000
serve.listen("127.0.0.1", {port}, 1, 2)
"""
DIGEST_OF_NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """A real server with two threads, whose gate lets a slow body take two seconds."""
    port = free_port()
    code = _SERVED.format(port=port, grace=2.0)
    home = str(tmp_path_factory.mktemp("home"))
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, env={"SIAGA_HOME": home, "PATH": "/bin"}
    )
    try:
        _until_it_answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _until_it_answers(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def asked(port: int, method: str, path: str, body=None, headers=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def slow_body(port: int) -> socket.socket:
    door = socket.create_connection(("127.0.0.1", port))
    door.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nx")
    return door


def test_slow_bodies_hold_no_thread_and_are_ended(port):
    with ExitStack() as doors:
        slow = [doors.enter_context(slow_body(port)) for _ in range(8)]
        began = time.monotonic()
        assert asked(port, "GET", "/")[0] == 200
        assert time.monotonic() - began < 1, "two threads, eight slow senders, and a page is there at once"
        for door in slow:
            door.settimeout(10)
            assert door.recv(1000).startswith(b"HTTP/1.1 408 ")


def test_headers_that_do_not_end_are_ended(port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as door:
        door.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        while door.recv(1000):
            pass


def test_what_is_too_large_is_refused_unread(port):
    status, told = asked(port, "POST", "/", b"x", {"Content-Length": "1000001"})
    assert (status, "ukuran" in told) == (413, True)


def test_a_body_without_length_is_bounded_too(port):
    def parts():
        for _ in range(40):
            yield b"x" * 50_000

    with suppress(BrokenPipeError, ConnectionResetError):  # it is ended before the sender has finished
        assert asked(port, "POST", "/", parts())[0] == 413


@pytest.mark.parametrize("path", ["/", "/hasil/foto/", "/a%20b/%C3%A9", "/?a=b"])
def test_an_address_comes_through(port, path):
    from urllib.parse import unquote

    assert asked(port, "GET", path) == (200, f"{DIGEST_OF_NOTHING} {unquote(path.split('?')[0])}")


def test_many_at_once_each_get_their_own(port):
    from hashlib import sha256

    bodies = [bytes([n]) * (n * 7919) for n in range(1, 60)]
    got: dict[int, str] = {}

    def one(n: int) -> None:
        got[n] = asked(port, "PUT", f"/{n}", bodies[n])[1]

    threads = [threading.Thread(target=one, args=(n,)) for n in range(len(bodies))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert got == {n: f"{sha256(body).hexdigest()} /{n}" for n, body in enumerate(bodies)}


def served(application, scope=None, messages=(), most=1_000):
    """What the gate sends for one request whose body comes in these messages."""
    told: list[dict] = []
    waiting = list(messages)

    async def receive():
        if not waiting:
            await asyncio.sleep(3600)
        return waiting.pop(0)

    async def send(message):
        told.append(message)

    base = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "query_string": b"",
        "headers": [],
        "http_version": "1.1",
    }
    with ThreadPoolExecutor(1) as beside:  # a browser test of this process may have a loop of its own running
        beside.submit(asyncio.run, Gate(application, 1, most)(base | (scope or {}), receive, send)).result()
    return told


def echo(environ, start):
    start("201 Created", [("X-Length", environ["CONTENT_LENGTH"])])
    yield environ["wsgi.input"].read()


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=6))
def test_a_body_arrives_whole_however_it_was_cut(parts):
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages[-1]["more_body"] = False
    told = served(echo, {"headers": [(b"transfer-encoding", b"chunked")]}, messages)
    assert b"".join(message["body"] for message in told[1:]) == b"".join(parts)
    assert told[0]["headers"] == [(b"x-length", str(len(b"".join(parts))).encode())]
    assert [message["more_body"] for message in told[1:]][-1] is False


def test_a_sender_who_leaves_is_no_request():
    def never(environ, start):
        raise AssertionError

    told = served(never, {"headers": [(b"content-length", b"5")]}, [{"type": "http.disconnect"}])
    assert told[0]["status"] == 400


def test_all_unfinished_bodies_together_are_bounded(monkeypatch):
    monkeypatch.setattr(gate, "TOGETHER", 10)
    part = {"type": "http.request", "body": b"x" * 11, "more_body": True}
    told = served(echo, {"headers": [(b"content-length", b"20")]}, [part])
    assert told[0]["status"] == 503
    assert (b"retry-after", b"10") in told[0]["headers"]


def test_a_header_with_an_underscore_passes_for_none():
    def headers(environ, start):
        start("200 OK", [])
        return [str(sorted(key for key in environ if key.startswith("HTTP_"))).encode()]

    sent = [(b"x-forwarded-for", b"1"), (b"x_forwarded_for", b"2"), (b"cookie", b"a=1"), (b"cookie", b"b=2")]
    assert served(headers, {"headers": sent})[1]["body"] == b"['HTTP_COOKIE', 'HTTP_X_FORWARDED_FOR']"


def test_two_cookie_headers_are_one():
    def cookie(environ, start):
        start("200 OK", [])
        return [environ["HTTP_COOKIE"].encode()]

    sent = [(b"cookie", b"a=1"), (b"cookie", b"b=2")]
    assert served(cookie, {"headers": sent})[1]["body"] == b"a=1;b=2"
