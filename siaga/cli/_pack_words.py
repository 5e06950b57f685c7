"""What ``siaga pack`` says about a pack, in two languages."""

from __future__ import annotations

WORDS = {
    "id": {
        "where": "Di mana",
        "wrong": "Apa yang salah",
        "remedy": "Perbaikannya",
        "faults": "{folder}: {count} kesalahan",
        "lines": "{count} baris",
        "whole": "{pack}: tidak ada kesalahan. {held}.",
    },
    "en": {
        "where": "Where",
        "wrong": "What is wrong",
        "remedy": "What to do",
        "faults": "{folder}: faults: {count}",
        "lines": "{count} lines",
        "whole": "{pack}: no faults. {held}.",
    },
}

TABLES_ID = {
    "sources": "sumber",
    "regions": "wilayah",
    "boundaries": "batas wilayah",
    "contests": "pemilihan",
    "pairs": "baris surat suara",
    "stations": "TPS",
    "institutions": "lembaga",
    "offices": "jabatan",
    "office_holders": "pejabat",
    "stages": "tahapan",
    "legal_bases": "dasar hukum",
    "published_totals": "angka yang diumumkan",
    "staffing": "kebutuhan petugas",
    "results": "baris hasil",
    "events": "peristiwa",
    "series": "rangkaian rapat",
    "meetings": "rapat",
    "agenda": "mata acara",
    "attendance": "baris daftar hadir",
    "statements": "pernyataan",
    "claims": "klaim",
    "conclusions": "kesimpulan",
    "actions": "tindak lanjut",
    "duties": "kesiapan lembaga",
    "grants": "hibah",
    "payments": "pembayaran hibah",
}
"""The tables of a pack as they are called in Indonesian; in English each is called as its file."""


def table_name(table: str, lang: str) -> str:
    """What people call a table of a pack."""
    return TABLES_ID[table] if lang == "id" else table.replace("_", " ")
