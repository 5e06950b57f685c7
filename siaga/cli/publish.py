"""``siaga publish``: write a confirmed publication as files, or prepare one for the second person."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siaga.cli._django import set_up
from siaga.cli._exit import DONE, FINDINGS, print_json, refuse
from siaga.cli._language import language

if TYPE_CHECKING:
    from siaga.desks.elections.models import Election
    from siaga.desks.results.models import Publication
    from siaga.engines.publication.verify import Report

ZIP = ".zip"
_WORDS = {
    "id": {
        "prepared": "Terbitan {number} dari {election} sudah disiapkan: {digest}",
        "confirm": "Orang lain mengukuhkannya di {page}",
        "written": "Terbitan {number} dari {election} ditulis ke {out}",
        "unproven": "Terbitan {number} dari {election} TIDAK membuktikan dirinya; ditulis ke {out}",
        "digest": "Sidik: {digest}",
    },
    "en": {
        "prepared": "Publication {number} of {election} is prepared: {digest}",
        "confirm": "Another person confirms it at {page}",
        "written": "Publication {number} of {election} written to {out}",
        "unproven": "Publication {number} of {election} does NOT prove itself; written to {out}",
        "digest": "Digest: {digest}",
    },
}


@click.command("publish")
@click.option("--election", "code", help="Code of the election; needed only when the site holds several.")
@click.option("--out", type=click.Path(path_type=Path), help="A new folder, or a file ending in .zip.")
@click.option(
    "--number", type=click.IntRange(1), help="Which publication; the newest confirmed one if left out."
)
@click.option("--since", type=click.Path(path_type=Path), help="An older publication to compare it with.")
@click.option("--prepare", is_flag=True, help="Prepare a publication of the results as they stand now.")
@click.option("--by", "username", help="With --prepare: the account that answers for it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language()
def command(
    code: str | None,
    out: Path | None,
    number: int | None,
    since: Path | None,
    prepare: bool,
    username: str | None,
    as_json: bool,
    lang: str,
) -> None:
    """Write the newest confirmed publication to --out, verified before it is handed over.

    With --prepare lay out the results as they stand now; another person confirms them on the page
    /hasil/terbitan/. Ends with 1 when something does not prove itself or changed since --since without a
    reason.
    """
    if prepare == (out is not None):
        refuse("say either --out DIR (write what was confirmed) or --prepare --by USERNAME")
    if prepare and not username:
        refuse("--prepare needs --by USERNAME: a person answers for what is prepared")
    set_up()
    with _speaking(lang), _refusals():
        election = _election(code)
        if prepare:
            _prepare(election, username or "", as_json, lang)
            return
        publication = _confirmed(election, number)
        report = _write(publication, out or Path(), since)
    _tell(publication, out, report, as_json, lang)
    sys.exit(DONE if report.ok else FINDINGS)


@contextmanager
def _speaking(lang: str) -> Iterator[None]:
    """What the desks refuse is said in this language too."""
    from django.utils import translation

    with translation.override(lang):
        yield


@contextmanager
def _refusals() -> Iterator[None]:
    """Turn what may go wrong into one line and exit code 2."""
    from django.core.exceptions import PermissionDenied
    from django.db import DatabaseError

    from siaga.desks.results.errors import Refused
    from siaga.engines.ledger.verify import UnusableError
    from siaga.engines.publication import OccupiedError

    try:
        yield
    except (Refused, UnusableError, OccupiedError, OSError) as error:
        refuse(str(error))
    except PermissionDenied:
        refuse("--by: this account may not prepare publications of this election")
    except DatabaseError as error:
        refuse(f"the database cannot be used: {error}; has it been migrated?")


def _election(code: str | None) -> Election:
    from siaga.desks.elections.models import Election

    found = list(Election.objects.filter(code=code) if code else Election.objects.all())
    if len(found) == 1:
        return found[0]
    codes = ", ".join(Election.objects.order_by("code").values_list("code", flat=True)) or "none is loaded"
    return refuse(f"--election {code}: not here; there are: {codes}" if code else f"say --election: {codes}")


def _prepare(election: Election, username: str, as_json: bool, lang: str) -> None:
    from siaga.desks.offices.models import User
    from siaga.desks.results.services.publication import prepare
    from siaga.desks.trail.context import Actor, acting

    user = User.objects.filter(username=username).first()
    if user is None:
        refuse(f"--by {username}: no such account; a person answers for what is prepared")
    with acting(Actor(str(user.pk), user.get_full_name() or user.get_username())):
        prepared = prepare(election, user)
    if as_json:
        print_json(_document(prepared) | {"prepared": True})
    else:
        facts = {"number": prepared.number, "election": election.code, "digest": prepared.digest}
        click.echo(_WORDS[lang]["prepared"].format(**facts))
        page = f"/hasil/terbitan/{election.code}/{prepared.number}/"
        click.echo(_WORDS[lang]["confirm"].format(page=page))


def _confirmed(election: Election, number: int | None) -> Publication:
    from siaga.desks.offices.models import Judgement
    from siaga.desks.results.models import Publication

    confirmed = Publication.objects.filter(election=election, verdict__outcome=Judgement.Outcome.CONFIRMED)
    chosen = confirmed.filter(number=number) if number else confirmed.order_by("-number")
    found = chosen.first()
    if found is None:
        if number:
            refuse(f"publication {number} of {election.code} that two people have confirmed is not here")
        refuse(f"a publication of {election.code} that two people have confirmed is not here; try --prepare")
    return found


def _write(publication: Publication, out: Path, since: Path | None) -> Report:
    """Write the files of a publication and verify what was written."""
    import shutil

    from siaga.desks.results import archives
    from siaga.engines.publication import OccupiedError, unpack
    from siaga.engines.publication.verify import verify_publication

    source = archives.signed_file(publication.digest)
    report = verify_publication(source, _key_of(publication), since)
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise OccupiedError(f"{out}: already there; choose a new folder or file")
    if out.suffix == ZIP:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, out)
    else:
        unpack(source, out)
    return report


def _key_of(publication: Publication) -> Any:
    """The key of this site's trail, which signs its publications too."""
    from siaga.desks.trail.queries import newest_checkpoint
    from siaga.engines.ledger.notes import PublicKey

    newest = newest_checkpoint()
    return PublicKey.parse(newest.key) if newest else None


def _document(publication: Publication) -> dict[str, Any]:
    return {
        "election": publication.election.code,
        "number": publication.number,
        "digest": publication.digest,
        "sample": publication.sample,
        "contests": publication.contests,
    }


def _tell(publication: Publication, out: Path | None, report: Report, as_json: bool, lang: str) -> None:
    from siaga.cli.verify import document_of, print_faults

    if as_json:
        print_json(_document(publication) | {"out": str(out), "verified": document_of(report, lang)})
        return
    print_faults(report, lang)
    words = _WORDS[lang]
    facts = {"number": publication.number, "election": report.election, "out": out}
    click.echo(words["written" if report.ok else "unproven"].format(**facts))
    click.echo(words["digest"].format(digest=publication.digest))
