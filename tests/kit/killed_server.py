"""The real server on a fixed port, to be killed with everything it started and started again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from tests.kit.own_database import ROOT
from tests.kit.site import free_port

_SERVE = """
from siaga.cli._django import set_up
set_up()
from siaga.cli.serve import listen
listen("127.0.0.1", {port}, {workers}, 4)
"""


class Server:
    """Serves from the database and home of an environment (`own_database`)."""

    def __init__(self, environment: dict[str, str], workers: int) -> None:
        self.environment, self.port = environment, free_port()
        self.code = _SERVE.format(port=self.port, workers=workers)
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.code],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
