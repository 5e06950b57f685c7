"""The register of voters (DPT) as a file: what a publication is compared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from siaga.engines.intake import SourceError, guess_profile, read_register
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.recap.codes import station_digits
from siaga.law.profiles import load

if TYPE_CHECKING:
    from siaga.engines.publication.verify import Register


_WORDS = {
    "id": {
        "register": "{contest}: {voters} pemilih di DPT {stations} TPS",
        "fits": "sama dengan daftar yang Anda berikan",
        "unknown": "bandingkan dengan keputusan KPU (--register); sidik daftar: {digest}",
        "note": "CATATAN",
    },
    "en": {
        "register": "{contest}: {voters} voters in the register of {stations} stations",
        "fits": "as in the list you gave",
        "unknown": "compare it with the KPU's decree (--register); digest of the list: {digest}",
        "note": "NOTE",
    },
}


def register_option() -> Any:
    """``--register FILE``, for every verb that compares a publication with it."""
    return click.option(
        "--register",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="The KPU's register of voters (CSV: kode_tps, dpt_j): stations and voters published must fit.",
    )


def voters_of(file: Path) -> dict[str, int]:
    """The voters of each station (13 digits) in a CSV of ``kode_tps`` and ``dpt_j``, by commas or semicolons.

    Raises UnusableError naming file and line of what cannot be used.
    """
    try:
        register, problems = read_register(str(file), load(guess_profile(str(file))))
    except SourceError as error:
        raise UnusableError(str(error)) from None
    if problems:
        first = problems[0]
        raise UnusableError(f"{file}, line {first.line}: {first.en}")
    voters = dict(_voters(file, code, stated.get("dpt_j")) for code, stated in register.items())
    if len(voters) != len(register):
        raise UnusableError(f"{file}: a station is there twice")
    return voters


def _voters(file: Path, code: str, voters: int | None) -> tuple[str, int]:
    try:
        station = station_digits(code)
    except ValueError as error:
        raise UnusableError(f"{file}: {error}") from None
    if voters is None:
        raise UnusableError(f"{file}: no dpt_j for station {station}")
    return station, voters


def told_register(register: Register, checked: bool, lang: str) -> str:
    """How many stations and voters a contest states, and whether anyone has compared them."""
    words, facts = _WORDS[lang], register.as_json()
    mark, what = ("OK", "fits") if checked else (words["note"], "unknown")
    return f"{mark}  {words['register'].format(**facts)}; {words[what].format(**facts)}"
