"""Result rows of any file: tables, JSON, folders and addresses."""

from __future__ import annotations

from typing import Final

SENTENCES: Final = {
    "{}, line 1: column {} comes twice": "{}, baris 1: kolom {} ada dua kali",
    "{}, line 1: no figure column of profile {}, such as dpt_j or suara_sah": (
        "{}, baris 1: tidak ada kolom angka dari profil {}, seperti dpt_j atau suara_sah"
    ),
    "{}, line 1: no station column; expected one of {}": (
        "{}, baris 1: tidak ada kolom TPS; diharapkan salah satu {}"
    ),
    "{}: JSON, but neither KPU's public shape nor a list of rows": (
        "{}: JSON, tetapi bukan bentuk publik KPU dan bukan daftar baris"
    ),
    "{}: an Excel workbook or archive; save the sheet as CSV first": (
        "{}: buku kerja Excel atau arsip; simpan lembarnya sebagai CSV dahulu"
    ),
    "{}: cannot be fetched ({})": "{}: tidak dapat diambil ({})",
    "{}: cannot be opened ({})": "{}: tidak dapat dibuka ({})",
    "{}: empty": "{}: kosong",
    "{}: larger than {} MB": "{}: lebih besar dari {} MB",
    "{}: no file ending in {}": "{}: tidak ada berkas berakhiran {}",
    "{}: not JSON ({})": "{}: bukan JSON ({})",
    "{}: not a Parquet table ({})": "{}: bukan tabel Parquet ({})",
    "{}: say which rules apply: --profile {}": "{}: sebutkan aturan yang berlaku: --profile {}",
    "{}: the compressed file is spoilt": "{}: berkas terkompresi ini rusak",
    "{}: a publication that cannot be read: {}": "{}: terbitan yang tidak dapat dibaca: {}",
    "no rule profile {}; there are: {}": "tidak ada profil aturan {}; yang ada: {}",
}
