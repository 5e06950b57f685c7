"""A new pack to fill in: every file with its headings, and a guide that says what each column holds."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .folder import HEADER
from .parcel import repack
from .schema import FORMAT, ORIGIN, TABLES, Table

GUIDE = "PETUNJUK.md"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new pack is about; ``city`` is the dotted code of the city."""

    name: str
    city: str
    voting_day: date
    time_zone: str
    profile: str


def write_skeleton(folder: Path, plan: Plan) -> list[Path]:
    """Write the files of an empty pack into a folder that is not there yet, or is empty.

    Raises FileExistsError when the folder holds anything; nothing is written then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder}: the folder is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    texts = {HEADER: _header(folder.name, plan), GUIDE: _guide()}
    texts |= {f"{table.name}.csv": _heading(table) for table in TABLES}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def skeleton_archive(pack: str, plan: Plan) -> bytes:
    """The same files as one .zip, in a folder named after the pack."""
    with tempfile.TemporaryDirectory(prefix="siaga-pack-") as home:
        files = write_skeleton(Path(home) / pack, plan)
        return repack({f"{pack}/{file.name}": file.read_bytes() for file in files})


def _header(pack: str, plan: Plan) -> str:
    return f"""\
# Petunjuk setiap kolom ada di {GUIDE}; periksa dengan: siaga pack check
format: {FORMAT}
id: {pack}-{plan.voting_day.year}
note: {_quoted(f"Paket {plan.name}: tulis di sini apa yang perlu diketahui pembacanya.")}
election:
  name: {_quoted(f"Pemilihan Serentak {plan.voting_day.year} {plan.name}")}
  regime: pilkada
  voting_day: {plan.voting_day}
  time_zone: {plan.time_zone}  # Asia/Jakarta (WIB), Asia/Makassar (WITA), Asia/Jayapura (WIT)
  profile: {plan.profile}
  city: {plan.city}
"""


def _quoted(text: str) -> str:
    """Text as YAML reads it back, whatever signs are in it."""
    return json.dumps(text, ensure_ascii=False)


def _heading(table: Table) -> str:
    return ",".join(column.name for column in table.columns) + "\n"


def _guide() -> str:
    lines = ["# Petunjuk pengisian / how to fill in this pack", ""]
    lines += [
        "Tabel dan kolom bertanda * wajib diisi; tabel lain boleh dihapus, kolom lain dikosongkan.",
        "",
    ]
    for table in TABLES:
        lines += [f"## {table.name}.csv{'' if table.optional else ' *'}", ""]
        own = [column for column in table.columns if column not in ORIGIN]
        lines += [f"- `{c.name}`{' *' if c.required else ''}: {c.about}" for c in own]
        lines.append("")
    lines += ["## Lima kolom terakhir setiap tabel selain sources.csv", ""]
    lines += [f"- `{c.name}`{' *' if c.required else ''}: {c.about}" for c in ORIGIN]
    return "\n".join(lines) + "\n"
