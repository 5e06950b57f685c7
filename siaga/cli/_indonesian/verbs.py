"""The verbs themselves: options, dates and accounts."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "a rehearsal runs on a demonstration only: set SIAGA_DEMO=1": (
        "latihan hanya berjalan pada peragaan: setel SIAGA_DEMO=1"
    ),
    "this database is no demonstration: {} accounts in it are of real people; rehearse on a new one, "
    "with SIAGA_HOME or DATABASE_URL": (
        "basis data ini bukan peragaan: {} akun di dalamnya milik orang sungguhan; berlatihlah di basis "
        "data baru, dengan SIAGA_HOME atau DATABASE_URL"
    ),
    "the pack has no commission (KPU) whose demonstration accounts could play": (
        "paket ini tidak punya KPU yang akun peragaannya dapat memainkan latihan"
    ),
    "the election {} is not loaded: siaga serve --pack DIR --rehearse 20": (
        "pemilihan {} belum dimuat: siaga serve --pack FOLDER --rehearse 20"
    ),
    "no form is expected any more: a rehearsal needs a new database, with SIAGA_HOME or DATABASE_URL": (
        "tidak ada formulir yang masih ditunggu: latihan perlu basis data baru, dengan SIAGA_HOME atau "
        "DATABASE_URL"
    ),
    "no clock {} in the profile {}; there are: {}": "tidak ada jam {} dalam profil {}; yang ada: {}",
    "none": "tidak ada",
    "{} is counted from a day: give {} ({})": "{} dihitung dari suatu hari: berikan {} ({})",
    "{} is outside the years {} to {}": "{} di luar tahun {} sampai {}",
    "{}; run: siaga pack check {}": "{}; jalankan: siaga pack check {}",
    "{}: totals of regions, not of stations; try: siaga check {}": (
        "{}: jumlah wilayah, bukan TPS; coba: siaga check {}"
    ),
    "--key: {}": "--key: {}",
    "--since goes with a bundle; a consistency proof names its older checkpoint itself": (
        "--since untuk bundel; bukti konsistensi menyebut sendiri titik periksa lamanya"
    ),
    "say either --out DIR (write what was confirmed) or --prepare --by USERNAME": (
        "sebutkan --out FOLDER (tulis yang sudah dikukuhkan) atau --prepare --by NAMA_AKUN"
    ),
    "--prepare needs --by USERNAME: a person answers for what is prepared": (
        "--prepare perlu --by NAMA_AKUN: seseorang bertanggung jawab atas yang disiapkan"
    ),
    "--by {}: no such account; a person answers for what is prepared": (
        "--by {}: akun itu tidak ada; seseorang bertanggung jawab atas yang disiapkan"
    ),
    "--by: this account may not prepare publications of this election": (
        "--by: akun ini tidak berwenang menyiapkan terbitan pemilihan ini"
    ),
    "the database cannot be used: {}; has it been migrated?": (
        "basis data tidak dapat dipakai: {}; apakah sudah dimigrasi?"
    ),
    "--election {}: not here; there are: {}": "--election {}: tidak ada di sini; yang ada: {}",
    "say --election: {}": "sebutkan --election: {}",
    "none is loaded": "belum ada yang dimuat",
    "publication {} of {} that two people have confirmed is not here": (
        "terbitan {} dari {} yang sudah dikukuhkan dua orang tidak ada di sini"
    ),
    "a publication of {} that two people have confirmed is not here; try --prepare": (
        "terbitan {} yang sudah dikukuhkan dua orang tidak ada di sini; coba --prepare"
    ),
}
