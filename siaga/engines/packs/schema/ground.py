"""The city, its election, who sits in the room, what was published.

Sources, regions, institutions, offices and stages are in every pack; the others may come later in the year.
"""

from __future__ import annotations

from .. import cells, model
from .columns import ORIGIN, REGION, SOURCE, STATION, WORD, Table, may, must

SOURCES = Table(
    "sources",
    (
        must("code", SOURCE, "short code, used in the column source of every other table"),
        must("title", cells.text, "title of the document, article or data file"),
        may("publisher", cells.text, "who published it"),
        may("address", cells.text, "web address or archive number"),
        may("date", cells.day, "day of publication"),
        may("note", cells.text, "how it was read, what is wrong with it"),
    ),
    model.Source,
    ("code",),
)

REGIONS = Table(
    "regions",
    (
        must("code", REGION, "dotted Kemendagri code"),
        must("name", cells.text, "official name"),
        must("level", cells.choice(model.RegionLevel), "province, city, district or ward"),
        may("parent", REGION, "code of the region it lies in; empty for the province"),
        *ORIGIN,
    ),
    model.Region,
    ("code",),
)

CONTESTS = Table(
    "contests",
    (
        must("code", WORD, "short code, for example mayor"),
        must("name", cells.text, "name as on the ballot"),
        must("kind", cells.choice(model.ContestKind), "governor, regent or mayor"),
        must("region", REGION, "the area that elects"),
        *ORIGIN,
    ),
    model.Contest,
    ("code",),
    optional=True,
)

PAIRS = Table(
    "pairs",
    (
        must("contest", WORD, "code of the contest"),
        must("number", cells.integer, "number on the ballot"),
        may("head", cells.text, "candidate for governor or mayor; empty when not stated"),
        may("deputy", cells.text, "candidate for deputy; empty when not stated"),
        may("empty_column", cells.yes_no, "true for the empty column against a single pair"),
        may("feed_id", cells.text, "number of the line in the KPU's public feed"),
        *ORIGIN,
    ),
    model.Pair,
    ("contest", "number"),
    optional=True,
)

STATIONS = Table(
    "stations",
    (
        must("code", STATION, "13 digits: the ward's ten and the station's three"),
        must("ward", REGION, "code of the ward (kelurahan)"),
        must("number", cells.integer, "station number within the ward"),
        must("kind", cells.choice(model.StationKind), "regular or special"),
        must("name", cells.text, "name, for example TPS 001 Imopuro"),
        may("address", cells.text, "street address; empty when not stated"),
        may("latitude", cells.coordinate(-11.1, 6.2), "decimal degrees, WGS 84, south is negative"),
        may("longitude", cells.coordinate(94.9, 141.1), "decimal degrees, WGS 84"),
        may("dpt_men", cells.integer, "men on the permanent voter list"),
        may("dpt_women", cells.integer, "women on the permanent voter list"),
        may("dpt_total", cells.integer, "all voters on the permanent voter list"),
        *ORIGIN,
    ),
    model.PollingStation,
    ("code",),
    optional=True,
)

INSTITUTIONS = Table(
    "institutions",
    (
        must("code", WORD, "short code, for example kpu-metro"),
        must("name", cells.text, "official name"),
        must("short_name", cells.text, "what everybody calls it"),
        must("kind", cells.choice(model.InstitutionKind), "one of the kinds of institution"),
        must("region", REGION, "the region it serves"),
        may("parent", WORD, "code of the institution it belongs to"),
        *ORIGIN,
    ),
    model.Institution,
    ("code",),
)

OFFICES = Table(
    "offices",
    (
        must("code", WORD, "short code, for example kpu-metro-chair"),
        must("institution", WORD, "code of the institution"),
        must("title", cells.text, "title of the office"),
        may("seats", cells.integer, "how many persons hold it at once; empty when not stated"),
        *ORIGIN,
    ),
    model.Office,
    ("code",),
)

OFFICE_HOLDERS = Table(
    "office_holders",
    (
        must("office", WORD, "code of the office"),
        must("person", cells.text, "name of the person"),
        must("form", cells.choice(model.TitleForm), "definitive, pj, pjs, plt or plh"),
        may("valid_from", cells.day, "first day in office; empty when not stated"),
        may("valid_to", cells.day, "last day in office, included; empty when not stated"),
        *ORIGIN,
    ),
    model.OfficeHolder,
    ("office", "person", "valid_from"),
    optional=True,
)

STAGES = Table(
    "stages",
    (
        must("code", WORD, "short code, for example campaign"),
        must("name", cells.text, "Indonesian name of the stage"),
        must("name_en", cells.text, "English name"),
        may("parent", WORD, "code of the stage it is part of"),
        may("start", cells.day, "first day; empty when not stated"),
        may("end", cells.day, "last day, included; empty when not stated"),
        may("legal_basis", WORD, "code of the regulation in legal_bases.csv"),
        must("confidence", cells.choice(model.Confidence), "how well the dates are established"),
        *ORIGIN,
    ),
    model.Stage,
    ("code",),
)

LEGAL_BASES = Table(
    "legal_bases",
    (
        must("code", WORD, "short code, for example pkpu-2-2024"),
        must("title", cells.text, "how the regulation is cited"),
        must("topic", cells.text, "what it governs"),
        must("regime", cells.choice(model.Regime), "pilkada, pemilu, both or government"),
        must("confidence", cells.choice(model.Confidence), "how well its scope is established"),
        *ORIGIN,
    ),
    model.LegalBasis,
    ("code",),
    optional=True,
)

PUBLISHED_TOTALS = Table(
    "published_totals",
    (
        may("contest", WORD, "code of the contest; empty for voters and stations"),
        must("region", REGION, "the region the total is for"),
        must("measure", cells.choice(model.Measure), "what is counted"),
        may("pair", cells.integer, "number on the ballot, for votes"),
        may("value", cells.integer, "the number; empty when not stated"),
        may("as_printed", cells.text, "the wording of the source, where it differs"),
        *ORIGIN,
    ),
    model.PublishedTotal,
    ("contest", "region", "measure", "pair", "source"),
    optional=True,
)

STAFFING = Table(
    "staffing",
    (
        must("code", WORD, "short code, for example kpps"),
        must("role", cells.text, "Indonesian name of the body or role"),
        must("role_en", cells.text, "English name"),
        may("part_of", WORD, "code of the claim this is a part of"),
        may("per_unit", cells.integer, "persons for every unit"),
        may("unit", cells.choice(model.Unit), "city, district, ward or station"),
        may("claimed", cells.integer, "persons the source claims; empty when not stated"),
        may("inferred", cells.yes_no, "true when no source prints this part"),
        *ORIGIN,
    ),
    model.StaffingClaim,
    ("code",),
    optional=True,
)
