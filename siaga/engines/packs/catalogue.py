"""The kinds of fault a pack can have, each with its two sentences and its remedy in two languages."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """Sentence templates of one kind of fault, English and Indonesian."""

    en: str
    id: str
    remedy_en: str
    remedy_id: str


_SAVE_UTF8 = 'Save the file as "CSV UTF-8 (comma delimited)".'
_SAVE_UTF8_ID = 'Simpan berkas sebagai "CSV UTF-8 (dipisahkan koma)".'
_AS_TEXT = "Format the column as Text before typing, then type the code again in full."
_AS_TEXT_ID = "Ubah format kolom menjadi Teks sebelum mengetik, lalu ketik ulang kodenya secara lengkap."
_ISO_DATE = "Write the date as YYYY-MM-DD, for example 2024-11-27."
_ISO_DATE_ID = "Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-11-27."
_PLAIN_NUMBER = "Write digits only: 13900000000, not 13,9 Milyar and not 13.900.000.000."
_PLAIN_NUMBER_ID = "Tulis angka saja: 13900000000, bukan 13,9 Milyar dan bukan 13.900.000.000."
_ORIGINAL = (
    "Compare both places with the source document and correct the wrong one, or say in doubt why they differ."
)
_ORIGINAL_ID = (
    "Cocokkan kedua tempat dengan dokumen sumber dan perbaiki yang salah, "
    "atau tulis alasannya di kolom doubt."
)

_FILES = {
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

_YAML = {
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

_COLUMNS = {
    "missing_column": Kind(
        "the column {column} is missing",
        "kolom {column} tidak ada",
        "Add a column headed {column}.",
        "Tambahkan kolom berjudul {column}.",
    ),
    "extra_column": Kind(
        "the column {column} is not part of this table",
        "kolom {column} bukan bagian dari tabel ini",
        "Remove it, or correct its heading to one of: {names}.",
        "Hapus, atau betulkan judulnya menjadi salah satu dari: {names}.",
    ),
    "double_column": Kind(
        "the column {column} is there twice",
        "kolom {column} ada dua kali",
        "Keep one and remove the other.",
        "Sisakan satu dan hapus yang lain.",
    ),
    "extra_cells": Kind(
        "the row has {count} cells, the heading only {expected}",
        "baris ini punya {count} sel, judulnya hanya {expected}",
        "A comma inside a cell splits it: put the cell in quotation marks.",
        "Koma di dalam sel memisahkannya: tulis sel itu dalam tanda kutip.",
    ),
    "no_rows": Kind(
        "the table has no rows",
        "tabel ini tidak berisi baris",
        "Fill in at least one row.",
        "Isi sedikitnya satu baris.",
    ),
}

_CELLS = {
    "missing_value": Kind(
        "the cell is empty",
        "sel ini kosong",
        "Fill it in: {about}",
        "Isi sel ini (lihat docs/pack-format.md).",
    ),
    "bad_number": Kind(
        "{value} is not a whole number", "{value} bukan bilangan bulat", _PLAIN_NUMBER, _PLAIN_NUMBER_ID
    ),
    "separated_number": Kind(
        "{value} has a thousands separator; it would be read as {guess}",
        "{value} memakai pemisah ribuan; akan terbaca sebagai {guess}",
        "Write {guess}, without dots or commas.",
        "Tulis {guess}, tanpa titik atau koma.",
    ),
    "worded_number": Kind(
        "{value} is a number in words",
        "{value} adalah angka yang ditulis dengan kata",
        _PLAIN_NUMBER + " Keep the printed wording in as_printed and mark precision about.",
        _PLAIN_NUMBER_ID + " Simpan tulisan aslinya di as_printed dan beri precision about.",
    ),
    "number_too_large": Kind(
        "{value} is larger than {cap}",
        "{value} lebih besar dari {cap}",
        "Check the digits against the source.",
        "Periksa angkanya pada sumber.",
    ),
    "bad_coordinate": Kind(
        "{value} is not a coordinate within {low} to {high} degrees",
        "{value} bukan koordinat antara {low} dan {high} derajat",
        "Write decimal degrees with a point, for example -5.11730.",
        "Tulis derajat desimal dengan titik, misalnya -5.11730.",
    ),
    "bad_date": Kind("{value} is not a date", "{value} bukan tanggal", _ISO_DATE, _ISO_DATE_ID),
    "date_serial": Kind(
        "{value} is an Excel day number; it stands for {guess}",
        "{value} adalah nomor hari Excel; artinya {guess}",
        _ISO_DATE,
        _ISO_DATE_ID,
    ),
    "number_as_date": Kind(
        "Excel has turned this value into the date {value}",
        "Excel telah mengubah nilai ini menjadi tanggal {value}",
        _AS_TEXT,
        _AS_TEXT_ID,
    ),
    "eaten_code": Kind(
        "the code has been turned into the number {value}; digits may be lost",
        "kode ini telah berubah menjadi angka {value}; ada digit yang mungkin hilang",
        _AS_TEXT,
        _AS_TEXT_ID,
    ),
    "bad_code": Kind(
        "{value} is not a valid code: {form}",
        "{value} bukan kode yang sah: {form}",
        "Write the code in the form shown.",
        "Tulis kode sesuai bentuk tersebut.",
    ),
    "bad_choice": Kind(
        "{value} is not one of the allowed words",
        "{value} bukan salah satu kata yang diperbolehkan",
        "Use one of: {names}.",
        "Gunakan salah satu dari: {names}.",
    ),
    "bad_yes_no": Kind(
        "{value} is neither true nor false",
        "{value} bukan true dan bukan false",
        "Write true or false.",
        "Tulis true atau false.",
    ),
    "too_long": Kind(
        "the text has {count} characters, more than the {cap} allowed",
        "teks ini {count} karakter, melebihi batas {cap}",
        "Shorten it.",
        "Persingkat.",
    ),
    "control_characters": Kind(
        "the text holds control characters",
        "teks ini berisi karakter kendali",
        "Type the cell again.",
        "Ketik ulang sel ini.",
    ),
    "formula": Kind(
        "the cell starts like a formula: {value}",
        "sel ini berawal seperti rumus: {value}",
        "Remove the leading =, +, -, @ or tab; a spreadsheet would run it.",
        "Hapus awalan =, +, -, @ atau tab; program lembar kerja akan menjalankannya.",
    ),
    "formula_cell": Kind(
        "the cell holds a formula instead of a value",
        "sel ini berisi rumus, bukan nilai",
        "Copy the column and paste it back as values.",
        "Salin kolomnya lalu tempel kembali sebagai nilai.",
    ),
    "error_cell": Kind(
        "the cell holds the spreadsheet error {value}",
        "sel ini berisi galat lembar kerja {value}",
        "Type the value.",
        "Ketik nilainya.",
    ),
}

_ROWS = {
    "duplicate": Kind(
        "{key} is there already, on line {line}",
        "{key} sudah ada, pada baris {line}",
        "Keep one of the two rows.",
        "Sisakan salah satu dari dua baris itu.",
    ),
    "unknown_code": Kind(
        "{value} is not in {table}",
        "{value} tidak ada di {table}",
        "Correct the code, or add it to {table}.",
        "Betulkan kodenya, atau tambahkan ke {table}.",
    ),
    "wrong_level": Kind(
        "{value} is a {level}; here a {expected} is needed",
        "{value} adalah {level}; di sini diperlukan {expected}",
        "Use the code of a {expected}.",
        "Gunakan kode {expected}.",
    ),
    "wrong_parent": Kind(
        "{value} does not lie in {parent}",
        "{value} tidak berada di {parent}",
        "The code of a region starts with the code of its parent.",
        "Kode wilayah berawal dengan kode induknya.",
    ),
    "code_mismatch": Kind(
        "the station code should be {expected}",
        "kode TPS seharusnya {expected}",
        "A station code is the ward's ten digits and the three digits of the number.",
        "Kode TPS adalah sepuluh digit kelurahan dan tiga digit nomor.",
    ),
    "no_value": Kind(
        "the value is missing, but precision says {precision}",
        "nilainya kosong, tetapi precision menyatakan {precision}",
        "Fill in the value, or write precision not_stated.",
        "Isi nilainya, atau tulis precision not_stated.",
    ),
    "value_not_stated": Kind(
        "there is a value, but precision says not_stated",
        "ada nilainya, tetapi precision menyatakan not_stated",
        "Write exact, about or ambiguous, or mark the row sample: true.",
        "Tulis exact, about atau ambiguous, atau tandai baris ini sample: true.",
    ),
    "sample_precision": Kind(
        "a sample row stands for what no source states, but precision says {precision}",
        "baris contoh mewakili yang tidak disebut sumber, tetapi precision menyatakan {precision}",
        "Write precision not_stated, or sample false.",
        "Tulis precision not_stated, atau sample false.",
    ),
    "missing_doubt": Kind(
        "an ambiguous value must say why",
        "nilai yang ambigu harus menyebut alasannya",
        "Write the reason in the column doubt.",
        "Tulis alasannya di kolom doubt.",
    ),
    "pair_for_votes": Kind(
        "the measure {measure} and the column pair do not fit",
        "ukuran {measure} dan kolom pair tidak cocok",
        "Name a pair for votes, and only for votes.",
        "Isi pair untuk votes, dan hanya untuk votes.",
    ),
    "contest_for_count": Kind(
        "the measure {measure} and the column contest do not fit",
        "ukuran {measure} dan kolom contest tidak cocok",
        "Name a contest for users, valid, invalid and votes; leave it empty for voters and stations.",
        "Isi contest untuk users, valid, invalid dan votes; kosongkan untuk pemilih dan TPS.",
    ),
    "empty_column_named": Kind(
        "the empty column has no candidates",
        "kolom kosong tidak punya calon",
        "Remove the names, or write empty_column false.",
        "Hapus namanya, atau tulis empty_column false.",
    ),
    "end_before_start": Kind(
        "the last day {end} is before the first day {start}",
        "hari terakhir {end} mendahului hari pertama {start}",
        "Check both dates against the source.",
        "Periksa kedua tanggal pada sumber.",
    ),
    "outside_parent_stage": Kind(
        "the stage is not within its parent {parent} ({start} to {end})",
        "tahapan ini tidak berada dalam induknya {parent} ({start} s.d. {end})",
        "Check the dates of both stages, or say in doubt why they differ.",
        "Periksa tanggal kedua tahapan, atau tulis alasannya di kolom doubt.",
    ),
    "overlapping_holders": Kind(
        "{person} and {other} (line {line}) hold the office {office} at the same time",
        "{person} dan {other} (baris {line}) memegang jabatan {office} pada waktu yang sama",
        "End the first term before the second begins; the last day is included.",
        "Akhiri masa jabatan pertama sebelum yang kedua mulai; hari terakhir ikut dihitung.",
    ),
    "loop": Kind(
        "{value} is its own parent, directly or through others",
        "{value} menjadi induk dirinya sendiri, langsung atau melalui yang lain",
        "Correct the parent or leave it empty.",
        "Betulkan induknya atau kosongkan.",
    ),
    "half_formula": Kind(
        "per_unit and unit belong together",
        "per_unit dan unit harus diisi bersama",
        "Fill in both, or leave both empty where the claim is the sum of its parts.",
        "Isi keduanya, atau kosongkan keduanya bila angkanya jumlah dari bagian-bagiannya.",
    ),
}

_SUMS = {
    "wrong_sum": Kind(
        "{what}: {parts} = {sum}, but {whole} says {value} (difference {difference})",
        "{what}: {parts} = {sum}, tetapi {whole} menyatakan {value} (selisih {difference})",
        _ORIGINAL,
        _ORIGINAL_ID,
    ),
    "over_cap": Kind(
        "the station has {value} voters, more than the {cap} that profile {profile} allows",
        "TPS ini punya {value} pemilih, melebihi {cap} menurut profil {profile}",
        "Check the digits; a larger station must be split.",
        "Periksa angkanya; TPS yang lebih besar harus dipecah.",
    ),
    "conflict": Kind(
        "{what} is {value} here and {other} on line {line}",
        "{what} di sini {value} dan pada baris {line} {other}",
        "Keep both only when one of them carries a doubt.",
        "Simpan keduanya hanya bila salah satunya memuat doubt.",
    ),
}

_MAP = {
    "bad_geojson": Kind(
        "the map is not valid: {reason}",
        "peta ini tidak sah: {reason}",
        "Export the boundaries again as GeoJSON (FeatureCollection of polygons, WGS 84).",
        "Ekspor ulang batas wilayah sebagai GeoJSON (FeatureCollection poligon, WGS 84).",
    ),
}

KINDS: dict[str, Kind] = {**_FILES, **_YAML, **_COLUMNS, **_CELLS, **_ROWS, **_SUMS, **_MAP}
"""Every kind of fault by its code."""
