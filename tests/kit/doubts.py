"""Worlds for the rules of the claims ledger: a small register, a timetable, office-holders, and whatever a
test adds.

    found = find(world(records=[said("Operasi Mantap Brata")]))
    names(found.doubts)                          # {"operation"}
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from siaga.engines.doubts import About, Figure, Finding, Holder, Office, Record, Regulation, Stage, World
from siaga.law.profiles import load_mixups

MIXUPS = load_mixups("mixups-2024")
RAKOR, FORUM = date(2024, 11, 13), date(2024, 11, 14)
OVERSIGHT = "pengawasan pemungutan dan penghitungan suara"
REGULATIONS = (
    Regulation("perbawaslu-15-2024", "Perbawaslu 15/2024", OVERSIGHT, "pilkada"),
    Regulation("perbawaslu-1-2024", "Perbawaslu 1/2024", OVERSIGHT, "pemilu"),
    Regulation("uu-1-2015", "UU 1/2015 jo. UU 8/2015 jo. UU 10/2016 jo. UU 6/2020", "Pilkada", "pilkada"),
    Regulation("uu-7-2017", "UU 7/2017 jo. UU 7/2023", "pemilihan umum", "pemilu"),
    Regulation("skb-2-2022", "SKB 22 September 2022", "netralitas ASN", "both"),
    Regulation("pkpu-18-2024", "PKPU 18/2024", "rekapitulasi", "pilkada", unsure=True),
    Regulation("permendagri-54-2019", "Permendagri 54/2019 jo. 41/2020", "hibah", "pilkada"),
)
STAGES = (
    Stage("dp4", "Penyerahan DP4", date(2024, 4, 24), date(2024, 5, 31), "PKPU 2/2024"),
    Stage("coklit", "Coklit", date(2024, 6, 24), date(2024, 7, 24), "PKPU 7/2024"),
    Stage("dpt-set", "Penetapan DPT", date(2024, 9, 14), date(2024, 9, 21), "PKPU 7/2024", unsure=True),
    Stage("campaign", "Kampanye", date(2024, 9, 25), date(2024, 11, 23), "PKPU 13/2024"),
)
OFFICES = (
    Office("mayor", "Wali Kota Metro", "Pemkot Metro", "pemkot"),
    Office("deputy", "Wakil Wali Kota Metro", "Pemkot Metro", "pemkot"),
    Office("kpu-chair", "Ketua KPU Kota Metro", "KPU Kota Metro", "kpu"),
    Office("kpu-member", "Anggota KPU Kota Metro", "KPU Kota Metro", "kpu"),
    Office("bawaslu-chair", "Ketua Bawaslu Kota Metro", "Bawaslu Kota Metro", "bawaslu"),
)
HOLDERS = (
    Holder("mayor", "Wahdi Siradjuddin", "full", date(2021, 2, 26), date(2024, 9, 24)),
    Holder("mayor", "Descatama Paksi Moeda", "pjs", date(2024, 9, 25), date(2024, 11, 23)),
    Holder("mayor", "Wahdi Siradjuddin", "full", date(2024, 11, 24), None),
    Holder("kpu-chair", "Nurris Septa Pratama", "full", None, date(2024, 11, 20)),
    Holder("kpu-member", "Nova Hadiyanto", "full", None, date(2024, 11, 20)),
    Holder("bawaslu-chair", "Badawi Idham", "full", None, None),
)
_number = count(1)


def world(**parts: Any) -> World:
    """A world of the Pilkada of Metro with parts added or replaced; lists will do for tuples."""
    known: dict[str, Any] = {
        "regime": "pilkada",
        "mixups": MIXUPS,
        "regulations": REGULATIONS,
        "stages": STAGES,
        "offices": OFFICES,
        "holders": HOLDERS,
    }
    given = {name: tuple(part) if isinstance(part, list) else part for name, part in parts.items()}
    return World(**known | given)


def said(printed: str = "", text: str = "", *, day: date | None = FORUM, **fields: Any) -> Record:
    """A statement of the Pilkada with a number of its own."""
    about = fields.pop("about", None) or About("statement", str(next(_number)))
    return Record(about, day, fields.pop("regime", "pilkada"), printed, text, **fields)


def named(value: str | int | Decimal | None, printed: str = "", **fields: Any) -> Figure:
    """A figure of money granted to KPU, unless a test says otherwise."""
    known: dict[str, Any] = {
        "about": About("claim", str(next(_number))),
        "subject": "grant-kpu",
        "label": "Hibah untuk KPU",
        "region": "18.72",
        "unit": "rupiah",
    }
    stated = None if value is None else Decimal(value)
    return Figure(**known | fields, value=stated, printed=printed)


def rules(found: Iterable[Finding]) -> list[str]:
    """The rules of some findings, sorted."""
    return sorted(finding.rule for finding in found)


def only(found: Iterable[Finding], rule: str) -> Finding:
    """The one finding of a rule."""
    (finding,) = [one for one in found if one.rule == rule]
    return finding
