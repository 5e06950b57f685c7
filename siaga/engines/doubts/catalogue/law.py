"""Doubts about the body of law: regulations, operations, stages, and who carries out what."""

from __future__ import annotations

from siaga.engines.doubts.catalogue.kind import RECORDS, REGISTER, TABLE, TIMETABLE, Kind
from siaga.engines.doubts.model import Severity
from siaga.law.profiles import Text

LAW = (
    Kind(
        "regime",
        Severity.ERROR,
        Text("Dasar hukum dari rezim lain", "Legal basis of the other regime"),
        Text(
            "{reference} mengatur {theirs} ({topic}), padahal yang dibicarakan {ours}{instead}",
            "{reference} governs the {theirs} ({topic}), but this is about the {ours}{instead}",
        ),
        Text("{reference} berlaku untuk {ours} ({topic})", "{reference} applies to the {ours} ({topic})"),
        Text(
            "rezim peraturan dalam daftar ≠ rezim yang dibicarakan",
            "regime in the register ≠ regime spoken of",
        ),
        REGISTER,
    ),
    Kind(
        "unregistered",
        Severity.NOTE,
        Text("Peraturan tidak ada dalam daftar", "Regulation not in the register"),
        Text(
            "{reference} tidak ada dalam daftar dasar hukum, jadi rezimnya belum dapat diperiksa",
            "{reference} is not in the register of regulations, so its regime cannot be checked",
        ),
        None,
        Text(
            "jenis, nomor, tahun tidak ditemukan dalam daftar", "kind, number, year are not in the register"
        ),
        REGISTER,
    ),
    Kind(
        "operation",
        Severity.ERROR,
        Text("Nama operasi dari rezim lain", "Operation of the other regime"),
        Text(
            "{operation} adalah operasi {theirs}, padahal yang dibicarakan {ours}{instead}",
            "{operation} is the operation of the {theirs}, but this is about the {ours}{instead}",
        ),
        Text("{operation} adalah operasi {ours}", "{operation} is the operation of the {ours}"),
        Text("rezim operasi ≠ rezim yang dibicarakan", "regime of the operation ≠ regime spoken of"),
        TABLE,
    ),
    Kind(
        "foreign",
        Severity.NOTE,
        Text("Rapat tentang rezim lain", "Meeting of the other regime"),
        Text(
            "rapat ini tentang {theirs}, padahal tersimpan pada {ours}",
            "this meeting was about the {theirs}, but is filed with the {ours}",
        ),
        None,
        Text("rezim rapat ≠ rezim pemilihan", "regime of the meeting ≠ regime of the election"),
        RECORDS,
    ),
    Kind(
        "anachronism",
        Severity.WARNING,
        Text("Diminta setelah tahapannya lewat", "Asked for after its stage"),
        Text(
            (
                "{product} diminta pada {day}, padahal tahapan “{stage}” berakhir {ended}, {days} hari "
                "sebelumnya{since}"
            ),
            (
                "{product} is asked for on {day}, but the stage “{stage}” ended on {ended}, {days} days "
                "before{since}"
            ),
        ),
        None,
        Text(
            "hari permintaan > akhir tahapan yang menghasilkannya",
            "day of asking > end of the stage that makes it",
        ),
        TIMETABLE,
    ),
    Kind(
        "body",
        Severity.WARNING,
        Text("Pelaksana keliru", "Wrong body"),
        Text(
            "{work} disebut dilaksanakan oleh {body}, padahal pelaksananya {by}; {body} {role}",
            "{work} is said to be carried out by {body}, but it is by {by}; {body} {role}",
        ),
        None,
        Text("pelaksana yang disebut ∉ pelaksana menurut tabel", "body named ∉ bodies of the table"),
        TABLE,
    ),
)
