"""``siaga serve``: bring the database up to date, load a pack, say where the site is, and serve it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from siaga.cli._django import set_up
from siaga.cli._exit import refuse

HEADERS_MS = 10_000
"""How long a connection may take over the headers of a request."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--pack", "packs", multiple=True, type=click.Path(path_type=Path), help="City pack to load first."
)
@click.option(
    "--workers", default=0, help="Processes; by default 1 on SQLite (one writer) and 2 on PostgreSQL."
)
@click.option("--threads", default=4, show_default=True, help="Requests served at once by each process.")
@click.option(
    "--rehearse",
    "minutes",
    type=click.FloatRange(0, 24 * 60),
    help="Load the pack without its results and let them come in over so many minutes, for practice.",
)
def command(
    host: str, port: int, packs: tuple[Path, ...], workers: int, threads: int, minutes: float | None
) -> None:
    """Serve the site; SQLite in ./var unless DATABASE_URL says otherwise."""
    bindable(host, port)
    if minutes is not None:
        if len(packs) != 1:
            refuse("--rehearse plays one pack: name it with --pack")
        os.environ.update(SIAGA_REHEARSAL="1")
    set_up()
    if minutes is None:
        loaded = prepare(packs)
    else:
        loaded = prepare(packs, with_results=False)
    announce(host, port, loaded[0] if loaded else "")
    with _rehearsal(packs, minutes):
        listen(host, port, workers or (1 if _on_sqlite() else 2), threads)


@contextmanager
def _rehearsal(packs: tuple[Path, ...], minutes: float | None) -> Iterator[None]:
    """Play the night in a process of its own, which ends with the server."""
    if minutes is None:
        yield
        return
    player = subprocess.Popen(
        [sys.executable, "-m", "siaga", "rehearse", str(packs[0]), "--minutes", str(minutes)]
    )
    try:
        yield
    finally:
        player.terminate()
        player.wait()


def bindable(host: str, port: int) -> None:
    """Refuse at once, before anything is loaded or any account shown, when nobody can listen there.

    The address may be taken again by another program before the server starts; then the server says so.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _name, address = found[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as problem:
        refuse(f"cannot listen on {host}:{port}: {problem}; choose another with --host and --port")


def prepare(packs: tuple[Path, ...], with_results: bool = True) -> list[str]:
    """Migrate, gather the static files, load the packs; every step is safe to repeat. Return their codes.

    Without their results, for a rehearsal, only on a demonstration.
    """
    from django.conf import settings
    from django.core.management import call_command

    from siaga.desks.trail.services import checkpoint

    call_command("migrate", verbosity=0)
    if not settings.DEBUG:
        call_command("collectstatic", verbosity=0, interactive=False)
    if not with_results:
        _require_demonstration()
    codes = [_load(folder, with_results) for folder in packs]
    checkpoint()  # so that the public page of the trail always has a signed head to show
    return codes


def _require_demonstration() -> None:
    from siaga.cli._rehearsal import UnfitError, require_demonstration

    try:
        require_demonstration()
    except UnfitError as fault:
        refuse(str(fault))


def _load(folder: Path, with_results: bool) -> str:
    """Load a pack and say what changed; a pack with faults stops the start."""
    from siaga.cli.pack import lines
    from siaga.desks.elections.services import load_pack
    from siaga.engines.packs import NotAPackError, read

    try:
        pack, faults = read(folder)
    except NotAPackError as problem:
        refuse(str(problem))
    if pack is None:
        where = faults[0].place
        refuse(f"{folder}: {len(faults)} fault(s), the first at {where}; run: siaga pack check {folder}")
    for line in lines(load_pack(pack if with_results else replace(pack, results=()))):
        click.echo(line)
    return pack.id


def announce(host: str, port: int, election_code: str = "") -> None:
    """Print the address and, in a demonstration, its accounts: of the election named, or the newest."""
    from django.conf import settings

    click.echo(f"\n  Siaga  http://{host}:{port}/\n")
    if not settings.DEMO:
        return
    from siaga.desks.elections.queries import current_election
    from siaga.desks.offices.services.accounts import ensure_demo_accounts

    if election := current_election(election_code):
        click.echo("  Demonstration accounts (for this machine only):")
        for account in ensure_demo_accounts(election):
            click.echo(
                f"    {account.username:<16} {account.password:<16} {account.role} · {account.institution}"
            )
        click.echo("")


def listen(host: str, port: int, workers: int, threads: int) -> None:
    """Hand over to the server. On SQLite one process with few threads is the fastest writer; the gate gives
    them whole requests only, and the server itself closes on headers that do not end.
    """
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siaga.project.settings")
    os.environ.update(SIAGA_THREADS=str(threads))  # for the processes it starts
    Granian(
        "siaga.project.gate:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADERS_MS),
        websockets=False,
        workers=workers,
        log_enabled=True,
        log_level="warning",
    ).serve()


def _on_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"
