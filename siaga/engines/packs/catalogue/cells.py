"""Faults of headings and single cells."""

from __future__ import annotations

from .kind import Kind

_AS_TEXT = "Format the column as Text before typing, then type the code again in full."
_AS_TEXT_ID = "Ubah format kolom menjadi Teks sebelum mengetik, lalu ketik ulang kodenya secara lengkap."
_ISO_DATE = "Write the date as YYYY-MM-DD, for example 2024-11-27."
_ISO_DATE_ID = "Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-11-27."
_PLAIN_NUMBER = "Write digits only: 13900000000, not 13,9 Milyar and not 13.900.000.000."
_PLAIN_NUMBER_ID = "Tulis angka saja: 13900000000, bukan 13,9 Milyar dan bukan 13.900.000.000."

COLUMNS = {
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

CELLS = {
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
    "zero_number": Kind(
        "rows are counted from 1",
        "baris dihitung mulai dari 1",
        "Write 1 for the first row.",
        "Tulis 1 untuk baris pertama.",
    ),
    "bad_unit": Kind(
        "{value} is not a unit",
        "{value} bukan satuan",
        "Write the unit as a word, such as orang or orang/hari.",
        "Tulis satuan sebagai kata, misalnya orang atau orang/hari.",
    ),
    "bad_coordinate": Kind(
        "{value} is not a coordinate within {low} to {high} degrees",
        "{value} bukan koordinat antara {low} dan {high} derajat",
        "Write decimal degrees with a point, for example -5.11730.",
        "Tulis derajat desimal dengan titik, misalnya -5.11730.",
    ),
    "bad_date": Kind("{value} is not a date", "{value} bukan tanggal", _ISO_DATE, _ISO_DATE_ID),
    "bad_time": Kind(
        "{value} is not a time of day",
        "{value} bukan jam",
        "Write hours and minutes, for example 09:00.",
        "Tulis jam dan menit, misalnya 09:00.",
    ),
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
