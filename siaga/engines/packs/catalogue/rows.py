"""Faults of rows, of codes between tables, and of sums."""

from __future__ import annotations

from .kind import Kind

_ORIGINAL = (
    "Compare both places with the source document and correct the wrong one, or say in doubt why they differ."
)
_ORIGINAL_ID = (
    "Cocokkan kedua tempat dengan dokumen sumber dan perbaiki yang salah, "
    "atau tulis alasannya di kolom doubt."
)

ROWS = {
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
    "no_sample": Kind(
        "rows of this table cannot be samples",
        "baris tabel ini tidak boleh berupa contoh",
        "Only {names} may hold made-up rows: leave sample empty, or remove the row.",
        "Hanya {names} yang boleh memuat baris contoh: kosongkan sample, atau hapus barisnya.",
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
    "short_ballot": Kind(
        "the ballot of {contest} has too few lines ({count}); it needs two or more",
        "surat suara {contest} kurang barisnya ({count}); diperlukan dua atau lebih",
        "Add the other pairs, or, against a single pair, a line with empty_column true and no names.",
        "Tambahkan paslon lainnya, atau, untuk paslon tunggal, baris dengan empty_column true tanpa nama.",
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

SUMS = {
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
