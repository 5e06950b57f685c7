"""Codes that point from one table to another."""

from __future__ import annotations

from ..draft import Draft, at
from ..faults import Place
from ..folder import MAP

REFERENCES = (
    ("regions", "parent", "regions"),
    ("contests", "region", "regions"),
    ("pairs", "contest", "contests"),
    ("stations", "ward", "regions"),
    ("institutions", "region", "regions"),
    ("institutions", "parent", "institutions"),
    ("offices", "institution", "institutions"),
    ("office_holders", "office", "offices"),
    ("stages", "parent", "stages"),
    ("stages", "legal_basis", "legal_bases"),
    ("published_totals", "contest", "contests"),
    ("published_totals", "region", "regions"),
    ("staffing", "part_of", "staffing"),
    ("events", "stage", "stages"),
    ("events", "institution", "institutions"),
    ("events", "office", "offices"),
    ("series", "convener", "institutions"),
    ("series", "region", "regions"),
    ("meetings", "series", "series"),
    ("meetings", "during", "stages"),
    ("meetings", "chair", "offices"),
    ("meetings", "chair_for", "offices"),
    ("meetings", "moderator", "offices"),
    ("meetings", "legal_basis", "legal_bases"),
    ("agenda", "meeting", "meetings"),
    ("agenda", "presenter", "institutions"),
    ("attendance", "meeting", "meetings"),
    ("attendance", "institution", "institutions"),
    ("attendance", "office", "offices"),
    ("statements", "meeting", "meetings"),
    ("statements", "institution", "institutions"),
    ("statements", "office", "offices"),
    ("claims", "meeting", "meetings"),
    ("claims", "institution", "institutions"),
    ("claims", "region", "regions"),
    ("conclusions", "meeting", "meetings"),
    ("conclusions", "addressee", "offices"),
    ("actions", "meeting", "meetings"),
    ("actions", "owner", "institutions"),
    ("actions", "partners", "institutions"),
    ("actions", "region", "regions"),
    ("duties", "institution", "institutions"),
    ("duties", "meeting", "meetings"),
    ("grants", "grantor", "institutions"),
    ("grants", "grantee", "institutions"),
    ("grants", "part_of", "grants"),
    ("payments", "grant", "grants"),
    ("results", "contest", "contests"),
    ("results", "station", "stations"),
)
"""Table, column, and the table whose codes the column may hold, one or several."""

WHOLES = (
    ("institutions", "parent"),
    ("stages", "parent"),
    ("staffing", "part_of"),
    ("grants", "part_of"),
)
"""Tables whose rows may be part of one another, and the column that says of which."""


def check(draft: Draft) -> None:
    """Every code used must be defined, and nothing may be its own parent."""
    for table, column, target in REFERENCES:
        _check_column(draft, table, column, target)
    for table, column in WHOLES:
        _check_loops(draft, table, column)
    _check_sources(draft)
    _check_pairs(draft)
    _check_boundaries(draft)


def _check_column(draft: Draft, table: str, column: str, target: str) -> None:
    if not draft.defines_all(target):
        return
    known = draft.codes(target)
    for row in draft.rows(table):
        for value in _values(getattr(row, column)):
            if value not in known:
                draft.faults.add(
                    "unknown_code", at(row.origin, column), value=value, table=draft.file(target)
                )


def _values(cell: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The codes in a cell: none, one, or several."""
    if cell is None:
        return ()
    return cell if isinstance(cell, tuple) else (cell,)


def _check_loops(draft: Draft, table: str, column: str) -> None:
    parents = {row.code: getattr(row, column) for row in draft.rows(table)}
    for row in draft.rows(table):
        seen, code = {row.code}, parents[row.code]
        while code in parents and code not in seen:
            seen.add(code)
            code = parents[code]
        if code == row.code:
            draft.faults.add("loop", at(row.origin, column), value=row.code)


def _check_sources(draft: Draft) -> None:
    if not draft.defines_all("sources"):
        return
    known = draft.codes("sources")
    for origin in draft.origins():
        if origin.source not in known:
            draft.faults.add(
                "unknown_code", at(origin, "source"), value=origin.source, table=draft.file("sources")
            )


def _check_pairs(draft: Draft) -> None:
    """Votes must be for a pair that stands on the ballot."""
    if not draft.defines_all("pairs"):
        return
    known = set(draft.reads["pairs"].lines)
    for row in draft.rows("published_totals"):
        if row.pair is not None and row.contest is not None and (row.contest, row.pair) not in known:
            value = f"{row.contest} {row.pair}"
            draft.faults.add("unknown_code", at(row.origin, "pair"), value=value, table=draft.file("pairs"))
    for row in draft.rows("results"):
        for number in row.votes:
            if (row.contest, number) not in known:
                value = f"{row.contest} {number}"
                draft.faults.add("unknown_code", at(row.origin), value=value, table=draft.file("pairs"))


def _check_boundaries(draft: Draft) -> None:
    regions, sources = draft.codes("regions"), draft.codes("sources")
    for number, boundary in enumerate(draft.boundaries):
        place = Place(MAP, 0, boundary.region)
        if draft.defines_all("regions") and boundary.region not in regions:
            draft.faults.add("unknown_code", place, value=boundary.region, table=draft.file("regions"))
        if draft.defines_all("sources") and boundary.source not in sources:
            draft.faults.add("unknown_code", place, value=boundary.source, table=draft.file("sources"))
        if any(other.region == boundary.region for other in draft.boundaries[:number]):
            draft.faults.add("duplicate", place, key=boundary.region, line=0)
