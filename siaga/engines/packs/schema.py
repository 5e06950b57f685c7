"""The tables of a pack: their columns, how each cell is read, and what a row becomes.

This is the one description of the format: the reader, the documentation test and the tools follow it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from . import cells, model

FORMAT = 1
TIME_ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")

REGION = cells.code(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?", "18, 18.72, 18.72.01 or 18.72.01.1001")
STATION = cells.code(r"\d{13}", "13 digits, for example 1872011001001")
WORD = cells.code(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "small letters, digits and hyphens, for example kpu-metro")
SOURCE = cells.code(r"[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*", "letters, digits and hyphens, for example S26")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the parser of its cells, whether each must be filled in, and what it holds."""

    name: str
    parse: cells.Parser
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the file's name without suffix, its columns, the class of a row, and what names a row."""

    name: str
    columns: Sequence[Column]
    row: type[Any]
    key: tuple[str, ...]
    optional: bool = False

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def _must(name: str, parse: cells.Parser, about: str) -> Column:
    return Column(name, parse, True, about)


def _may(name: str, parse: cells.Parser, about: str) -> Column:
    return Column(name, parse, False, about)


ORIGIN = (
    _must("source", SOURCE, "code of the source in sources.csv"),
    _may("place", cells.text, "where in the source: page, paragraph, key"),
    _must("precision", cells.choice(model.Precision), "exact, about, ambiguous or not_stated"),
    _may("doubt", cells.text, "why the value should not be trusted as it stands"),
    _may("sample", cells.yes_no, "true for generated values that stand in for what no source states"),
)

SOURCES = Table(
    "sources",
    (
        _must("code", SOURCE, "short code, used in the column source of every other table"),
        _must("title", cells.text, "title of the document, article or data file"),
        _may("publisher", cells.text, "who published it"),
        _may("address", cells.text, "web address or archive number"),
        _may("date", cells.day, "day of publication"),
        _may("note", cells.text, "how it was read, what is wrong with it"),
    ),
    model.Source,
    ("code",),
)

REGIONS = Table(
    "regions",
    (
        _must("code", REGION, "dotted Kemendagri code"),
        _must("name", cells.text, "official name"),
        _must("level", cells.choice(model.RegionLevel), "province, city, district or ward"),
        _may("parent", REGION, "code of the region it lies in; empty for the province"),
        *ORIGIN,
    ),
    model.Region,
    ("code",),
)

CONTESTS = Table(
    "contests",
    (
        _must("code", WORD, "short code, for example mayor"),
        _must("name", cells.text, "name as on the ballot"),
        _must("kind", cells.choice(model.ContestKind), "governor, regent or mayor"),
        _must("region", REGION, "the area that elects"),
        *ORIGIN,
    ),
    model.Contest,
    ("code",),
)

PAIRS = Table(
    "pairs",
    (
        _must("contest", WORD, "code of the contest"),
        _must("number", cells.integer, "number on the ballot"),
        _may("head", cells.text, "candidate for governor or mayor; empty when not stated"),
        _may("deputy", cells.text, "candidate for deputy; empty when not stated"),
        _may("empty_column", cells.yes_no, "true for the empty column against a single pair"),
        _may("feed_id", cells.text, "number of the line in the KPU's public feed"),
        *ORIGIN,
    ),
    model.Pair,
    ("contest", "number"),
)

STATIONS = Table(
    "stations",
    (
        _must("code", STATION, "13 digits: the ward's ten and the station's three"),
        _must("ward", REGION, "code of the ward (kelurahan)"),
        _must("number", cells.integer, "station number within the ward"),
        _must("kind", cells.choice(model.StationKind), "regular or special"),
        _must("name", cells.text, "name, for example TPS 001 Imopuro"),
        _may("address", cells.text, "street address; empty when not stated"),
        _may("latitude", cells.coordinate(-11.1, 6.2), "decimal degrees, WGS 84, south is negative"),
        _may("longitude", cells.coordinate(94.9, 141.1), "decimal degrees, WGS 84"),
        _may("dpt_men", cells.integer, "men on the permanent voter list"),
        _may("dpt_women", cells.integer, "women on the permanent voter list"),
        _may("dpt_total", cells.integer, "all voters on the permanent voter list"),
        *ORIGIN,
    ),
    model.PollingStation,
    ("code",),
)

INSTITUTIONS = Table(
    "institutions",
    (
        _must("code", WORD, "short code, for example kpu-metro"),
        _must("name", cells.text, "official name"),
        _must("short_name", cells.text, "what everybody calls it"),
        _must("kind", cells.choice(model.InstitutionKind), "one of the kinds of institution"),
        _must("region", REGION, "the region it serves"),
        _may("parent", WORD, "code of the institution it belongs to"),
        *ORIGIN,
    ),
    model.Institution,
    ("code",),
)

OFFICES = Table(
    "offices",
    (
        _must("code", WORD, "short code, for example kpu-metro-chair"),
        _must("institution", WORD, "code of the institution"),
        _must("title", cells.text, "title of the office"),
        _may("seats", cells.integer, "how many persons hold it at once; empty when not stated"),
        *ORIGIN,
    ),
    model.Office,
    ("code",),
)

OFFICE_HOLDERS = Table(
    "office_holders",
    (
        _must("office", WORD, "code of the office"),
        _must("person", cells.text, "name of the person"),
        _must("form", cells.choice(model.TitleForm), "definitive, pj, pjs, plt or plh"),
        _may("valid_from", cells.day, "first day in office; empty when not stated"),
        _may("valid_to", cells.day, "last day in office, included; empty when not stated"),
        *ORIGIN,
    ),
    model.OfficeHolder,
    ("office", "person", "valid_from"),
)

STAGES = Table(
    "stages",
    (
        _must("code", WORD, "short code, for example campaign"),
        _must("name", cells.text, "Indonesian name of the stage"),
        _must("name_en", cells.text, "English name"),
        _may("parent", WORD, "code of the stage it is part of"),
        _may("start", cells.day, "first day; empty when not stated"),
        _may("end", cells.day, "last day, included; empty when not stated"),
        _may("legal_basis", WORD, "code of the regulation in legal_bases.csv"),
        _must("confidence", cells.choice(model.Confidence), "how well the dates are established"),
        *ORIGIN,
    ),
    model.Stage,
    ("code",),
)

LEGAL_BASES = Table(
    "legal_bases",
    (
        _must("code", WORD, "short code, for example pkpu-2-2024"),
        _must("title", cells.text, "how the regulation is cited"),
        _must("topic", cells.text, "what it governs"),
        _must("regime", cells.choice(model.Regime), "pilkada, pemilu, both or government"),
        _must("confidence", cells.choice(model.Confidence), "how well its scope is established"),
        *ORIGIN,
    ),
    model.LegalBasis,
    ("code",),
)

PUBLISHED_TOTALS = Table(
    "published_totals",
    (
        _may("contest", WORD, "code of the contest; empty for voters and stations"),
        _must("region", REGION, "the region the total is for"),
        _must("measure", cells.choice(model.Measure), "what is counted"),
        _may("pair", cells.integer, "number on the ballot, for votes"),
        _may("value", cells.integer, "the number; empty when not stated"),
        _may("as_printed", cells.text, "the wording of the source, where it differs"),
        *ORIGIN,
    ),
    model.PublishedTotal,
    ("contest", "region", "measure", "pair", "source"),
)

STAFFING = Table(
    "staffing",
    (
        _must("code", WORD, "short code, for example kpps"),
        _must("role", cells.text, "Indonesian name of the body or role"),
        _must("role_en", cells.text, "English name"),
        _may("part_of", WORD, "code of the claim this is a part of"),
        _may("per_unit", cells.integer, "persons for every unit"),
        _may("unit", cells.choice(model.Unit), "city, district, ward or station"),
        _may("claimed", cells.integer, "persons the source claims; empty when not stated"),
        _may("inferred", cells.yes_no, "true when no source prints this part"),
        *ORIGIN,
    ),
    model.StaffingClaim,
    ("code",),
)

TABLES = (
    SOURCES,
    REGIONS,
    CONTESTS,
    PAIRS,
    STATIONS,
    INSTITUTIONS,
    OFFICES,
    OFFICE_HOLDERS,
    STAGES,
    LEGAL_BASES,
    PUBLISHED_TOTALS,
    STAFFING,
)
"""Every table with fixed columns; results.csv has the fields of the rule profile's form (see ``forms``)."""
