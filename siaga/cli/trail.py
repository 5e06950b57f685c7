"""``siaga trail``: sign the head of the trail, or write the trail out as files for ``siaga verify``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siaga.cli._django import set_up
from siaga.cli._exit import print_json, refuse

if TYPE_CHECKING:
    from siaga.desks.trail.models import Checkpoint


@click.group("trail")
def command() -> None:
    """The log of every act: sign it, export it."""


@command.command("checkpoint")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def checkpoint(as_json: bool) -> None:
    """Sign the present head of the trail and print the note to publish. Run it daily."""
    set_up()
    from siaga.desks.trail.services import checkpoint as sign

    with _refusals():
        signed = sign()
    if as_json:
        print_json(_summary(signed))
    else:
        click.echo(signed.note, nl=False)


@command.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def export(folder: Path, as_json: bool) -> None:
    """Sign the head and write entries, leaf hashes, checkpoints and public key into a new FOLDER."""
    set_up()
    from siaga.desks.trail.services import export as write

    with _refusals():
        signed = write(folder)
    if as_json:
        print_json(_summary(signed) | {"folder": str(folder)})
    else:
        click.echo(f"{signed.size} entries written to {folder}; check them with: siaga verify {folder}")


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what may go wrong into one line and exit code 2."""
    from django.db import DatabaseError

    from siaga.desks.trail.services import DamagedLogError
    from siaga.engines.ledger.bundle import BundleError
    from siaga.engines.ledger.notes import NoteError

    try:
        yield
    except (DamagedLogError, BundleError, NoteError, OSError) as error:
        refuse(str(error))
    except DatabaseError as error:
        refuse(f"the database cannot be used: {error}; has it been migrated?")


def _summary(signed: Checkpoint) -> dict[str, object]:
    return {"entries": signed.size, "root": signed.root, "note": signed.note}
