"""``siaga verify``: is this trail, publication, checkpoint or proof as it was signed? No Django needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._keys import key_option, pinned_key
from siaga.cli._language import language, told
from siaga.cli._register import register_option, told_register, voters_of
from siaga.engines.ledger.notes import NoteError, PublicKey
from siaga.engines.ledger.verify import (
    SUFFIX,
    ForeignError,
    Report,
    UnusableError,
    verify_bundle,
    verify_note,
    verify_proof,
)

if TYPE_CHECKING:
    from siaga.engines.publication.verify import Report as Publication

_WORDS = {
    "id": {
        "checkpoint": "titik periksa ini bertanda tangan; entri: {entries}, akar: {root}",
        "bundle": "semua seperti saat ditandatangani; entri: {entries}, titik periksa: {checkpoints}",
        "inclusion": "entri ini ada di log yang ditandatangani",
        "leaf-inclusion": "entri dengan sidik ini ada di log yang ditandatangani",
        "consistency": "log yang baru berawal dengan log yang lama, tidak diubah",
        "altered": "DIUBAH",
        "fault": "SALAH",
        "changed": "BERUBAH",
        "note": "CATATAN",
        "first": "Entri pertama yang diubah: {entry}",
        "entries since": "{since} entri pertama tidak diubah sejak itu",
        "more": "dan {more} lagi",
        "publication": "terbitan {number} dari {election}, {at}, seperti saat ditandatangani",
        "counted": "{contest}: {counted} dari {stations} TPS terhitung",
        "sums": "setiap jumlah adalah jumlah TPS-TPS-nya, di setiap format",
        "nothing since": "tidak ada yang diubah atau dihilangkan sejak {since}",
        "sample": "data contoh buatan untuk peragaan, bukan hasil sebenarnya",
        "digest": "Sidik",
        "key": "Diperiksa dengan",
        "yours": "kunci yang Anda berikan",
        "enclosed": "kunci yang disertakan; bandingkan dengan yang diumumkan",
        "none": "tidak ada",
    },
    "en": {
        "checkpoint": "the checkpoint is signed; entries: {entries}, root: {root}",
        "bundle": "all is as it was signed; entries: {entries}, checkpoints: {checkpoints}",
        "inclusion": "the entry is in the log that was signed",
        "leaf-inclusion": "an entry with this hash is in the log that was signed",
        "consistency": "the newer log begins with the older one, unaltered",
        "altered": "ALTERED",
        "fault": "FAULT",
        "changed": "CHANGED",
        "note": "NOTE",
        "first": "First altered entry: {entry}",
        "entries since": "nothing in the first {since} entries was altered since",
        "more": "and {more} more",
        "publication": "publication {number} of {election}, {at}, as it was signed",
        "counted": "{contest}: {counted} of {stations} stations counted",
        "sums": "every total is the sum of its stations, in every format",
        "nothing since": "nothing was altered or taken out since {since}",
        "sample": "sample data made up for demonstration, not real results",
        "digest": "Digest",
        "key": "Checked with",
        "yours": "the key you gave",
        "enclosed": "the enclosed key; compare it with the published one",
        "none": "none",
    },
}


@click.command("verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    help="An older publication, or an older trail or checkpoint note of this log.",
)
@register_option()
@key_option()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language()
def command(
    path: Path, since: Path | None, register: Path | None, key: str | None, as_json: bool, lang: str
) -> None:
    """Verify offline: published results (a folder or .zip), an exported trail (a folder), a checkpoint (a
    .note file) or a proof (a JSON file).

    Names the first fault with file and place. Exit code 0: all is as signed; 1: something was altered or does
    not add up; 2: not usable.
    """
    try:
        report = _verify(path, pinned_key(key), since, register)
    except (UnusableError, NoteError, OSError) as error:
        refuse(str(error))
    if as_json:
        print_json(document_of(report, lang))
    elif isinstance(report, Report):
        _print(report, lang)
    else:
        _print_publication(report, lang)
    sys.exit(DONE if report.ok else FINDINGS)


def document_of(report: Report | Publication, lang: str) -> dict[str, Any]:
    """The JSON document of the contract, its messages in one language."""
    document = report.as_json()
    lists = ("findings", "notes")
    said = {name: document[name] for name in lists if name in document}
    return document | {
        name: [one | {"message": told(one["message"], lang)} for one in listed]
        for name, listed in said.items()
    }


def _verify(
    path: Path, pinned: PublicKey | None, since: Path | None, register: Path | None
) -> Report | Publication:
    if _is_publication(path):
        from siaga.engines.publication.verify import verify_publication

        return verify_publication(path, pinned, since, voters_of(register) if register else None)
    if not path.exists():
        raise UnusableError(f"{path}: no such file or folder")
    if register:
        raise UnusableError(f"{path}: --register goes with published results")
    try:
        return _verify_log(path, pinned, since)
    except ForeignError as error:
        raise UnusableError(
            f"{error}; nor is it a publication (a folder with manifest.json, or a .zip)"
        ) from None


def _verify_log(path: Path, pinned: PublicKey | None, since: Path | None) -> Report:
    """A trail, or a piece of one."""
    if path.is_dir():
        return verify_bundle(path, pinned, since)
    if since:
        raise UnusableError(
            "--since goes with a bundle; a consistency proof names its older checkpoint itself"
        )
    return verify_note(path, pinned) if path.suffix == SUFFIX else verify_proof(path, pinned)


def _is_publication(path: Path) -> bool:
    from siaga.engines.publication.store import is_publication

    return is_publication(path)


def _print(report: Report, lang: str) -> None:
    words = _WORDS[lang]
    for finding in report.findings:
        click.echo(f"{words['altered']}  {finding.place}: {told(finding.message, lang)}")
    if report.first_altered is not None:
        click.echo(words["first"].format(entry=report.first_altered))
    if report.ok:
        facts = {"entries": report.entries, "checkpoints": report.checkpoints, "root": report.root}
        click.echo("OK  " + words[report.kind].format(**facts))
        if report.kind == "bundle" and report.since is not None:
            click.echo("OK  " + words["entries since"].format(since=report.since))
    _print_key(report.key, report.pinned, words)


def _print_publication(report: Publication, lang: str) -> None:
    print_faults(report, lang)
    if report.ok:
        _print_proven(report, lang)
    _print_key(report.key, report.pinned, _WORDS[lang])


def print_faults(report: Publication, lang: str) -> None:
    """What is wrong with a publication, and what changed since an older one with the reasons given."""
    words = _WORDS[lang]
    for finding in report.findings:
        click.echo(f"{words['fault']}  {finding.place}: {told(finding.message, lang)}")
    if report.more:
        click.echo(f"{words['fault']}  {words['more'].format(more=report.more)}")
    for change in report.changes:
        why = "; ".join(change.reasons)
        where = f"{change.contest} {change.station}"
        click.echo(f"{words['changed']}  {where}: {change.before} -> {change.after} ({why})")
    for note in report.notes:
        click.echo(f"{words['note']}  {note.place}: {told(note.message, lang)}")


def _print_proven(report: Publication, lang: str) -> None:
    """What was proved, contest by contest, and what it is."""
    words = _WORDS[lang]
    facts = {"number": report.number, "election": report.election, "at": report.at}
    click.echo("OK  " + words["publication"].format(**facts))
    for contest in report.contests:
        click.echo(f"OK  {words['counted'].format(**contest)}; {words['sums']}")
    if report.since is not None:
        click.echo("OK  " + words["nothing since"].format(since=report.since))
    for register in report.registers:
        click.echo(told_register(register, report.register_checked, lang))
    if report.sample:
        click.echo(f"{words['note']}  {words['sample']}")
    click.echo(f"{words['digest']}: {report.digest}")


def _print_key(key: str, pinned: bool, words: dict[str, str]) -> None:
    trusted = words["yours"] if pinned else words["enclosed"]
    click.echo(f"{words['key']} {trusted}: {key or words['none']}")
