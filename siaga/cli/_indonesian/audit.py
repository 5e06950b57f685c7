"""The audit: plans, lists and results."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "a risk limit is more than 0 and less than 1": "batas risiko lebih dari 0 dan kurang dari 1",
    "a taint above 1: the paper has more votes than the station has ballots": (
        "noda di atas 1: suara di kertas melebihi surat suara TPS itu"
    ),
    "no station can have an error: there is nothing to draw": (
        "tidak ada TPS yang dapat salah: tidak ada yang perlu diundi"
    ),
    "station {}: {} votes for {}, but {} ballots at most": (
        "TPS {}: {} suara untuk {}, padahal surat suara paling banyak {}"
    ),
    "the seed is empty: roll dice in public, and use what they show": (
        "seed kosong: lempar dadu di depan umum, dan pakai angkanya"
    ),
    "{}: fewer than two stand, so there is no margin to check": (
        "{}: kurang dari dua calon, jadi tidak ada selisih untuk diperiksa"
    ),
    "{}: numbers {} and {} are level; every form must be read": (
        "{}: nomor {} dan {} sama kuat; semua formulir harus dibaca"
    ),
    "--out needs --seed: without one no form is drawn": (
        "--out perlu --seed: tanpa seed tidak ada yang diundi"
    ),
    "--risk-limit {} is not a share between 0 and 1, such as 5% or 0.05": (
        "--risk-limit {} bukan bagian antara 0 dan 1, seperti 5% atau 0.05"
    ),
    "--seed is needed: it says which forms were drawn": (
        "--seed diperlukan: ia menentukan formulir yang diundi"
    ),
    "{}, line {}: no column {}": "{}, baris {}: tidak ada kolom {}",
    "{}: no contest {} is checked": "{}: pemilihan {} tidak diperiksa",
    "{}: this station is there twice": "{}: TPS ini tercantum dua kali",
    "{}, line {}": "{}, baris {}",
    "{}, line {}: more cells than the header has": "{}, baris {}: sel lebih banyak daripada judul tabel",
    "{}, line {}, {}": "{}, baris {}, {}",
    "{} is not a station code: write 13 digits or PP.KK.CC.DDDD.SSS": (
        "{} bukan kode TPS: tulis 13 digit atau PP.KK.CC.DDDD.SSS"
    ),
    "{}: this list was drawn with another seed, number of draws or publication: {} forms of this draw "
    "are not on it, among them station {}; give the --seed and --draws it was drawn with": (
        "{}: daftar ini diundi dengan seed, jumlah undian, atau terbitan lain: {} formulir undian ini "
        "tidak ada di dalamnya, antara lain TPS {}; berikan --seed dan --draws saat daftar ini dibuat"
    ),
    "{}: --register goes with published results": "{}: --register hanya untuk hasil yang diterbitkan",
    "{}: does not fit {}: {}: {}": "{}: tidak cocok dengan {}: {}: {}",
    "{}: no dpt_j for station {}": "{}: dpt_j tidak ada untuk TPS {}",
    "there is no contest {}: --contest {}": "tidak ada pemilihan {}: --contest {}",
    "say which contest is checked: --contest {}": "sebutkan pemilihan yang diperiksa: --contest {}",
    "{} or {}": "{} atau {}",
}
