"""``siaga serve`` looks at the door before it prepares anything."""

from __future__ import annotations

import socket

import pytest
from click.testing import CliRunner

from siaga.cli import serve


@pytest.fixture
def taken():
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door.getsockname()[1]


@pytest.fixture
def started(monkeypatch):
    """What the command went on to do."""
    done: list[str] = []
    for name in ("set_up", "announce", "listen"):
        monkeypatch.setattr(serve, name, lambda *_args, _name=name: done.append(_name))
    monkeypatch.setattr(serve, "prepare", lambda _packs, **_how: done.append("prepare") or [])
    monkeypatch.setattr(serve, "_on_sqlite", lambda: True)
    return done


def test_a_taken_port_is_refused_before_any_account_is_shown(taken, started):
    result = CliRunner().invoke(serve.command, ["--port", str(taken)])
    assert result.exit_code == 2
    assert f"cannot listen on 127.0.0.1:{taken}" in result.output
    assert started == []


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_an_address_nobody_can_listen_on_is_one_sentence(host, started):
    result = CliRunner().invoke(serve.command, ["--host", host])
    assert (result.exit_code, started) == (2, [])
    assert result.output.startswith(f"siaga: cannot listen on {host}:8000: ")
    assert result.output.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "-1", "70000"])
def test_a_port_is_one_of_those_there_are(port, started):
    result = CliRunner().invoke(serve.command, ["--port", port])
    assert (result.exit_code, started) == (2, [])


def test_a_free_port_is_left_free_and_served(started):
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    result = CliRunner().invoke(serve.command, ["--port", str(port)])
    assert result.exit_code == 0
    assert started == ["set_up", "prepare", "announce", "listen"]
    socket.create_server(("127.0.0.1", port)).close()
