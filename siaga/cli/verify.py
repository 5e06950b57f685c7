"""``siaga verify``: is this trail, publication, checkpoint or proof as it was signed? No Django needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.verify import (
    SUFFIX,
    Report,
    UnusableError,
    verify_bundle,
    verify_note,
    verify_proof,
)
from siaga.engines.ledger.verify.files import text_of

if TYPE_CHECKING:
    from siaga.engines.publication.verify import Report as Publication

PROOFS = {
    "checkpoint": "the checkpoint is signed; entries: {entries}, root: {root}",
    "bundle": "all is as it was signed; entries: {entries}, checkpoints: {checkpoints}",
    "inclusion": "the entry is in the log that was signed",
    "leaf-inclusion": "an entry with this hash is in the log that was signed",
    "consistency": "the newer log begins with the older one, unaltered",
}


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="An older publication, or an older trail or checkpoint note of this log.",
)
@click.option("--key", metavar="KEY", help="The public key you trust, or a file that holds it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(path: Path, since: Path | None, key: str | None, as_json: bool) -> None:
    """Verify offline: published results (a folder or .zip), an exported trail (a folder), a checkpoint (a
    .note file) or a proof (a JSON file).

    Names the first fault with file and place. Exit code 0: all is as signed; 1: something was altered or does
    not add up; 2: not usable.
    """
    try:
        report = _verify(path, pinned_key(key), since)
    except (UnusableError, NoteError, OSError) as error:
        refuse(str(error))
    if as_json:
        print_json(report.as_json())
    elif isinstance(report, Report):
        _print(report)
    else:
        _print_publication(report)
    sys.exit(DONE if report.ok else FINDINGS)


def _verify(path: Path, pinned: PublicKey | None, since: Path | None) -> Report | Publication:
    if _is_publication(path):
        from siaga.engines.publication.verify import verify_publication

        return verify_publication(path, pinned, since)
    if path.is_dir():
        return verify_bundle(path, pinned, since)
    if not path.exists():
        raise UnusableError(f"{path}: no such file or folder")
    if since:
        raise UnusableError(
            "--since goes with a bundle; a consistency proof names its older checkpoint itself"
        )
    return verify_note(path, pinned) if path.suffix == SUFFIX else verify_proof(path, pinned)


def _is_publication(path: Path) -> bool:
    from siaga.engines.publication.store import is_publication

    return is_publication(path)


def pinned_key(key: str | None) -> PublicKey | None:
    """Read the key from the option itself or from the file it names."""
    if key is None:
        return None
    try:
        text = text_of(Path(key)) if Path(key).is_file() else key
        return PublicKey.parse(text.strip())
    except NoteError as error:
        raise UnusableError(f"--key: {error}") from None


def _print(report: Report) -> None:
    for finding in report.findings:
        click.echo(f"ALTERED  {finding.place}: {finding.message}")
    if report.first_altered is not None:
        click.echo(f"First altered entry: {report.first_altered}")
    if report.ok:
        facts = {"entries": report.entries, "checkpoints": report.checkpoints, "root": report.root}
        click.echo("OK  " + PROOFS[report.kind].format(**facts))
        if report.kind == "bundle" and report.since is not None:
            click.echo(f"OK  nothing in the first {report.since} entries was altered since")
    _print_key(report.key, report.pinned)


def _print_publication(report: Publication) -> None:
    for finding in report.findings:
        click.echo(f"FAULT  {finding.place}: {finding.message}")
    if report.more:
        click.echo(f"FAULT  and {report.more} more")
    for change in report.changes:
        why = "; ".join(change.reasons)
        click.echo(f"CHANGED  {change.contest} {change.station}: {change.before} -> {change.after} ({why})")
    if report.ok:
        _print_proven(report)
    _print_key(report.key, report.pinned)


def _print_proven(report: Publication) -> None:
    """What was proved, contest by contest, and what it is."""
    click.echo(f"OK  publication {report.number} of {report.election}, {report.at}, as it was signed")
    for contest in report.contests:
        counted = "{contest}: {counted} of {stations} stations counted".format(**contest)
        click.echo(f"OK  {counted}; every total is the sum of its stations, in every format")
    if report.since is not None:
        click.echo(f"OK  nothing was altered or taken out since {report.since}")
    if report.sample:
        click.echo("NOTE  sample data made up for demonstration, not real results")
    click.echo(f"Digest: {report.digest}")


def _print_key(key: str, pinned: bool) -> None:
    trusted = "the key you gave" if pinned else "the enclosed key; compare it with the published one"
    click.echo(f"Checked with {trusted}: {key or 'none'}")
