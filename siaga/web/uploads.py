"""A list somebody uploads, CSV or Excel: read once, each fault in one clear sentence with row and column.

    sheet = read_sheet(upload, COLUMNS)
    if sheet.problems: …

Nothing of an upload is kept: neither the file nor, in a message, what its cells held beyond the one at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from siaga.engines.packs import cells
from siaga.engines.packs.faults import Fault, FaultList
from siaga.engines.packs.schema import Column, Table
from siaga.engines.packs.tables import Record, records

LARGEST = 5_000_000
"""Bytes of an upload; 50,000 people are 4 MB."""

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and what to do; line 0 is the file as a whole."""

    line: int
    column: str
    sentence: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row that could be read; an empty cell is None."""

    number: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of an upload, and everything wrong with it."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(upload: UploadedFile, columns: Sequence[Column]) -> Sheet:
    """Read the rows of an upload under the given columns; a file that cannot be read is one problem."""
    if upload.size > LARGEST:
        return Sheet(problems=[Problem(0, "", _("The file is larger than 5 MB. Send it in parts."))])
    content = upload.read()
    faults = FaultList()
    lines = _lines(content, columns, faults)
    problems = sorted({_problem(fault) for fault in faults})
    if not lines and not problems:
        problems = [Problem(0, "", _("The file has no rows."))]
    return Sheet(lines, problems)


def hidden(pattern: str, form: str) -> cells.Parser:
    """A parser for what must not be repeated, such as a NIK: a fault tells the form and not the value."""
    parse = cells.code(pattern, form)

    def quietly(raw: cells.Raw) -> object:
        try:
            return parse(raw)
        except cells.CellError as fault:
            told = fault.facts | {"value": "••••"} if "value" in fault.facts else fault.facts
            raise cells.CellError(fault.code, **told) from None

    return quietly


def _lines(content: bytes, columns: Sequence[Column], faults: FaultList) -> list[Line]:
    kind = "xlsx" if content.startswith(_ZIP) else "csv"
    table = Table(_("list"), columns, Record, ())
    read = records(table, f"{table.name}.{kind}", content, faults)
    return [Line(record.place.line, record.values) for record in read if record.whole]


def _problem(fault: Fault) -> Problem:
    sentence, remedy = fault.sentences("en" if get_language() == "en" else "id")
    if fault.code == "missing_value":
        remedy = ""  # it points at the documentation of packs
    return Problem(fault.line, fault.column, sentence, remedy)
