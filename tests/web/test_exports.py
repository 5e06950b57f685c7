"""Exports: complete, typed, and harmless to open."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from siaga.web.exports import Column, csv_bytes, download, excel_bytes, wanted

PAIR = [
    Column("name", "Nama", lambda row: row[0]),
    Column("votes", "Suara", lambda row: row[1], numeric=True),
]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def read_excel(content: bytes) -> list[tuple]:
    return list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def test_csv_has_keys_for_machines_and_excel_has_titles_for_people():
    assert read_csv(csv_bytes([("Metro", 1)], PAIR)) == [["name", "votes"], ["Metro", "1"]]
    assert read_excel(excel_bytes([("Metro", 1)], PAIR)) == [("Nama", "Suara"), ("Metro", 1)]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_text_never_opens_as_a_formula(lead):
    text = f"{lead}cmd|' /C calc'!A0"
    assert read_csv(csv_bytes([(text, 1)], PAIR))[1][0].startswith("'")
    cell = load_workbook(io.BytesIO(excel_bytes([(text, 1)], PAIR))).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_a_negative_number_stays_a_number():
    row = [(Decimal("-5.11730"), -3)]
    assert read_csv(csv_bytes(row, PAIR))[1] == ["-5.11730", "-3"]
    assert read_excel(excel_bytes(row, PAIR))[1] == (-5.1173, -3)


def test_dates_truth_and_gaps():
    moment = datetime(2024, 11, 27, 13, 45, tzinfo=UTC)
    values = [date(2024, 11, 27), moment, True, None]
    column = [Column("value", "Nilai", lambda value: value)]
    assert [row[0] if row else "" for row in read_csv(csv_bytes(values, column))[1:]] == [
        "2024-11-27",
        "2024-11-27 20:45:00",
        "true",
        "",
    ]
    assert read_excel(excel_bytes(values, column))[2][0] == datetime(2024, 11, 27, 20, 45)


@given(st.text(max_size=40))
def test_any_text_survives_both_forms(text):
    column = [Column("value", "Nilai", lambda value: value), Column("end", "Akhir", lambda _: "x")]
    (cell, end) = read_csv(csv_bytes([text], column))[1]
    assert end == "x"
    assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert len(read_excel(excel_bytes([text], column))) == 2


def test_download_names_the_file_safely():
    response = download([("a", 1)], PAIR, form="csv", name='../tps "18.72"\r\nX: y')
    assert response["Content-Disposition"] == 'attachment; filename="siaga-..-tps-18.72-X-y.csv"'
    assert response["Content-Type"].startswith("text/csv")


@pytest.mark.parametrize(("query", "form"), [("csv", "csv"), ("xlsx", "xlsx"), ("exe", None), ("", None)])
def test_only_known_forms_are_downloads(query, form):
    assert wanted(RequestFactory().get("/", {"unduh": query})) == form
