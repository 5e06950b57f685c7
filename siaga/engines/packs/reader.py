"""Reading a pack: the folder in, a whole pack or the list of all its faults out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import checks, schema
from .digest import digest
from .draft import Draft
from .faults import Fault, FaultList
from .folder import HEADER, LARGEST_HEADER, MAP, Folder
from .forms import Rules, results_table, rules_of
from .geojson import read_boundaries
from .header import Header, read_header
from .model import Pack, ResultRow
from .tables import Read, Record, origin, read_table

RESULTS = "results"


class FaultyPackError(Exception):
    """A pack that must not be loaded; ``faults`` says why, all at once."""

    def __init__(self, root: Path, faults: list[Fault]) -> None:
        super().__init__(
            f"{root}: {len(faults)} faults, the first at {faults[0].place}: {faults[0].message_en}"
        )
        self.faults = faults


def read(root: Path | str) -> tuple[Pack | None, list[Fault]]:
    """Read and check the pack in a folder.

    Gives the pack and no faults, or None and every fault found. Raises
    :class:`~siaga.engines.packs.folder.NotAPackError` when the path is no folder with a ``pack.yaml``.
    Reads only files of the folder; needs no network, database or clock.
    """
    faults = FaultList()
    draft = _draft(Folder(Path(root), faults), faults)
    checks.check_all(draft)
    if faults or draft.header is None:
        return None, faults.sorted()
    return _pack(draft.header, draft), []


def load(root: Path | str) -> Pack:
    """The pack in a folder. Raises FaultyPackError, or NotAPackError."""
    pack, faults = read(root)
    if pack is None:
        raise FaultyPackError(Path(root), faults)
    return pack


def _draft(folder: Folder, faults: FaultList) -> Draft:
    header_text = folder.read(HEADER, LARGEST_HEADER)
    header = read_header(header_text, faults) if header_text is not None else None
    draft = Draft(faults, header, rules_of(header, faults))
    for table in schema.TABLES:
        draft.reads[table.name] = read_table(table, folder, faults)
    draft.reads[RESULTS] = _read_results(draft, folder)
    map_text = folder.read(MAP) if MAP in folder.names else None
    draft.boundaries = read_boundaries(map_text, faults) if map_text is not None else []
    folder.report_strangers([*(table.name for table in schema.TABLES), RESULTS])
    return draft


def _read_results(draft: Draft, folder: Folder) -> Read:
    """The result rows; they can be read only when the profile says which figures the form has."""
    if draft.rules is None:
        return Read(f"{RESULTS}.csv")
    numbers = sorted({number for _contest, number in draft.reads["pairs"].lines if number is not None})
    table = results_table(draft.rules, numbers)
    read = read_table(table, folder, draft.faults)
    read.rows = [_result(record, draft.rules, numbers) for record in read.rows]
    return read


def _result(record: Record, rules: Rules, numbers: list[int]) -> ResultRow:
    values = record.values
    columns = {name: pair for name, pair in rules.columns(numbers).items() if values[name] is not None}
    return ResultRow(
        contest=values["contest"],
        station=values["station"],
        figures={name: values[name] for name, pair in columns.items() if pair is None},
        votes={pair: values[name] for name, pair in columns.items() if pair is not None},
        origin=origin(record),
    )


def _pack(header: Header, draft: Draft) -> Pack:
    parts: dict[str, Any] = {
        "format": header.get("format"),
        "id": header.get("id"),
        "note": header.get("note"),
        "election": header.election(),
        "boundaries": tuple(draft.boundaries),
    }
    parts |= {name: tuple(read.rows) for name, read in draft.reads.items()}
    return Pack(**parts, digest=digest(parts))
