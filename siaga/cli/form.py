"""``siaga form``: printable result forms of the stations of a pack, to fill in, photograph and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from siaga.cli._contests import code_of
from siaga.cli._exit import print_json, refuse
from siaga.cli._language import language
from siaga.engines.packs import FaultyPackError, NotAPackError, Pack, load

if TYPE_CHECKING:
    from siaga.engines.packs.model import Contest
    from siaga.engines.reading.sheets import BallotLine, FormSheet

_WORDS = {
    "id": "{forms} formulir, masing-masing {pages} halaman: {out}\nDibaca dengan: siaga read --form {layout}",
    "en": "Forms: {forms}, of {pages} pages each: {out}\nRead with: siaga read --form {layout}",
}


@click.command("form")
@click.argument("folder", metavar="PACK", type=click.Path(path_type=Path))
@click.option("--contest", required=True, help="Code in the pack, or walikota, bupati, gubernur.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="A .pdf file, or a folder.")
@click.option("--station", "codes", multiple=True, help="Only this station, 13 digits; may be repeated.")
@click.option(
    "--paper",
    type=click.Choice(["a4", "a3", "a1", "f4"]),
    default="a4",
    show_default=True,
    help="What to print on.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@language()
def command(
    folder: Path, contest: str, out: Path, codes: tuple[str, ...], paper: str, as_json: bool, lang: str
) -> None:
    """Write printable forms C.HASIL-KWK (for training) of the stations in PACK.

    A file gets all of them; a folder one PDF per station, named by station and contest.
    """
    from siaga.engines.reading.sheets import NoSuchFormError

    try:
        forms = forms_of(load(folder), contest, codes)
        files = _write(forms, out, paper)
    except (NotAPackError, NoSuchFormError, LookupError, OSError) as fault:
        refuse(str(fault).strip("'\""))
    except FaultyPackError as fault:
        refuse(f"{fault}; all of them: siaga pack check {folder}")
    layout = forms[0].layout
    if as_json:
        told = {"contest": forms[0].contest, "layout": layout.id, "pages": len(layout.pages)}
        print_json({**told, "stations": len(forms), "files": [str(file) for file in files]})
    else:
        facts = {"forms": len(forms), "pages": len(layout.pages), "out": out, "layout": layout.id}
        click.echo(_WORDS[lang].format(**facts))


def forms_of(pack: Pack, contest: str, codes: Iterable[str] = ()) -> list[FormSheet]:
    """The forms of a contest, for all stations or those with these codes, in the order of the codes.

    Raises LookupError for a contest or station the pack does not have.
    """
    from siaga.engines.reading.sheets import FormSheet

    ballot = _contest(pack, contest)
    names = {region.code: region.name for region in pack.regions}
    wanted = set(codes) or {station.code for station in pack.stations}
    stations = sorted((s for s in pack.stations if s.code in wanted), key=lambda s: s.code)
    if missing := wanted - {station.code for station in stations}:
        raise LookupError(f"{pack.id}: no station {min(missing)}")
    if not stations:
        raise LookupError(f"{pack.id}: the pack has no station")
    pairs = tuple(_ballot(pack, ballot))
    return [
        FormSheet(
            station=station.code,
            contest=ballot.code,
            kind=str(ballot.kind),
            day=pack.election.voting_day,
            **_places(station.ward, names),
            pairs=pairs,
        )
        for station in stations
    ]


def _contest(pack: Pack, wanted: str) -> Contest:
    code = code_of(wanted, {contest.code: (str(contest.kind),) for contest in pack.contests})
    for contest in pack.contests:
        if contest.code == code:
            return contest
    there = ", ".join(contest.code for contest in pack.contests)
    raise LookupError(f"{pack.id}: no contest {wanted!r}; there are: {there}")


def _ballot(pack: Pack, contest: Contest) -> Iterator[BallotLine]:
    from siaga.engines.reading.sheets import BallotLine

    for pair in sorted(pack.pairs, key=lambda pair: pair.number):
        if pair.contest == contest.code:
            yield BallotLine(pair.number, pair.head or "", pair.deputy or "", pair.empty_column)


def _places(ward: str, names: dict[str, str]) -> dict[str, str]:
    """Names of province, city, district and ward, by the parts of the ward's dotted code."""
    parts = ward.split(".")
    codes = (".".join(parts[:n]) for n in range(1, 5))
    levels = ("province", "city", "district", "ward")
    return {level: names.get(code, "") for level, code in zip(levels, codes, strict=True)}


def _write(forms: list[FormSheet], out: Path, paper: str) -> list[Path]:
    """One file for all forms when `out` ends in .pdf, else a file for each in the folder `out`."""
    from siaga.engines.reading.sheets import Paper, print_forms

    if out.suffix.lower() == ".pdf":
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(print_forms(forms, Paper(paper)))
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    files = [out / f"{form.station}-{form.contest}.pdf" for form in forms]
    for form, file in zip(forms, files, strict=True):
        file.write_bytes(print_forms([form], Paper(paper)))
    return files
