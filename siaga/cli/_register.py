"""The register of voters (DPT) as a file: what a publication is compared with."""

from __future__ import annotations

from pathlib import Path

from siaga.engines.intake import SourceError, guess_profile, read_register
from siaga.engines.ledger.verify import UnusableError
from siaga.engines.recap.codes import station_digits
from siaga.law.profiles import load


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
