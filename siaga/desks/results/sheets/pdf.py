"""The sheet as PDF, set by typst from templates/results/sheet.typ with the fonts it carries."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import segno
import typst

from siaga.desks.results.sheets.content import RecapSheet
from siaga.law.days import long_date
from siaga.web.templatetags.siaga import local_time

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "results" / "sheet.typ"


def pdf(sheet: RecapSheet, address: str) -> bytes:
    """Set the sheet; `address` is the public permalink behind the square code."""
    data = json.dumps(document(sheet, address), ensure_ascii=False)
    return bytes(typst.compile(str(TEMPLATE), sys_inputs={"data": data}))


def document(sheet: RecapSheet, address: str) -> dict[str, Any]:
    """Everything the template prints, as plain data; numbers are grouped there."""
    zone = sheet.contest.election.time_zone
    return {
        "title": sheet.title,
        "contest": sheet.contest.name,
        "election": sheet.contest.election.name,
        "day": long_date(sheet.contest.election.voting_date).id,
        "region": {"code": sheet.region.code, "name": sheet.region.name, "level": str(sheet.region.level)},
        "city": sheet.contest.election.region.name,
        "columns": [
            {"code": c.code, "name": c.name, "stations": c.stations, "counted": c.counted}
            for c in sheet.columns
        ],
        "coverage": {
            "stations": sheet.total.stations,
            "counted": sheet.total.counted,
            "held": sheet.total.held,
            "waiting": sheet.total.waiting,
            "missing": sheet.total.missing,
        },
        "blocks": _blocks(sheet),
        "pairs": [{"number": pair.number, "name": pair.name} for pair in sheet.pairs],
        "unstated": [{"label": line.label, "rows": line.unstated} for line in sheet.lines if line.unstated],
        "differences": [[d.station, d.label, d.written, d.corrected, d.why] for d in sheet.differences],
        "order": sheet.total.order.why().id,
        "sample": sheet.total.sample,
        "complete": sheet.complete,
        "printed": local_time(sheet.at, zone),
        "digest": sheet.digest,
        "address": address,
        "code": square_code(address),
    }


def square_code(text: str) -> str:
    """A QR code as SVG, without a quiet zone: the template leaves the white space."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def _blocks(sheet: RecapSheet) -> list[dict[str, Any]]:
    blocks: dict[str, list[dict[str, Any]]] = {}
    names = {f"paslon{pair.number}": f"{pair.number}  {pair.name}" for pair in sheet.pairs}
    for line in sheet.lines:
        label = names.get(line.name, line.label)
        entry = {
            "label": label,
            "values": list(line.values),
            "total": line.total,
            "strong": _is_sum(line.name),
        }
        blocks.setdefault(line.block, []).append(entry)
    return [{"number": number, "lines": lines} for number, lines in blocks.items()]


def _is_sum(name: str) -> bool:
    """Lines that end a group on the paper."""
    return name.endswith("_j") or name in {"suara_sah", "suara_total"}
