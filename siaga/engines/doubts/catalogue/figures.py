"""Doubts about numbers."""

from __future__ import annotations

from siaga.engines.doubts.catalogue.kind import PROFILE, RECORDS, Kind
from siaga.engines.doubts.model import Severity
from siaga.law.profiles import Text

FIGURES = (
    Kind(
        "disagreement",
        Severity.ERROR,
        Text("Angka berbeda", "Figures differ"),
        Text(
            (
                "tentang {label}: disebut {left} oleh {left_who} dan {right} oleh {right_who}; selisihnya "
                "{difference} {unit}, sedangkan pembulatan angka yang tercetak hanya menjelaskan "
                "{tolerance}"
            ),
            (
                "for {label}, {left_who} names {left} and {right_who} names {right}; they differ by "
                "{difference} {unit}, and rounding of what is printed explains only {tolerance}"
            ),
        ),
        Text(
            "{left_who} dan {right_who} menyebut angka yang sama tentang {label}: {left} {unit}",
            "{left_who} and {right_who} name the same figure for {label}: {left} {unit}",
        ),
        Text(
            (
                "|a − b| > ½ satuan digit terakhir a + ½ satuan digit terakhir b, untuk hal, wilayah, "
                "satuan dan hari yang sama"
            ),
            (
                "|a − b| > ½ unit of a's last digit + ½ unit of b's last digit, for one subject, region, "
                "unit and day"
            ),
        ),
        RECORDS,
    ),
    Kind(
        "later",
        Severity.NOTE,
        Text("Angka kemudian berubah", "A later figure differs"),
        Text(
            "angka {label} per {left_day} adalah {left}; per {right_day} menjadi {right} ({right_who})",
            "{label} as of {left_day} is {left}; as of {right_day} it is {right} ({right_who})",
        ),
        None,
        Text(
            "a ≠ b, keduanya bertanggal, hari b sesudah hari a",
            "a ≠ b, both dated, the day of b after that of a",
        ),
        RECORDS,
    ),
    Kind(
        "sum",
        Severity.ERROR,
        Text("Jumlah tidak cocok", "A sum does not add up"),
        Text(
            (
                "{label} tertulis {whole}, padahal bagian-bagiannya berjumlah {parts} = {total} (selisih "
                "{difference})"
            ),
            "{label} is written as {whole}, but its parts make {parts} = {total} (difference {difference})",
        ),
        Text("{label}: {parts} = {total}", "{label}: {parts} = {total}"),
        Text("keseluruhan = Σ bagian", "whole = Σ parts"),
        RECORDS,
    ),
    Kind(
        "count",
        Severity.ERROR,
        Text("Jumlah petugas tidak sesuai rumus", "Staffing breaks the formula"),
        Text(
            (
                "{label} disebut {claimed}, padahal menurut aturan {per_unit} × {units} = {needed} "
                "(selisih {difference})"
            ),
            (
                "{claimed} are named for {label}, but by rule it is {per_unit} × {units} = {needed} "
                "(difference {difference})"
            ),
        ),
        Text(
            "{label}: {claimed} = {per_unit} × {units}, sesuai aturan",
            "{label}: {claimed} = {per_unit} × {units}, as the rule asks",
        ),
        Text("orang = orang per satuan × banyaknya satuan", "persons = persons per unit × units"),
        PROFILE,
    ),
    Kind(
        "inferred",
        Severity.NOTE,
        Text("Rincian hasil simpulan", "An inferred split"),
        Text(
            "tidak ada sumber yang menulis rincian {label}; {parts} adalah simpulan yang berjumlah {total}",
            "no source prints the split of {label}; {parts} is inferred and makes {total}",
        ),
        None,
        Text("rincian tidak tercetak di sumber mana pun", "the split is printed in no source"),
        RECORDS,
    ),
    Kind(
        "unprinted",
        Severity.NOTE,
        Text("Jumlah hasil hitungan", "A computed number"),
        Text(
            "tidak ada sumber yang menulis jumlah {label}; {claimed} dihitung menurut aturan",
            "no source prints the number for {label}; {claimed} follows from the rule",
        ),
        None,
        Text("jumlah tidak tercetak di sumber mana pun", "the number is printed in no source"),
        PROFILE,
    ),
    Kind(
        "target",
        Severity.NOTE,
        Text("Target tidak tercapai", "Target missed"),
        Text(
            (
                "target {label} di atas {target} {unit} ({target_who}), kenyataannya {outcome} {unit} "
                "({outcome_who})"
            ),
            (
                "the target for {label} was above {target} {unit} ({target_who}), it turned out "
                "{outcome} {unit} ({outcome_who})"
            ),
        ),
        Text(
            "target {label} di atas {target} {unit} tercapai: {outcome} {unit}",
            "the target for {label}, above {target} {unit}, was met: {outcome} {unit}",
        ),
        Text("hasil > target", "outcome > target"),
        RECORDS,
    ),
    Kind(
        "ambiguous",
        Severity.WARNING,
        Text("Bagian atau tambahan", "Part or whole"),
        Text(
            (
                "tidak jelas apakah {part} untuk {recipient} termasuk dalam {whole} ({purpose}) atau di "
                "luarnya, dan siapa penerima sisanya"
            ),
            (
                "it is unclear whether {part} for {recipient} is part of {whole} ({purpose}) or comes on "
                "top, and who receives the rest"
            ),
        ),
        None,
        Text(
            (
                "jumlah untuk suatu keperluan, lalu “serta/dan/termasuk untuk” seorang penerima dengan "
                "jumlah lebih kecil"
            ),
            "an amount for a purpose, then “and/including for” one recipient a smaller amount",
        ),
        Text("naskah hibah", "the grant agreement"),
    ),
    Kind(
        "no-recipient",
        Severity.WARNING,
        Text("Penerima tidak disebut", "Recipient not stated"),
        Text(
            "sumber menulis {amount} tanpa menyebut penerimanya",
            "the source writes {amount} and leaves out who receives it",
        ),
        None,
        Text("“untuk Rp …”: penerima tidak tercetak", "“untuk Rp …”: no recipient is printed"),
        Text("naskah hibah", "the grant agreement"),
    ),
)
