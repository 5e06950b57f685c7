"""Faults of files as a whole: the folder, pack.yaml, the map."""

from __future__ import annotations

from .kind import Kind

_SAVE_UTF8 = 'Save the file as "CSV UTF-8 (comma delimited)".'
_SAVE_UTF8_ID = 'Simpan berkas sebagai "CSV UTF-8 (dipisahkan koma)".'

FILES = {
    "missing_file": Kind(
        "the file is missing",
        "berkas ini tidak ada",
        "Add {file}; docs/pack-format.md lists its columns.",
        "Tambahkan {file}; kolomnya ada di docs/pack-format.md.",
    ),
    "unknown_file": Kind(
        "this file is not part of a pack",
        "berkas ini bukan bagian dari paket",
        "Remove it, or correct its name to one of: {names}.",
        "Hapus, atau betulkan namanya menjadi salah satu dari: {names}.",
    ),
    "two_forms": Kind(
        "the table is there twice, as .csv and as .xlsx",
        "tabel ini ada dua kali, sebagai .csv dan .xlsx",
        "Keep the one that is right and remove the other.",
        "Simpan yang benar dan hapus yang lain.",
    ),
    "outside_folder": Kind(
        "the file leads outside the pack folder",
        "berkas ini menunjuk ke luar folder paket",
        "Copy the real file into the folder instead of a link.",
        "Salin berkas aslinya ke dalam folder, jangan berupa tautan.",
    ),
    "too_large": Kind(
        "the file has {size} bytes, more than the {cap} allowed",
        "berkas ini {size} bita, melebihi batas {cap}",
        "Check that this is the right file; a pack holds one city.",
        "Periksa apakah berkasnya benar; satu paket memuat satu kota.",
    ),
    "too_many_rows": Kind(
        "the table has more than {cap} rows",
        "tabel ini melebihi {cap} baris",
        "Check that this is the right file; a pack holds one city.",
        "Periksa apakah berkasnya benar; satu paket memuat satu kota.",
    ),
    "too_many_faults": Kind(
        "there are more than {cap} faults in this pack; the others are not listed",
        "ada lebih dari {cap} kesalahan dalam paket ini; selebihnya tidak ditampilkan",
        "Correct the ones listed and check again.",
        "Perbaiki yang ditampilkan lalu periksa lagi.",
    ),
    "unreadable": Kind(
        "the file cannot be read: {reason}",
        "berkas tidak dapat dibaca: {reason}",
        "Open it in the program that made it and save it again.",
        "Buka dengan program pembuatnya lalu simpan kembali.",
    ),
    "bad_encoding": Kind(
        "the text is not UTF-8 (it looks like {encoding})",
        "teksnya bukan UTF-8 (tampaknya {encoding})",
        _SAVE_UTF8,
        _SAVE_UTF8_ID,
    ),
    "bad_csv": Kind(
        "the row cannot be split into cells: {reason}",
        "baris ini tidak dapat dipisah menjadi sel: {reason}",
        'Check the quotation marks: a cell with a comma stands in "…", a quotation mark inside is doubled.',
        'Periksa tanda kutip: sel yang berisi koma ditulis dalam "…", tanda kutip di dalamnya digandakan.',
    ),
    "merged_cells": Kind(
        "the cells {range} are merged",
        "sel {range} digabung",
        "Unmerge them and fill every cell.",
        "Pisahkan sel yang digabung dan isi setiap sel.",
    ),
    "many_sheets": Kind(
        "the workbook has {count} sheets; a pack table has one",
        "buku kerja ini punya {count} lembar; satu tabel paket hanya satu lembar",
        "Keep one sheet and remove the others.",
        "Sisakan satu lembar dan hapus yang lain.",
    ),
}

HEADER = {
    "bad_yaml": Kind(
        "the text is not valid YAML: {reason}",
        "teksnya bukan YAML yang sah: {reason}",
        "Compare with pack.yaml of a shipped pack; indent with two spaces.",
        "Bandingkan dengan pack.yaml paket contoh; gunakan dua spasi untuk menjorok.",
    ),
    "yaml_alias": Kind(
        "anchors and aliases (& and *) are not allowed",
        "jangkar dan alias (& dan *) tidak diperbolehkan",
        "Write the value out.",
        "Tulis nilainya secara langsung.",
    ),
    "yaml_deep": Kind(
        "the values are nested too deeply",
        "nilainya bersarang terlalu dalam",
        "Compare with pack.yaml of a shipped pack.",
        "Bandingkan dengan pack.yaml paket contoh.",
    ),
    "unknown_key": Kind(
        "the key {key} is not known",
        "kunci {key} tidak dikenal",
        "Correct its spelling to one of: {names}, or remove it.",
        "Betulkan ejaannya menjadi salah satu dari: {names}, atau hapus.",
    ),
    "unknown_format": Kind(
        "format {value} is not known",
        "format {value} tidak dikenal",
        "This version reads format {known}.",
        "Versi ini membaca format {known}.",
    ),
    "unknown_profile": Kind(
        "there is no rule profile named {value}",
        "tidak ada profil aturan bernama {value}",
        "Use one of: {names}.",
        "Gunakan salah satu dari: {names}.",
    ),
    "unknown_zone": Kind(
        "{value} is no Indonesian time zone",
        "{value} bukan zona waktu Indonesia",
        "Use one of: {names}.",
        "Gunakan salah satu dari: {names}.",
    ),
}

MAP = {
    "bad_geojson": Kind(
        "the map is not valid: {reason}",
        "peta ini tidak sah: {reason}",
        "Export the boundaries again as GeoJSON (FeatureCollection of polygons, WGS 84).",
        "Ekspor ulang batas wilayah sebagai GeoJSON (FeatureCollection poligon, WGS 84).",
    ),
}
