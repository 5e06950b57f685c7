"""The form of one station and contest: what is printed into the blank sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from siaga.engines.reading.model import Box, Layout
from siaga.engines.reading.sheets.drawing import Line, Page, Shape, Squares, Text
from siaga.engines.reading.sheets.kwk import Sheet, kwk_sheet
from siaga.engines.reading.sheets.label import Label
from siaga.engines.reading.sheets.recipe import recipe
from siaga.engines.reading.sheets.tags import modules_of_code
from siaga.engines.reading.sheets.votes import row_top
from siaga.law.days import written


@dataclass(frozen=True, slots=True)
class BallotLine:
    """A line of the ballot as printed; the empty column has no candidates."""

    number: int
    head: str
    deputy: str = ""
    empty_column: bool = False


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One station and contest: what is printed into the blank form.

    `station`: 13 digits; `contest`: its code in the pack, which the QR code carries; `kind`: mayor, regent or
    governor; names as they should stand on paper.
    """

    station: str
    contest: str
    kind: str
    day: date
    province: str
    city: str
    district: str
    ward: str
    pairs: tuple[BallotLine, ...]

    @property
    def sheet(self) -> Sheet:
        witnesses = tuple(pair.number for pair in self.pairs if not pair.empty_column)
        return kwk_sheet(tuple(pair.number for pair in self.pairs), self.kind, witnesses)

    @property
    def layout(self) -> Layout:
        """How these pages are read, whatever paper they are printed on."""
        return self.sheet.layout


def form_pages(form: FormSheet) -> Iterator[Page]:
    """Each page of a form in two parts: what all stations share, and the station's own words and code."""
    for page, shared in zip(form.layout.pages, form.sheet.pages, strict=True):
        yield shared, tuple(_of_station(form, page.number))


def _of_station(form: FormSheet, page: int) -> Iterator[Shape]:
    """Code, place and day, and the names of the pairs whose votes stand on this page."""
    made = recipe()
    yield Squares(made.code, modules_of_code(str(Label(form.station, form.contest, page))))
    yield Text(Box(made.code.x, made.code.y + 17.3, 24, 3), form.station, 6)
    if page == 1:
        yield from _place(form, Box(16, 40, 178, 18))
        yield from _opening(form)
    else:
        yield from _place(form, Box(40, 15, 124, 18))
    yield from _names(form, page)


def _place(form: FormSheet, space: Box) -> Iterator[Shape]:
    left = (("Provinsi", form.province), ("Kabupaten/Kota", form.city))
    right = (("Kecamatan", form.district), ("Kelurahan/Desa", form.ward), ("Nomor TPS", form.station[-3:]))
    half = space.width / 2
    for x, rows in ((space.x, left), (space.x + half, right)):
        for n, (label, value) in enumerate(rows):
            y = space.y + n * 4.6
            yield Text(Box(x, y, 24, 4.6), label, 8)
            yield Text(Box(x + 23, y, 2, 4.6), ":", 8)
            yield Text(Box(x + 25, y, half - 26, 4.6), value, 8, bold=True)


def _opening(form: FormSheet) -> Iterator[Shape]:
    sentence = f"Pada hari ini, {written(form.day).id}, rapat penghitungan suara dimulai pukul"
    yield Text(Box(16, 54.6, 178, 4.6), sentence, 8)
    for x, word in ((131, "sampai dengan pukul"), (176, "waktu setempat.")):
        yield Text(Box(x, 54.6, 30, 4.6), word, 8)
    for x in (111, 157):
        yield Line((x, 58), (x + 18, 58), 0.25, 0.3, dotted=True)


def _names(form: FormSheet, page: int) -> Iterator[Shape]:
    made = recipe()
    here = [place.name for place in form.layout.on_page(page) if place.name.startswith("paslon")]
    width = made.votes.tally_left - made.left
    for row, name in enumerate(here):
        pair = next(pair for pair in form.pairs if name == f"paslon{pair.number}")
        y = row_top(made, row)
        yield Text(Box(made.left + 1, y + 2, width - 2, 8), str(pair.number), 15, bold=True, align="center")
        names = ("KOLOM KOSONG", "(tidak bergambar)") if pair.empty_column else (pair.head, pair.deputy)
        for n, text in enumerate(names):
            yield Text(Box(made.left + 1, y + 13 + n * 10, width - 2, 9), text, 8, bold=True, align="center")
