"""Reading regulations, letters, days, amounts and Roman numerals out of Indonesian prose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siaga.engines.doubts.reading.amounts import amounts_in, half_unit
from siaga.engines.doubts.reading.days import dates_in
from siaga.engines.doubts.reading.letters import letters_in
from siaga.engines.doubts.reading.regulations import coded, references_in
from siaga.engines.doubts.reading.roman import LARGEST, from_roman, month_of, to_roman
from siaga.engines.doubts.wording import number
from siaga.law.days import WEEKDAYS, long_date
from tests.engines.doubts.oracle import NUMERALS, weekday
from tests.kit.doubts import MIXUPS

days = st.dates(date(1945, 8, 17), date(2099, 12, 31))
FAMILIES = [(family, word) for family, words in MIXUPS.families.items() for word in words]


def titles(text: str) -> list[str]:
    return [reference.title for reference in references_in(text, MIXUPS)]


# Roman numerals


def test_every_numeral_there_is():
    assert len(NUMERALS) == LARGEST
    assert all(from_roman(text) == value and to_roman(value) == text for text, value in NUMERALS.items())


@given(st.text("IVXLCDM", max_size=9))
def test_what_is_no_proper_numeral_is_none(text):
    assert from_roman(text) == NUMERALS.get(text)


@pytest.mark.parametrize("text", ["", "XIII", "xi", "IIX", "SE", "0", "B-06"])
def test_no_month(text):
    assert month_of(text) is None


@pytest.mark.parametrize("value", [0, -1, LARGEST + 1])
def test_no_numeral_outside_its_range(value):
    with pytest.raises(ValueError, match="no Roman numeral"):
        to_roman(value)


# Days


@given(days)
def test_a_written_day_is_read_back_with_its_weekday(day):
    text = f"Pada {weekday(day)}, {long_date(day).id} di aula"
    (found,) = dates_in(text)
    assert (found.day, found.weekday) == (day, day.weekday())
    assert WEEKDAYS[day.weekday()].id == weekday(day)
    assert text[found.start : found.end] == found.words


@given(days)
def test_digits_in_brackets(day):
    (found,) = dates_in(f"{weekday(day)} ({day:%d/%m/%Y}). Rapat")
    assert (found.day, found.weekday) == (day, day.weekday())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 Februari 2024", None),
        ("jum'at, 15 nopember 2024", date(2024, 11, 15)),
        ("06 Desember 2023", date(2023, 12, 6)),
    ],
)
def test_unusual_spellings_and_days_that_are_none(text, expected):
    assert [found.day for found in dates_in(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["pada 27 November mendatang", "270/139/SE", "3.205.756.840,00", "2023-2024"]
)
def test_no_full_date_here(text):
    assert list(dates_in(text)) == []


# Letters


def test_a_letter_with_month_year_and_date():
    (letter,) = letters_in("Nomor 270/139/SE/BKPSDMD/XI/2023 tanggal 06 Desember 2023 tentang netralitas")
    assert (letter.month, letter.year, letter.dated) == (11, 2023, date(2023, 12, 6))


def test_a_date_in_another_clause_is_not_that_of_the_letter():
    text = f"surat 005/12/KPU/XI/2024 dibacakan {'lalu dibahas panjang ' * 3}pada 6 Desember 2024"
    assert [letter.dated for letter in letters_in(text)] == [None]


@pytest.mark.parametrize("text", ["14/11/2024", "ASN/PPPK/PEGAWAI NON ASN", "TNI/Polri", "RT/RW"])
def test_what_only_looks_like_the_number_of_a_letter(text):
    assert list(letters_in(text)) == []


# Amounts


@given(st.integers(0, 10**15))
def test_a_whole_number_is_read_exactly(value):
    (found,) = amounts_in(f"sebesar Rp {number(Decimal(value), 'id')}")
    assert (found.value, found.half, found.money) == (value, 0, True)


@given(st.integers(1, 999), st.integers(0, 99), st.sampled_from([("juta", 10**6), ("miliar", 10**9)]))
def test_a_scaled_number_leaves_half_its_last_digit_open(whole, fraction, scale):
    word, size = scale
    (found,) = amounts_in(f"sekitar {whole},{fraction:02} {word} rupiah")
    assert found.value == (100 * whole + fraction) * size // 100
    assert found.half == Decimal(size) / 200
    assert found.about


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13,9 Milyar", "13900000000"),
        ("Rp. 600 juta", "600000000"),
        ("Rp 3.205.756.840,00", "3205756840"),
        ("90 peren", "90"),
        ("1.645 anggota", "1645"),
    ],
)
def test_spellings_of_the_sources(text, value):
    assert [amount.value for amount in amounts_in(text)] == [Decimal(value)]


@pytest.mark.parametrize("text", ["14/11/2024", "0411/KM", "270/139/SE"])
def test_numbers_of_letters_and_units_are_no_amounts(text):
    assert list(amounts_in(text)) == []


def test_how_sharply_a_value_is_stated():
    assert half_unit(Decimal(13_900_000_000), "sekitar 13,9 Milyar", True) == 50_000_000
    assert half_unit(Decimal(13_900_000_000), "", True) == 50_000_000, "by its zeros"
    assert half_unit(Decimal(13_607_923_530), "", False) == 0
    assert half_unit(Decimal(0), "", True) == 0


# Regulations


@given(st.sampled_from(FAMILIES), st.integers(1, 999), st.integers(1945, 2099), st.booleans())
def test_every_kind_in_every_spelling(family, value, year, long):
    name, word = family
    text = f"{word} Nomor {value} Tahun {year}" if long else f"{word} {value}/{year}"
    assert titles(f"berdasarkan {text}, rapat") == [f"{name} {value}/{year}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peraturan Bawaslu Nomor 1 Tahun 2024", ["Perbawaslu 1/2024"]),
        ("Keputusan Wali Kota Metro Nomor 662/KPTS/B-06/2023", ["Keputusan Wali Kota 662/KPTS/B-06/2023"]),
        ("Surat Keputusan Bersama (SKB) Nomor 2 Tahun 2022", ["SKB 2/2022"]),
        ("UU 1/2015 jo. UU 8/2015 jo. UU 10/2016", ["UU 1/2015", "UU 8/2015", "UU 10/2016"]),
        ("Perbawaslu 8/2020 jo. 9/2024", ["Perbawaslu 8/2020", "Perbawaslu 9/2024"]),
        ("Undang-Undang Republik Indonesia Nomor 7 Tahun 2017", ["UU 7/2017"]),
        ("PKPU No. 17 Tahun 2024 dan PP 12/2022", ["PKPU 17/2024", "PP 12/2022"]),
        ("Surat Mendagri 100.2.7/2944/SJ tanggal 5 Juni 2023", ["Surat Mendagri 100.2.7/2944/SJ/2023"]),
    ],
)
def test_references_of_the_sources(text, expected):
    assert titles(text) == expected


@pytest.mark.parametrize(
    "text", ["TPP 12/2022", "SKB 22 September 2022", "UU Pemilu", "PPS 3/kelurahan", "se-Kota Metro"]
)
def test_what_is_no_reference(text):
    assert titles(text) == []


@given(st.text(max_size=200))
def test_no_text_breaks_a_reader(text):
    assert all(r.words == text[r.start : r.end].strip() for r in references_in(text, MIXUPS))
    assert all(a.words == text[a.start : a.end].strip() for a in amounts_in(text))
    assert all(d.words == text[d.start : d.end] for d in dates_in(text))
    list(letters_in(text))


@pytest.mark.parametrize(
    ("code", "expected"),
    [("skb-2-2022", ["SKB 2/2022"]), ("kep-kpu-66-2024", ["Keputusan KPU 66/2024"]), ("joint-5-2020", [])],
)
def test_codes_of_the_register(code, expected):
    assert [reference.title for reference in coded(code, MIXUPS)] == expected


# Whatever people type


@given(
    st.text(alphabet="0123456789.,/-% RpMTIVX²٣", max_size=120), st.sampled_from(["", " triliun", " juta"])
)
def test_no_row_of_digits_stops_a_reader(text: str, scale: str) -> None:
    for written in (text, f"sekitar {text}{scale}", f"tanggal {text} November {text}", f"Nomor {text}"):
        for amount in amounts_in(written):
            assert amount.value < 10**31
        half_unit(Decimal(120), written, about=True)
        list(dates_in(written))
        list(letters_in(written))
        titles(written)
