"""KPU's public JSON: one file per station with its administration, and the feed of a region with its parts.

Seen shapes (February and November 2024): ``chart`` {candidate id: votes}, ``administrasi`` {figure: count},
both either on top or inside ``tungsura``; in a region's feed also ``table`` {part code: votes}, and
``progres`` {total, progres} = stations expected and counted. Candidate ids ascend with the pairs' numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from siaga.engines.intake.columns import STATION_COLUMNS, figure_names, is_pair, station_code
from siaga.engines.intake.figures import FigureError, figure_of_value
from siaga.engines.intake.rows import Item, Problem, ResultRow, Sheet, SourceError
from siaga.engines.intake.text import decoded
from siaga.law.profiles import Profile

STATION_DIGITS = 13
CONTESTS = ("pkwkp", "pkwkk", "ppwp", "pdpr", "pdprdp", "pdprdk", "pdpd")

_RENAMED = {"pemilih_": "", "pengguna_": "peng_"}
_VOTERS = {
    "pemilu": {"dptb": "dptb", "non_dpt": "dpk"},
    "pilkada": {"dptb": "dpph", "non_dpt": "dptb"},
}
"""KPU kept the Pemilu's keys; a Pilkada calls the moved voter DPPh, the unlisted one DPTb (from memory)."""


def items_of_json(data: bytes, profile: Profile, file: str) -> Iterator[Item]:
    """Rows, sheets and problems of one JSON file. Raises SourceError when it is not of a known shape."""
    try:
        document = json.loads(decoded(data))
    except (ValueError, RecursionError) as fault:
        raise SourceError(f"{file}: not JSON ({str(fault)[:80]})") from fault
    if isinstance(document, list):
        return _flat_rows(document, profile, file)
    if isinstance(document, dict):
        inside = document.get("tungsura", document)
        if isinstance(inside, dict) and isinstance(inside.get("table"), dict):
            return _region(inside, file)
        if isinstance(inside, dict) and ("chart" in inside or "administrasi" in inside):
            return iter([_station(inside, document, profile, file)])
    raise SourceError(f"{file}: JSON, but neither KPU's public shape nor a list of rows")


def contest_of(file: str) -> str:
    """The contest a path of KPU's store names, or nothing."""
    return next((part for part in PurePath(file).parts if part in CONTESTS), "")


def _flat_rows(rows: list[Any], profile: Profile, file: str) -> Iterator[Item]:
    known = figure_names(profile)
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield Problem(
                file, number, "", "not an object with named figures", "bukan objek dengan nama angka"
            )
            continue
        named = {name: value for name, value in row.items() if name in known or is_pair(name)}
        code = next((str(row[name]) for name in STATION_COLUMNS if row.get(name) is not None), "")
        yield _row(code, named, number, file)


def _station(
    inside: Mapping[str, Any], document: Mapping[str, Any], profile: Profile, file: str
) -> ResultRow | Problem:
    administration = inside.get("administrasi", document.get("administrasi"))
    named = _named(administration, profile) if isinstance(administration, dict) else {}
    named |= _pairs(inside.get("chart"))
    return _row(_code_in(file), named, 1, file)


def _named(administration: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """KPU's names of the figures → ours."""
    known = figure_names(profile)
    named = {_our_name(key, profile.regime): value for key, value in administration.items()}
    return {name: value for name, value in named.items() if name in known}


def _our_name(key: str, regime: str) -> str:
    for theirs, ours in _RENAMED.items():
        if key.startswith(theirs):
            line, _, group = key.removeprefix(theirs).rpartition("_")
            return f"{ours}{_VOTERS.get(regime, {}).get(line, line)}_{group}"
    return key


def feed_key(name: str, regime: str) -> str:
    """KPU's name of one of our figures: what `items_of_json` reads back as this name under this regime."""
    if name.startswith("dpt_"):
        return f"pemilih_{name}"
    line, _, group = name.removeprefix("peng_").rpartition("_")
    if not name.startswith("peng_"):
        return name
    theirs = {ours: key for key, ours in _VOTERS.get(regime, {}).items()}
    return f"pengguna_{theirs.get(line, line)}_{group}"


def _pairs(chart: object) -> dict[str, Any]:
    """Votes by pair, numbered as the candidate ids ascend."""
    if not isinstance(chart, dict):
        return {}
    ids = sorted((key for key in chart if key.isascii() and key.isdigit() and len(key) < 20), key=int)
    return {f"paslon{number}": chart[key] for number, key in enumerate(ids[:99], 1)}


def _region(inside: Mapping[str, Any], file: str) -> Iterator[Item]:
    parts: dict[str, Mapping[str, int | None]] = {}
    stations: dict[str, tuple[int | None, int | None]] = {}
    for number, (code, votes) in enumerate(inside["table"].items(), 1):
        item = _row(code, _pairs(votes), number, file)
        if isinstance(item, ResultRow):
            parts[code] = item.figures
            stations[code] = _stations(votes)
        if isinstance(item, Problem) or len(code) == STATION_DIGITS:
            yield item if isinstance(item, Problem) else replace(item, listed=True)
    chart = inside.get("chart")
    total = _row(_code_in(file), _pairs(chart), 0, file)
    if isinstance(total, Problem):
        yield total
    elif parts:
        yield Sheet(total.station, total.figures, parts, _stations(chart), stations, file)


def _code_in(file: str) -> str:
    """KPU names its files after the station or region."""
    return PurePath(file).name.removesuffix(".gz").removesuffix(".json")


def _stations(holder: object) -> tuple[int | None, int | None]:
    """Stations counted and expected, from a ``progres`` entry."""
    progress = holder.get("progres") if isinstance(holder, dict) else None
    if not isinstance(progress, dict):
        return None, None
    try:
        return figure_of_value(progress.get("progres")), figure_of_value(progress.get("total"))
    except FigureError:
        return None, None


def _row(text: str, named: Mapping[str, Any], number: int, file: str) -> ResultRow | Problem:
    code = station_code(text)
    if code is None:
        return Problem(
            file,
            number,
            "kode_tps",
            f"no usable code: {text[:40]!r}",
            f"kode tidak dapat dipakai: {text[:40]!r}",
        )
    figures: dict[str, int | None] = {}
    for name, value in named.items():
        try:
            figures[name] = figure_of_value(value)
        except FigureError as fault:
            return Problem(file, number, name, f"{name}: {fault.en}", f"{name}: {fault.id}")
    return ResultRow(code, number, figures, file, contest_of(file))
