"""The names of months and weekdays, and a day written with them, in both languages of the house."""

from __future__ import annotations

from datetime import date

from siaga.law.profiles.model import Text

MONTHS = (
    Text("Januari", "January"),
    Text("Februari", "February"),
    Text("Maret", "March"),
    Text("April", "April"),
    Text("Mei", "May"),
    Text("Juni", "June"),
    Text("Juli", "July"),
    Text("Agustus", "August"),
    Text("September", "September"),
    Text("Oktober", "October"),
    Text("November", "November"),
    Text("Desember", "December"),
)
WEEKDAYS = (
    Text("Senin", "Monday"),
    Text("Selasa", "Tuesday"),
    Text("Rabu", "Wednesday"),
    Text("Kamis", "Thursday"),
    Text("Jumat", "Friday"),
    Text("Sabtu", "Saturday"),
    Text("Minggu", "Sunday"),
)
"""In the order of `date.weekday`: Monday is 0."""


def weekday(day: date) -> Text:
    """Kamis / Thursday."""
    return WEEKDAYS[day.weekday()]


def long_date(day: date) -> Text:
    """16 Januari 2025 / 16 January 2025."""
    month = MONTHS[day.month - 1]
    return Text(f"{day.day} {month.id} {day.year}", f"{day.day} {month.en} {day.year}")


def written(day: date) -> Text:
    """Kamis, 16 Januari 2025 / Thursday, 16 January 2025."""
    name, rest = weekday(day), long_date(day)
    return Text(f"{name.id}, {rest.id}", f"{name.en}, {rest.en}")
