"""Faults of meetings, of what was promised there, and of grants."""

from __future__ import annotations

from .kind import Kind

MEETINGS = {
    "not_of_meeting": Kind(
        "the meeting {meeting} has no number {number} in {table}",
        "rapat {meeting} tidak punya nomor {number} di {table}",
        "Correct the number or the meeting, or add the row to {table}.",
        "Betulkan nomor atau rapatnya, atau tambahkan barisnya ke {table}.",
    ),
    "statement_without_meeting": Kind(
        "there is the number of a statement, but no meeting",
        "ada nomor pernyataan, tetapi rapatnya kosong",
        "Write the code of the meeting, or leave both empty.",
        "Tulis kode rapatnya, atau kosongkan keduanya.",
    ),
    "office_elsewhere": Kind(
        "the office {office} belongs to {owner}, not to {institution}",
        "jabatan {office} ada di {owner}, bukan di {institution}",
        "Correct the office or the institution.",
        "Betulkan jabatan atau lembaganya.",
    ),
    "day_and_window": Kind(
        "the day is stated, so {column} has nothing to say",
        "harinya disebut, jadi {column} tidak perlu diisi",
        "Leave not_before, not_after and during empty, or the day when it is not stated.",
        "Kosongkan not_before, not_after dan during, atau kosongkan harinya bila tidak disebut.",
    ),
    "hours_reversed": Kind(
        "the hour of the end {end} is before that of the beginning {start}",
        "jam selesai {end} mendahului jam mulai {start}",
        "Check both hours against the source.",
        "Periksa kedua jam pada sumber.",
    ),
    "missing_detail": Kind(
        "{presence} needs the column {column}",
        "{presence} memerlukan kolom {column}",
        "Fill in {column}, or write another presence.",
        "Isi {column}, atau tulis presence yang lain.",
    ),
    "too_open": Kind(
        "the row is {visibility}, but what it belongs to is {limit}",
        "baris ini {visibility}, padahal induknya {limit}",
        "Nothing is more open than the meeting or statement it belongs to: write {limit}.",
        "Tidak ada yang lebih terbuka daripada rapat atau pernyataan induknya: tulis {limit}.",
    ),
    "practice_promised": Kind(
        "a duty of general practice was promised at no meeting",
        "kesiapan menurut kebiasaan umum tidak dijanjikan dalam rapat",
        "Write basis promised, or leave meeting and statement empty.",
        "Tulis basis promised, atau kosongkan meeting dan statement.",
    ),
    "restricted_without_table": Kind(
        "the duty is restricted, but belongs to no meeting",
        "kesiapan ini terbatas, tetapi bukan bagian dari rapat",
        "Name the meeting, or write internal.",
        "Sebut rapatnya, atau tulis internal.",
    ),
    "grant_to_itself": Kind(
        "{value} grants to itself",
        "{value} memberi hibah kepada dirinya sendiri",
        "Correct the grantor or the grantee.",
        "Betulkan pemberi atau penerimanya.",
    ),
    "zero_money": Kind(
        "0 rupiah is no money",
        "0 rupiah bukan uang",
        "Write the amount, or leave the row out.",
        "Tulis jumlahnya, atau hapus barisnya.",
    ),
    "tranche_of_return": Kind(
        "money that was paid back belongs to no tranche",
        "uang yang dikembalikan bukan bagian dari tahap pencairan",
        "Leave tranche empty, or write direction out.",
        "Kosongkan tranche, atau tulis direction out.",
    ),
}
