"""KPU's public shape: one file per station with its administration, one sheet per region with its parts.

Keys as in the public feed of February and November 2024 (``mode``, ``tungsura``, ``chart``,
``administrasi``, ``table``, ``progres``, ``ts``, ``psu``). ``contoh`` marks figures made up for
demonstration. The stations lie under ``kpu/hhcw``, the sheets under ``kpu/rekap/hhcw``: a ward's sheet
repeats the votes of its stations, and one folder with both would say everything twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from siaga.engines.intake.kpu import feed_key
from siaga.engines.publication.lines import figure_names
from siaga.engines.publication.model import Contest, Row
from siaga.engines.recap import Level, Recap, Region, State
from siaga.engines.recap.codes import DIGITS, region_digits
from siaga.law.profiles import Profile

MODE: Final = "hhcw"
STATIONS: Final = f"kpu/{MODE}"
SHEETS: Final = f"kpu/rekap/{MODE}"
_ABOVE: Final = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.WARD)


@dataclass(frozen=True, slots=True)
class Feed:
    """What every file of a contest's feed repeats: its folder, the numbers of its pairs, the figures of its
    form in their order, when it was made.
    """

    folder: str
    ids: Mapping[int, str]
    names: tuple[str, ...]
    regime: str
    at: str


def feed_of(contest: Contest, profile: Profile, at: str) -> Feed:
    names = figure_names(contest, profile)
    return Feed(contest.feed or contest.code, _ids(contest), names, profile.regime, _local(at))


def station_name(feed: Feed, code: str) -> str:
    return f"{STATIONS}/{feed.folder}/{_path(code, DIGITS[Level.STATION])}.json"


def sheet_name(feed: Feed, code: str) -> str:
    return f"{SHEETS}/{feed.folder}/{_path(code, len(code))}.json"


def stations(
    contest: Contest, feed: Feed, images: Mapping[tuple[str, str], Sequence[str]]
) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file of every station; one that is not counted has no figures."""
    for row in contest.rows:
        shown = images.get((contest.code, row.station), ())
        yield station_name(feed, row.station), _dumped(_station(row, feed, shown))


def sheets(counted: Recap, feed: Feed, samples: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the sheet of every region, down to the ward; `samples` counts made-up rows."""
    parts: dict[str, list[Region]] = {}
    for region in counted.regions:
        parts.setdefault(region.parent, []).append(region)
    for region in counted.regions:
        if region.level is not Level.STATION:
            sheet = _sheet(region, parts.get(region.code, []), feed)
            made_up = {"contoh": True} if samples.get(region.code) else {}
            yield sheet_name(feed, region.code), _dumped(sheet | made_up)


def _station(row: Row, feed: Feed, images: Sequence[str]) -> dict[str, Any]:
    counted = row.state is State.COUNTED
    stated = {name: row.figures[name] for name in feed.names if name in row.figures}
    votes = {n: v for n, v in stated.items() if n.startswith("paslon")}
    others = {n: v for n, v in stated.items() if n not in votes}
    chart = {feed.ids[int(n.removeprefix("paslon"))]: v for n, v in votes.items()}
    administration = {feed_key(name, feed.regime): value for name, value in others.items()}
    inside = {"chart": chart if counted else {}, "administrasi": administration if counted else None}
    document = {
        "mode": MODE,
        "psu": "Reguler",
        "ts": feed.at,
        "images": list(images),
        "tungsura": inside,
        "progres": _progress(1, int(counted)),
        "status_suara": counted,
        "status_adm": counted,
    }
    return document | ({"contoh": True} if row.sample else {})


def _sheet(region: Region, parts: Sequence[Region], feed: Feed) -> dict[str, Any]:
    coverage = region.coverage
    progress = _progress(coverage.stations, coverage.counted)
    table = {part.code: _part(part, feed) for part in parts}
    inside = {"chart": _votes(region, feed) | {"progres": progress}, "table": table}
    return {"mode": MODE, "psu": "Reguler", "ts": feed.at, "tungsura": inside, "progres": progress}


def _part(part: Region, feed: Feed) -> dict[str, Any]:
    coverage = part.coverage
    told = {
        "psu": "Reguler",
        "progres": _progress(coverage.stations, coverage.counted),
        "status_progress": coverage.counted > 0,
    }
    silent = part.level is Level.STATION and not coverage.counted
    return ({} if silent else _votes(part, feed)) | told


def _votes(region: Region, feed: Feed) -> dict[str, Any]:
    return {feed.ids[number]: count for number, count in region.votes.items()}


def _progress(expected: int, counted: int) -> dict[str, Any]:
    share = round(100 * counted / expected, 2) if expected else 0.0
    return {"total": expected, "progres": counted, "persen": share}


def _ids(contest: Contest) -> dict[int, str]:
    """KPU's numbers of the pairs where all are known and ascend with the ballot, else the ballot's own."""
    known = [pair.feed_id for pair in contest.pairs]
    ascending = all(text.isascii() and text.isdigit() for text in known)
    if ascending and [int(text) for text in known] == sorted({int(text) for text in known}):
        return {pair.number: pair.feed_id for pair in contest.pairs}
    return {pair.number: str(pair.number) for pair in contest.pairs}


def _path(code: str, digits: int) -> str:
    above = [region_digits(code, level) for level in _ABOVE if DIGITS[level] < digits]
    return "/".join([*above, code])


def _local(at: str) -> str:
    """KPU writes ``2024-11-27 20:15:00``; ours is UTC, and says so in the manifest."""
    return datetime.fromisoformat(at.replace("Z", "+00:00")).strftime("%Y-%m-%d %H:%M:%S")


def _dumped(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n"
