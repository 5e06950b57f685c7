"""The real site in a process of its own, on a free port, with a throw-away home: what a person would see."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
METRO = ROOT / "packs" / "kota-metro-2024"
_ACCOUNT = re.compile(r"^\s{4}(\S+)\s+(\S+)\s+(\S.*) · (.*)$")


@dataclass
class Site:
    """A running site: its address, its process, and the demonstration accounts it printed."""

    url: str
    home: Path
    process: subprocess.Popen[str]
    accounts: dict[str, str] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@contextmanager
def running(home: Path, *packs: Path, **environment: str) -> Iterator[Site]:
    """Serve from `home` with the packs loaded; stop at the end of the block."""
    site = start(home, *packs, **environment)
    try:
        yield site
    finally:
        site.process.terminate()
        try:
            site.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            site.process.kill()


def start(home: Path, *packs: Path, **environment: str) -> Site:
    """Start a site and wait until it answers; raise with what it printed when it does not."""
    port = free_port()
    command = [sys.executable, "-m", "siaga", "serve", "--port", str(port)]
    for pack in packs:
        command += ["--pack", str(pack)]
    clean = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    log = home / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=clean | {"SIAGA_HOME": str(home), "SIAGA_DEMO": "1", "SIAGA_PLAIN_STATIC": ""} | environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    site = Site(f"http://127.0.0.1:{port}", home, process)
    _wait(site, log)
    site.printed = log.read_text().splitlines()
    site.accounts = {m[1]: m[2] for line in site.printed if (m := _ACCOUNT.match(line))}
    return site


def _wait(site: Site, log: Path, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if site.process.poll() is not None:
            raise RuntimeError(f"the site ended with {site.process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{site.url}/kesehatan/", timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    site.process.kill()
    raise RuntimeError(f"the site did not answer within {seconds:.0f} s:\n{log.read_text()}")
