"""Doubts about days: letters, weekdays, what is undated, what falls together."""

from __future__ import annotations

from siaga.engines.doubts.catalogue.kind import RECORDS, TIMETABLE, Kind
from siaga.engines.doubts.model import Severity
from siaga.law.profiles import Text

CALENDAR = Text("penanggalan", "the calendar")
LETTERS = Text("tata naskah dinas", "rules of official correspondence")

DAYS = (
    Kind(
        "letter-month",
        Severity.WARNING,
        Text("Bulan surat tidak cocok", "Month of a letter"),
        Text(
            "nomor surat {number} memuat bulan {numeral} ({month}), padahal suratnya bertanggal {dated}",
            (
                "the letter's number {number} carries the month {numeral} ({month}), but the letter is "
                "dated {dated}"
            ),
        ),
        Text(
            "bulan {numeral} dalam nomor surat {number} cocok dengan tanggal {dated}",
            "the month {numeral} in the letter's number {number} fits its date, {dated}",
        ),
        Text(
            "bulan menurut angka Romawi = bulan pada tanggal surat",
            "month of the Roman numeral = month of the date",
        ),
        LETTERS,
    ),
    Kind(
        "letter-year",
        Severity.WARNING,
        Text("Tahun surat tidak cocok", "Year of a letter"),
        Text(
            "nomor surat {number} memuat tahun {year}, padahal suratnya bertanggal {dated}",
            "the letter's number {number} carries the year {year}, but the letter is dated {dated}",
        ),
        Text(
            "tahun {year} dalam nomor surat {number} cocok dengan tanggal {dated}",
            "the year {year} in the letter's number {number} fits its date, {dated}",
        ),
        Text("tahun dalam nomor = tahun pada tanggal surat", "year in the number = year of the date"),
        LETTERS,
    ),
    Kind(
        "weekday",
        Severity.WARNING,
        Text("Hari tidak cocok", "Weekday does not fit"),
        Text(
            "tertulis {printed}, padahal {date} adalah hari {actual}",
            "{printed} is written, but {date} is a {actual}",
        ),
        Text("{date} memang hari {actual}", "{date} is indeed a {actual}"),
        Text("hari tercetak = hari menurut kalender", "weekday printed = weekday of the date"),
        CALENDAR,
    ),
    Kind(
        "no-such-day",
        Severity.WARNING,
        Text("Tanggal tidak ada", "No such day"),
        Text("{printed} tidak ada dalam kalender", "{printed} is no day of the calendar"),
        None,
        Text("tanggal ada dalam kalender", "the date is in the calendar"),
        CALENDAR,
    ),
    Kind(
        "undated",
        Severity.NOTE,
        Text("Sumber tanpa tanggal", "Undated source"),
        Text("sumbernya tidak menyebut hari; {window}", "its source states no day; {window}"),
        None,
        Text(
            "hari tidak disebut; jangka waktu disimpulkan dari tahapan yang diceritakan",
            "no day stated; the window is inferred from the stage it speaks of",
        ),
        TIMETABLE,
    ),
    Kind(
        "no-due",
        Severity.NOTE,
        Text("Tanpa tenggat", "No due date"),
        Text(
            "tidak ada tenggat bertanggal untuk “{task}”; sumber menulis: {due_printed}",
            "“{task}” has no dated deadline; the source writes: {due_printed}",
        ),
        None,
        Text("tenggat tidak disebut", "no due date stated"),
        RECORDS,
    ),
    Kind(
        "no-owner",
        Severity.NOTE,
        Text("Tanpa penanggung jawab", "No owner"),
        Text(
            "tidak disebut siapa yang mengerjakan “{task}”",
            "nobody is named to carry out “{task}”",
        ),
        None,
        Text("penanggung jawab tidak disebut", "no owner stated"),
        RECORDS,
    ),
    Kind(
        "collision",
        Severity.WARNING,
        Text("Jatuh pada hari yang sama", "Falls on the same day"),
        Text(
            "direncanakan pada {day}; pada hari itu juga: {other}",
            "planned for {day}; on that very day: {other}",
        ),
        None,
        Text(
            "hari rencana = akhir masa jabatan peserta, atau hari peristiwa lain yang tercatat",
            "day planned = end of a participant's term, or day of another recorded event",
        ),
        RECORDS,
    ),
)
