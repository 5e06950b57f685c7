"""Dates and numbers in words, against slow oracles."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.documents import Language, Moment
from siaga.engines.documents.words import dated, grouped, hours, long_date, spelled

DIGITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]


def read(words: str) -> int:
    """The number a row of Indonesian number words says: the other way round, word by word."""
    total = part = 0
    values = {"sepuluh": 10, "sebelas": 11, **{w: i for i, w in enumerate(DIGITS)}}
    for word in words.split():
        if word in ("miliar", "juta", "ribu"):
            total += part * {"miliar": 10**9, "juta": 10**6, "ribu": 1000}[word]
            part = 0
        elif word == "seribu":
            total += 1000
        elif word == "seratus":
            part += 100
        elif word in ("ratus", "puluh", "belas"):
            digit = part % 10
            part += {"ratus": 99 * digit, "puluh": 9 * digit, "belas": 10}[word]
        else:
            part += values[word]
    return total + part


@given(st.integers(0, 10**12 - 1))
def test_spelled_reads_back(number):
    assert read(spelled(number)) == number


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (11, "sebelas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (1000, "seribu"),
        (2024, "dua ribu dua puluh empat"),
        (1_100_000, "satu juta seratus ribu"),
    ],
)
def test_spelled_as_people_write(number, words):
    assert spelled(number) == words


@pytest.mark.parametrize("number", [-1, 10**12])
def test_spelled_refuses_the_rest(number):
    with pytest.raises(ValueError):
        spelled(number)


def slow_groups(number: int) -> str:
    digits, out = str(number), ""
    for place, digit in enumerate(reversed(digits)):
        out = digit + ("." if place and place % 3 == 0 else "") + out
    return out


@given(st.integers(0, 10**14), st.integers(0, 99))
def test_grouped_with_points_and_a_comma(number, cents):
    value = Decimal(number) + Decimal(cents) / 100
    tail = f",{cents:02d}".rstrip("0").rstrip(",") if cents else ""
    assert grouped(value) == slow_groups(number) + tail
    assert grouped(number) == slow_groups(number)


def test_grouped_in_english():
    assert grouped(Decimal("3205756840.50"), Language.ENGLISH) == "3,205,756,840.5"


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_dates_say_their_weekday(day):
    known = date(2024, 11, 27)  # voting day was a Wednesday
    names = ["Rabu", "Kamis", "Jumat", "Sabtu", "Minggu", "Senin", "Selasa"]
    assert dated(day) == f"{names[(day - known).days % 7]}, {long_date(day)}"
    assert dated(day + timedelta(7)).split(",")[0] == dated(day).split(",")[0]


def test_dates_in_words():
    assert long_date(date(2024, 8, 1)) == "1 Agustus 2024"
    assert dated(None) == "tidak disebut"
    assert dated(date(2024, 11, 27), Language.ENGLISH) == "Wednesday, 27 November 2024"


def test_hours():
    assert hours(Moment()) == "tidak disebut"
    assert hours(Moment(starts=time(9), zone="WIB")) == "09.00 WIB s.d. selesai"
    assert hours(Moment(starts=time(9), ends=time(11, 30), zone="WITA")) == "09.00–11.30 WITA"
    assert hours(Moment(starts=time(9), zone="WIT"), Language.ENGLISH) == "09.00 WIT"
