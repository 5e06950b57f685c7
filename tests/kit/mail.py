"""A mail server for one test: it really speaks SMTP on a port of this machine and keeps what it is given."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Postbox:
    """What arrived, and where the server listens."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    refuse: bool = False


class _Session(socketserver.StreamRequestHandler):
    """The commands a simple sender needs (RFC 5321)."""

    def handle(self) -> None:
        self.say(b"220 uji")
        while line := self.rfile.readline():
            verb = line[:4].upper().strip()
            if verb == b"QUIT":
                return self.say(b"221 bye")
            if verb == b"DATA":
                self.take()
            elif verb == b"RCPT" and self.server.box.refuse:
                self.say(b"550 nobody here")
            else:
                self.say(b"250 ok")
        return None

    def take(self) -> None:
        self.say(b"354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.box.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))
        self.say(b"250 kept")

    def say(self, line: bytes) -> None:
        self.wfile.write(line + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    box: Postbox


@contextmanager
def postbox() -> Iterator[Postbox]:
    """Listen inside the block."""
    box = Postbox()
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.box, box.port = box, server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()
